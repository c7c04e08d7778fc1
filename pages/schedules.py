"""Schedules: the list, and who stands in for whom."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from app import duty, people, schedule_hints, schedules, sentences
from app.core.entries import enter
from app.core.permissions import may
from app.core.records import write_one
from app.due import Rule
from models import Substitute
from pages.calendar import day_input, span_words
from pages.parts import Visitor, box, button, empty, go, guarded, heading, row, section, watch, words

SHOWN = 60  # schedules drawn at once


async def show(visitor: Visitor, stopped: str = '') -> None:
    """All of them; with `stopped` the one that was just stopped can be taken back."""
    visitor.actor.must('schedules.see')
    heading(visitor.t('schedules-title'))
    if stopped and visitor.may('schedules.resume'):
        _undo_stop(visitor, stopped)
    words(visitor.t('schedules-sub'), 'tw-sub', 'p')
    if visitor.may('schedules.add'):
        go('/schedules/new', visitor.t('schedules-add'), picture='plus', classes='tw-primary')

    await _list(visitor)
    if visitor.may('schedules.add'):
        await _hints(visitor)
    if visitor.may('schedules.substitute'):
        await _away(visitor)


def _undo_stop(visitor: Visitor, id: str) -> None:
    with box('tw-card tw-line') as said:
        words(visitor.t('schedules-stopped'), 'tw-row-main')

        async def resume() -> None:
            await write_one(enter('schedules.resume', {'schedule': id}), await visitor.now('schedules.resume'))
            said.delete()

        button(visitor.t('calendar-undo'), guarded(visitor, resume), picture='history')


async def _list(visitor: Visitor) -> None:
    """All schedules, each in a sentence; where there are many, those that one looks for."""
    total = len(await schedules.schedules())
    wanted = ui.input(visitor.t('schedules-find')).props('outlined clearable debounce=250').classes('tw-wide')
    wanted.set_visibility(total > SHOWN // 2)

    @ui.refreshable
    async def live() -> None:
        found = await schedules.schedules()
        if not found:
            empty('calendar', visitor.t('schedules-none'))
            return
        names = await sentences.names(found, visitor.language)
        said = {schedule.id: names.sentence(schedule) for schedule in found}
        text = (wanted.value or '').strip().casefold()
        hits = [one for one in found if not text or text in f'{one.name} {said[one.id]}'.casefold()]
        roster, today = await duty.roster(), schedules.today()
        if not hits:
            empty('search', visitor.t('schedules-none-found'))
            return
        with box('tw-card tw-card-flush'):
            for schedule in hits[:SHOWN]:
                nobody = not roster.responsible(schedule, today)
                row(
                    f'/schedules/{schedule.id}', schedule.name, said[schedule.id], picture='calendar',
                    chips=[(visitor.t('schedules-nobody'), 'bad')] if nobody else [],
                )  # fmt: skip
        if len(hits) > SHOWN:
            words(visitor.t('schedules-more', count=len(hits) - SHOWN), 'tw-sub', 'p')

    await live()
    wanted.on_value_change(live.refresh)
    watch('schedules', then=live.refresh)


async def _hints(visitor: Visitor) -> None:
    """What the checklists themselves say should be done and nobody has planned yet."""

    @ui.refreshable
    async def live() -> None:
        found = await schedule_hints.hints()
        if not found:
            return
        section(visitor.t('schedules-hints'))
        words(visitor.t('schedules-hints-sub'), 'tw-sub', 'p')
        with box('tw-card tw-card-flush'):
            for each in found:
                when = sentences.when(Rule.model_construct(**each.draft.rule), visitor.language)
                about = ' · '.join((when, visitor.t('schedules-hints-count', count=each.count)))
                title = each.checklist.body['en' if visitor.language == 'en' else 'zh']
                row(f'/schedules/new?hint={each.checklist.key}', title, about, picture='plus')

    await live()
    watch('schedules', 'checklists', then=live.refresh)


async def walkers() -> dict[str, str]:
    """Everybody who may be responsible, by id."""
    found = await people.people()
    return {str(one.id): one.shown for one in found if not one.left_at and may(one.roles, schedules.WALK)}


async def _away(visitor: Visitor) -> None:
    section(visitor.t('schedules-away'))
    words(visitor.t('schedules-away-sub'), 'tw-sub', 'p')
    names = await walkers()

    @ui.refreshable
    async def live() -> None:
        found = await schedules.substitutes()
        if found:
            with box('tw-card tw-card-flush'):
                for each in found:
                    _substitute(visitor, each, names)

    await live()
    watch('schedules', then=live.refresh)
    with box('tw-card tw-stack'):
        who = ui.select(names, label=visitor.t('schedules-away-who'), with_input=True).props('outlined')
        by = ui.select(names, label=visitor.t('schedules-away-by'), with_input=True).props('outlined')
        for field in (who, by):
            field.classes('tw-wide')
        with box('tw-pair'):
            first = day_input(visitor.t('calendar-starts'), schedules.today())
            last = day_input(visitor.t('calendar-ends'), schedules.today())

        async def save() -> None:
            facts = {'person': who.value, 'substitute': by.value, 'starts': first.value, 'ends': last.value}
            await write_one(enter('schedules.substitute', facts), await visitor.now('schedules.substitute'))
            who.value = by.value = None

        button(visitor.t('schedules-away-go'), guarded(visitor, save), picture='handover')


def _substitute(visitor: Visitor, each: Substitute, names: dict[str, str]) -> None:
    who, by = (names.get(str(id), '—') for id in (each.person_id, each.substitute_id))
    with box('tw-row'):
        with box('tw-row-main'):
            words(visitor.t('schedules-away-line', who=who, substitute=by), 'tw-title', 'div')
            words(span_words(each.starts, each.ends), 'tw-sub', 'div')
        button(visitor.t('schedules-back'), guarded(visitor, _back(visitor, each)), classes='tw-quiet')


def _back(visitor: Visitor, each: Substitute) -> Callable[[], Awaitable[None]]:
    async def back() -> None:
        await write_one(enter('schedules.back', {'substitute': str(each.id)}), await visitor.now('schedules.back'))

    return back
