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
    Settlement,
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
    Table(ListPrice, 'key'), Table(Settlement),
    Table(Lookup, 'thing_id', ('id',)), Table(Refusal), Table(Record, 'number'),
)  # fmt: skip
OWN_NUMBERS = (Change, Checklist)  # whose ids come from the database: their rows are told apart by what they say
# What is written besides the log: this installation, its phones, sign-ins and what people prove themselves by,
# pictures, voices, and what was told to whom.
BESIDES = (Setting, Category, Device, Session, Factor, Pairing, Photo, Notice, Delivery, Browser)
RANGE = 2_000  # numbers whose changes are looked at together

Found = Callable[[str, dict[str, Any]], None]


async def compare(here: Books, there: Books, found: Found) -> None:
    """`found` hears of each row of `here` that is not so `there`, with its table, key and field."""
    for table in FOLLOWS:
        await _compare_table(table, here, there, found)
    await _compare_changes(here, there, found)
    await _compare_checklists(here, there, found)
    schools = "SELECT value FROM setting WHERE key = 'schools'"
    mine, theirs = [[row['value'] for row in await books.rows(schools)] for books in (here, there)]
    if mine != theirs:
        found('differs', _facts('setting', 'schools', 'value', mine, theirs))


async def _compare_table(table: Table, here: Books, there: Books, found: Found) -> None:
    name = table.model._meta.db_table
    is_text = _field(table.model, table.key).field_type is str
    mine, theirs = [_next(each(books, name, table.key, is_text=is_text)) for books in (here, there)]
    one, other = await mine(), await theirs()
    while one or other:
        at, also = [row and _key(row[table.key]) for row in (one, other)]
        if one and (not other or at < also):  # type: ignore[operator]
            found('extra', {'table': name, 'key': str(at)})
            one = await mine()
        elif other and (not one or also < at):  # type: ignore[operator]
            found('missing', {'table': name, 'key': str(also)})
            other = await theirs()
        else:
            assert one and other
            for column in _differing(table, one, other):
                found('differs', _facts(name, str(at), column, one[column], other[column]))
            one, other = await mine(), await theirs()


def _next(rows: AsyncIterator[Row]) -> Callable[[], Any]:
    async def following() -> Row | None:
        return await anext(rows, None)

    return following


def _key(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


def _differing(table: Table, one: Row, other: Row) -> list[str]:
    columns = table.model._meta.fields_db_projection.items()
    wanted = [(name, column) for name, column in columns if column not in table.apart]
    return [
        column
        for name, column in wanted
        if _value(table.model._meta.fields_map[name], one[column])
        != _value(table.model._meta.fields_map[name], other[column])
    ]


def _field(model: type[Model], column: str) -> Field[Any]:
    return model._meta.fields_map[model._meta.fields_db_projection_reverse[column]]


def _value(field: Field[Any], kept: Any) -> Any:
    """A value as either database keeps it, the same for both."""
    if kept is None:
        return None
    if isinstance(field, DatetimeField):
        return moment_of(kept)
    if isinstance(field, JSONField):
        return orjson.loads(kept) if isinstance(kept, str | bytes) else kept
    if isinstance(field, UUIDField):
        return str(kept)
    return field.to_python_value(kept)


async def _compare_changes(here: Books, there: Books, found: Found) -> None:
    [top] = await here.rows('SELECT COALESCE(MAX(number), 0) AS top FROM record')
    for start in range(0, top['top'], RANGE):
        sql = 'SELECT * FROM change WHERE number > ? AND number <= ? ORDER BY number, id'
        mine, theirs = [await books.rows(sql, start, start + RANGE) for books in (here, there)]
        _compare_lists('change', _by(mine, _change), _by(theirs, _change), found)


async def _compare_checklists(here: Books, there: Books, found: Found) -> None:
    mine, theirs = [await books.rows('SELECT * FROM checklist ORDER BY key, version') for books in (here, there)]
    _compare_lists('checklist', _by(mine, _checklist), _by(theirs, _checklist), found)


def _change(row: Row) -> tuple[str, Any]:
    return str(row['number']), (str(row['thing_id']), _value(_field(Change, 'facts'), row['facts']))


def _checklist(row: Row) -> tuple[str, Any]:
    columns = [column for column in Checklist._meta.fields_db_projection.values() if column != 'id']
    return f'{row["key"]}/{row["version"]}', [_value(_field(Checklist, each), row[each]) for each in columns]


def _by(rows: Any, shape: Callable[[Row], tuple[str, Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for key, value in map(shape, rows):
        found.setdefault(key, []).append(value)
    return found


def _compare_lists(table: str, mine: dict[str, list[Any]], theirs: dict[str, list[Any]], found: Found) -> None:
    for key in mine | theirs:
        one, other = mine.get(key, []), theirs.get(key, [])
        if one != other:
            word = 'differs' if one and other else 'extra' if one else 'missing'
            found(word, _facts(table, key, '', one, other) if word == 'differs' else {'table': table, 'key': key})


def _facts(table: str, key: str, field: str, here: Any, there: Any) -> dict[str, Any]:
    return {'table': table, 'key': key, 'field': field, 'here': _short(here), 'there': _short(there)}


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:59] + '…'
