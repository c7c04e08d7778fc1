"""Who has what: loans as lists, by when they are due, by borrower and by age."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app import people
from app.core import db
from app.core.chain import moment_of
from app.core.clock import now
from app.core.errors import NotFound
from app.loan_alone import Own
from models import Loan, LoanReturn, LoanSlip, Record, Thing

VIEWS = ('late', 'out', 'custody', 'person', 'class', 'age', 'asked', 'claims')
MOST = 60

COLUMNS = (
    'loan.id, loan.slip_id, loan.thing_id, thing.name, thing.code, thing.quantity AS all_of, '
    'loan.quantity - loan.back AS pieces, loan.borrower_kind, loan.person_id, loan.borrower, loan.lent_at, '
    'loan.due_at, loan.renewals, loan.why, loan.state'
)
LINES = f'SELECT {COLUMNS} FROM loan JOIN thing ON thing.id = loan.thing_id WHERE '
COUNTS = (
    'SELECT SUM(CASE WHEN due_at < ? THEN 1 ELSE 0 END) AS late, '
    'SUM(CASE WHEN due_at IS NULL THEN 0 ELSE 1 END) AS "out", '
    "SUM(CASE WHEN due_at IS NULL THEN 1 ELSE 0 END) AS custody FROM loan WHERE state = 'out'"
)
HELD = (
    'SELECT borrower_kind, person_id, borrower, COUNT(*) AS things, '
    'SUM(CASE WHEN due_at < ? THEN 1 ELSE 0 END) AS late, '
    "MIN(lent_at) AS since FROM loan WHERE state = 'out' AND borrower_kind {those} "
    'GROUP BY borrower_kind, person_id, borrower'
)
# A slip of which nothing could be taken is in the log alone until somebody decides.
CONFLICTS = (
    "kind IN ('loans.lend', 'loans.borrow') AND verdict = 'conflict' AND "
    'NOT EXISTS (SELECT 1 FROM resolution WHERE resolution.id = record.id) AND '
    'NOT EXISTS (SELECT 1 FROM loan_slip WHERE loan_slip.id = record.id) '
    'ORDER BY number DESC'
)


@dataclass(frozen=True)
class Line:
    """A loan in a list."""

    id: UUID
    slip: UUID
    thing: UUID
    name: str
    code: str
    of: int  # pieces that the school has
    pieces: int  # that are out
    borrower_kind: str
    person: UUID | None
    borrower: str  # as people say it
    lent_at: datetime
    due_at: datetime | None
    renewals: int
    why: str
    state: str

    def is_late(self, moment: datetime) -> bool:
        return self.due_at is not None and self.due_at < moment


@dataclass(frozen=True)
class Holder:
    """Somebody with what they have."""

    kind: str
    person: UUID | None
    borrower: str
    things: int
    late: int
    since: datetime


async def lines(view: str, limit: int = MOST) -> list[Line]:
    """What is out, as one of the views orders it."""
    moment = now()
    match view:
        case 'late':
            return await _lines("loan.state = 'out' AND loan.due_at < ? ORDER BY loan.due_at, loan.id", limit, moment)
        case 'custody':
            return await _lines(
                "loan.state = 'out' AND loan.due_at IS NULL ORDER BY loan.lent_at, loan.id", limit
            )  # fmt: skip
        case 'age':
            return await _lines("loan.state = 'out' ORDER BY loan.lent_at, loan.id", limit)
        case 'asked':
            return await _lines("loan.state = 'asked' ORDER BY loan.lent_at, loan.id", limit)
        case 'claims':
            return await _lines("loan.state = 'claim' ORDER BY loan.lent_at, loan.id", limit)
    return await _lines("loan.state = 'out' AND loan.due_at IS NOT NULL ORDER BY loan.due_at, loan.id", limit)


async def of_thing(thing_id: UUID) -> list[Line]:
    """Who has it now; of several pieces it may be several."""
    where = "loan.thing_id = ? AND loan.state IN ('out', 'asked', 'claim') ORDER BY loan.lent_at, loan.id"
    return await _lines(where, MOST, str(thing_id))


async def of_person(person: UUID | None, limit: int = MOST) -> list[Line]:
    """What somebody has, the first that is due first."""
    if not person:
        return []
    where = "loan.person_id = ? AND loan.state = 'out' ORDER BY loan.due_at, loan.id"
    return await _lines(where, limit, str(person))


async def of_own(own: Own, limit: int = MOST) -> list[Line]:
    """What one has oneself; a class has what stands on its slips."""
    if not own.classes:
        return await of_person(own.person, limit)
    found = [line for name in own.classes for line in await of_borrower('class', name, limit)]
    return sorted(found, key=lambda line: (line.due_at is None, line.due_at or line.lent_at))[:limit]


async def of_borrower(kind: str, borrower: str, limit: int = MOST) -> list[Line]:
    """What a class or a unit has."""
    where = "loan.state = 'out' AND loan.borrower_kind = ? AND loan.borrower = ? ORDER BY loan.id"
    return await _lines(where, limit, kind, borrower)


async def of_slip(id: UUID) -> list[Loan]:
    return await Loan.filter(slip_id=id).select_related('thing').order_by('thing__sort', 'id')


async def returns_of(loans: list[Loan]) -> dict[UUID, list[LoanReturn]]:
    found: dict[UUID, list[LoanReturn]] = {}
    for each in await LoanReturn.filter(loan_id__in=[loan.id for loan in loans]).order_by('at', 'id'):
        found.setdefault(UUID(str(each.loan_id)), []).append(each)
    return found


async def counts() -> dict[str, int]:
    """How many there are in each view that has a number."""
    [row] = await db.rows(COUNTS, now())
    claims = await Loan.filter(state='claim').count() + len(await conflicts())
    asked = await Loan.filter(state='asked').count()
    return {name: int(row[name] or 0) for name in ('late', 'out', 'custody')} | {'asked': asked, 'claims': claims}


async def holders(kind: str) -> list[Holder]:
    """Everybody who has something: people, or with `class` classes and units; who is late first."""
    those = "= 'staff'" if kind == 'person' else "!= 'staff'"
    rows = await db.rows(HELD.format(those=those), now())
    names = await people.names_of({UUID(str(row['person_id'])) for row in rows if row['person_id']})
    found = [
        Holder(
            row['borrower_kind'], _uuid(row['person_id']), _said(row, names), int(row['things']), int(row['late']),
            moment_of(row['since']),
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-each.late, each.since))


async def conflicts() -> list[Record]:
    """Slips that came in when all of their things were out already, and that nobody has decided about."""
    return await db.fetch(Record, CONFLICTS)


async def names_of_things(ids: list[str]) -> list[str]:
    found = {str(thing.id): thing.name for thing in await Thing.filter(id__in=ids)}
    return [found.get(id, '?') for id in ids]


async def slip(id: UUID | str) -> LoanSlip:
    """Raises NotFound."""
    try:
        found = await LoanSlip.get_or_none(id=UUID(str(id)))
    except ValueError:
        found = None
    if not found:
        raise NotFound('unknown_loan')
    return found


async def by_pass(code: str) -> LoanSlip | None:
    """The slip that a gate pass belongs to."""
    return await LoanSlip.get_or_none(pass_code=code)


async def uses_of(thing_id: UUID, since: datetime) -> tuple[int, int]:
    """How often something was used where it is since a moment, and by how many people."""
    sql = 'SELECT COUNT(*) AS times, COALESCE(SUM(people), 0) AS people FROM thing_use WHERE thing_id = ? AND at >= ?'
    [row] = await db.rows(sql, str(thing_id), since)
    return int(row['times']), int(row['people'])


async def borrower_of(slip: LoanSlip | Loan) -> str:
    """Who has it, as people say it."""
    if not slip.person_id:
        return slip.borrower
    return (await people.names_of({slip.person_id})).get(slip.person_id, '')


async def _lines(where: str, limit: int, *values: Any) -> list[Line]:
    rows = await db.rows(f'{LINES}{where} LIMIT {int(limit)}', *values)
    names = await people.names_of({UUID(str(row['person_id'])) for row in rows if row['person_id']})
    return [
        Line(
            UUID(str(row['id'])), UUID(str(row['slip_id'])), UUID(str(row['thing_id'])), row['name'], row['code'],
            row['all_of'], row['pieces'], row['borrower_kind'], _uuid(row['person_id']), _said(row, names),
            moment_of(row['lent_at']), moment_of(row['due_at']) if row['due_at'] else None, row['renewals'], row['why'],
            row['state'],
        )
        for row in rows
    ]  # fmt: skip


def _said(row: Any, names: dict[UUID, str]) -> str:
    return names.get(UUID(str(row['person_id'])), '—') if row['person_id'] else row['borrower']


def _uuid(value: Any) -> UUID | None:
    return UUID(str(value)) if value else None
