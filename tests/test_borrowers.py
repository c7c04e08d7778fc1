"""90 days after things came back nobody reads who from outside or which pupil had them, and the log stays whole."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import borrowers
from app.core import judging
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import Conflict, Refused
from app.core.records import write_one
from models import Loan, LoanReturn, LoanSlip, Record, Reservation
from tests.cast import School, told
from tests.test_audit import empty, empty_at_once, look
from tests.test_chain import broken
from tests.test_forgetting import places_of
from tests.test_loans import Counter, counter

__all__ = ['counter', 'empty', 'empty_at_once']
GUEST, MARK, BRINGER = '陈记乐队', '7号', '赵师傅'


def later(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    """The server's clock is so far ahead from now on."""

    def moment() -> datetime:
        return datetime.now(UTC) + timedelta(days=days)

    monkeypatch.setattr(judging, 'now', moment)
    monkeypatch.setattr(borrowers, 'now', moment)


async def lent_and_back(counter: Counter) -> None:
    """Somebody from outside who wants what a pupil has, has it afterwards, twice over, and is promised it as well."""
    guest = {'borrower_kind': 'outside', 'borrower': GUEST, 'by': 'head'}
    room, fan, desk = (counter.school.id_of(name) for name in ('room', 'fan', 'desk'))
    assert room
    assert (await counter.lend('fan', mark=MARK)).verdict == 'accepted'
    assert (await counter.lend('fan', **guest)).code == 'already_lent'
    assert (await counter.back({'thing': fan}, brought_by=BRINGER)).verdict == 'accepted'
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    promise = {
        'borrower_kind': 'outside', 'borrower': GUEST, 'begins_at': tomorrow.isoformat(),
        'ends_at': (tomorrow + timedelta(hours=2)).isoformat(),
    }  # fmt: skip
    reserved = await counter.write('head', 'reservations.reserve', promise, thing_id=desk)
    assert reserved.verdict == 'accepted', reserved
    for thing in ('fan', 'desk'):
        assert (await counter.lend(thing, **guest)).verdict == 'accepted'
    assert 'probable_double' in (await counter.lend('fan', **guest)).flags
    assert (await counter.back({'thing': fan}, {'thing': desk})).verdict == 'accepted'


async def names_left() -> set[str]:
    rows = [*await LoanSlip.all(), *await Loan.all(), *await Reservation.all()]
    return {row.borrower for row in rows if row.borrower_kind == 'outside'}


async def test_after_90_days_they_are_nobody_and_the_log_and_what_follows_from_it_are_whole(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lent_and_back(counter)
    later(monkeypatch, 89)
    assert await borrowers.forget_old() == 0 and await names_left() == {GUEST}
    later(monkeypatch, 92)
    assert await borrowers.forget_old() == 7
    assert await places_of(GUEST) + await places_of(MARK) + await places_of(BRINGER) == []
    [name] = await names_left()
    assert name.startswith('gone-')
    assert not await LoanSlip.exclude(mark='').exists() and not await LoanReturn.exclude(brought_by='').exists()
    assert await LoanSlip.filter(borrower='一(1)班').count() == 1, 'a class is nobody by itself'
    assert await borrowers.forget_old() == 0
    assert await broken() == []
    if (tmp_path / 'tagwalk.sqlite3').exists():  # not on PostgreSQL
        assert await look(tmp_path) == []


async def test_who_still_has_something_is_still_known(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    await lent_and_back(counter)
    later(monkeypatch, 60)
    await counter.lend('desk', borrower_kind='outside', borrower=GUEST, by='head')
    later(monkeypatch, 200)
    assert await borrowers.forget_old() == 2, 'the pupil’s mark, and who brought it back'
    assert await names_left() == {GUEST}


async def test_nobody_is_forgotten_early_or_by_a_text_that_says_something_else(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, school: School
) -> None:
    await lent_and_back(counter)
    form = await borrowers.due(datetime.now(UTC) + timedelta(days=92))
    assert form
    with pytest.raises(Conflict, match='too_early') as caught:
        await write_one(enter('borrowers.forget', form), the_server())
    told(caught.value.code)
    later(monkeypatch, 93)
    wrong = dict.fromkeys(form['texts'], 'f' * 64)
    with pytest.raises(Conflict, match='changed_meanwhile'):
        await write_one(enter('borrowers.forget', form | {'texts': wrong}), the_server())
    keeper = await school.sign_in('keeper')
    with pytest.raises(Refused, match='not_allowed'):
        await write_one(enter('borrowers.forget', form), keeper.actor)
    assert (
        await names_left() == {GUEST} and await Record.filter(kind='borrowers.forget', verdict='accepted').count() == 0
    )
