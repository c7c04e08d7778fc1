"""What is kept until something else is known: what it waits for, and what can be done about it."""

import orjson

from app import held, people
from app.core.entries import enter
from app.core.records import write_one
from models import Record
from pages.conflicts import said_in
from pages.parts import Visitor, box, button, go, guarded, section, words


async def show(visitor: Visitor) -> None:
    found = await held.held()
    if not found:
        return
    section(visitor.t('held-title'))
    names = await people.names_of({record.by_id for record in found if record.by_id})
    for record in found:
        _card(visitor, record, names.get(record.by_id, '—') if record.by_id else '—')


def _card(visitor: Visitor, record: Record, by: str) -> None:
    with box('tw-card tw-stack'):
        words(visitor.t(record.kind.replace('.', '-')), 'tw-title', 'div')
        words(visitor.t(f'problem-{record.code}', code=record.tag or ''), 'tw-strong', 'p')
        words(f'{by} · {visitor.when(record.at)}', 'tw-sub')
        if said := said_in(orjson.loads(record.envelope)['payload']):
            words(said, 'tw-sub', 'p')
        with box('tw-line'):
            if record.code == 'unknown_tag' and visitor.may('tags.bind'):
                go(f'/t/{record.tag}', visitor.t('held-bind'), picture='tag')
            if record.code in held.NAMED and visitor.may('held.vouch'):
                button(visitor.t('held-vouch-go'), _do(visitor, 'held.vouch', record), picture='check')
            if visitor.may('held.drop'):
                button(
                    visitor.t('held-drop-go'), _do(visitor, 'held.drop', record), picture='close', classes='tw-quiet'
                )


def _do(visitor: Visitor, kind: str, record: Record):
    async def work() -> None:
        await write_one(enter(kind, {'record': str(record.id)}), await visitor.now(kind))

    return guarded(visitor, work)
