"""What people are told about repairs, each once; and work that nobody complained of counts as accepted."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app import notices, repair_acceptance, rhythm, settings
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from app.core.words import t
from models import Notice, Record, Repair
from tests.cast import School, count
from tests.test_pages import Visit, visit
from tests.test_repair_steps import Job

__all__ = ['visit']
pytestmark = pytest.mark.usefixtures('forenoon')

NOON = datetime.now(ZoneInfo('Asia/Shanghai')).replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
async def began(school: School) -> School:
    """A school that has been able to remind for a year."""
    await settings.put('began_at', (NOON - timedelta(days=365)).isoformat())
    return school


async def told_of() -> dict[str, set[str]]:
    """Who has been told what; asked twice, since nothing is told twice."""
    for _ in range(2):
        await notices.note(await notices.current())
    found: dict[str, set[str]] = {}
    for each in await Notice.all():
        assert each.what not in found, f'{each.what} was told twice'
        found[each.what] = set(each.people)
    return found


def ids(school: School, *names: str) -> set[str]:
    return {str(school.people[name]) for name in names}


async def test_whoever_is_given_a_repair_is_told_once_and_nobody_who_took_it(began: School) -> None:
    await Job(began).report()
    assert await told_of() == {}, 'what lands at the office by itself is on its board'
    job = await Job(began).report()
    await job.do('keeper', 'dispatch.assign', to=str(began.people['caretaker']))
    assert await told_of() == {'given': ids(began, 'caretaker')}
    own = await Job(began).report()
    await own.do('caretaker', 'dispatch.assign', to=str(began.people['caretaker']))
    assert await told_of() == {'given': ids(began, 'caretaker')}


async def test_a_rule_that_gives_a_repair_tells_its_person(began: School) -> None:
    rule = {'trade': 'electric', 'person': str(began.people['caretaker'])}
    await write([enter('routing.rule', rule)], the_server())
    await Job(began).report()
    assert await told_of() == {'given': ids(began, 'caretaker')}


@pytest.mark.parametrize(
    ('what', 'verb', 'payload'),
    [
        ('mended', 'repairs.close', {}),
        ('waiting', 'repairs.wait', {'waits_for': 'parts'}),
        ('refused', 'dispatch.refuse', {'reason': 'not_ours'}),
    ],
)
async def test_whoever_reported_hears_what_became_of_it(
    began: School, what: str, verb: str, payload: dict[str, Any]
) -> None:
    job = await Job(began).report(by='teacher')
    by = 'keeper' if what == 'refused' else 'caretaker'
    assert (await job.do(by, verb, **payload)).verdict == 'accepted'
    assert await told_of() == {what: ids(began, 'teacher')}
    notice = await Notice.get()
    assert notice.path == f'/repairs/{job.id}' and '吊扇' in notices.sentence(notice, 'zh-CN')


async def test_nobody_is_told_of_what_they_did_themselves(began: School) -> None:
    job = await Job(began).report(by='caretaker')
    await job.do('caretaker', 'repairs.close')
    assert await told_of() == {}


async def test_what_is_late_is_told_to_its_owner_and_the_office_then_to_whoever_decides(began: School) -> None:
    job = await Job(began).report()
    await job.do('keeper', 'dispatch.assign', to=str(began.people['caretaker']))
    await Repair.all().update(moved_at=None)  # so that nothing else is told of
    await Notice.all().delete()
    assert await told_of() == {}
    await Repair.all().update(respond_by=datetime.now(UTC) - timedelta(hours=2))
    assert await told_of() == {'unanswered': ids(began, 'caretaker', 'keeper')}
    await Repair.all().update(finish_by=datetime.now(UTC) - timedelta(minutes=5))
    found = await told_of()
    assert found['unfinished'] == ids(began, 'caretaker', 'keeper', 'head')


async def test_what_waits_is_never_late(began: School) -> None:
    job = await Job(began).report()
    await job.do('caretaker', 'repairs.wait', waits_for='parts')
    await Repair.all().update(respond_by=NOON - timedelta(hours=1), finish_by=NOON - timedelta(hours=1), moved_at=None)
    assert await told_of() == {}


async def test_a_clash_is_told_to_those_who_decide(began: School) -> None:
    job = await Job(began).report(by='monitor')
    await job.do('caretaker', 'repairs.close')
    await job.do('keeper', 'repairs.close')
    assert (await told_of())['clash'] == ids(began, 'keeper', 'head')


async def done_long_ago(school: School, days: int, **more: Any) -> Job:
    job = await Job(school).report()
    await job.do('caretaker', 'repairs.close')
    await Repair.filter(id=job.id).update(closed_at=datetime.now(UTC) - timedelta(days=days), **more)
    return job


async def test_work_that_nobody_complained_of_is_confirmed_by_the_server_once(school: School) -> None:
    job, fresh = await done_long_ago(school, 12), await done_long_ago(school, 0)
    for _ in range(2):
        await repair_acceptance.accept_due()
    repair = await job.now()
    assert (repair.state, repair.settled_by) == ('confirmed', None) and repair.settled_at
    assert (await fresh.now()).state == 'done'
    [record] = await Record.filter(kind='repairs.confirm')
    assert (record.verdict, record.by_id) == ('accepted', None)
    assert repair_acceptance.accept_due in rhythm.WORK


async def test_what_was_out_of_use_or_is_in_dispute_is_never_confirmed_by_itself(school: School) -> None:
    await done_long_ago(school, 40, blocks_use=True)
    await done_long_ago(school, 40, clashes=True)
    await repair_acceptance.accept_due()
    assert await count('record', "kind = 'repairs.confirm'") == 0


async def test_after_a_complaint_the_time_begins_anew(school: School) -> None:
    job = await done_long_ago(school, 40)
    await job.do('teacher', 'repairs.reopen', note='还是不转')
    await repair_acceptance.accept_due()
    assert (await job.now()).state == 'assigned'
    await job.do('caretaker', 'repairs.close')
    await repair_acceptance.accept_due()
    assert (await job.now()).state == 'done'


async def test_whoever_reported_finds_on_the_first_page_what_waits_for_them(visit: Visit, school: School) -> None:
    job = await Job(school).report(by='teacher', what='吊扇有异响了')
    await job.do('caretaker', 'repairs.close')
    await (await visit('teacher', '/')).should_see('吊扇有异响了')
    await (await visit('monitor', '/')).should_not_see('吊扇有异响了')


async def test_the_office_finds_on_the_first_page_what_is_late_and_what_is_in_dispute(
    visit: Visit, school: School
) -> None:
    job = await Job(school).report()
    await Repair.filter(id=job.id).update(finish_by=datetime.now(UTC) - timedelta(days=1), clashes=True)
    user = await visit('keeper', '/')
    await user.should_see(t('waiting-late', 'zh-CN'))
    await user.should_see(t('waiting-dispute', 'zh-CN'))
    await (await visit('teacher', '/')).should_not_see(t('waiting-late', 'zh-CN'))


async def test_everybody_finds_what_they_were_told_on_their_own_page(visit: Visit, school: School) -> None:
    await settings.put('began_at', (NOON - timedelta(days=365)).isoformat())
    job = await Job(school).report(by='teacher')
    await job.do('caretaker', 'repairs.close')
    await notices.note(await notices.current())
    said = '修好了，请验收：吊扇'
    await (await visit('teacher', '/me')).should_see(said)
    for name in ('monitor', 'caretaker'):
        await (await visit(name, '/me')).should_not_see(said)
