"""The page of dispatch rules and repair times: made, removed, and what stands still when somebody left."""

from nicegui.testing.user_interaction import UserInteraction

from app import routing
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from app.core.words import t
from models import DispatchRule, Record
from tests.cast import School
from tests.test_pages import Visit, press, visit
from tests.test_repair_steps import Job

__all__ = ['visit']


async def given(school: School, **more: str) -> None:
    rule = {'trade': 'electric', 'person': str(school.people['caretaker']), **more}
    [verdict] = await write([enter('routing.rule', rule)], the_server())
    assert verdict.verdict == 'accepted', verdict


async def test_rules_are_told_in_words_and_removed_with_one_tap(visit: Visit, school: School) -> None:
    await given(school, place=school.id_of('room'))
    user = await visit('keeper', '/repairs/rules')
    await user.should_see('caretaker')
    await user.should_see('电工 · 一(1)班教室')
    await user.should_see(t('repairs-rules-else', 'zh-CN', name='keeper'))
    await press(user, t('repairs-rules-remove', 'zh-CN'))
    await user.should_see(t('repairs-rules-none', 'zh-CN'), retries=20)
    assert await DispatchRule.filter(removed_at=None).count() == 0
    assert await Record.filter(kind='routing.remove', by_id=school.people['keeper']).count() == 1


async def test_a_rule_whose_person_left_gives_out_nothing_and_says_so(visit: Visit, school: School) -> None:
    await given(school)
    job = await Job(school).report()
    assert (await job.now()).owner_id == school.people['caretaker']
    await write([enter('people.revise', {'person': str(school.people['caretaker']), 'left': True})], the_server())
    assert (await job.now()).owner_id == school.people['keeper'], 'what was theirs is passed on'
    user = await visit('keeper', '/repairs/rules')
    await user.should_see(t('repairs-rules-left', 'zh-CN'))
    await user.should_see(t('repairs-rules-idle', 'zh-CN'))


async def test_times_are_shown_in_hours_and_kept_in_minutes(visit: Visit, school: School) -> None:
    user = await visit('keeper', '/repairs/rules')
    await user.should_see(t('repairs-accept-after', 'zh-CN'))
    save = t('form-save', 'zh-CN')
    await user.should_see(save)
    buttons = [each for each in user.find(save).elements if 'tw-primary' in each.classes]
    UserInteraction(user, set(buttons), None).click()
    await user.should_see(t('repairs-times-saved', 'zh-CN'))
    clock = await routing.clock()
    assert {key: tuple(both) for key, both in clock.targets.items()} == routing.TARGETS
    assert await Record.filter(kind='routing.times', verdict='accepted').count() == 1


async def test_only_whoever_decides_makes_rules(visit: Visit, school: School) -> None:
    for name in ('caretaker', 'teacher', 'monitor', 'visitor'):
        await (await visit(name, '/repairs/rules')).should_see(t('problem-not_allowed', 'zh-CN'))
