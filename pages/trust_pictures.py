"""Small drawings of phone screens: which line to tap."""

import html
from collections.abc import Sequence

WIDTH, HEIGHT, ROW = 156, 196, 30


def screen(title: str, rows: Sequence[str], chosen: int, *, switch: bool = False) -> str:
    """A phone with a list on it, one line marked; with `switch` that line has one that is on."""
    lines = ''.join(_row(text, 52 + place * ROW, place == chosen, switch) for place, text in enumerate(rows))
    return (
        f'<svg class="tw-screen" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
        f'<rect class="tw-screen-frame" x="2" y="2" width="{WIDTH - 4}" height="{HEIGHT - 4}" rx="16"/>'
        f'<rect class="tw-screen-ear" x="{WIDTH / 2 - 18}" y="9" width="36" height="4" rx="2"/>'
        f'<text class="tw-screen-title" x="{WIDTH / 2}" y="36" text-anchor="middle">{html.escape(title)}</text>'
        f'{lines}</svg>'
    )


def _row(text: str, top: int, chosen: bool, switch: bool) -> str:
    look = 'tw-screen-row tw-screen-chosen' if chosen else 'tw-screen-row'
    end = ''
    if chosen and switch:
        end = (
            f'<rect class="tw-screen-switch" x="{WIDTH - 44}" y="{top + 6}" width="26" height="14" rx="7"/>'
            f'<circle class="tw-screen-knob" cx="{WIDTH - 25}" cy="{top + 13}" r="5"/>'
        )
    elif chosen:
        end = _finger(WIDTH - 24, top + 15)
    return (
        f'<rect class="{look}" x="10" y="{top}" width="{WIDTH - 20}" height="{ROW - 4}" rx="6"/>'
        f'<text class="tw-screen-text" x="18" y="{top + 17}">{html.escape(text)}</text>{end}'
    )


def _finger(x: float, y: float) -> str:
    at = f'cx="{x}" cy="{y - 2}"'
    return f'<circle class="tw-screen-tap" {at} r="8"/><circle class="tw-screen-knob" {at} r="3"/>'
