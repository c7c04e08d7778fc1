"""What the school lays down for loans: when its lessons are, and who may borrow without the counter."""

from itertools import pairwise
from typing import Any

from nicegui import ui

from app import loan_alone, loan_due
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.records import write_one
from pages.parts import Visitor, box, button, crumbs, guarded, heading, link, section, words

RULE = 'loans.rule'
NEXT = (('16:10', '16:50'), ('17:00', '17:40'), ('18:30', '19:15'), ('19:25', '20:10'), ('20:20', '21:05'))


async def show(visitor: Visitor) -> None:
    visitor.actor.must(RULE)
    with crumbs(visitor), link('/loans'):
        words(visitor.t('loans-title'))
    heading(visitor.t('loans-rules'))
    await _alone(visitor)
    await _lessons(visitor)


async def _alone(visitor: Visitor) -> None:
    """Two switches, off until somebody wants them."""

    def switch(field: str):  # type: ignore[no-untyped-def]
        async def work(event: Any) -> None:
            await write_one(enter(RULE, {field: bool(event.value)}), await visitor.now(RULE))
            ui.notify(visitor.t('loans-rules_kept'), type='positive', position='top')

        return guarded(visitor, work)

    with box('tw-card tw-stack-small'):
        on = await loan_alone.is_on(loan_alone.STAFF)
        ui.switch(visitor.t('loans-alone'), value=on, on_change=switch('alone'))
        words(visitor.t('loans-alone_more'), 'tw-sub', 'p')
        on = await loan_alone.is_on(loan_alone.CLASSES)
        ui.switch(visitor.t('loans-classes_alone'), value=on, on_change=switch('classes_alone'))
        words(visitor.t('loans-classes_alone_more'), 'tw-sub', 'p')


async def _lessons(visitor: Visitor) -> None:
    """From when until when each lesson is."""
    section(visitor.t('loans-lessons'))
    words(visitor.t('loans-lessons_more'), 'tw-sub', 'p')
    times = [[f'{begins:%H:%M}', f'{ends:%H:%M}'] for begins, ends in await loan_due.lessons()]

    @ui.refreshable
    def draw() -> None:
        with box('tw-card tw-stack-small'):
            for number, pair in enumerate(times, 1):
                with box('tw-lesson'):
                    words(str(number), 'tw-label tw-num')
                    for place, word in enumerate(('reservations-from', 'reservations-to')):
                        field = ui.input(value=pair[place], on_change=_keeps(pair, place))
                        label = f'{visitor.t("reservations-lesson", number=number)} {visitor.t(word)}'
                        field.props(f'outlined dense type=time aria-label="{label}"')

    draw()

    async def more() -> None:
        following = next((list(each) for each in NEXT if each[0] >= (times[-1][1] if times else '')), ['', ''])
        times.append(following)
        await draw.refresh()

    async def fewer() -> None:
        if len(times) > 1:
            times.pop()
            await draw.refresh()

    async def save() -> None:
        if any(one >= other for one, other in times) or any(before[1] > after[0] for before, after in pairwise(times)):
            raise BadInput('lessons_in_order')
        await write_one(enter(RULE, {'lessons': times}), await visitor.now(RULE))
        ui.notify(visitor.t('loans-rules_kept'), type='positive', position='top')

    with box('tw-line'):
        button(visitor.t('loans-lesson_more'), more, picture='plus', classes='tw-small')
        button(visitor.t('loans-lesson_fewer'), fewer, picture='close', classes='tw-small tw-quiet')
    button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')


def _keeps(pair: list[str], place: int) -> Any:
    def keep(event: Any) -> None:
        pair[place] = event.value or ''

    return keep
