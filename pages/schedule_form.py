"""Making and changing a schedule: fields on one page, and what they mean in a sentence below."""

import re
from datetime import datetime
from typing import Any
from uuid import uuid4

from nicegui import ui
from pydantic import ValidationError

from app import calendar, checklists, register, schedule_hints, schedules, sentences
from app.core.clock import now
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.permissions import ROLES, may
from app.core.records import write_one
from app.due import Rule
from models import Schedule
from pages.calendar import day_input
from pages.parts import Visitor, box, button, guarded, heading, section, words
from pages.schedule_stops import StopsField
from pages.schedules import walkers

MAKES = ('check', 'job')
EVERY = ('day', 'meal', 'week', 'month', 'quarter', 'year', 'term', 'holiday')


async def add(visitor: Visitor, hint: str = '') -> None:
    """A new one, or what a checklist says about itself, to be looked through and saved."""
    visitor.actor.must('schedules.add')
    heading(visitor.t('schedules-add'))
    suggested = await schedule_hints.hint(hint) if hint else None
    if suggested:
        suggested.draft.name = suggested.checklist.body['en' if visitor.language == 'en' else 'zh']
    await _form(visitor, None, suggested.draft if suggested else None)


async def edit(visitor: Visitor, id: str) -> None:
    visitor.actor.must('schedules.see')
    found = await schedules.schedule(id)
    heading(found.name)
    if not visitor.may('schedules.revise'):
        words((await sentences.names([found], visitor.language)).sentence(found), '', 'p')
        await _next(visitor, found)
        return
    await _form(visitor, found)

    async def stop() -> None:
        await write_one(enter('schedules.stop', {'schedule': str(found.id)}), await visitor.now('schedules.stop'))
        ui.navigate.to(f'/schedules?stopped={found.id}')

    button(visitor.t('schedules-stop-go'), guarded(visitor, stop), picture='close', classes='tw-danger')


class Fields:
    """The inputs of a schedule, and what they say."""

    def __init__(
        self, visitor: Visitor, kept: Schedule | None, draft: Schedule | None, options: dict[str, dict[Any, str]]
    ) -> None:
        self.visitor, self.kept, found = visitor, kept, kept or draft
        rule = Rule.model_construct(**found.rule) if found else Rule(every='week', weekdays=[0], times=['09:00'])
        with box('tw-card tw-stack'):
            self.name = ui.input(visitor.t('schedules-name'), value=found.name if found else '')
        section(visitor.t('schedules-every'))
        with box('tw-card tw-stack'):
            self._when(rule)
        section(visitor.t('schedules-where'))
        with box('tw-card tw-stack'):
            self._where(found, options)
        section(visitor.t('schedules-who'))
        with box('tw-card tw-stack'):
            self._who(found, options)
        for field in self.__dict__.values():
            if isinstance(field, ui.input | ui.select | ui.number):
                field.props('outlined').classes('tw-wide')

    def _when(self, rule: Rule) -> None:
        t = self.visitor.t
        self.every = ui.select({every: t(f'schedules-every-{every}') for every in EVERY}, value=rule.every)
        self.every.props(f'aria-label="{t("schedules-every")}"')
        weekdays = {n: t(f'weekday-{n}') for n in range(7)}
        self.weekdays = ui.select(weekdays, label=t('schedules-weekdays'), value=rule.weekdays, multiple=True)
        self.weekdays.props('use-chips')
        self._shown(self.weekdays, 'week')
        at = {'first': t('schedules-at-first'), 'last': t('schedules-at-last'), 'day': t('schedules-at-date')}
        self.at = ui.select(at, label=t('schedules-at'), value=rule.at)
        self._shown(self.at, 'month', 'quarter', 'term')
        self.month = ui.select({n: t(f'month-{n}') for n in range(1, 13)}, label=t('schedules-month'), value=rule.month)
        self._shown(self.month, 'year')
        self.day = ui.number(t('schedules-day-of-month'), value=rule.day, min=1, max=31, precision=0)
        for field in (self.every, self.at):
            field.on_value_change(self._show_day)
        self._show_day()
        self.interval = ui.number(t('schedules-interval'), value=rule.interval, min=1, max=12, precision=0)
        self._shown(self.interval, 'week', 'month')
        self.times = ui.input(t('schedules-times'), value=' '.join(rule.times))
        words(t('schedules-times-hint'), 'tw-hint', 'p')
        self.school = ui.checkbox(t('schedules-school-days'), value=rule.school_days_only)

    def _show_day(self) -> None:
        """The day's number is asked only where the rule counts by it."""
        by_date = self.every.value in ('month', 'quarter') and self.at.value == 'day'
        self.day.set_visibility(by_date or self.every.value == 'year')

    def _shown(self, field: Any, *every: str) -> None:
        field.bind_visibility_from(self.every, 'value', lambda value: value in every)

    def _where(self, found: Schedule | None, options: dict[str, dict[Any, str]]) -> None:
        t = self.visitor.t
        stops = [id for id in found.stops if id in options['things']] if found else []
        self.stops = StopsField(self.visitor, options['things'], stops)
        self.inside = ui.checkbox(t('schedules-inside'), value=found.inside if found else False)
        self.category = ui.select(
            options['categories'], label=t('schedules-category'), value=found.category if found else '', with_input=True
        )
        known = found.checklist if found and found.checklist in options['checklists'] else ''
        made = {each: t(f'schedules-makes-{each}') for each in MAKES}
        self.makes = ui.select(made, label=t('schedules-makes'), value=found.makes if found else 'check')
        self.checklist = ui.select(options['checklists'], label=t('schedules-checklist'), value=known, with_input=True)
        self.checklist.bind_visibility_from(self.makes, 'value', lambda value: value == 'check')

    def _who(self, found: Schedule | None, options: dict[str, dict[Any, str]]) -> None:
        t = self.visitor.t
        kinds = {'person': t('schedules-person'), 'post': t('schedules-post')}
        self.kind = ui.toggle(kinds, value='post' if found and found.post else 'person')
        self.kind.props('spread unelevated no-caps').classes('tw-wide')
        person = str(found.person_id) if found and str(found.person_id) in options['people'] else None
        self.person = ui.select(options['people'], label=t('schedules-person'), value=person, with_input=True)
        self.person.bind_visibility_from(self.kind, 'value', lambda value: value == 'person')
        self.post = ui.select(options['posts'], label=t('schedules-post'), value=found.post or None if found else None)
        self.post.bind_visibility_from(self.kind, 'value', lambda value: value == 'post')
        term = str(found.term_id) if found and str(found.term_id) in options['terms'] else ''
        self.term = ui.select(options['terms'], label=t('schedules-term'), value=term)
        with box('tw-pair'):
            self.starts = day_input(t('calendar-starts'), found.starts if found else schedules.today())
            self.ends = day_input(t('calendar-ends'), found.ends if found else None)

    def facts(self) -> dict[str, Any]:
        """The form of a schedule. Raises BadInput for times that cannot be read."""
        facts: dict[str, Any] = {
            'name': (self.name.value or '').strip(),
            'rule': {
                'every': self.every.value, 'interval': int(self.interval.value or 1),
                'weekdays': sorted(self.weekdays.value or []), 'at': self.at.value, 'day': int(self.day.value or 1),
                'month': self.month.value, 'times': times_in(self.times.value), 'school_days_only': self.school.value,
            },
            'stops': self.stops.value, 'inside': self.inside.value, 'category': self.category.value or '',
            'checklist': self.checklist.value or '', 'makes': self.makes.value, 'term': self.term.value or None,
            'starts': self.starts.value or None, 'ends': self.ends.value or None,
        }  # fmt: skip
        facts |= {'person': self.person.value} if self.kind.value == 'person' else {'post': self.post.value or ''}
        return {name: value for name, value in facts.items() if value is not None}

    def preview(self) -> Schedule:
        """The schedule as it would be. Raises BadInput or ValidationError while something is missing."""
        form = schedules.ScheduleForm.model_validate(self.facts() | {'name': self.name.value or '—'})
        made = Schedule(id=self.kept.id if self.kept else uuid4(), since=datetime.min.replace(tzinfo=now().tzinfo))
        return made.update_from_dict(schedules.values_of(form, now()))


