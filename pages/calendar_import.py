"""Terms, holidays and make-up days from a spreadsheet or an .ics file: looked at first, then written."""

from nicegui import run, ui

from app import calendar_files
from app.calendar_files import Line
from app.core.actors import Actor
from pages.parts import Visitor, banner, box, button, chip, guarded, section, words
from pages.picking import pick_file


def show(visitor: Visitor) -> None:
    section(visitor.t('calendar-import'))
    words(visitor.t('calendar-import-sub'), 'tw-sub', 'p')

    async def look(name: str, data: bytes, actor: Actor) -> None:
        result.clear()
        with result:
            working = banner('info', visitor.t('calendar-reading', name=name), 'sync')
        try:
            lines = await run.io_bound(calendar_files.read_calendar, data)
        finally:
            working.delete()
        with result:
            _looked(visitor, lines or [], result)

    pick_file(
        visitor, visitor.t('calendar-choose'), look, right='calendar.mark', most=calendar_files.MOST_BYTES, classes=''
    )
    result = box('tw-stack')


def _looked(visitor: Visitor, lines: list[Line], result: ui.element) -> None:
    good = [line for line in lines if not line.why]

    async def write() -> None:
        actor = await visitor.now('calendar.mark')
        result.clear()
        with result:
            working = banner('info', visitor.t('calendar-writing', count=len(good)), 'sync')
        refused = await calendar_files.write_calendar(lines, actor)
        working.delete()
        with result:
            banner('ok', visitor.t('calendar-written', count=len(good) - refused), 'ok')
            if refused:
                banner('warn', visitor.t('calendar-refused', count=refused), 'alert')

    if good:
        go = visitor.t('calendar-write', count=len(good))
        button(go, guarded(visitor, write), picture='check', classes='tw-primary')
    else:
        banner('info', visitor.t('calendar-nothing'))
    with box('tw-card tw-card-flush'):
        for line in sorted(lines, key=lambda line: not line.why)[:100]:
            with box('tw-row'):
                with box('tw-row-main'):
                    words(line.name or '—', 'tw-title', 'div')
                    dates = dict.fromkeys(str(day) for day in (line.starts, line.ends) if day)
                    words(' – '.join(dates), 'tw-sub', 'div')
                if line.why:
                    chip(visitor.t(f'calendar-why-{line.why}'), 'warn')
                else:
                    chip(visitor.t(f'calendar-what-{line.what}'), 'info')
