"""A class's settlement of a term, signed on the screen; and the classes that took care of their things."""

from decimal import Decimal
from urllib.parse import quote

from nicegui import ui

from app import compensation_list, compensation_term, handover_lists
from app.compensation_opening import rules_now
from app.core.entries import enter
from app.core.errors import NotFound
from app.core.kinds import KINDS
from app.core.records import write_one
from app.signing import NAMELESS, ROLES
from pages.compensation import rows
from pages.parts import Visitor, banner, box, button, chip, empty, go, guarded, heading, link, section, watch, words
from pages.phone import FormView
from pages.signing import signer

FIGURES = ('amount', 'paid', 'worked', 'waived', 'left')


async def show(visitor: Visitor, term: str = '', owner: str = '') -> None:
    visitor.actor.must('compensation.see')
    with box('tw-crumbs', 'nav'), link('/compensation'):
        words(visitor.t('compensation-title'))
    heading(owner or '—')
    words(term or visitor.t('compensation-no-term'), 'tw-sub', 'p')

    @ui.refreshable
    async def live() -> None:
        found = await compensation_term.standing(term, owner)
        if not found.claims:
            empty('ok', visitor.t('compensation-none-term'))
            return
        await _figures(visitor, term, owner)
        _signatures(visitor, found, term, owner)
        section(visitor.t('compensation-claims', count=len(found.claims)))
        rows(visitor, found.claims, owned=False)

    await live()
    watch('compensation', then=live.refresh)


async def _figures(visitor: Visitor, term: str, owner: str) -> None:
    for sums in [each for each in await compensation_list.settlement(term) if each.owner == owner]:
        with box('tw-card tw-stack-small'):
            for name in FIGURES:
                with box('tw-line'):
                    words(visitor.t(f'compensation-column-{name}'), 'tw-row-main')
                    words(f'{getattr(sums, name):.2f}', 'tw-num')
            with box('tw-line'):
                words(visitor.t('compensation-column-points'), 'tw-row-main')
                words(f'{sums.points.normalize():f}', 'tw-num')
            path = f'/compensation/settlement.pdf?{_query(term, owner)}'
            go(path, visitor.t('prints-pdf'), picture='download').props('target=_blank')


def _signatures(visitor: Visitor, found: compensation_term.Standing, term: str, owner: str) -> None:
    section(visitor.t('compensation-signatures'))
    if found.undecided:
        banner('info', visitor.t('compensation-sign-later', count=found.undecided))
    if found.signed and not found.holds:
        banner('warn', visitor.t('compensation-sign-changed'), 'alert')
    with box('tw-card tw-stack'):
        allowed = not found.undecided and visitor.may('compensation.sign')
        for role in ROLES:
            path = f'/compensation/class/sign?{_query(term, owner)}&role={role}' if allowed else ''
            signer(visitor, visitor.t(f'compensation-signer-{role}'), found.signatures.get(role), path)


async def sign(visitor: Visitor, term: str = '', owner: str = '', role: str = '') -> None:
    """One of the three signs, on a screen that is turned to them: what it is for, and the field."""
    visitor.actor.must('compensation.sign')
    found = await compensation_term.standing(term, owner)
    if role not in ROLES or not found.claims or found.undecided or role in found.signatures:
        raise NotFound('unknown_page')
    back = f'/compensation/class?{_query(term, owner)}'
    with box('tw-crumbs', 'nav'), link(back):
        words(owner)
    heading(visitor.t(f'compensation-signer-{role}'))
    [sums] = [each for each in await compensation_list.settlement(term) if each.owner == owner]
    facts = {'owner': owner, 'term': term or visitor.t('compensation-no-term'), 'count': len(found.claims)}
    words(visitor.t('compensation-sign-for', amount=f'{sums.amount:.2f}', **facts), 'tw-wrap', 'p')
    with box('tw-card tw-stack-small'):
        for claim in found.claims:
            cause = visitor.t(f'compensation-open-cause-{claim.cause}') if claim.cause else ''
            with box('tw-line'):
                words(
                    ' · '.join(part for part in (f'{claim.thing_name} × {claim.pieces}', cause) if part), 'tw-row-main'
                )
                words(f'¥{Decimal(claim.amount or 0):.2f}', 'tw-num')
    if role in NAMELESS:
        banner('info', visitor.t('handovers-no-names'))
    rule = KINDS['compensation.sign']
    known = {'term': term, 'owner': owner, 'role': role, 'digest': found.digest}
    FormView(
        'compensation.sign', how='list', schema=rule.form.model_json_schema(), kv=rule.version,
        prefill=known | ({'name': ''} if role in NAMELESS else {}), next=back,
    )  # fmt: skip


async def rewards(visitor: Visitor, term: str = '') -> None:
    """The classes that lost and broke nothing in a term: one tap gives them the marks that the rules promise."""
    visitor.actor.must('compensation.reward')
    with box('tw-crumbs', 'nav'), link('/compensation'):
        words(visitor.t('compensation-title'))
    heading(visitor.t('compensation-reward'))
    chosen = term or await handover_lists.term_now()
    said = chosen or visitor.t('compensation-no-term')
    words(visitor.t('compensation-rewards-sub', term=said), 'tw-sub', 'p')
    _, body = await rules_now()
    if not body.get('checklist'):
        banner('warn', visitor.t('problem-no_board'), 'alert')
        if visitor.may('compensation.rules'):
            go('/compensation/rules', visitor.t('compensation-rules-title'), picture='settings')
        return

    @ui.refreshable
    async def live() -> None:
        found = await compensation_term.cared(chosen)
        if not found:
            empty('info', visitor.t('compensation-no-rooms'))
            return
        with box('tw-card tw-stack'):
            for each in found:
                with box('tw-line').props(f'data-room={each.room.id}'):
                    with link(f'/things/{each.room.id}', 'tw-row-main'):
                        words(each.room.name)
                    if each.losses:
                        chip(visitor.t('compensation-claims', count=each.losses), 'warn')
                    elif each.rewarded:
                        chip(visitor.t('compensation-rewarded'), 'ok')
                    else:
                        _reward(visitor, each, chosen, body['reward'])

    await live()
    watch('compensation', 'scores', then=live.refresh)
    go('/scores', visitor.t('scores-title'), picture='list', classes='tw-quiet')


def _reward(visitor: Visitor, each: compensation_term.Care, term: str, points: str) -> None:
    async def give() -> None:
        reason = visitor.t('compensation-care', term=term or visitor.t('compensation-no-term'))
        form = {'points': points, 'reason': reason, 'term': term, 'whole_term': True}
        by = await visitor.now('compensation.reward')
        await write_one(enter('compensation.reward', form, thing_id=each.room.id), by)

    said = visitor.t('compensation-reward-go', points=points)
    button(said, guarded(visitor, give), picture='plus', classes='tw-small')


def _query(term: str, owner: str) -> str:
    return f'term={quote(term)}&owner={quote(owner)}'