def times_in(text: str) -> list[str]:
    """Times of day as people type them, in order. Raises BadInput."""
    found = re.split(r'[\s,，、;；]+', (text or '').strip().replace('：', ':'))
    made = []
    for part in found:
        hour, _, minute = part.partition(':')
        if not (hour.isdecimal() and (minute or '0').isdecimal() and int(hour) < 24 and int(minute or 0) < 60):
            raise BadInput('bad_times', text=text or '—')
        made.append(f'{int(hour):02d}:{int(minute or 0):02d}')
    return sorted(set(made))


async def _form(visitor: Visitor, found: Schedule | None, draft: Schedule | None = None) -> None:
    fields = Fields(visitor, found, draft, await _options(visitor))

    @ui.refreshable
    async def said() -> None:
        try:
            made = fields.preview()
        except (BadInput, ValidationError):
            return
        if (made.stops or made.category) and (made.person_id or made.post):
            words((await sentences.names([made], visitor.language)).sentence(made), 'tw-title', 'p')
        await _next(visitor, made)

    section(visitor.t('schedules-preview'))
    with box('tw-card tw-stack'):
        await said()
    for field in fields.__dict__.values():
        if hasattr(field, 'on_value_change'):
            field.on_value_change(said.refresh)

    async def save() -> None:
        kind = 'schedules.revise' if found else 'schedules.add'
        facts = fields.facts() | ({'schedule': str(found.id)} if found else {})
        await write_one(enter(kind, facts), await visitor.now(kind))
        ui.notify(visitor.t('schedules-saved'), type='positive', position='top')
        ui.navigate.to('/schedules')

    button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')


async def _next(visitor: Visitor, made: Schedule) -> None:
    days = await schedules.next_days(made)
    if not days:
        words(visitor.t('schedules-none-next'), 'tw-sub', 'p')
        return
    said = [sentences.day_words(day, visitor.language) for day in days]
    words(f'{visitor.t("schedules-next")}{"：" if visitor.language != "en" else ": "}', 'tw-sub', 'p')
    with box('tw-line'):
        for each in said:
            words(each, 'tw-chip')


async def _options(visitor: Visitor) -> dict[str, dict[Any, str]]:
    both = 'en' if visitor.language == 'en' else 'zh'
    things = await register.named_things()
    kinds = await register.categories()
    posts = {role: visitor.t(f'role-{role}') for role in ROLES if may([role], schedules.WALK)}
    terms = {str(term.id): term.name for term in await calendar.terms()}
    current = await checklists.current_checklists()
    checks = {check.key: str(check.body[both]) for check in current}
    return {
        'things': things,
        'categories': {'': '—'} | {key: visitor.name_of(kind) for key, kind in kinds.items()},
        'checklists': {'': visitor.t('schedules-own-checks')} | checks,
        'people': await walkers(),
        'posts': posts,
        'terms': {'': visitor.t('schedules-always')} | terms,
    }
