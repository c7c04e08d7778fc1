"""Write-offs: which are under way, and on a thing's page how far its own is."""

from typing import Any
from uuid import UUID

from app import people, writeoffs
from models import Thing, WriteOff
from pages.parts import Visitor, box, empty, go, heading, row, section, words
from pages.phone import icon

STEPS = ('apply', 'appraise', 'approve', 'dispose')


async def show(visitor: Visitor) -> None:
    visitor.actor.must('writeoffs.see')
    heading(visitor.t('writeoffs-title'))
    words(visitor.t('writeoffs-sub'), 'tw-sub', 'p')
    found = await writeoffs.open_writeoffs()
    if not found:
        empty('ok', visitor.t('writeoffs-none'))
        return
    mine = [each for each in found if _is_mine(visitor, each)]
    others = [each for each in found if each not in mine]
    for word, group in (('writeoffs-for-me', mine), ('writeoffs-for-others', others)):
        if group:
            section(visitor.t(word))
            with box('tw-card tw-card-flush'):
                for each in group:
                    _row(visitor, each)


def _row(visitor: Visitor, writeoff: WriteOff) -> None:
    thing = writeoff.thing
    about = (visitor.t(f'writeoffs-apply-reason-{writeoff.reason}'), visitor.when(writeoff.applied_at))
    waits = visitor.t(writeoffs.next_step(writeoff).replace('.', '-'))
    chips = [(visitor.t('writeoffs-waits-for', step=waits), 'warn')]
    row(f'/things/{thing.id}', thing.name, ' · '.join(about), picture='delete', chips=chips)


async def draw(visitor: Visitor, thing: Thing) -> None:
    """How far the write-off of a thing is, who did what, and the button of the next step."""
    writeoff = await writeoffs.last_of(thing.id)
    if not writeoff or not visitor.may('writeoffs.see') or not (writeoff.is_open or writeoff.stage == 'disposed'):
        return
    done = {step['step']: step for step in writeoff.steps}
    names = await people.names_of({UUID(step['by']) for step in writeoff.steps if step['by']})
    section(visitor.t('writeoffs-of'))
    with box('tw-card tw-stack'):
        with box('tw-steps', 'ol'):
            for name in STEPS:
                _step(visitor, name, done.get(name), names)
        if not writeoff.is_open:
            return
        with box('tw-line'):
            kind = writeoffs.next_step(writeoff)
            if _is_mine(visitor, writeoff):
                path = f'/things/{thing.id}/do/{kind}'
                go(path, visitor.t(kind.replace('.', '-')), picture='next', classes='tw-strong-button')
            if visitor.may('writeoffs.withdraw') and (
                writeoff.applied_by == visitor.actor.id or visitor.may('writeoffs.dispose')
            ):
                path = f'/things/{thing.id}/do/writeoffs.withdraw'
                go(path, visitor.t('writeoffs-withdraw'), classes='tw-quiet')
        if visitor.may(kind) and not _is_mine(visitor, writeoff):
            words(visitor.t('writeoffs-another', step=visitor.t(kind.replace('.', '-'))), 'tw-sub', 'p')


def _is_mine(visitor: Visitor, writeoff: WriteOff) -> bool:
    """Whether the next step waits for whoever looks."""
    return visitor.may(writeoffs.next_step(writeoff)) and writeoffs.is_another(writeoff, visitor.actor.id)


def _step(visitor: Visitor, name: str, step: dict[str, Any] | None, names: dict[UUID, str]) -> None:
    with box('tw-step tw-step-done' if step else 'tw-step', 'li'):
        icon('ok' if step else 'clock')
        with box('tw-row-main'):
            words(visitor.t(f'writeoffs-{name}'), 'tw-title', 'div')
            if not step:
                return
            by = names.get(UUID(step['by'])) if step['by'] else visitor.t('history-server')
            said = [
                visitor.t(f'writeoffs-{name}-{field}-{step[field]}')
                for field in ('reason', 'opinion', 'decision', 'how')
                if step.get(field)
            ]
            said += [str(step[field]) for field in ('people', 'document', 'on') if step.get(field)]
            if step.get('proceeds') and visitor.may('register.revise'):
                said.append(f'¥{step["proceeds"]}')
            words(' · '.join([*said, step.get('note') or '']).strip(' ·'), '', 'div')
            words(f'{by or "—"} · {step["at"][:10]}', 'tw-sub', 'div')
