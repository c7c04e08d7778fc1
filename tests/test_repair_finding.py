"""Finding repairs: the board by state, the list page after page, filters, and what people type."""

from datetime import UTC, datetime, timedelta

from app import repair_finding
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from app.repair_finding import Sought
from models import Repair
from tests.cast import School
from tests.test_pages import Visit, press, visit
from tests.test_repair_steps import Job

__all__ = ['visit']


async def said(sought: Sought) -> list[str]:
    return [line.what for line in (await repair_finding.find(sought)).lines]


async def test_the_board_counts_what_is_not_settled_and_shows_the_dangerous_first(school: School) -> None:
    for what in ('一', '二', '三'):
        await Job(school).report(what=what)
    done = await Job(school).report(what='四')
    await done.do('caretaker', 'repairs.close')
    over = await Job(school).report(what='五')
    await over.do('keeper', 'dispatch.refuse', reason='not_broken')
    await Repair.filter(what='三').update(blocks_use=True)
    columns = {column.state: column for column in await repair_finding.board(Sought(), most=2)}
    assert {state: column.count for state, column in columns.items() if column.count} == {'reported': 3, 'done': 1}
    assert [line.what for line in columns['reported'].lines] == ['三', '一']


async def test_pages_follow_each_other_without_doubles_or_gaps_even_within_one_moment(school: School) -> None:
    for number in range(7):
        await Job(school).report(what=f'{number}')
    await Repair.all().update(reported_at=datetime.now(UTC))
    found, mark = [], ''
    while True:
        page = await repair_finding.find(Sought(), mark, limit=3)
        found += [line.what for line in page.lines]
        if not (mark := page.next):
            break
    assert sorted(found) == [str(number) for number in range(7)]


async def test_each_filter_lets_through_what_it_says(school: School) -> None:
    await Job(school).report(what='灯', trade='electric', urgency='high')
    mended = await Job(school).report(what='桌', thing='desk')
    await mended.do('caretaker', 'repairs.close', cause='wear')
    await mended.do('teacher', 'repairs.confirm')
    await write([enter('repairs.report', {'what': '门'}, thing_id=school.id_of('room'))], the_server())
    assert await said(Sought()) == ['门', '灯']
    assert await said(Sought(status='settled')) == ['桌']
    assert await said(Sought(status='all', cause='wear')) == ['桌']
    assert await said(Sought(trade='electric')) == await said(Sought(priority='high')) == ['灯']
    assert set(await said(Sought(inside=school.things['room'], status='all'))) == {'门', '灯', '桌'}
    assert await said(Sought(owner=school.people['caretaker'])) == []
    assert await said(Sought(reporter=school.people['teacher'])) == ['灯']
    assert await said(Sought(late=True)) == []
    await Repair.filter(what='门').update(finish_by=datetime.now(UTC) - timedelta(hours=1))
    assert await said(Sought(late=True)) == ['门']
    await Repair.filter(what='门').update(state='waiting')
    assert await said(Sought(late=True)) == [], 'what waits has no clock'
    await Repair.filter(what='桌').update(reported_at=datetime.now(UTC) - timedelta(days=800))
    assert await said(Sought(status='settled')) == [] and await said(Sought(status='settled', period='ever')) == ['桌']


async def test_a_repair_is_found_by_number_words_and_thing(school: School) -> None:
    job = await Job(school).report(what='叶片异响')
    await Job(school).report(what='掉漆', thing='desk')
    ref = (await job.now()).ref
    for typed in (ref, f'#{ref}', f'No. {ref}', '异响', '吊扇', 'diaoshan'):
        assert await said(Sought(text=typed)) == ['叶片异响'], typed
    assert await said(Sought(text='没有这个')) == []


async def test_the_office_gets_the_board_a_caretaker_what_is_theirs_and_a_teacher_the_list(
    visit: Visit, school: School
) -> None:
    await write([enter('repairs.report', {'what': '办公室看得到'}, thing_id=school.id_of('fan'))], the_server())
    user = await visit('keeper', '/repairs')
    await user.should_see('tw-lane-reported')
    await user.should_see('办公室看得到')
    await press(user, '列表')
    await user.should_see('tw-job-row')
    user = await visit('caretaker', '/repairs')
    await user.should_not_see('办公室看得到')
    for path in ('/repairs?view=list', '/repairs?view=board'):
        await (await visit('caretaker', path)).should_see('办公室看得到')
    await (await visit('teacher', '/repairs')).should_see('办公室看得到')


async def test_what_two_people_say_differently_of_is_shown_to_whoever_decides(visit: Visit, school: School) -> None:
    report = enter('repairs.report', {'what': '坏了'}, thing_id=school.id_of('fan'))
    await write([report], the_server())
    await Repair.filter(id=report.id).update(clashes=True)
    await (await visit('keeper', '/repairs')).should_see('说法不一，请核实')
    await (await visit('teacher', '/repairs')).should_not_see('请核实')
    await (await visit('keeper', '/repairs?view=list&clash=1')).should_see('坏了')


async def test_pupils_and_guests_see_no_names(visit: Visit, school: School) -> None:
    rule = {'trade': 'electric', 'person': str(school.people['caretaker'])}
    report = enter('repairs.report', {'what': '坏了'}, thing_id=school.id_of('fan'))
    await write([enter('routing.rule', rule), report], the_server())
    for name in ('monitor', 'visitor'):
        user = await visit(name, '/repairs')
        await user.should_see('坏了')
        await user.should_not_see('caretaker')
    await (await visit('teacher', '/repairs')).should_see('caretaker')
