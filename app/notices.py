"""Reminders: what people are told without being asked: rules, each of which looks at how things stand now."""

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from app import (
    chain_notices,
    checklists,
    hazard_notices,
    loan_notices,
    logs,
    repair_notices,
    round_list,
    schedules,
    settings,
    web_push,
)
from app.core import db
from app.core.clock import now
from app.core.known import among
from app.core.permissions import may
from app.core.words import t
from app.reminder import Reminder
from app.robots import robot
from models import Delivery, Notice, Person, Repair, Thing

RECENT = timedelta(hours=36)  # a missed round is told of for so long
LOOKED_THROUGH = 400  # notices, for those of one person
QUIET = time(21), time(6, 30)  # what can wait for the morning does
URGENT = ('blocked', 'danger')
KINDS = (
    'late', 'missed', 'overdue', *URGENT, *repair_notices.KINDS, *hazard_notices.KINDS, *loan_notices.KINDS,
    *chain_notices.KINDS,
)  # fmt: skip
ALONE = (*repair_notices.OWN, *loan_notices.KINDS, *chain_notices.KINDS)  # not for the group
ROBOT = 'robot'


async def prepare() -> None:
    """The key for pushes, and a look at the robot's setting. Raises SystemExit."""
    await web_push.prepare()
    robot()


async def current() -> list[Reminder]:
    """Everything that is worth a reminder now, told of already or not."""
    people = await Person.filter(left_at=None)
    since = await settings.began()
    return [each for rule in RULES for each in await rule(people, since)]


async def late_rounds(people: list[Person], since: datetime) -> list[Reminder]:
    """Due checks that were not done by their time: whoever is responsible."""
    moment = now()
    lines = [line for line in await round_list.today() if line.due.by >= since and line.state(moment) == 'late']
    return [
        Reminder('late', line.due.id, f'/rounds/{line.due.id}', _walkers(line), {
            'name': line.schedule.name, 'time': f'{line.due.by.astimezone(schedules.zone()):%H:%M}',
        })
        for line in lines
    ]  # fmt: skip


async def missed_rounds(people: list[Person], since: datetime) -> list[Reminder]:
    """Rounds that nobody did: whoever is responsible, who can say why, and whoever oversees them."""
    lines = await round_list.missed(max(since, now() - RECENT))
    office = _those_who(people, 'rounds.see')
    return [
        Reminder('missed', line.due.id, f'/rounds/{line.due.id}', _walkers(line) | office, {
            'name': line.schedule.name, 'day': f'{line.due.day}',
        })
        for line in lines
    ]  # fmt: skip


async def open_lines(people: list[Person], since: datetime) -> list[Reminder]:
    """Lines of logbooks past their time: food samples after 48 hours, visitors who never left, cars not back."""
    found = []
    office = _those_who(people, 'rounds.see')
    for line in await logs.open_entries():
        if logs.is_overdue(line) and line.due_at and line.due_at >= since:
            body = (await checklists.checklist(line.checklist, line.version)).body
            what = body['log'].get('overdue') or body['log']['closes']
            facts = {'book': _names(body), 'what': _names(what), 'place': line.thing.name}
            post = logs.post_of(body)
            told = office | {each.id for each in people if post in each.roles} | ({line.by_id} if line.by_id else set())
            found.append(Reminder('overdue', line.id, f'/logs/{line.id}', told, facts))
    return found


