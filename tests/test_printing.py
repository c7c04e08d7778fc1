"""Printing: which labels wait, what they say, what is noted when they came out well, and what is remembered."""

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pypdfium2
import pytest
import zxingcpp

from app import labels
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import BadInput, Refused
from app.core.records import write_one
from app.labels import labels_of
from models import Record, Tag, Thing
from tests.cast import School, assert_refused, code_of, codes_of, count, new_code, told

HOUSE = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
async def unprinted(school: School) -> None:
    """The labels that the school was founded with count as printed, since their codes were known before."""
    await Tag.all().update(printed_at=None)


async def test_a_teacher_may_neither_print_nor_note_nor_adjust(api: School) -> None:
    phone = await api.call('teacher')
    for path in ('/labels.pdf', '/labels.zpl?layout=roll-50x30', '/labels/test.pdf', '/labels/made/x'):
        assert_refused(await phone.http.get(path), 403, 'not_allowed')
    with pytest.raises(Refused):
        await labels.note_printed([api.codes['fan']], phone.actor)
    with pytest.raises(Refused):
        await labels.take_back([api.codes['fan']], phone.actor)
    envelopes = [
        phone.seal('labels.printed', {'codes': [api.codes['fan']]}),
        phone.seal('labels.unprinted', {'codes': [api.codes['fan']]}),
        phone.seal('labels.adjust', {'printer': 'x', 'x': 1, 'y': 1}),
        phone.seal('labels.keep', {'name': 'x', 'measures': 'A4/3x8/70x37'}),
        phone.seal('labels.owner', {'text': 'x'}),
    ]
    assert codes_of(await phone.write(*envelopes)) == ['not_allowed'] * 5
    assert await count('tag', 'printed_at IS NOT NULL') == 0


async def test_labels_wait_until_somebody_says_that_they_came_out_well(school: School) -> None:
    keeper = await school.sign_in('keeper')
    waiting = [label.code for label in await labels_of(waiting=True)]
    assert sorted(waiting) == sorted(school.codes.values())
    assert await labels.count_waiting() == 4
    fan, desk = school.codes['fan'], school.codes['desk']
    assert await labels.note_printed([fan, fan], keeper.actor, 'l7160') == [fan]
    assert {label.code for label in await labels_of(waiting=True)} == set(waiting) - {fan}
    assert len(await labels_of()) == 4
    record = await Record.get(kind='labels.printed')
    assert (record.by_id, await Tag.filter(printed_at=record.received_at).count()) == (keeper.actor.id, 1)

    fresh = await labels.note_printed([fan, desk], keeper.actor)
    assert fresh == [desk]
    await labels.take_back(fresh, keeper.actor)
    assert {label.code for label in await labels_of(waiting=True)} == set(waiting) - {fan}


async def test_ten_thousand_labels_are_noted_in_a_few_records(school: School) -> None:
    codes = [new_code() for _ in range(4100)]
    await labels.note_printed([*codes, *school.codes.values()], the_server())
    assert await Record.filter(kind='labels.printed').count() == 3
    assert await labels.count_waiting() == 0


async def test_a_label_that_was_bound_by_scanning_it_is_not_printed_again(school: School) -> None:
    keeper = await school.sign_in('keeper')
    new = code_of(77)
    await keeper.write_one(keeper.seal('tags.bind', {'code': new}, thing_id=school.id_of('fan')))
    assert new not in {label.code for label in await labels_of(waiting=True)}


async def test_a_label_says_name_place_and_asset_code_in_the_order_of_the_rooms(school: School) -> None:
    server = the_server()
    await write_one(enter('labels.owner', {'text': '清河小学'}), server)
    for number in (10, 9):
        place, chair = uuid4(), {'name': '讲台', 'code': f'QH-{number}'}
        await write_one(enter('register.add', {'name': f'三({number})班', 'kind': 'place'}, id=place), server)
        await write_one(enter('register.add', chair | {'inside': str(place)}), server)
    said = await labels_of()
    assert [label.title for label in said][-4:] == ['三(9)班', '讲台', '三(10)班', '讲台']
    assert said[-1].lines == ('三(10)班', 'QH-10')
    assert {label.owner for label in said} == {'清河小学'}
    room = await Thing.get(id=school.things['room'])
    assert {label.title for label in await labels_of(inside=room)} == {'一(1)班教室', '吊扇', '大型滑梯', '学生课桌'}
    assert [label.title for label in await labels_of(things=[school.things['fan']])] == ['吊扇']
    assert await labels_of(things=[]) == []


