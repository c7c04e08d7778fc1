"""The import page: look first, put right, write, take back."""

import io
from typing import Any

from nicegui import ui
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction
from xlsxwriter import Workbook

from app.core.words import t
from models import ColumnChoice, Import, PlaceAlias, Thing
from tests.test_imports import LINE, sheet
from tests.test_pages import Visit, press, visit

__all__ = ['visit']


def zh(word: str, **facts: Any) -> str:
    return t(word, 'zh-CN', **facts)


async def see(user: User, text: str) -> None:
    """Wait until the page shows a text: what is looked for here is worked out first."""
    await user.should_see(text, retries=50)


async def hand_in(user: User, data: bytes, name: str = '台账.csv') -> None:
    """Choose a file on the page."""
    [element] = list(user.find(ui.upload).elements)
    assert isinstance(element, ui.upload)
    await element.handle_uploads([ui.upload.SmallFileUpload(name, 'text/csv', data)])


async def pick(user: User, label: str, value: Any) -> None:
    """Choose something in the select with this label."""
    [select] = [each for each in user.find(ui.select).elements if each._props.get('label') == label]
    assert isinstance(select, ui.select)
    select.set_value(value)


async def test_a_file_is_looked_at_written_and_taken_back(visit: Visit) -> None:
    user = await visit('keeper', '/import')
    await hand_in(user, sheet(LINE, 'A-2,,台,1,9,2020,一(1)班教室', 'A-3,风琴,台,1,9,99年,一(1)班教室'))
    await see(user, zh('imports-created', count=2))
    await see(user, zh('sheets-missing_name'))
    await see(user, zh('mend-odd_date'))
    assert not await Thing.exists(name='投影仪')
    await see(user, zh('imports-go', count=2))
    await press(user, zh('imports-go', count=2))
    await see(user, zh('imports-written', count=2))
    assert await Thing.exists(name='投影仪')
    await see(user, zh('imports-take-back'))
    await press(user, zh('imports-take-back'))
    await see(user, zh('imports-taken-back'))
    assert not await Thing.exists(name='投影仪')
    assert (await Import.get(name='台账.csv')).undone_at


async def test_rejected_rows_can_be_downloaded(visit: Visit) -> None:
    user = await visit('keeper', '/import')
    await hand_in(user, sheet('A-2,,台,1,9,2020,一(1)班教室'))
    await see(user, zh('imports-all-rejected'))
    await see(user, zh('imports-rejects'))
    await press(user, zh('imports-rejects'))
    response = await user.download.next()
    assert response.content.startswith(b'PK')


async def test_an_export_from_the_page_changes_nothing_when_it_comes_in_again(visit: Visit) -> None:
    user = await visit('keeper', '/import')
    await press(user, zh('register-export'))
    exported = (await user.download.next()).content
    await hand_in(user, exported, '台账.xlsx')
    await see(user, zh('imports-nothing'))
    other = await visit('teacher', '/things')
    await other.should_not_see(zh('register-export'))


async def test_an_unknown_place_is_named_on_the_page_and_remembered(visit: Visit) -> None:
    user = await visit('keeper', '/import')
    await hand_in(user, sheet(LINE.replace('一(1)班教室', '明德楼101')))
    await see(user, zh('imports-unknown-places', count=1))
    room = await Thing.get(kind='place')
    await see(user, zh('imports-unknown-place-pick'))
    await pick(user, zh('imports-unknown-place-pick'), str(room.id))
    await see(user, zh('imports-unknown-places-save'))
    await press(user, zh('imports-unknown-places-save'))
    await user.should_not_see(zh('imports-unknown-places', count=1))
    await see(user, 'QH2020-0001')
    assert await PlaceAlias.filter(place_id=room.id).count() == 1


async def test_a_place_that_nobody_has_registered_is_made_when_somebody_says_so(visit: Visit) -> None:
    user = await visit('keeper', '/import')
    await hand_in(user, sheet(LINE.replace('一(1)班教室', '音乐教室')))
    await see(user, zh('imports-unknown-places-new'))
    assert not await Thing.exists(name='音乐教室')
    await press(user, zh('imports-unknown-places-new'))
    await press(user, zh('imports-unknown-places-save'))
    await user.should_not_see(zh('imports-unknown-places', count=1))
    room = await Thing.get(name='音乐教室', kind='place')
    await see(user, zh('imports-go', count=1))
    await press(user, zh('imports-go', count=1))
    await see(user, zh('imports-written', count=1))
    assert await Thing.filter(name='投影仪', inside_id=room.id).count() == 1


async def test_each_sheet_of_a_workbook_is_one_tap_away(visit: Visit) -> None:
    target = io.BytesIO()
    with Workbook(target) as book:
        for year, name in (('2019', '风琴'), ('2020', '投影仪')):
            page = book.add_worksheet(year)
            page.write_row(0, 0, ['资产编号', '资产名称', '单价'])
            page.write_row(1, 0, [f'A-{year}', name, 90])
    user = await visit('keeper', '/import')
    await hand_in(user, target.getvalue(), '台账.xlsx')
    await see(user, zh('imports-other-sheets', name='2019', count=1))
    await see(user, '风琴')
    await press(user, zh('imports-read-sheet', name='2020'))
    await see(user, '投影仪')
    await user.should_not_see('风琴')


async def test_columns_that_nobody_knows_are_matched_on_the_page_and_remembered(visit: Visit) -> None:
    user = await visit('keeper', '/import')
    data = sheet('投影仪,4210', header='家什,花了多少')
    await hand_in(user, data)
    await see(user, zh('imports-columns'))
    await pick(user, zh('imports-column-name'), '家什')
    await pick(user, zh('imports-column-price'), '花了多少')
    await see(user, zh('imports-columns-save'))
    await press(user, zh('imports-columns-save'))
    await see(user, zh('imports-go', count=1))
    assert await ColumnChoice.all().count() == 1
    other = await visit('head', '/import')
    await hand_in(other, data)
    await see(other, zh('imports-go', count=1))


async def test_a_file_that_lies_is_refused_in_a_sentence(visit: Visit) -> None:
    user = await visit('keeper', '/import')
    await hand_in(user, b'%PDF-1.7', 'register.xlsx')
    await see(user, zh('problem-not_a_spreadsheet', looks='other'))


async def test_what_changed_since_is_named_when_an_import_cannot_be_taken_back(visit: Visit) -> None:
    user = await visit('keeper', '/import')
    await hand_in(user, sheet(LINE))
    await see(user, zh('imports-go', count=1))
    await press(user, zh('imports-go', count=1))
    await see(user, zh('imports-take-back'))
    await hand_in(user, sheet(LINE.replace('4210', '4300')), 'second.csv')
    await see(user, '单价：4210.00 → 4300.00')
    await see(user, zh('imports-go', count=1))
    await press(user, zh('imports-go', count=1))
    await see(user, zh('imports-before-sub', created=0, updated=1))
    older = max(user.find(zh('imports-take-back')).elements, key=lambda shown: shown.id)
    [button] = [each for each in (older, *older.ancestors()) if each.props.get('tag') == 'button']
    UserInteraction(user, {button}, None).click()
    await see(user, zh('problem-import_changed', count=1, names='投影仪'))
    assert await Thing.filter(name='投影仪', price=4300).count() == 1
