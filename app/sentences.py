"""Schedules in a sentence: «每周一 8:00 前，王师傅检查操场…»."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app import people, register
from app.core.words import t
from app.due import Rule
from models import Category, Checklist, Schedule, Thing

MOST_NAMED = 3


def when(rule: Rule, language: str) -> str:
    """How often, as people say it: 每周一、周五, 每月第一个上学日."""
    school = 'school' if rule.school_days_only else 'any'
    facts = {
        'interval': rule.interval,
        'days': joined((t(f'weekday-{day}', language) for day in sorted(rule.weekdays)), language),
        'day': rule.day,
        'month': t(f'month-{rule.month}', language),
    }
    match rule.every:
        case 'day':
            return t(f'schedules-when-day-{school}', language)
        case 'month' | 'quarter':
            every = t(f'schedules-when-{rule.every}', language, **facts)
            at = 'day' if rule.at == 'day' else f'{rule.at}-{school}'
            return t('schedules-when-at', language, every=every, at=t(f'schedules-at-{at}', language, **facts))
        case 'term':
            return t('schedules-when-term-last' if rule.at == 'last' else 'schedules-when-term-first', language)
        case _:
            return t(f'schedules-when-{rule.every}', language, **facts)


def times(rule: Rule, language: str) -> str:
    return joined((each.removeprefix('0') for each in rule.times), language)


def joined(parts: Iterable[str], language: str) -> str:
    return (', ' if language == 'en' else '、').join(parts)


@dataclass
class Names:
    """What ids are called: looked up once for a whole page."""

    language: str
    things: dict[str, str]
    people: dict[str, str]
    checklists: dict[str, str]
    categories: dict[str, str]

    def who(self, schedule: Schedule) -> str:
        if schedule.post:
            return t(f'role-{schedule.post}', self.language)
        return self.people.get(str(schedule.person_id), '—')

    def where(self, schedule: Schedule) -> str:
        named = [self.things.get(id, '—') for id in schedule.stops]
        more = len(named) - MOST_NAMED
        place = joined(named[:MOST_NAMED], self.language)
        if more > 0:
            place = t('schedules-where-more', self.language, names=place, count=len(named))
        what = self.categories.get(schedule.category, '')
        if not named:
            return t('schedules-where-category', self.language, category=what)
        if schedule.inside:
            word = 'schedules-where-inside-category' if what else 'schedules-where-inside'
            return t(word, self.language, place=place, category=what)
        return place

    def what(self, schedule: Schedule) -> str:
        if schedule.makes == 'job':
            return t('schedules-makes-job', self.language)
        return self.checklists.get(schedule.checklist) or t('schedules-own-checks', self.language)

    def sentence(self, schedule: Schedule) -> str:
        """The whole of it: how often, by when, who, where and what."""
        rule = Rule.model_construct(**schedule.rule)
        return t(
            'schedules-sentence', self.language, when=when(rule, self.language), times=times(rule, self.language),
            who=self.who(schedule), where=self.where(schedule), what=self.what(schedule),
        )  # fmt: skip


async def names(schedules: Iterable[Schedule], language: str) -> Names:
    """The names that these schedules speak of."""
    found = list(schedules)
    stops = {id for schedule in found for id in schedule.stops}
    things = await Thing.filter(id__in=list(stops)).only('id', 'name') if stops else []
    said = await people.names_of({schedule.person_id for schedule in found if schedule.person_id})
    both = 'en' if language == 'en' else 'zh'
    checks = await Checklist.filter(is_current=True)
    kinds: dict[str, Category] = await register.categories()
    return Names(
        language,
        {str(thing.id): thing.name for thing in things},
        {str(id): name for id, name in said.items()},
        {check.key: str(check.body[both]) for check in checks},
        {key: str(getattr(each, both)) for key, each in kinds.items()},
    )


def day_words(day: date, language: str) -> str:
    """A day as people say it, with its weekday."""
    names = {'month': t(f'month-{day.month}', language), 'weekday': t(f'weekday-{day.weekday()}', language)}
    return t('schedules-day', language, day=day.day, **names)