async def test_what_was_written_off_or_replaced_gets_no_label(school: School) -> None:
    await write_one(enter('register.retire', {'reason': '坏了'}, thing_id=school.id_of('desk')), the_server())
    await Tag.filter(code=school.codes['fan']).update(replaced_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert {label.title for label in await labels_of()} == {'一(1)班教室', '大型滑梯'}


@pytest.mark.parametrize(('language', 'report'), [('zh-CN', '报修'), ('en', 'Report a fault')])
async def test_a_door_sign_lists_what_can_be_done_and_what_stands_there(
    school: School, language: str, report: str
) -> None:
    for _ in range(2):
        payload = {'name': '学生椅', 'quantity': 20, 'inside': school.id_of('room')}
        await write_one(enter('register.add', payload), the_server())
    [sign] = await labels_of(signs=language)
    assert sign.title == '一(1)班教室'
    (_, actions), (_, stands) = sign.lists
    assert actions[0] == report, 'the first thing that somebody at a door wants'
    assert len(actions) >= 3
    assert stands[0] == '学生椅 ×40'
    assert '吊扇 ×1' in stands


async def test_a_sheet_of_ones_own_and_a_printer_are_remembered(school: School) -> None:
    keeper = await school.sign_in('keeper')
    verdicts = await keeper.write(
        keeper.seal('labels.keep', {'name': '旧标签纸', 'measures': 'A4/2x4/90x60'}),
        keeper.seal('labels.adjust', {'printer': '总务处', 'x': 1.5, 'y': -0.5}),
        keeper.seal('labels.keep', {'name': '太大', 'measures': 'A4/3x4/90x60'}),
        keeper.seal('labels.adjust', {'printer': '歪', 'x': 11, 'y': 0}),
    )
    assert codes_of(verdicts) == ['accepted', 'accepted', 'labels_off_page', 'bad_payload']
    layout = await labels.layout_of('旧标签纸', '总务处')
    assert (layout.count, layout.size, layout.shift) == (8, (90, 60), (1.5, -0.5))
    with pytest.raises(BadInput) as refused:
        await labels.layout_of('a4-3x8', '没有的')
    assert '总务处' in told(refused.value.code, refused.value.facts)
    with pytest.raises(BadInput) as refused:
        await labels.layout_of('没有的')
    assert refused.value.code == 'unknown_layout'


async def test_only_so_many_sheets_are_remembered(school: School) -> None:
    keeper = await school.sign_in('keeper')
    kept = [keeper.seal('labels.keep', {'name': str(n), 'measures': 'A4/2x4/90x60'}) for n in range(labels.MOST_KEPT)]
    assert set(codes_of(await keeper.write(*kept))) == {'accepted'}
    once_more = [keeper.seal('labels.keep', {'name': name, 'measures': 'A4/3x8/70x37'}) for name in ('0', '新')]
    assert codes_of(await keeper.write(*once_more)) == ['accepted', 'too_many_kept']


@pytest.mark.parametrize('kind', ['pdf', 'png', 'zpl', 'tspl'])
async def test_every_kind_of_file_can_be_fetched(api: School, kind: str) -> None:
    keeper = await api.call('keeper')
    answer = await keeper.http.get(f'/labels.{kind}?layout=roll-50x30&thing={api.id_of("fan")}')
    assert answer.status_code == 200, answer.text
    start = {'pdf': b'%PDF', 'png': b'\x89PNG', 'zpl': b'^XA', 'tspl': b'SIZE 50 mm,30 mm'}[kind]
    assert answer.content.startswith(start)
    assert answer.headers['cache-control'] == 'no-store'


@pytest.mark.parametrize(
    ('query', 'code'),
    [
        ('pdf?layout=nowhere', 'unknown_layout'),
        ('pdf?layout=A4/9x9/70x37', 'labels_off_page'),
        ('pdf?start=25', 'bad_start'),
        ('pdf?start=0', 'bad_start'),
        ('pdf?copies=0', 'bad_copies'),
        ('pdf?printer=x', 'unknown_printer'),
        ('zpl', 'not_a_roll'),
        ('png', 'one_at_a_time'),
        ('docx', 'unknown_file'),
    ],
)
async def test_what_cannot_be_printed_is_said_in_words(api: School, query: str, code: str) -> None:
    keeper = await api.call('keeper')
    assert_refused(await keeper.http.get(f'/labels.{query}'), 422, code)


async def test_the_test_page_is_moved_as_the_printer_needs_it(api: School) -> None:
    keeper = await api.call('keeper')
    await keeper.write_one(keeper.seal('labels.adjust', {'printer': '总务处', 'x': 3, 'y': 2}))
    plain, moved = [
        (await keeper.http.get(f'/labels/test.pdf?layout=l7160&printer={name}')).content for name in ('', '总务处')
    ]

    def first_ink(pdf: bytes) -> tuple[float, float]:
        ink = pypdfium2.PdfDocument(pdf)[0].render(scale=200 / 72, grayscale=True).to_numpy() < 128
        return ink.any(axis=0).argmax() / 200 * 25.4, ink.any(axis=1).argmax() / 200 * 25.4

    (x, y), (to_x, to_y) = first_ink(plain), first_ink(moved)
    assert (x, y) == pytest.approx((7.2, 15.1), abs=0.2)
    assert (to_x - x, to_y - y) == pytest.approx((3, 2), abs=0.13)


def typed(folder: Path, *words: str, given: str = '') -> subprocess.CompletedProcess[str]:
    env = {**os.environ, 'TAGWALK_DATA': str(folder), 'TAGWALK_PUBLIC_URL': 'https://tag.api.edu.cn'}
    return subprocess.run(
        [sys.executable, '-m', 'app', *words],
        cwd=HOUSE,
        env=env,
        input=given,
        text=True,
        capture_output=True,
        timeout=60,
    )


@pytest.mark.server
async def test_the_command_prints_labels_and_notes_them(school: School, tmp_path: Path) -> None:
    def ask(*words: str) -> subprocess.CompletedProcess[str]:
        return typed(tmp_path, 'labels', *words)

    sheet, one = tmp_path / 'sheet.pdf', tmp_path / 'one.tspl'
    done = await asyncio.to_thread(ask, '-o', str(sheet), '--layout', 'Avery L7160', '--start', '20', '--copies', '2')
    assert (done.returncode, done.stdout) == (0, f'4 labels: {sheet}\n'), done.stderr
    pages = [
        page.render(scale=200 / 72, grayscale=True).to_numpy() for page in pypdfium2.PdfDocument(sheet.read_bytes())
    ]
    assert [len(zxingcpp.read_barcodes(page)) for page in pages] == [2, 6]

    done = await asyncio.to_thread(
        ask, '-o', str(one), '--layout', 'roll-50x30', '--code', school.codes['fan'], '--printed'
    )
    assert done.returncode == 0, done.stderr
    assert one.read_bytes().startswith(b'SIZE 50 mm,30 mm')
    done = await asyncio.to_thread(ask, '-o', str(sheet), '--waiting')
    assert done.stdout == f'3 labels: {sheet}\n'
    for wrong in (
        ['--layout', 'x'],
        ['--start', '99'],
        ['--copies', '0'],
        ['--printer', 'x'],
        ['--place', 'x'],
        ['--code', 'x'],
    ):
        done = await asyncio.to_thread(ask, '-o', str(tmp_path / 'none.pdf'), *wrong)
        assert done.returncode == 1
        assert done.stderr.strip().endswith('。'), done.stderr
        assert 'Traceback' not in done.stderr
    assert not (tmp_path / 'none.pdf').exists()
