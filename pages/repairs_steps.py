"""The timeline of a repair: who did what and when, with the words, voices and photos that went with it."""

import re
from collections.abc import Iterable
from html import escape
from typing import Any
from uuid import UUID

from models import Repair, RepairStep
from pages.parts import Visitor, box, piece, section, words
from pages.phone import icon

PICTURES = {
    'report': 'wrench', 'close': 'ok', 'closed_too': 'alert', 'confirm': 'ok', 'refuse': 'close', 'merge': 'link',
    'merged_in': 'link', 'wait': 'clock', 'comment': 'pen', 'charge': 'plus', 'me_too': 'people', 'reopen': 'refresh',
}  # fmt: skip
HASH = re.compile('[0-9a-f]{64}')
NAMED = ('assign', 'route', 'pass_on')  # steps that say whose it is from now on


def people_in(repair: Repair, steps: Iterable[RepairStep]) -> set[UUID]:
    """Everybody whose name the page says."""
    found = {repair.reported_by, repair.closed_by, repair.settled_by, repair.owner_id}
    for step in steps:
        found.add(step.by_id)
        if step.facts.get('to'):
            found.add(UUID(step.facts['to']))
    return {id for id in found if id}


def draw(visitor: Visitor, steps: list[RepairStep], names: dict[UUID, str]) -> None:
    section(visitor.t('repairs-steps'))
    with box('tw-card'), box('tw-steps tw-timeline', 'ol'):
        for step in steps:
            with box('tw-step tw-step-done', 'li').props(f'data-step={step.verb}'):
                icon(PICTURES.get(step.verb, 'arrow'))
                with box('tw-row-main tw-stack-small'):
                    words(_title(visitor, step, names), 'tw-title', 'div')
                    details(visitor, step)
                    unnamed = visitor.t('public-somebody' if step.facts.get('scanned') else 'history-server')
                    by = names.get(step.by_id) if step.by_id else unnamed
                    words(f'{by or "—"} · {visitor.when(step.at)}', 'tw-sub', 'div')


def _title(visitor: Visitor, step: RepairStep, names: dict[UUID, str]) -> str:
    said = visitor.t(f'repairs-step-{step.verb}')
    if step.verb in NAMED and step.facts.get('to'):
        said = f'{said} · {names.get(UUID(step.facts["to"]), "—")}'
    return said


def details(visitor: Visitor, step: RepairStep) -> None:
    """What was said with a step: its facts, its words, its photos."""
    about = ' · '.join(_facts(visitor, step.facts))
    if about:
        words(about, '', 'div')
    if step.note:
        words(step.note, 'tw-wrap', 'div')
    photos(visitor, step.facts.get('photos', []))
    voice(visitor, step.facts.get('voice', ''))


def _facts(visitor: Visitor, facts: dict[str, Any]) -> Iterable[str]:
    t = visitor.t
    if 'outcome' in facts:
        yield t(f'repairs-close-outcome-{facts["outcome"]}')
    if facts.get('cause', 'unknown') != 'unknown':
        yield t(f'repairs-close-cause-{facts["cause"]}')
    if 'waits_for' in facts:
        yield t(f'repairs-wait-waits_for-{facts["waits_for"]}')
    if 'until' in facts:
        yield t('repairs-wait-day', day=facts['until'])
    if 'reason' in facts:
        yield t(f'dispatch-refuse-reason-{facts["reason"]}')
    if 'urgency' in facts:
        yield t(f'repairs-report-urgency-{facts["urgency"]}')
    if 'trade' in facts:
        yield t(f'trade-{facts["trade"]}')
    if 'stars' in facts:
        yield t('repairs-stars', count=facts['stars'])
    if 'ref' in facts:
        yield t('repairs-ref', ref=facts['ref'])
    if 'what' in facts:
        yield str(facts['what'])
    for cost in facts.get('costs', []) if visitor.may('costs.see') else ():
        yield f'{cost["what"]} {cost["count"]} × ¥{cost["price"]}'


def photos(visitor: Visitor, hashes: list[str]) -> None:
    """Photos that open large."""
    known = [sha for sha in hashes if HASH.fullmatch(sha)]
    if not known:
        return
    with box('tw-photos'):
        for sha in known:
            picture = f'<img src="/api/photos/{sha}" alt="{escape(visitor.t("repairs-photo"))}" loading="lazy">'
            piece(picture, 'tw-thumb', 'a', href=f'/api/photos/{sha}', target='_blank')


def voice(visitor: Visitor, sha: str) -> None:
    """A voice note, which is fetched when somebody wants to hear it."""
    if HASH.fullmatch(sha):
        said = {'src': f'/api/photos/{sha}', 'preload': 'none', 'aria-label': visitor.t('repairs-voice')}
        piece('', 'tw-voice-heard', 'audio', controls='', **said)
