"""Bringing in the file of a phone that cannot send any more: what became of each record in it."""

from collections import Counter
from typing import Any
from uuid import UUID

from nicegui import ui

from app import people, rescue
from app.core.actors import Actor
from app.core.chain import moment_of
from app.core.records import Verdict
from app.rescue import MOST_BYTES, RIGHT, BroughtIn
from pages.conflicts import said_in
from pages.parts import Visitor, banner, box, chip, heading, section, words
from pages.picking import pick_file
from pages.reasons import reason, title

SHOWN = 200
LOOKS = {
    'accepted': ('ok', 'rescue-written'), 'duplicate': ('', 'rescue-known'), 'held': ('info', 'rescue-held'),
    'conflict': ('warn', 'rescue-conflict'), 'rejected': ('bad', 'rescue-rejected'),
}  # fmt: skip


async def show(visitor: Visitor) -> None:
    visitor.actor.must(RIGHT)
    heading(visitor.t('rescue-title'))
    words(visitor.t('rescue-sub'), 'tw-sub', 'p')

    async def take(name: str, data: bytes, actor: Actor) -> None:
        note = ui.notification(visitor.t('rescue-working'), spinner=True, timeout=None, position='top')
        try:
            brought = await rescue.bring_in(await rescue.read(data), actor, told)
        finally:
            note.dismiss()
        result.clear()
        with result:
            await _say(visitor, brought)

    def told(done: int, all: int) -> None:
        result.clear()
        with result:
            words(visitor.t('rescue-so-far', done=done, all=all), 'tw-sub', 'p')

    pick_file(visitor, visitor.t('rescue-pick'), take, right=RIGHT, most=MOST_BYTES)
    result = box('tw-stack')


async def _say(visitor: Visitor, brought: BroughtIn) -> None:
    counts = Counter(_outcome(verdict) for _, verdict in brought.records)
    other = len(brought.records) - counts['accepted'] - counts['duplicate']
    facts = {'count': len(brought.records), 'new': counts['accepted'], 'known': counts['duplicate'], 'other': other}
    banner('warn' if other else 'ok', visitor.t('rescue-done', **facts), 'alert' if other else 'ok')
    if brought.photos_lost:
        banner('bad', visitor.t('rescue-photos-lost', count=brought.photos_lost), 'alert')
    section(visitor.t('rescue-each'))
    authors = {_id(envelope.get('actor_id')) for envelope, _ in brought.records} - {None}
    names = await people.names_of({id for id in authors if id})
    with box('tw-card tw-card-flush'):
        for envelope, verdict in brought.records[:SHOWN]:
            _line(visitor, envelope, verdict, names)


def _outcome(verdict: Verdict) -> str:
    """What was here already and had not taken effect is still to be looked at."""
    return verdict.verdict if verdict.fate == 'accepted' else verdict.fate


def _line(visitor: Visitor, envelope: dict[str, Any], verdict: Verdict, names: dict[UUID, str]) -> None:
    mood, word = LOOKS[_outcome(verdict)]
    kind, id = str(envelope.get('kind')), _id(envelope.get('actor_id'))
    payload = envelope.get('payload')
    with box('tw-row'):
        with box('tw-row-main'):
            words(title(visitor, kind), 'tw-title', 'div')
            who = names.get(id, '—') if id else '—'
            words(f'{who} · {_when(visitor, envelope.get("at"))}', 'tw-sub', 'div')
            if isinstance(payload, dict) and (said := said_in(payload)):
                words(said, 'tw-sub', 'div')
            if verdict.code:
                words(reason(visitor, kind, verdict.code, verdict.facts), 'tw-strong', 'div')
        chip(visitor.t(word), mood)


def _id(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _when(visitor: Visitor, value: Any) -> str:
    try:
        return visitor.when(moment_of(str(value)))
    except ValueError:
        return '—'
