"""One safety responsibility letter: its text, signing it, its paper in two copies, and whether it still holds."""

import asyncio
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response
from nicegui import ui

from app import letter_list, letter_paper, people, prints_files
from app.core import web
from app.core.entries import enter
from app.core.errors import NotFound
from app.core.records import write_one
from app.letter_list import ROLES
from models import Letter
from pages.letters import chips, sign_form
from pages.parts import Visitor, banner, box, button, chip, go, guarded, heading, link, section, watch, words
from pages.signing import checked, signer

router = APIRouter()


@router.get('/letters/{id}/letter.pdf', include_in_schema=False)
async def paper(id: str, caller: web.Caller) -> Response:
    """Two copies of a letter with what has been signed so far."""
    caller.must('letters.see')
    letter = await letter_list.letter(id, caller)
    sheets = await letter_paper.sheets(letter, caller.language)
    data = await asyncio.to_thread(prints_files.to_pdf, *sheets)
    name = (await people.names_of({letter.person_id})).get(letter.person_id, '')
    file = quote(f'{letter.title} {name} {letter.year}.pdf')
    headers = {'Content-Disposition': f"inline; filename*=UTF-8''{file}", 'Cache-Control': 'no-store'}
    return Response(data, media_type='application/pdf', headers=headers)


def _top(visitor: Visitor, letter: Letter, title: str) -> None:
    with box('tw-crumbs', 'nav'), link(f'/letters?year={letter.year}'):
        words(visitor.t('letters-title'))
    heading(title)


async def show(visitor: Visitor, id: str) -> None:
    visitor.actor.must('letters.see')
    first = await letter_list.letter(id, visitor.actor)
    _top(visitor, first, first.title)
    names = await people.names_of({first.person_id})
    facts = [names.get(first.person_id, ''), visitor.t('letters-year', year=str(first.year))]
    words(' · '.join(part for part in facts if part), 'tw-sub', 'p')
    _text(first)

    @ui.refreshable
    async def live() -> None:
        letter = await letter_list.letter(id, visitor.actor)
        with box('tw-line'):
            for text, mood in chips(visitor, letter):
                chip(text, mood)
        if letter_list.digest(letter) != letter.digest:
            banner('bad', visitor.t('letters-tampered'), 'alert')
        _signatures(visitor, letter)
        with box('tw-line'):
            printed = go(f'/letters/{letter.id}/letter.pdf', visitor.t('handovers-pdf'), picture='print')
            printed.props('target=_blank')
            if letter.signatures:
                go(f'/letters/{letter.id}/verify', visitor.t('handovers-verify'), picture='eye', classes='tw-quiet')
        _cancel(visitor, letter)

    await live()
    watch('letters', then=live.refresh)


def _text(letter: Letter) -> None:
    with box('tw-card tw-stack-small'):
        for number, line in enumerate(letter.lines, 1):
            words(f'{number}. {line}', 'tw-wrap', 'p')


def _signatures(visitor: Visitor, letter: Letter) -> None:
    section(visitor.t('letters-signatures'))
    with box('tw-card tw-stack'):
        for role in ROLES:
            allowed = letter.state == 'open' and letter_list.may_sign(visitor.actor, letter, role)
            path = f'/letters/{letter.id}/sign/{role}' if allowed else ''
            signer(visitor, visitor.t(f'letters-role-{role}'), letter.signatures.get(role), path)


def _cancel(visitor: Visitor, letter: Letter) -> None:
    if letter.state != 'open' or not visitor.may('letters.cancel'):
        return

    async def cancel() -> None:
        await write_one(enter('letters.cancel', {'letter': str(letter.id)}), await visitor.now('letters.cancel'))

    button(visitor.t('letters-cancel'), guarded(visitor, cancel), picture='close', classes='tw-quiet')


async def sign(visitor: Visitor, id: str, role: str) -> None:
    """One of the two signs, on a screen that is turned to them: the text, and the field below it."""
    visitor.actor.must('letters.sign')
    letter = await letter_list.letter(id, visitor.actor)
    allowed = role in ROLES and letter_list.may_sign(visitor.actor, letter, role)
    if not allowed or letter.state != 'open' or role in letter.signatures:
        raise NotFound('unknown_page')
    _top(visitor, letter, letter.title)
    words(visitor.t(f'letters-role-{role}'), 'tw-strong', 'p')
    _text(letter)
    sign_form(visitor, [letter], role, f'/letters/{id}')


async def verify(visitor: Visitor, id: str, seal: str = '') -> None:
    """Whether the letter, the log and the paper still say the same."""
    visitor.actor.must('letters.see')
    letter = await letter_list.letter(id, visitor.actor)
    _top(visitor, letter, visitor.t('handovers-verify'))
    if not letter.signatures:
        banner('info', visitor.t('handovers-verify-unsigned'))
        return
    found = await letter_list.verdict(letter, seal)
    checked(visitor, found, visitor.t('letters-verify-rows'), visitor.t('letters-verify-log'))
    words(visitor.t('letters-paper-digest', digest=letter.digest), 'tw-sub tw-wrap', 'p')
