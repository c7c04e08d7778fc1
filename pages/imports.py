"""A spreadsheet into the register: first look, then write."""

from dataclasses import dataclass

from nicegui import events, ui

from app import registering, sheets
from app.core.errors import TooLarge
from app.sheets import Row, Sheet
from pages.parts import Visitor, banner, box, button, chip, go, guarded, heading, section, words

MAX_BYTES = 5_000_000
SHOWN = 200


@dataclass
class Looked:
    """A file that was looked at and not written yet."""

    name: str
    sheet: Sheet
    rows: list[Row]


async def show(visitor: Visitor) -> None:
    visitor.actor.must('register.add')
    heading(visitor.t('imports-title'))
    words(visitor.t('imports-sub'), 'tw-sub', 'p')
    upload = ui.upload(auto_upload=True, max_file_size=MAX_BYTES).classes('hidden')
    choose = button(visitor.t('imports-choose'), lambda: None, picture='upload', classes='tw-primary')
    choose.on('click', js_handler=f'() => runMethod({upload.id}, "pickFiles", [])')  # in the tap itself
    result = box('tw-stack')

    async def look(event: events.UploadEventArguments) -> None:
        await visitor.now('register.add')
        result.clear()
        with result:
            working = banner('info', visitor.t('imports-reading', name=event.file.name), 'sync')
        try:
            data = await event.file.read()
            if len(data) > MAX_BYTES:
                raise TooLarge('body_too_large', kilobytes=MAX_BYTES // 1000)
            sheet, rows = await registering.check_file(data, event.file.name)
        finally:
            working.delete()
            upload.reset()
        with result:
            _result(visitor, Looked(event.file.name, sheet, rows), result)

    upload.on_upload(guarded(visitor, look))
    upload.on_rejected(
        lambda: ui.notify(
            visitor.t('problem-body_too_large', kilobytes=MAX_BYTES // 1000), type='negative', position='top'
        )
    )


def _result(visitor: Visitor, looked: Looked, result: ui.element) -> None:
    counts = sheets.count_rows(looked.rows)
    section(looked.name)
    with box('tw-card tw-line'):
        for name, mood in (
            ('created', 'ok'),
            ('updated', 'info'),
            ('unchanged', ''),
            ('warned', 'warn'),
            ('rejected', 'bad'),
            ('skipped', ''),
        ):
            if counts[name]:
                chip(visitor.t(f'imports-{name}', count=counts[name]), mood)
        chip(visitor.t('imports-tags', count=counts['tags']))
    writes = counts['created'] + counts['updated']

    async def write() -> None:
        actor = await visitor.now('register.add')
        done.delete()
        with result:
            working = banner('info', visitor.t('imports-writing', count=writes), 'sync')
        try:
            refused = await registering.write_rows(looked.rows, actor)
        finally:
            working.delete()
        with result:
            banner('ok', visitor.t('imports-written', count=writes - len(refused)), 'ok').move(target_index=0)
            go('/labels', visitor.t('labels-title'), picture='print', classes='tw-primary')

    if writes:
        done = button(
            visitor.t('imports-write', count=writes), guarded(visitor, write), picture='check', classes='tw-primary'
        )
    else:
        banner('info', visitor.t('imports-nothing'))
    if counts['rejected']:
        button(visitor.t('imports-rejects'), lambda: _download(visitor, looked), picture='download')
    _rows(visitor, looked)


def _download(visitor: Visitor, looked: Looked) -> None:
    data = sheets.write_rejects(looked.sheet, looked.rows, lambda finding: registering.say(finding, visitor.language))
    ui.download.content(data, visitor.t('imports-rejects-file') + '.xlsx')


def _rows(visitor: Visitor, looked: Looked) -> None:
    """What needs a look first, then the rest, cut to what a page can hold."""
    order = {'reject': 0, 'warn': 1, 'update': 2, 'create': 3, 'unchanged': 4}
    rows = sorted(
        (row for row in looked.rows if row.outcome in order), key=lambda row: (order[row.outcome], row.number)
    )
    columns = [
        {'name': 'row', 'label': visitor.t('imports-row'), 'field': 'row', 'align': 'right'},
        {'name': 'outcome', 'label': visitor.t('imports-outcome'), 'field': 'shown', 'align': 'left'},
        {'name': 'name', 'label': visitor.t('register-name'), 'field': 'name', 'align': 'left'},
        {'name': 'place', 'label': visitor.t('register-inside'), 'field': 'place', 'align': 'left'},
        {'name': 'message', 'label': visitor.t('imports-message'), 'field': 'message', 'align': 'left'},
    ]
    lines = [registering.told(row, visitor.language, {}) for row in rows[:SHOWN]]
    for line in lines:
        line['shown'] = visitor.t(f'imports-outcome-{line["outcome"]}')
    ui.table(rows=lines, columns=columns, row_key='row', pagination=20).props('flat bordered dense').classes('tw-wide')
