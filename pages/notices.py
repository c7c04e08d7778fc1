"""Reminders for whoever looks after the machine: whether the group's robot works, and what was told lately."""

from nicegui import ui

from app import notices, notices_sending, web_push
from app.core.config import read_config
from app.robots import robot
from models import Notice
from pages.parts import Visitor, banner, box, button, chip, empty, guarded, heading, link, row, section, words
from pages.phone import icon

PICTURES = {
    'late': 'clock', 'missed': 'alert', 'overdue': 'book', 'blocked': 'tape', 'danger': 'wrench', 'given': 'handover',
    'mended': 'ok', 'refused': 'close', 'waiting': 'clock', 'unanswered': 'alert', 'unfinished': 'clock',
    'clash': 'alert', 'hazard': 'alert', 'hazard_late': 'alert', 'loan_due': 'loan',
    'loan_late': 'loan', 'loan_recall': 'loan', 'log_head': 'database',
}  # fmt: skip


async def show(visitor: Visitor) -> None:
    visitor.actor.must('notices.see')
    heading(visitor.t('notices-title'))
    words(visitor.t('notices-sub'), 'tw-sub', 'p')
    section(visitor.t('notices-robot'))
    await _robot(visitor)
    section(visitor.t('notices-phones'))
    words(visitor.t('notices-browsers', count=len(await web_push.browsers())), '', 'p')
    section(visitor.t('notices-latest'))
    found = await notices.latest()
    if not found:
        empty('bell', visitor.t('notices-none'))
        return
    with box('tw-card tw-card-flush'):
        for notice in found:
            _line(visitor, notice)


async def _robot(visitor: Visitor) -> None:
    way = robot()
    if not way:
        banner('info', visitor.t('notices-no-robot'))
        return

    @ui.refreshable
    async def state() -> None:
        found = await notices_sending.health()
        with box('tw-card tw-stack'):
            with box('tw-line'):
                words(visitor.t(f'notices-maker-{way.maker}'), 'tw-title')
                words(way.host, 'tw-sub')
                box('tw-spacer')
                if found.failing_since:
                    chip(visitor.t('notices-fails'), 'bad')
                elif found.sent_at:
                    chip(visitor.t('notices-works'), 'ok')
            if found.failing_since:
                since = f'{found.failing_since.astimezone(read_config().timezone):%Y-%m-%d %H:%M}'
                why = visitor.t(f'notices-why-{found.code}')
                banner('bad', visitor.t('notices-failing', since=since, why=why, said=found.said or '—'), 'alert')
            if found.sent_at:
                words(visitor.t('notices-last-sent', when=visitor.when(found.sent_at)), 'tw-sub', 'p')

            async def hello() -> None:
                await visitor.now('notices.test')
                await notices_sending.say_hello()
                ui.notify(visitor.t('notices-hello-sent'), type='positive', position='top')

            button(visitor.t('notices-test'), guarded(visitor, hello), picture='bell', classes='tw-small')

    await state()


def _line(visitor: Visitor, notice: Notice) -> None:
    with link(notice.path, 'tw-row'):
        icon(PICTURES[notice.what])
        with box('tw-row-main'):
            words(notices.sentence(notice, visitor.language), 'tw-title', 'div')
            words(visitor.when(notice.made_at), 'tw-sub', 'div')
        ways = list(notice.deliveries)
        sent = sum(each.sent_at is not None for each in ways)
        if any(each.code and each.next_at for each in ways):
            chip(visitor.t('notices-trying'), 'warn')
        elif sent:
            chip(visitor.t('notices-sent', count=sent), 'ok')


async def mine(visitor: Visitor) -> None:
    """What this person was told of lately, for whoever has no phone that takes reminders."""
    found = await notices.told(visitor.actor.id) if visitor.actor.id else []
    if not found:
        return
    section(visitor.t('notices-mine'))
    with box('tw-card tw-card-flush'):
        for notice in found:
            said, when = notices.sentence(notice, visitor.language), visitor.when(notice.made_at)
            row(notice.path, said, when, picture=PICTURES[notice.what])