async def dangers(people: list[Person], since: datetime) -> list[Reminder]:
    """What was taken out of use, and other repairs that cannot wait: whoever repairs."""
    repairs = (
        await Repair.filter(closed_at=None, reported_at__gte=since)
        .order_by('reported_at', 'id')
        .select_related('thing')
    )
    repairs = [each for each in repairs if each.blocks_use or each.urgency == 'high']
    insides = [each.thing.inside_id for each in repairs if each.thing.inside_id]
    places = {str(place.id): place.name for place in await Thing.filter(id__in=insides)}
    able = _those_who(people, 'repairs.close')
    found, blocked = [], set[str]()
    for each in repairs:
        if each.blocks_use and each.thing_id in blocked:
            continue  # out of use is out of use, however many faults did it
        blocked |= {each.thing_id} if each.blocks_use else set()
        facts = {'name': each.thing.name, 'place': places.get(str(each.thing.inside_id), '—')}
        what, told = 'blocked' if each.blocks_use else 'danger', able - {each.reported_by}
        found.append(Reminder(what, each.id, f'/repairs/{each.id}', told, facts))
    return found


RULES: tuple[Callable[[list[Person], datetime], Awaitable[list[Reminder]]], ...] = (
    dangers, late_rounds, missed_rounds, open_lines, repair_notices.steps, repair_notices.late, repair_notices.clashes,
    hazard_notices.waiting, loan_notices.due, loan_notices.recall, chain_notices.daily,
)  # fmt: skip


def _walkers(line: round_list.Line) -> set[UUID]:
    """Who has the round in hand, else everybody who answers for it."""
    if line.round and line.round.walker_id:
        return {line.round.walker_id}
    return {each.id for each in line.people}


def _those_who(people: list[Person], action: str) -> set[UUID]:
    return {person.id for person in people if may(person.roles, action)}


def _names(body: dict[str, Any]) -> dict[str, str]:
    return {'zh': body['zh'], 'en': body['en']}


async def note(found: list[Reminder]) -> None:
    """Write down what nobody was told of yet, with every way it is to go. A row for each, so that none goes twice."""
    ids = [str(each.id) for each in found]
    known: set[UUID] = set()
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        known |= {
            UUID(str(row['id'])) for row in await db.rows(f'SELECT id FROM notice WHERE {among("id", some)}', *some)
        }
    fresh = [each for each in found if each.id not in known]
    if not fresh:
        return
    browsers, moment = await web_push.browsers(), now()
    notices, deliveries = [], []
    for each in fresh:
        notices.append(Notice(
            id=each.id, what=each.what, about=each.about, facts=each.facts, path=each.path,
            people=sorted(map(str, each.people)), made_at=moment,
        ))  # fmt: skip
        ways = [str(browser.id) for browser in browsers if browser.person_id in each.people]
        group = robot() and each.what not in ALONE
        for way in [ROBOT, *ways] if group else ways:
            at = when(each.what, moment)
            deliveries.append(Delivery(id=uuid5(each.id, way), notice_id=each.id, way=way, next_at=at))

    async def work() -> None:
        await Notice.bulk_create(notices)
        await Delivery.bulk_create(deliveries)

    await db.write_tx(work)


def when(what: str, moment: datetime) -> datetime:
    """When a notice goes out: dangers and late rounds at once, the rest not in the night."""
    night, morning = QUIET
    local = moment.astimezone(schedules.zone())
    if what in ('late', *URGENT) or morning <= local.time() < night:
        return moment
    day = local.date() if local.time() < morning else local.date() + timedelta(days=1)
    return datetime.combine(day, morning, schedules.zone())


def sentence(notice: Notice, language: str) -> str:
    """A notice in a language."""
    short = 'en' if language == 'en' else 'zh'
    facts = {name: fact[short] if isinstance(fact, dict) else fact for name, fact in notice.facts.items()}
    return t(f'notices-{notice.what}', language, **facts)


async def latest(limit: int = 40) -> list[Notice]:
    return await Notice.all().order_by('-made_at').limit(limit).prefetch_related('deliveries')


async def told(person: UUID, limit: int = 10) -> list[Notice]:
    """What somebody was told of lately, the newest first, whether or not a phone of theirs takes reminders."""
    lately = await Notice.all().order_by('-made_at').limit(LOOKED_THROUGH)
    return [notice for notice in lately if str(person) in notice.people][:limit]
