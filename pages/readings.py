"""Numbers over time, drawn with their limits."""

from typing import Any

from app import readings
from app.core.config import read_config
from app.units import unit_said
from models import Thing
from pages.charts import BAD, PRIMARY, WARN, chart
from pages.parts import Visitor, box, section, words

LINES = (('min', BAD), ('max', BAD), ('warn_below', WARN), ('warn_above', WARN))


async def show(visitor: Visitor, thing: Thing) -> None:
    found = await readings.of(thing.id)
    if not found:
        return
    section(visitor.t('readings-title'))
    for series in found:
        last = series.points[-1][1]
        unit = unit_said(series.item.get('unit', ''), visitor.language)
        with box('tw-card tw-stack-small'):
            with box('tw-line'):
                words(series.item['en' if visitor.language == 'en' else 'zh'], 'tw-label')
                box('tw-spacer')
                words(f'{last:g} {unit}'.strip(), 'tw-strong tw-num')
            chart(_options(visitor, series))


def _options(visitor: Visitor, series: readings.Series) -> dict[str, Any]:
    item, zone = series.item, read_config().timezone
    values = [value for _, value in series.points]
    limits = [(item[name], colour) for name, colour in LINES if name in item]
    inside = [limit for limit, _ in limits if min(values) - _room(values) <= limit <= max(values) + _room(values)]
    low, high = min([*values, *inside]), max([*values, *inside])
    room = (high - low or abs(high) or 1) * 0.12
    return {
        'grid': {'left': 44, 'right': 36, 'top': 12, 'bottom': 28},
        'tooltip': {'trigger': 'axis'},
        'xAxis': {
            'type': 'time',
            'axisLine': {'onZero': False},
            'axisLabel': {'hideOverlap': True, 'formatter': '{M}-{d}'},
            'splitNumber': 4,
        },
        'yAxis': {
            'type': 'value',
            'min': _round(low - room),
            'max': _round(high + room),
            'splitNumber': 3,
            'axisLabel': {'showMinLabel': False, 'showMaxLabel': False},
        },
        'series': [
            {
                'type': 'line',
                'name': item['en' if visitor.language == 'en' else 'zh'],
                'symbolSize': 7,
                'data': [_point(item, f'{at.astimezone(zone):%Y-%m-%d %H:%M}', value) for at, value in series.points],
                'lineStyle': {'color': PRIMARY, 'width': 2},
                'itemStyle': {'color': PRIMARY},
                'markLine': {
                    'silent': True,
                    'symbol': 'none',
                    'data': [
                        {'yAxis': limit, 'lineStyle': {'color': colour, 'type': 'dashed'}, 'label': {'color': colour}}
                        for limit, colour in limits
                    ],
                },
            }
        ],
    }


def _room(values: list[float]) -> float:
    """How far a limit may lie from the readings and still be shown."""
    return (max(values) - min(values)) or abs(values[-1]) * 0.5 or 1


def _round(value: float) -> float:
    return float(f'{value:.3g}')


def _point(item: dict[str, Any], at: str, value: float) -> dict[str, Any]:
    bad = value < item.get('min', value) or value > item.get('max', value)
    return {'value': [at, value], **({'itemStyle': {'color': BAD}, 'symbolSize': 10} if bad else {})}
