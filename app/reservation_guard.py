"""What is promised to whom: whether a reservation can be kept, and whether a loan would break one."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

from app import schedules
from app.core.errors import Conflict
from app.reservation_clash import Span, Wish, fits, overlap
from app.school_time import SchoolTime
from models import Loan, LoanSlip, Reservation, Thing

EVER = timedelta(days=3650)  # how long what has no day is away
LATE = timedelta(days=1)  # what is overdue is hoped for in a day
EARLY = timedelta(days=1)  # a reservation may be fetched so much sooner
NUMBER = re.compile(r'[\s_#№-]*\d+\s*号?$')


def stem_of(name: str) -> str:
    """What is alike: 投影仪 of 投影仪 03."""
    return NUMBER.sub('', name) or name


async def alike(thing: Thing) -> list[Thing]:
    """Everything of the same sort that can be lent at all; what has pieces under one label stands for itself."""
    if thing.quantity > 1:
        return [thing]
    stem = stem_of(thing.name)
    found = await Thing.filter(
        category=thing.category, name__startswith=stem, quantity=1, kind='asset', blocked_by=None
    ).exclude(state__in=('retired', 'writeoff', 'repair'))  # fmt: skip
    return [each for each in found if stem_of(each.name) == stem]


class Promises:
    """Everything that is out or reserved of one sort."""

    def __init__(
        self, things: list[Thing], loans: list[Loan], reservations: list[Reservation], moment: datetime
    ) -> None:
        self.taken: dict[object, list[Span]] = {}
        self.wishes: list[Wish] = []
        self.reservations = reservations
        several = len(things) == 1 and things[0].quantity > 1
        if several:
            self.taken = {n: [] for n in range(things[0].quantity)}
        else:
            self.taken = {each.id: [] for each in things}
        for loan in loans:
            span = (loan.lent_at, until(loan.due_at, moment))
            self._add(loan.thing_id, span, loan.left, several)
        for each in reservations:
            span = (each.begins_at, each.ends_at)
            if each.any_alike:
                self.wishes.append(Wish(*span, each.count))
            else:
                self._add(each.thing_id, span, each.count, several)

    def _add(self, thing_id: str | UUID, span: Span, count: int, several: bool) -> None:
        if several:
            self.wishes.append(Wish(*span, count))
        else:
            self.taken.setdefault(UUID(str(thing_id)), []).append(span)

    def can_keep(self, thing: Thing, span: Span, count: int, any_alike: bool) -> bool:
        """Whether this, too, can be promised, and all the others still be kept."""
        if any_alike or thing.quantity > 1:
            return fits(self.taken, [*self.wishes, Wish(*span, count)])
        own = self.taken.get(thing.id, [])
        if any(overlap(span, each) for each in own):
            return False
        return fits({**self.taken, thing.id: [*own, span]}, self.wishes)


async def promises(thing: Thing, since: datetime, moment: datetime, *, but: UUID | None = None) -> Promises:
    """All of the sort that reaches beyond `since`, as it looks at a moment; `but` is one's own and does not count."""
    things = await alike(thing)
    if thing.id not in {each.id for each in things}:
        things.append(thing)
    ids = [each.id for each in things]
    loans = await Loan.filter(thing_id__in=ids, state__in=('out', 'asked'))
    found = Reservation.filter(
        category=thing.category, stem=stem_of(thing.name), state='open', ends_at__gt=since.astimezone(UTC)
    ).order_by('begins_at', 'id')  # fmt: skip
    mine = [each for each in await found if each.id != but and (each.any_alike or UUID(str(each.thing_id)) in ids)]
    return Promises(things, loans, mine, moment)


async def own_of(thing: Thing, slip: LoanSlip) -> Reservation | None:
    """The borrower's own reservation that a loan keeps."""
    found = await Reservation.filter(
        category=thing.category, stem=stem_of(thing.name), state='open', ends_at__gt=slip.lent_at,
        begins_at__lte=slip.lent_at + EARLY, borrower_kind=slip.borrower_kind, person_id=slip.person_id,
        borrower=slip.borrower,
    ).order_by('begins_at', 'id')  # fmt: skip
    return next((each for each in found if each.any_alike or UUID(str(each.thing_id)) == thing.id), None)


async def promised(thing: Thing, quantity: int, slip: LoanSlip, despite: bool) -> Conflict | None:
    """Whether lending this now would break what was promised to others."""
    if despite or thing.is_place:
        return None
    own = await own_of(thing, slip)
    found = await promises(thing, slip.lent_at, slip.lent_at, but=own.id if own else None)
    if not found.reservations:
        return None
    span = (slip.lent_at, until(slip.due_at, slip.lent_at))
    if found.can_keep(thing, span, quantity, False):
        return None
    first = next((each for each in found.reservations if overlap(span, (each.begins_at, each.ends_at))), None)
    if not first:
        return None
    return Conflict('reserved', thing=thing.name, when=said(first.begins_at))


async def keep(thing: Thing, slip: LoanSlip) -> None:
    """What was reserved is fetched: the promise is kept once so many are out."""
    own = await own_of(thing, slip)
    if own:
        fetched = await Loan.filter(slip_id=slip.id, thing__category=own.category).select_related('thing')
        if sum(loan.quantity for loan in fetched if stem_of(loan.thing.name) == own.stem) >= own.count:
            own.state = 'taken'
            await own.save()


def until(due: datetime | None, moment: datetime) -> datetime:
    """When something is here again, as far as one can tell."""
    if due is None:
        return moment + EVER
    return due if due > moment else moment + LATE


def said(moment: datetime) -> str:
    return f'{moment.astimezone(schedules.zone()):%m-%d %H:%M}'


def is_open_on(moment: datetime, school: SchoolTime) -> bool:
    """Whether anybody is there to hand something out or take it back."""
    return school.calendar.is_school_day(moment.astimezone(school.zone).date())
