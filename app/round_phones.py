"""Rounds as phones get them: somebody's for the days ahead, each with its stops and how far it is."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson

from app import board, checklists, duty, people, round_list, schedules
from app.core import db
from app.core.clock import now
from app.core.known import among
from app.round_list import AHEAD, Line
from app.stops import Stop, stops_of
from models import Round, Visit


async def for_phone(person: UUID | None) -> dict[str, Any]:
    """What a phone carries: somebody's rounds for today and the days ahead with their stops, and the colleagues."""
    day, moment = schedules.today(), now()
    known = await board.board()
    found = {
        each.id: each
        for offset in range(AHEAD + 1)
        for each in known.around(day + timedelta(days=offset))
        if moment < each.closes
    }
    roster = await duty.roster()
    ids = [str(id) for id in found]
    kept = {each.id: each for each in await _kept(ids)}
    lines = [Line(each, known.schedules[each.schedule], kept.get(id), roster) for id, each in found.items()]
    own = sorted((line for line in lines if line.is_for(person)), key=lambda line: line.due.by)
    told = await _told(own)
    colleagues = [
        {'id': str(each.id), 'name': each.shown}
        for each in roster.people.values()
        if each.id != person and schedules.may(each.roles, schedules.WALK)
    ]
    return {'rounds': told, 'colleagues': sorted(colleagues, key=lambda each: each['name'])}


async def _kept(ids: list[str]) -> list[Round]:
    found: list[Round] = []
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        found += await db.fetch(Round, among('id', some), *some)
    return found


async def _told(lines: list[Line]) -> list[dict[str, Any]]:
    templates = await checklists.current_checklists()
    stops: dict[UUID, list[Stop]] = {}
    for line in lines:
        if line.schedule.id not in stops:
            stops[line.schedule.id] = await stops_of(line.schedule, templates)
    kept = [line.round.id for line in lines if line.round]
    visits = await Visit.filter(round_id__in=kept).order_by('at') if kept else []
    frozen = {UUID(stop['thing']) for line in lines if line.round for stop in line.round.stops}
    insides = {stop.inside for found in stops.values() for stop in found if stop.inside}
    wanted = [str(id) for id in frozen | insides]
    names: dict[str, str] = {}
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        rows = await db.rows(f'SELECT id, name FROM thing WHERE {among("id", some)}', *some)
        names |= {str(row['id']): row['name'] for row in rows}
    walkers = {line.round.walker_id for line in lines if line.round and line.round.walker_id}
    people_names = await people.names_of(walkers)
    return [tell(line, stops[line.schedule.id], visits, names, people_names) for line in lines]


def tell(
    line: Line, stops: list[Stop], visits: list[Visit], names: dict[str, str], walkers: dict[UUID, str]
) -> dict[str, Any]:
    """A round as phones get it."""
    found = line.round
    known = {str(stop.thing): stop for stop in stops}
    kept = found.stops if found and found.stops else [stop.kept() for stop in stops]
    done: dict[str, set[str]] = {}
    for visit in visits:
        if found and str(visit.round_id) == str(found.id):
            done.setdefault(str(visit.thing_id), set()).add(visit.checklist)
    return {
        'id': str(line.due.id),
        'cursor': found.cursor if found else 0,
        'schedule': str(line.schedule.id),
        'name': line.schedule.name,
        'day': str(line.due.day),
        'slot': line.due.slot,
        'opens': line.due.opens.isoformat(),
        'by': line.due.by.isoformat(),
        'closes': line.due.closes.isoformat(),
        'started_at': _text(found and found.started_at),
        'paused_at': _text(found and found.paused_at),
        'done_at': _text(found and found.done_at),
        'walker': str(found.walker_id) if found and found.walker_id else None,
        'walker_name': walkers.get(found.walker_id, '') if found and found.walker_id else '',
        'stops': [
            {
                'thing': stop['thing'],
                'name': known[stop['thing']].name if stop['thing'] in known else names.get(stop['thing'], '—'),
                'where': names.get(str(known[stop['thing']].inside), '') if stop['thing'] in known else '',
                'checks': stop['checks'],
                'done': sorted(done.get(stop['thing'], ())),
                'skipped': (found.skipped if found else {}).get(stop['thing'], ''),
            }
            for stop in kept
        ],
    }


async def told(id: UUID) -> dict[str, Any] | None:
    """One round as phones get it, whoever asks."""
    line = await round_list.line_of(id)
    return (await _told([line]))[0] if line else None


def digest(found: dict[str, Any]) -> str:
    """What a phone names what it has by, so that nothing is sent twice."""
    return hashlib.sha256(orjson.dumps(found, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]


def _text(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
