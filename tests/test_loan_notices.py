"""Reminders of loans: before and after the day, to the borrower and the lender, until it is back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app import loan_due, loan_notices, notices
from app.calendar import Calendar
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write_one
from app.core.words import t
from app.reminder import Reminder
from app.school_time import SchoolTime
from models import Loan, Person, SpecialDay, Term
from tests.cast import School
from tests.test_loans import Counter, ago, counter

__all__ = ['counter']
ZONE = SchoolTime(Calendar(), notices.schedules.zone()).zone


async def said(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> list[Reminder]:
    monkeypatch.setattr(loan_notices, 'now', lambda: moment)
    people = await Person.filter(left_at=None)
    return await loan_notices.due(people, datetime.now(UTC) - timedelta(days=900))


async def lent(counter: Counter, **more: Any) -> Loan:
    teacher = str(counter.school.people['teacher'])
    verdict = await counter.lend('fan', 'desk', borrower_kind='staff', person=teacher, at=ago(60 * 24 * 4), **more)
    assert verdict.verdict == 'accepted'
    return (await Loan.all().order_by('id'))[0]


async def test_before_and_after_the_day_borrower_and_lender_hear_of_one_slip(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    loan = await lent(counter, rule='week')
    assert loan.due_at
    early = await said(loan.due_at - timedelta(days=3), monkeypatch)
    [soon] = await said(loan.due_at - timedelta(minutes=9), monkeypatch)
    [late] = await said(loan.due_at + timedelta(minutes=1), monkeypatch)
    assert early == []
    assert (soon.what, late.what, soon.facts['count']) == ('loan_due', 'loan_late', 2)
    assert soon.people == late.people == {counter.school.people['teacher'], counter.school.people['keeper']}
    assert 'teacher' not in str(soon.facts)


async def test_what_is_overdue_is_said_ever_less_often_and_not_once_it_is_back(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    loan = await lent(counter)
    assert loan.due_at
    ids = [(await said(loan.due_at + timedelta(hours=hours), monkeypatch))[0].id for hours in range(1, 24 * 10, 6)]
    assert len(set(ids)) == 4
    await counter.back(counter.part('fan'))
    [left] = await said(loan.due_at + timedelta(days=1), monkeypatch)
    assert left.facts['count'] == 1
    await counter.back(counter.part('desk'))
    assert await said(loan.due_at + timedelta(days=1), monkeypatch) == []


async def test_a_class_hears_through_its_own_account_and_the_counter_where_the_lender_has_left(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    await Person.filter(name='monitor').update(display='一(1)班')
    await counter.lend('fan')
    await Person.filter(name='keeper').update(left_at=datetime.now(UTC))
    loan = await Loan.get()
    assert loan.due_at
    [late] = await said(loan.due_at + timedelta(minutes=1), monkeypatch)
    assert counter.school.people['monitor'] in late.people and counter.school.people['head'] in late.people


async def test_at_the_end_of_term_long_custody_is_called_in(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    today = notices.schedules.today()
    term = {'name': '上学期', 'starts': f'{today - timedelta(days=90)}', 'ends': f'{today + timedelta(days=3)}'}
    await write_one(enter('calendar.add_term', term), the_server())
    teacher = str(counter.school.people['teacher'])
    await counter.lend('fan', 'desk', borrower_kind='staff', person=teacher, rule='custody')
    people = await Person.filter(left_at=None)
    [call] = await loan_notices.recall(people, datetime.now(UTC))
    assert (call.what, call.facts['count']) == ('loan_recall', 2)
    assert counter.school.people['teacher'] in call.people
    monkeypatch.setattr(loan_notices.schedules, 'today', lambda: today - timedelta(days=60))
    assert await loan_notices.recall(people, datetime.now(UTC)) == []


async def test_every_reminder_is_a_sentence_and_none_goes_to_the_group(school: School) -> None:
    for what in loan_notices.KINDS:
        assert what in notices.KINDS
        assert '足球' in t(f'notices-{what}', 'zh-CN', name='足球', count=3, time='11-23 17:30')


MONDAY = date(2026, 11, 23)
TERM = Term(name='x', starts=date(2026, 9, 1), ends=date(2027, 1, 17))
HOLIDAY = {MONDAY + timedelta(days=n): SpecialDay(day=MONDAY + timedelta(days=n), what='holiday') for n in (3, 4)}


@pytest.mark.parametrize(
    ('rule', 'at', 'due'),
    [
        ('lesson', '2026-11-23 08:30', '2026-11-23 09:00'),
        ('lesson', '2026-11-23 09:05', '2026-11-23 09:50'),
        ('lesson', '2026-11-23 16:30', '2026-11-24 09:00'),
        ('lesson', '2026-11-25 17:00', '2026-11-30 09:00'),
        ('day', '2026-11-23 08:30', '2026-11-23 17:30'),
        ('day', '2026-11-23 18:00', '2026-11-24 17:30'),
        ('day', '2026-11-25 18:00', '2026-11-30 17:30'),
        ('week', '2026-11-23 08:30', '2026-11-25 17:30'),
        ('week', '2026-11-28 10:00', '2026-11-30 17:30'),
        ('term', '2026-11-23 08:30', '2027-01-15 17:30'),
        ('term', '2027-02-01 08:30', None),
        ('custody', '2026-11-23 08:30', None),
        ('date', '2026-11-23 08:30', '2026-11-30 17:30'),
    ],
)
def test_a_rule_leads_to_a_school_day_when_somebody_is_there(rule: str, at: str, due: str | None) -> None:
    """Thursday and Friday of that week are holidays; a day that falls on them goes to Monday."""
    school = SchoolTime(Calendar((TERM,), HOLIDAY), ZONE)
    lessons = [tuple(datetime.strptime(each, '%H:%M').time() for each in both) for both in loan_due.LESSONS]
    day = date(2026, 11, 27) if rule == 'date' else None
    moment = datetime.fromisoformat(at).replace(tzinfo=ZONE)
    found = loan_due.due_at(rule, moment, day, school, lessons)  # type: ignore[arg-type]
    assert (f'{found.astimezone(ZONE):%Y-%m-%d %H:%M}' if found else None) == due
