"""The calendar's page: a term is changed where it stands in the list."""

from pathlib import Path

from nicegui import ui
from nicegui.testing.user_interaction import UserInteraction

from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write_one
from app.core.words import t
from models import Term
from tests.cast import School
from tests.test_pages import Visit, press, visit  # noqa: F401

TERM = {'name': '第一学期', 'starts': '2026-09-01', 'ends': '2027-01-22'}


async def test_a_term_gets_another_last_day(visit: Visit, founded: tuple[Path, School]) -> None:  # noqa: F811
    user = await visit('keeper', '/calendar')
    await write_one(enter('calendar.add_term', TERM), the_server())
    await user.should_see('第一学期')
    label = t('calendar-revise_term', 'zh-CN')
    [button] = [one for one in user.client.elements.values() if one.props.get('aria-label') == label]
    UserInteraction(user, {button}, None).click()
    await user.should_see(label)
    [last] = [one for one in user.client.elements.values() if isinstance(one, ui.input) and one.value == '2027-01-22']
    last.value = '2027-01-15'
    await press(user, t('form-save', 'zh-CN'))
    await user.should_see(t('calendar-saved', 'zh-CN'))
    assert str((await Term.get(name='第一学期')).ends) == '2027-01-15'
