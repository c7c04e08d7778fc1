"""One room's list: counting it, its lines, the three signatures, and what becomes of the differences."""

from datetime import datetime

from nicegui import ui

from app import handover_lists, handover_rooms, people
from app.core.entries import enter
from app.core.kinds import KINDS
from app.core.records import write_one
from models import Handover
from pages.handovers import changed_since, chips
from pages.handovers_sign import allowed, draw_extras, draw_lines
from pages.parts import (
    Visitor,
    banner,
    box,
    button,
    chip,
    go,
    guarded,
    heading,
    link,
    section,
    watch,
    words,
)
from pages.phone import FormView, HandoverView
from pages.signing import signer
from pages.thing_checks import brief

INTO = ('repair', 'repair_claim', 'claim', 'loss', 'kept')


async def show(visitor: Visitor, id: str) -> None:
    first = await allowed(visitor, id)
    with box('tw-crumbs', 'nav'):
        for path, text in (('/handovers', visitor.t('handovers-title')), (f'/things/{first.room.id}', first.room.name)):
            with link(path):
                words(text)
    heading(f'{visitor.t(f"handovers-draw-occasion-{first.occasion}")} · {first.owner}')

    @ui.refreshable
    async def head() -> None:
        handover = await handover_lists.handover(id)
        with box('tw-line'):
            for text, mood in chips(visitor, handover):
                chip(text, mood)
        facts = [handover.term, visitor.t('handovers-drawn-at', when=visitor.when(handover.drawn_at))]
        words(' · '.join(part for part in facts if part), 'tw-sub', 'p')
        changed_since(visitor, handover)
        _signatures(visitor, handover)
        _differences(visitor, handover)

    await head()
    view = None
    if first.state == 'drawn' and visitor.may('handovers.recheck'):
        if first.occasion in handover_lists.COUNTED:
            section(visitor.t('handovers-count'))
            view = HandoverView(str(first.id), handover_rooms.told(first, visitor.actor))
        else:
            with ui.expansion(visitor.t('handovers-count')).classes('tw-wide'):
                view = HandoverView(str(first.id), handover_rooms.told(first, visitor.actor))

    @ui.refreshable
    async def lines() -> None:
        handover = await handover_lists.handover(id)
        if not view or handover.state != 'drawn' or handover.occasion not in handover_lists.COUNTED:
            await draw_lines(visitor, handover)
        await draw_extras(visitor, handover)
        await _counts(visitor, handover)
        _papers(visitor, handover)
        _office(visitor, handover)

    await lines()

    async def again() -> None:
        handover = await handover_lists.handover(id)
        if view:
            view.show(handover_rooms.told(handover, visitor.actor))
        await head.refresh()
        await lines.refresh()

    watch('handovers', then=again)


def _signatures(visitor: Visitor, handover: Handover) -> None:
    """The three, with what each of them still has to do."""
    section(visitor.t('handovers-signatures'))
    ready = handover.state in ('drawn', 'signing') and not handover_lists.open_lines(handover)
    with box('tw-card tw-stack'):
        if handover.state == 'drawn' and not ready:
            words(visitor.t('handovers-count-first', count=len(handover_lists.open_lines(handover))), 'tw-sub', 'p')
        may = visitor.may('handovers.sign')
        for role in handover_lists.signers(handover):
            path = f'/handovers/{handover.id}/sign/{role}' if ready and may else ''
            title = visitor.t(f'handovers-role-{role}')
            signer(visitor, title, handover.signatures.get(role), path, bare=not may)
        if handover.state == 'signed':
            words(visitor.t('handovers-digest', digest=handover.digest[:16]), 'tw-sub tw-wrap', 'p')


async def _counts(visitor: Visitor, handover: Handover) -> None:
    """Who counted when; two who differ stand beside each other."""
    if not handover.checks or not visitor.may('handovers.sign'):
        return
    names = await people.names_of({each['by'] for each in handover.checks if each['by']})
    known = {str(id): name for id, name in names.items()}
    section(visitor.t('handovers-counts'))
    with box('tw-card tw-stack-small'):
        for each in handover.checks:
            when = visitor.when(datetime.fromisoformat(each['at']))
            said = [known.get(each['by'], '—'), when, visitor.t('handovers-lines', count=len(each['answers']))]
            said += [visitor.t('flag-after_signing')] if each['late'] else []
            words(' · '.join(said), 'tw-sub', 'div')


def _differences(visitor: Visitor, handover: Handover) -> None:
    """What was found worse, and what is to become of each line: chosen already, one tap for all of them."""
    worse = handover_lists.differences(handover)
    if not worse:
        return
    section(visitor.t('handovers-differences-title'))
    if handover.state != 'signed':
        banner('warn', visitor.t('handovers-differences-later', count=len(worse)), 'alert')
        return
    choices: dict[str, ui.select] = {}
    with box('tw-card tw-stack'):
        for line, result in worse:
            settled = handover.settled.get(line['thing'])
            with box('tw-line'):
                with box('tw-row-main'):
                    words(line['name'], 'tw-title', 'div')
                    said = visitor.t(f'handovers-found-{result.condition}')
                    if result.quantity != line['quantity']:
                        said = visitor.t('handovers-fewer', before=line['quantity'], found=result.quantity)
                    words(' · '.join(part for part in (said, result.note) if part), 'tw-sub', 'div')
                if settled:
                    chip(visitor.t(f'handovers-into-{settled["into"]}'), 'ok')
                elif visitor.may('handovers.settle'):
                    options = {into: visitor.t(f'handovers-into-{into}') for into in INTO}
                    usual = 'claim' if result.condition == 'missing' or result.quantity < line['quantity'] else 'repair'
                    choices[line['thing']] = ui.select(options, value=usual).props('outlined dense')
        if choices:

            async def settle() -> None:
                lines = [{'thing': thing, 'into': choice.value} for thing, choice in choices.items()]
                form = {'handover': str(handover.id), 'lines': lines}
                by = await visitor.now('handovers.settle')
                await write_one(enter('handovers.settle', form, thing_id=handover.room_id), by)
                ui.notify(visitor.t('handovers-settled'), type='positive', position='top')

            button(visitor.t('handovers-settle-go'), guarded(visitor, settle), picture='check', classes='tw-primary')


def _papers(visitor: Visitor, handover: Handover) -> None:
    if visitor.may('handovers.sign'):
        with box('tw-line'):
            paper = go(f'/handovers/{handover.id}/list.pdf', visitor.t('handovers-pdf'), picture='print')
            paper.props('target=_blank')
            if handover.digest:
                go(f'/handovers/{handover.id}/verify', visitor.t('handovers-verify'), picture='eye', classes='tw-quiet')


def _office(visitor: Visitor, handover: Handover) -> None:
    """Taking signatures back, or the whole list."""
    kinds = {'drawn': ('handovers.cancel',), 'signing': ('handovers.reopen', 'handovers.cancel')}
    for kind in kinds.get(handover.state, ()):
        if visitor.may(kind):
            rule = KINDS[kind]
            with ui.expansion(visitor.t(rule.word)).classes('tw-card tw-wide'):
                FormView(
                    kind, thing=brief(handover.room), how='list', schema=rule.form.model_json_schema(), kv=rule.version,
                    prefill={'handover': str(handover.id)}, next=f'/handovers/{handover.id}',
                )  # fmt: skip
