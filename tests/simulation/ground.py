"""What every simulated school begins with, made once: a database as bytes, people, phones, labels and a round."""

import asyncio
import itertools
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import uuid_utils

from app import checklists, server
from app.core import db, migrating
from app.core.actors import Actor, the_server
from app.core.entries import enter
from app.core.records import write_one
from models import Thing
from tests.cast import PEOPLE, School, clean_answers, code_of, found_school
from tests.simulation.clock import Clock

BEGAN = datetime(2026, 11, 22, 0, 30, tzinfo=UTC)  # half past eight on a Sunday morning
ZONE = ZoneInfo('Asia/Shanghai')
CODES = [code_of(number) for number in (501, 502, 503)]  # labels that nobody has bound yet
FIRST_ID = 0x01A2_0000_0000_7000_8000 << 48
STOPS = ('fan', 'desk')
CHECKLIST, FAULT = checklists.GENERAL, 'works'
TEMPLATES = tuple(each for each in checklists.starters() if each['id'] == CHECKLIST)
ANSWERS = clean_answers(TEMPLATES[0])
WHOLE_DAY = {'every': 'day', 'times': ['23:59'], 'school_days_only': False}
SHARED = ('caretaker', 'teacher')  # the caretaker's phone, on which the teacher has signed in too


@dataclass(frozen=True)
class Ground:
    """The founded school; `sessions` are people with the phones on which they ever signed in."""

    image: bytes
    empty: bytes  # migrated, without a row
    people: dict[str, UUID]
    actors: dict[str, Actor]
    sessions: frozenset[tuple[str, str]]
    versions: dict[str, int]
    tags: dict[str, str]
    stops: tuple[str, ...]
    schedule: UUID

    def round_on(self, at: datetime) -> str | None:
        """The round that may be walked at a moment; none before there was a schedule."""
        day = at.astimezone(ZONE).date()
        return self.round_of(day) if day >= BEGAN.astimezone(ZONE).date() else None

    def round_of(self, day: date) -> str:
        return str(uuid5(self.schedule, f'{day}#0'))


def lay(folder: Path) -> Ground:
    """Found the school in a folder. The settings in force lead there."""
    ids = itertools.count(1)
    with (
        patch.object(checklists, 'starters', lambda: TEMPLATES),
        patch.object(uuid_utils, 'uuid7', lambda *words, **named: UUID(int=FIRST_ID + next(ids))),
        Clock(BEGAN).told_everywhere(),
        asyncio.Runner() as runner,
    ):
        return runner.run(_lay(folder))


async def _lay(folder: Path) -> Ground:
    file = folder / 'tagwalk.sqlite3'
    await migrating.bring_up_to_date()
    empty = _bytes(file)
    await db.connect()
    try:
        await server.prepare()
        school = await found_school()
        phones = {name: await school.sign_in(name) for name in PEOPLE}
        keeper, guest = SHARED
        shared = await school.sign_in(guest, device=phones[keeper].signed.device)
        assert shared.actor.device_id == phones[keeper].actor.device_id
        schedule = await write_one(enter('schedules.add', _plan(school)), the_server())
        versions = {str(thing.id): thing.ver for thing in await Thing.all()}
    finally:
        await db.disconnect()
    actors = {name: phone.actor for name, phone in phones.items()}
    signed = [*actors.values(), shared.actor]
    return Ground(
        image=_bytes(file), empty=empty, people=school.people, actors=actors,
        sessions=frozenset((str(actor.id), str(actor.device_id)) for actor in signed), versions=versions,
        tags={code: school.id_of(name) for name, code in school.codes.items()},
        stops=tuple(school.id_of(name) for name in STOPS), schedule=UUID(schedule.id),
    )  # fmt: skip


def _plan(school: School) -> dict[str, object]:
    stops = [school.id_of(name) for name in STOPS]
    return {'name': '每天一圈', 'rule': WHOLE_DAY, 'stops': stops, 'person': str(school.people['caretaker'])}


def _bytes(file: Path) -> bytes:
    """A database file as one that was never written beside a log: only such a one can be opened in memory."""
    with closing(sqlite3.connect(file)) as found:
        found.execute('PRAGMA journal_mode = delete')
        found.execute('VACUUM')
        return found.serialize()


def round_form(ground: Ground, at: datetime) -> dict[str, object]:
    """How a phone speaks of today's round."""
    day = at.astimezone(ZONE).date()
    by = datetime.combine(day, datetime.min.time(), ZONE) + timedelta(hours=23, minutes=59)
    return {
        'round': ground.round_of(day), 'schedule': str(ground.schedule), 'day': str(day), 'slot': 0,
        'by': by.astimezone(UTC).isoformat(),
    }  # fmt: skip
