"""Two databases that should say the same: row by row, field by field."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from tortoise.fields import DatetimeField, Field, JSONField, UUIDField
from tortoise.models import Model

from app.audit_books import Books, Row, each
from app.core.chain import moment_of
from models import (
    Appeal,
    Award,
    Barcode,
    Board,
    Browser,
    Category,
    Change,
    Checklist,
    Claim,
    ColumnChoice,
    CompensationRules,
    Delivery,
    Device,
    DispatchRule,
    Enrolment,
    Factor,
    Gone,
    Handover,
    Hazard,
    Import,
    Inspection,
    KitPart,
    Letter,
    ListPrice,
    Loan,
    LoanReturn,
    LoanSlip,
    LogEntry,
    Lookup,
    Notice,
    Pairing,
    Person,
    Photo,
    PlaceAlias,
    Record,
    Refusal,
    Repair,
    RepairCost,
    RepairStep,
    RepairThing,
    Reservation,
    Resolution,
    Round,
    Schedule,
    ScorePlan,
    Session,
    Setting,
    SpecialDay,
    Stocktake,
    StocktakeCount,
    StocktakeLine,
    StocktakePlace,
    Substitute,
    Tag,
    TagBatch,
    Term,
    Thing,
    ThingUse,
    Visit,
    WriteOff,
)


@dataclass(frozen=True)
class Table:
    """A table that follows from the log: what its rows are told apart by, and what they need not share."""

    model: type[Model]
    key: str = 'id'
    apart: tuple[str, ...] = ()


FOLLOWS = (
    Table(Person), Table(Thing), Table(Tag, 'code'), Table(TagBatch), Table(Barcode, 'text'), Table(Enrolment),
    Table(Import), Table(PlaceAlias, 'key'), Table(ColumnChoice, 'signature'), Table(Gone), Table(Inspection),
    Table(Repair), Table(RepairStep), Table(RepairCost), Table(RepairThing), Table(DispatchRule), Table(Hazard),
    Table(LogEntry), Table(Term), Table(SpecialDay, 'day'), Table(Schedule), Table(Substitute),
    Table(Round), Table(Visit), Table(Award), Table(Board), Table(Appeal), Table(ScorePlan, 'checklist'),
    Table(Stocktake), Table(StocktakeLine), Table(StocktakeCount), Table(StocktakePlace),
    Table(WriteOff), Table(Resolution), Table(LoanSlip), Table(Loan), Table(LoanReturn), Table(ThingUse),
    Table(KitPart), Table(Reservation), Table(Handover), Table(Letter), Table(Claim), Table(CompensationRules),
    Table(ListPrice, 'key'), Table(Lookup, 'thing_id', ('id',)), Table(Refusal), Table(Record, 'number'),
