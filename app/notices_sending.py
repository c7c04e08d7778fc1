"""Getting notices out: joined into few messages, each sent at most once, tried again after a growing wait."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from app import robots, web_push
from app.core import db, limiting
from app.core.clock import now
from app.core.config import read_config
from app.core.errors import NotFound, Refused
from app.core.words import t
from app.notices import ROBOT, URGENT, current, note, sentence
from app.robots import Unsent, robot
from models import Browser, Delivery, Person

logger = logging.getLogger('tagwalk.notices')

AT_ONCE = 5  # messages to the robot in one go; it takes 20 a minute and we go twice a minute
LONGEST_WAIT = timedelta(hours=1)
LINES = 4  # of several notices on a phone's lock screen


async def send_due() -> None:
    """Note what is new, let go what is over by now, and send the rest."""
    found = await current()
    await note(found)
    waiting = await Delivery.filter(next_at__not_isnull=True).select_related('notice')
    stands = {each.id for each in found}
    over = [each.id for each in waiting if each.notice.id not in stands]
    if over:
        await db.write_tx(lambda: Delivery.filter(id__in=over).update(next_at=None))
    ways: dict[str, list[Delivery]] = {}
    for each in sorted(waiting, key=lambda each: (each.notice.what not in URGENT, each.notice.made_at)):
        if each.notice.id in stands:
            ways.setdefault(each.way, []).append(each)
    browsers = {str(browser.id): browser for browser in await web_push.browsers()} if ways else {}
    for way, deliveries in ways.items():
        if due := _due(deliveries):
            if way == ROBOT:
                await _tell_group(due)
            else:
                await _tell_browser(browsers.get(way), due)


def _due(deliveries: list[Delivery]) -> list[Delivery]:
    """What goes out on one way now: while it is failing, nothing until its next try, and then everything."""
    moment = now()
    failing = [each.next_at for each in deliveries if each.tries and each.next_at]
    if failing and min(failing) > moment:
        return []
    return [each for each in deliveries if each.tries or (each.next_at and each.next_at <= moment)]


async def _tell_group(deliveries: list[Delivery]) -> None:
    """Everything in one message, or in as few as hold it; what does not go now goes the next time."""
    way = robot()
    if not way:
        await _let_go(deliveries)
        return
    language = read_config().language
    groups = _same(deliveries, language)
    head, foot = t('notices-head', language), _address(deliveries)
    room = robots.LONGEST[way.maker] - len(f'{head}\n{foot}\n'.encode())
    rest = iter(groups.values())
    for part in robots.split(_lines(groups), room)[:AT_ONCE]:
        mine = [each for _, some in zip(part, rest, strict=False) for each in some]
        if not await _try(mine, partial(robots.send, way, '\n'.join([head, *part, foot]))):
            return


async def _tell_browser(browser: Browser | None, deliveries: list[Delivery]) -> None:
    """One push for everything: its text says what, the page opened is the one thing's, or the first."""
    person = await Person.get_or_none(id=browser.person_id, left_at=None) if browser else None
    if not browser or not person:
        await _let_go(deliveries)
        return
    groups = _same(deliveries, person.language)
    lines = _lines(groups) if len(groups) > 1 else [next(iter(groups))]
    more = len(lines) - LINES
    if more > 0:
        lines = [*lines[:LINES], t('notices-more', person.language, count=more)]
    one = deliveries[0].notice
    message = {
        'title': t('app-name', person.language),
        'body': '\n'.join(lines),
        'path': one.path if len(deliveries) == 1 else '/',
        'tag': str(one.id),
        'language': person.language,
    }
    urgent = any(each.notice.what in URGENT for each in deliveries)
    await _try(deliveries, partial(web_push.send, browser, message, urgent=urgent))


async def _try(deliveries: list[Delivery], send: Callable[[], Awaitable[None]]) -> bool:
    """Send once. They count as sent before they are, so that a stop half-way makes no doubles."""
    moment, ids = now(), [each.id for each in deliveries]
    sent = {'sent_at': moment, 'tried_at': moment, 'next_at': None}
    await _keep(ids, **sent, code='', said='')
    try:
        await send()
    except Unsent as problem:
        if problem.code == 'gone':
            await web_push.forget([UUID(deliveries[0].way)])
            await _keep(ids, sent_at=None, code='gone', said=problem.said)
            return False
        logger.warning('a notice was not taken: %s %s', problem.code, problem.said)
        tries = max(each.tries for each in deliveries) + 1
        await _keep(
            ids, sent_at=None, tries=tries, next_at=moment + wait_after(tries), code=problem.code, said=problem.said
        )
        return False
    return True


def wait_after(tries: int) -> timedelta:
    """One minute after the first failure, then two, four… up to an hour."""
    return min(timedelta(minutes=2 ** min(tries - 1, 10)), LONGEST_WAIT)


async def _keep(ids: list[UUID], **values: Any) -> None:
    await db.write_tx(lambda: Delivery.filter(id__in=ids).update(**values))


async def _let_go(deliveries: list[Delivery]) -> None:
    await _keep([each.id for each in deliveries], next_at=None)


def _same(deliveries: list[Delivery], language: str) -> dict[str, list[Delivery]]:
    """By what they say: six samples of one kitchen are one line."""
    found: dict[str, list[Delivery]] = {}
    for each in deliveries:
        found.setdefault(sentence(each.notice, language), []).append(each)
    return found


def _lines(groups: dict[str, list[Delivery]]) -> list[str]:
    return [f'· {said}' + (f' ×{len(some)}' if len(some) > 1 else '') for said, some in groups.items()]


def _address(deliveries: list[Delivery]) -> str:
    return read_config().public_url + (deliveries[0].notice.path if len(deliveries) == 1 else '/')


@dataclass(frozen=True)
class Health:
    """How the robot does: its last success, or since when and why it fails."""

    sent_at: datetime | None
    failing_since: datetime | None
    code: str = ''
    said: str = ''


async def health() -> Health:
    last = await Delivery.filter(way=ROBOT, sent_at__not_isnull=True).order_by('-sent_at').first()
    sent_at = last.sent_at if last else None
    after = {'tried_at__gt': sent_at} if sent_at else {'tried_at__not_isnull': True}
    failed = await Delivery.filter(way=ROBOT, sent_at=None, **after).order_by('-tried_at')
    if not failed:
        return Health(sent_at, None)
    since = min(each.tried_at for each in failed if each.tried_at)
    return Health(sent_at, since, failed[0].code, failed[0].said)


async def say_hello() -> None:
    """A message to the group to see whether it arrives. Raises NotFound without a robot and Refused when it fails."""
    way = robot()
    if not way:
        raise NotFound('no_robot')
    limiting.allow('3/minute', 'hello')
    try:
        await robots.send(
            way, '\n'.join([t('notices-head', read_config().language), t('notices-hello', read_config().language)])
        )
    except Unsent as problem:
        raise Refused(
            'robot_failed', why=t(f'notices-why-{problem.code}', read_config().language), said=problem.said
        ) from None
