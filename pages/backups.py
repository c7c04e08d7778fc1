"""Backups for whoever looks after the machine: whether they are made, where, and how far the log goes."""

from nicegui import ui

from app import backups_folder, backups_hourly
from app.backups_folder import Kept
from app.core import chain
from app.core.config import read_config
from pages.parts import Visitor, banner, box, button, chip, empty, guarded, heading, section, words

SHOWN = 40


async def show(visitor: Visitor) -> None:
    visitor.actor.must('backups.see')
    heading(visitor.t('backups-title'))
    words(visitor.t('backups-sub'), 'tw-sub', 'p')

    @ui.refreshable
    async def live() -> None:
        there = backups_folder.kept()
        _state(visitor, there)
        if visitor.may('backups.make'):
            button(visitor.t('backups-make'), guarded(visitor, make), picture='download', classes='tw-primary')
        _list(visitor, there)

    async def make() -> None:
        await visitor.now('backups.make')
        note = ui.notification(visitor.t('backups-making'), spinner=True, timeout=None, position='top')
        done = await backups_hourly.make()
        note.dismiss()
        if done:
            ui.notify(visitor.t('backups-made'), type='positive', position='top')
        live.refresh()

    await live()
    section(visitor.t('backups-log'))
    number, link = await chain.head()
    with box('tw-card tw-stack'):
        words(visitor.t('backups-head', number=number), 'tw-title', 'div')
        words(' '.join(link[at : at + 8] for at in range(0, len(link), 8)), 'tw-code', 'p')
        words(visitor.t('backups-head-sub'), 'tw-sub', 'p')


def _state(visitor: Visitor, there: list[Kept]) -> None:
    failed = backups_hourly.state
    if failed.why:
        banner('bad', visitor.t('backups-failed', why=failed.why), 'alert')
    elif backups_folder.is_late(there) and there:
        banner('bad', visitor.t('backups-late', when=visitor.when(there[0].made_at)), 'alert')
    elif there:
        banner('ok', visitor.t('backups-fine', when=visitor.when(there[0].made_at)), 'ok')
    elif not read_config().backup_minutes:
        banner('bad', visitor.t('backups-off'), 'alert')
    if not read_config().backup_key:
        banner('info', visitor.t('backups-open'))
    if backups_folder.folder().is_relative_to(read_config().data):
        banner('info', visitor.t('backups-same-disk'))
    words(visitor.t('backups-where', folder=str(backups_folder.folder())), 'tw-sub', 'p')


def _list(visitor: Visitor, there: list[Kept]) -> None:
    section(visitor.t('backups-latest'))
    if not there:
        empty('download', visitor.t('backups-none'))
        return
    with box('tw-card tw-card-flush'):
        for each in there[:SHOWN]:
            _line(visitor, each)
    if len(there) > SHOWN:
        words(visitor.t('backups-more', count=len(there) - SHOWN), 'tw-sub', 'p')


def _line(visitor: Visitor, each: Kept) -> None:
    said = each.manifest
    with box('tw-row'):
        with box('tw-row-main'):
            words(visitor.when(each.made_at), 'tw-title', 'div')
            size = f'{said["file"]["bytes"] / 1e6:,.1f} MB'
            words(
                visitor.t('backups-line', size=size, number=said['number'], photos=said['photos']['count']),
                'tw-sub',
                'div',
            )
        if said['sealed']:
            chip(visitor.t('backups-sealed'))
        chip(visitor.t('backups-looked'), 'ok')
