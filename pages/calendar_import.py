"""Terms, holidays and make-up days from a spreadsheet or an .ics file: looked at first, then written."""

from nicegui import events, run, ui

from app import calendar_files
from app.calendar_files import Line
from app.core.errors import TooLarge
from pages.parts import Visitor, banner, box, button, chip, guarded, section, words


def show(visitor: Visitor) -> None:
    section(visitor.t('calendar-import'))
    words(visitor.t('calendar-import-sub'), 'tw-sub', 'p')
    upload = ui.upload(auto_upload=True, max_file_size=calendar_files.MOST_BYTES).classes('hidden')
    choose = button(visitor.t('calendar-choose'), lambda: None, picture='upload')
    choose.on('click', js_handler=f'() => runMethod({upload.id}, "pickFiles", [])')
    result = box('tw-stack')

    async def look(event: events.UploadEventArguments) -> None:
        await visitor.now('calendar.mark')
        result.clear()
        with result:
            working = banner('info', visitor.t('calendar-reading', name=event.file.name), 'sync')
        try:
            data = await event.file.read()
            if len(data) > calendar_files.MOST_BYTES:
                raise TooLarge('body_too_large', kilobytes=calendar_files.MOST_BYTES // 1000)
            lines = await run.io_bound(calendar_files.read_calendar, data)
        finally:
            working.delete()
            upload.reset()
        with result:
            _looked(visitor, lines or [], result)

    upload.on_upload(guarded(visitor, look))


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
