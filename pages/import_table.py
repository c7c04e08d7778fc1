"""The rows of a checked spreadsheet: what each would do, why, and what can be done about it."""

from nicegui import ui

from app.import_report import change, mend, say
from app.rows import Row
from pages.parts import Visitor, box, button, chip, words

MOODS = {'created': 'ok', 'updated': 'info', 'unchanged': '', 'warned': 'warn', 'rejected': 'bad', 'skipped': ''}
ORDER = {'reject': 'bad', 'warn': 'warn', 'update': 'info', 'create': 'ok', 'unchanged': ''}
AT_ONCE = 100


def rows(visitor: Visitor, found: list[Row]) -> None:
    """What needs a look first, then the rest, a hundred at a time."""
    order = list(ORDER)
    wanted = [row for row in found if row.outcome in ORDER]
    wanted.sort(key=lambda row: (order.index(row.outcome), row.number))
    with box('tw-stack'):
        table = box('tw-card tw-import')
    _draw(visitor, wanted, 0, table)


def _draw(visitor: Visitor, wanted: list[Row], start: int, table: ui.element) -> None:
    with table:
        for row in wanted[start : start + AT_ONCE]:
            _row(visitor, row)
        left = len(wanted) - start - AT_ONCE
        if left > 0:

            def more() -> None:
                rest.delete()
                _draw(visitor, wanted, start + AT_ONCE, table)

            rest = button(visitor.t('imports-more', count=left), more, picture='down')


def _row(visitor: Visitor, row: Row) -> None:
    values = row.values
    codes = values.get('codes') or []
    code = visitor.t('imports-codes-more', first=codes[0], count=len(codes)) if codes else values.get('code', '')
    with box('tw-import-row'):
        words(str(row.number), 'tw-sub tw-import-number')
        with box('tw-import-main'):
            words(str(values.get('name') or '–'), 'tw-title', 'div')
            for about in (values.get('place'), code):
                if about:
                    words(str(about), 'tw-sub', 'div')
        with box('tw-import-why'):
            for finding in row.findings:
                with box():
                    words(say(finding, visitor.language), '', 'div')
                    words(mend(finding, visitor.language), 'tw-sub', 'div')
            if row.changes:
                with box('tw-import-changes'):
                    for each in row.changes:
                        words(change(each, visitor.language))
        chip(visitor.t(f'imports-outcome-{row.outcome}'), ORDER[row.outcome])
