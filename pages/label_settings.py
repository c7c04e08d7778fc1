"""What is set up once before printing labels: sheets of one's own, printers that print askew, the school's name."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from nicegui import ui

from app import labels
from app.core.entries import enter
from app.core.records import write_one
from app.layouts import A4, LAYOUTS, LETTER, find_layout, sheet
from pages.parts import Visitor, box, button, go, guarded, words

PAPERS = {'a4': A4, 'letter': LETTER, 'roll': None}
Then = Callable[[str], Awaitable[None]]  # what to do with the name that was chosen


def ask_measures(visitor: Visitor, then: Then) -> None:
    """A dialog that takes a sheet's measures, says what is wrong with them, and remembers them under a name."""
    with ui.dialog() as dialog, box('tw-card tw-stack tw-dialog'):
        words(visitor.t('labels-own'), 'tw-h2', 'h2')
        words(visitor.t('labels-own-more'), 'tw-sub', 'p')
        name = _text(visitor.t('labels-own-name'))
        papers = {paper: visitor.t(f'labels-paper-{paper}') for paper in PAPERS}
        paper = ui.select(papers, value='a4', label=visitor.t('labels-paper')).props('outlined').classes('tw-wide')
        size = _pair(visitor, 'labels-size', 70, 37)
        with box('tw-stack').bind_visibility_from(paper, 'value', lambda chosen: chosen != 'roll'):
            grid = _pair(visitor, 'labels-grid', 3, 8)
            words(visitor.t('labels-own-gaps'), 'tw-sub', 'p')
            corner = _pair(visitor, 'labels-corner', None, None)
            pitch = _pair(visitor, 'labels-pitch', None, None)

        def measures() -> str:
            if paper.value == 'roll':
                return f'roll/{_typed(size, 0)}x{_typed(size, 1)}'
            parts = [paper.value, f'{_typed(grid, 0)}x{_typed(grid, 1)}', f'{_typed(size, 0)}x{_typed(size, 1)}']
            page = PAPERS[paper.value]
            if page and (_given(corner) or _given(pitch)):
                across, down = (_number(pitch[n], _number(size[n], 0)) for n in (0, 1))
                counts = [int(_number(field, 1)) for field in grid]
                sizes = [_number(field, 1) for field in size]
                middle = sheet(page, (counts[0], counts[1]), (sizes[0], sizes[1]), across=across, down=down)
                left, top = _number(corner[0], max(0, middle.left)), _number(corner[1], max(0, middle.top))
                parts += [f'{left:.2f}x{top:.2f}', f'{across:.2f}x{down:.2f}']
            return '/'.join(parts)

        async def keep() -> None:
            actor = await visitor.now('labels.keep')
            text = find_layout(measures()).text if paper.value != 'roll' else measures()
            title = (name.value or '').strip() or text
            await write_one(enter('labels.keep', {'name': title[:40], 'measures': text}), actor)
            dialog.close()
            await then(title[:40])

        button(visitor.t('form-save'), guarded(visitor, keep), picture='check', classes='tw-primary')
        button(visitor.t('saved-back'), dialog.close, classes='tw-quiet')
    dialog.open()


async def ask_printer(visitor: Visitor, layout: str, printer: str, then: Then) -> None:
    """A dialog with the test page, in which the distance measured on it is remembered for a printer."""
    known = await labels.printers()
    x, y = known.get(printer, (0.0, 0.0))
    with ui.dialog() as dialog, box('tw-card tw-stack tw-dialog'):
        words(visitor.t('labels-adjust'), 'tw-h2', 'h2')
        words(visitor.t('labels-adjust-more'), 'tw-sub', 'p')
        path = f'/labels/test.pdf?layout={quote(layout, safe="")}&printer={quote(printer)}'
        go(path, visitor.t('labels-test'), picture='print').props('target=_blank')
        name = _text(visitor.t('labels-printer-name'), printer)
        with box('tw-pair'):
            right = ui.number(visitor.t('labels-move-right'), value=x, step=0.5, format='%.1f').props('outlined')
            down = ui.number(visitor.t('labels-move-down'), value=y, step=0.5, format='%.1f').props('outlined')

        async def save() -> None:
            actor = await visitor.now('labels.adjust')
            chosen = (name.value or '').strip() or visitor.t('labels-printer')
            find_layout((await labels.own_layouts()).get(layout, layout)).shifted(right.value or 0, down.value or 0)
            facts: dict[str, Any] = {'printer': chosen[:40], 'x': right.value or 0, 'y': down.value or 0}
            await write_one(enter('labels.adjust', facts), actor)
            dialog.close()
            await then(chosen[:40])

        button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')
        button(visitor.t('saved-back'), dialog.close, classes='tw-quiet')
    dialog.open()


def layout_names(visitor: Visitor, own: dict[str, str]) -> dict[str, str]:
    """Every layout there is with what people call it, the school's own ones first."""
    return {name: name for name in own} | {name: visitor.t(f'layout-{name}') for name in LAYOUTS if name not in own}


def _text(label: str, value: str = '') -> ui.input:
    return ui.input(label, value=value).props('outlined maxlength=40').classes('tw-wide')


def _pair(visitor: Visitor, word: str, first: float | None, second: float | None) -> tuple[ui.number, ui.number]:
    with box('tw-pair'):
        return (
            ui.number(visitor.t(f'{word}-x'), value=first).props('outlined'),
            ui.number(visitor.t(f'{word}-y'), value=second).props('outlined'),
        )


def _number(field: ui.number, otherwise: float) -> float:
    return field.value if field.value is not None else otherwise


def _given(fields: tuple[ui.number, ui.number]) -> bool:
    return any(field.value is not None for field in fields)


def _typed(fields: tuple[ui.number, ui.number], place: int) -> str:
    return f'{_number(fields[place], 0):g}'
