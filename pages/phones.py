"""Phones and browsers: the administrator's list of all of them, and everybody's own."""

from nicegui import ui

from app import phones
from app.core.entries import enter
from app.core.records import write_one
from app.phones import Phone
from pages.bundle import address
from pages.parts import Visitor, box, button, empty, guarded, heading, piece, section, watch, words, written
from pages.phone import drawn

OUR_OWN = ('wecom', 'wechat', 'dingtalk', 'feishu')  # browsers whose names differ between the languages


async def show(visitor: Visitor) -> None:
    """All phones, for the administrator."""
    visitor.actor.must('phones.see')
    heading(visitor.t('phones-title'))
    words(visitor.t('phones-sub'), 'tw-sub', 'p')

    @ui.refreshable
    async def live() -> None:
        found = await phones.phones()
        if not found:
            empty('phone', visitor.t('phones-none'))
        with box('tw-card tw-card-flush'):
            for phone in found:
                _line(visitor, phone, everybody=True)

    await live()
    watch('phones', 'people', then=live.refresh)


async def card(visitor: Visitor) -> None:
    """On which phones somebody is signed in, on their own page."""
    if not visitor.actor.id:
        return
    section(visitor.t('phones-mine'))

    @ui.refreshable
    async def live() -> None:
        with box('tw-card tw-card-flush'):
            for phone in await phones.phones(visitor.actor.id):
                _line(visitor, phone, everybody=False)

    await live()
    watch('phones', then=live.refresh)


def _line(visitor: Visitor, phone: Phone, *, everybody: bool) -> None:
    here = phone.id == visitor.actor.device_id
    with box('tw-row'):
        piece(drawn('phone'), '', 'span')
        with box('tw-row-main'):
            who = '、'.join(phone.people) if visitor.language == 'zh-CN' else ', '.join(phone.people)
            lines = [who or '—', _name_of(visitor, phone)] if everybody else [_name_of(visitor, phone)]
            main = written(lines[0], 'tw-title', 'div')
            main += ''.join(written(text, 'tw-sub', 'div') for text in [*lines[1:], _told(visitor, phone)])
            main += _chips(visitor, phone, here)
            piece(main, '')
        if here:
            return
        if not everybody:
            button(visitor.t('phones-sign-out-there'), _do(visitor, 'phones.sign_out', phone), classes='tw-quiet')
        elif phone.revoked_at:
            button(visitor.t('phones-trust-go'), _do(visitor, 'phones.trust', phone), classes='tw-quiet')
        else:
            button(visitor.t('phones-revoke-go'), _do(visitor, 'phones.revoke', phone), classes='tw-quiet')


def _name_of(visitor: Visitor, phone: Phone) -> str:
    browser = visitor.t(f'phones-{phone.browser}') if phone.browser in OUR_OWN else phone.browser
    return ' · '.join(part for part in (phone.system, browser) if part) or visitor.t('phones-unknown')


def _told(visitor: Visitor, phone: Phone) -> str:
    """When it was heard of last, and what it had not sent then."""
    seen = visitor.t('phones-seen', when=visitor.when(phone.seen_at))
    return seen if phone.waiting is None else f'{seen} · {visitor.t("phones-waiting", count=phone.waiting)}'


def _chips(visitor: Visitor, phone: Phone, here: bool) -> str:
    """What is worth saying about a phone at a glance."""
    found = []
    if here:
        found.append(('phones-here', 'ok'))
    if phone.revoked_at:
        found.append(('phones-revoked', 'bad'))
    elif not phone.open:
        found.append(('phones-signed-out', ''))
    if phone.waiting:
        found.append(('phones-unsent', 'warn'))
    if phone.persisted is not None and not phone.revoked_at:
        found.append(('phones-kept', '') if phone.persisted else ('phones-not-kept', 'info'))
    if phone.is_forked:
        found.append(('phones-forked', 'warn'))
    if phone.build and phone.build not in address('phone.js'):
        found.append(('phones-old', 'info'))
    chips = (written(visitor.t(word), f'tw-chip tw-chip-{mood}' if mood else 'tw-chip') for word, mood in found)
    return f'<div class="tw-line">{"".join(chips)}</div>' if found else ''


def _do(visitor: Visitor, kind: str, phone: Phone):
    async def work() -> None:
        await write_one(enter(kind, {'phone': str(phone.id)}), await visitor.now(kind))

    return guarded(visitor, work)
