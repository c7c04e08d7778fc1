"""What was refused and why: look, try again, or put aside."""

import orjson
from nicegui import ui

from app import conflicts, held, people, refusals
from models import Refusal
from pages import conflicts as conflicts_here
from pages import held as held_here
from pages.parts import Visitor, box, button, empty, guarded, heading, section, watch, words
from pages.reasons import reason, title


async def show(visitor: Visitor) -> None:
    visitor.actor.must('refusals.see')
    heading(visitor.t('refusals-title'))
    words(visitor.t('refusals-sub'), 'tw-sub', 'p')

    @ui.refreshable
    async def live() -> None:
        found = await refusals.open_refusals()
        waiting, clashes = await held.count_held(), await conflicts.count_open()
        if not found and not waiting and not clashes:
            empty('ok', visitor.t('refusals-none'))
        await conflicts_here.show(visitor)
        if found:
            section(visitor.t('refusals-quarantine'))
        names = await people.names_of({refusal.by_id for refusal in found if refusal.by_id})
        for refusal in found:
            _card(visitor, refusal, names.get(refusal.by_id, '—') if refusal.by_id else '—')
        await held_here.show(visitor)

    await live()
    watch('refusals', 'conflicts', 'held', 'tags', then=live.refresh)


def _card(visitor: Visitor, refusal: Refusal, by: str) -> None:
    with box('tw-card tw-stack'):
        words(title(visitor, refusal.kind), 'tw-title', 'div')
        words(reason(visitor, refusal.kind, refusal.code, refusal.facts), 'tw-strong', 'p')
        words(f'{by} · {visitor.when(refusal.received_at)}', 'tw-sub')
        with ui.expansion(visitor.t('refusals-what')).props('dense').classes('tw-wide'):
            words(_payload(refusal), 'tw-code', 'pre')
        if visitor.may('refusals.settle'):
            with box('tw-line'):
                if refusals.may_retry(refusal):
                    button(visitor.t('refusals-retry'), guarded(visitor, _retry(visitor, refusal)), picture='refresh')
                button(
                    visitor.t('refusals-dismiss'),
                    guarded(visitor, _dismiss(visitor, refusal)),
                    picture='check',
                    classes='tw-quiet',
                )


def _payload(refusal: Refusal) -> str:
    try:
        payload = orjson.loads(refusal.envelope).get('payload')
        shown = {name: '…' if name in refusals.SECRET else value for name, value in payload.items()}
        return orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode()
    except (orjson.JSONDecodeError, AttributeError):
        return refusal.envelope[:2000] if refusals.may_retry(refusal) else ''


def _retry(visitor: Visitor, refusal: Refusal):
    async def retry() -> None:
        await refusals.retry(refusal, await visitor.now('refusals.settle'))

    return retry


def _dismiss(visitor: Visitor, refusal: Refusal):
    async def dismiss() -> None:
        await refusals.dismiss(refusal, await visitor.now('refusals.settle'))

    return dismiss
