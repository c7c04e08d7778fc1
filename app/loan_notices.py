"""Who hears of loans: the borrower and whoever lent it, before it is due and after, until it is back."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from app import board, loan_alone, schedules
from app.calendar import Calendar
from app.core.clock import now
from app.core.permissions import may
from app.reminder import Reminder
from models import Loan, Person

KINDS = ('loan_due', 'loan_late', 'loan_recall')
TAKE = 'loans.take_back'
LATE = (0, 1, 3, 7, 14, 28)  # days after it was due on which it is said again
LONGEST = timedelta(days=60)  # overdue for longer is for the list, not for a phone
LEAD = timedelta(minutes=10), timedelta(days=1)  # said before it is due: a quarter of the time, within these
RECALL = 5  # school days before the end of term in which long custody is called in

Slip = list[Loan]
Accounts = dict[str, set[UUID]]  # by class


async def due(people: list[Person], since: datetime) -> list[Reminder]:
    """What is soon due and what is overdue, a slip at a time; what is back is not spoken of."""
    moment = now()
    window = {'due_at__gte': max(since, moment - LONGEST), 'due_at__lte': moment + LEAD[1]}
    found = await Loan.filter(state='out', **window).select_related('thing', 'slip').order_by('due_at', 'id')
    slips: dict[tuple[str, datetime], Slip] = {}
    for loan in found:
        assert loan.due_at
        slips.setdefault((str(loan.slip_id), loan.due_at), []).append(loan)
    classes = await loan_alone.accounts(people)
    reminders = [_said(slip, when, moment, people, classes) for (_, when), slip in slips.items()]
    return [each for each in reminders if each]


def _said(slip: Slip, when: datetime, moment: datetime, people: list[Person], classes: Accounts) -> Reminder | None:
    first = slip[0]
    if when > moment:
        lead = min(max((when - first.lent_at) / 4, LEAD[0]), LEAD[1])
        if moment < when - lead:
            return None
        return _reminder('loan_due', slip, when, f'{when}', people, classes)
    step = max(days for days in LATE if moment >= when + timedelta(days=days))
    return _reminder('loan_late', slip, when, f'{when}:{step}', people, classes)


async def recall(people: list[Person], since: datetime) -> list[Reminder]:
    """In the last days of a term everything in long custody is called in: remote controls, keys, laptops."""
    calendar, today = (await board.board()).calendar, schedules.today()
    term = calendar.term_of(today)
    if not term or today < _first_day(calendar, term.ends):
        return []
    found = await Loan.filter(state='out', due_at=None).select_related('thing', 'slip').order_by('lent_at', 'id')
    by: dict[tuple[str, str, str], Slip] = {}
    for loan in found:
        by.setdefault((loan.borrower_kind, str(loan.person_id), loan.borrower), []).append(loan)
    ends = datetime.combine(term.ends, datetime.min.time(), schedules.zone())
    classes = await loan_alone.accounts(people)
    return [
        _reminder('loan_recall', held, ends, f'{term.id}:{who}', people, classes, about=uuid5(term.id, ':'.join(who)))
        for who, held in by.items()
    ]


def _first_day(calendar: Calendar, ends: Any) -> Any:
    """The first of the last school days before a term ends."""
    days = list(calendar.school_days(ends - timedelta(days=30), ends))
    return days[-RECALL] if len(days) >= RECALL else ends


def _reminder(
    what: str,
    slip: Slip,
    when: datetime,
    which: str,
    people: list[Person],
    classes: Accounts,
    about: UUID | None = None,
) -> Reminder:
    """No name stands in it: a lock screen may show it to anybody."""
    told = {id for loan in slip for id in _listeners(loan, people, classes)}
    facts = {
        'name': slip[0].thing.name, 'count': sum(loan.left for loan in slip),
        'time': f'{when.astimezone(schedules.zone()):%m-%d %H:%M}',
    }  # fmt: skip
    path = f'/loans/{slip[0].slip_id}'
    return Reminder(what, about or uuid5(UUID(str(slip[0].slip_id)), which), path, told, facts)


def _listeners(loan: Loan, people: Iterable[Person], classes: Accounts) -> set[UUID]:
    """The borrower, a class by its own account, and whoever lent it; the counter where that one is not there."""
    here = {person.id: person for person in people}
    borrower = {loan.person_id} & here.keys() if loan.person_id else set()
    if loan.borrower_kind == 'class':
        borrower |= classes.get(loan.borrower, set())
    keeper = {loan.slip.lent_by} & here.keys() - {loan.person_id}
    return {id for id in (borrower | (keeper or {each.id for each in here.values() if may(each.roles, TAKE)})) if id}
