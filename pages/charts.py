"""Charts in the colours of the page: drawn as SVG with names of tokens, so that they follow its theme."""

from typing import Any

from nicegui import ui

PRIMARY, GOOD, WARN, BAD = 'var(--tw-primary)', 'var(--tw-ok-fill)', 'var(--tw-warn-fill)', 'var(--tw-bad-fill)'
INK, MUTED, LINE, SURFACE = 'var(--tw-ink)', 'var(--tw-muted)', 'var(--tw-line)', 'var(--tw-surface)'
TIP = {
    'confine': True, 'backgroundColor': SURFACE, 'borderColor': LINE, 'textStyle': {'color': INK},
    'axisPointer': {'lineStyle': {'color': MUTED}, 'shadowStyle': {'color': 'var(--tw-hover)'}},
}  # fmt: skip
LABEL = {'color': MUTED, 'fontSize': 13}


def chart(options: dict[str, Any]) -> ui.echart:
    """A chart, dressed as the page; what `options` says itself stands."""
    dressed = {'animation': False, **options, 'tooltip': {**TIP, **options.get('tooltip', {})}}
    if 'legend' in options:
        dressed['legend'] = {'textStyle': LABEL, **options['legend']}
    for axis in ('xAxis', 'yAxis'):
        dressed[axis] = _axis(options[axis])
    return ui.echart(dressed, renderer='svg').classes('tw-chart')


def _axis(given: dict[str, Any]) -> dict[str, Any]:
    return {
        **given,
        'axisLabel': {**LABEL, **given.get('axisLabel', {})},
        'axisLine': {'lineStyle': {'color': LINE}, **given.get('axisLine', {})},
        'axisTick': {'lineStyle': {'color': LINE}, **given.get('axisTick', {})},
        'splitLine': {'lineStyle': {'color': LINE}},
    }
