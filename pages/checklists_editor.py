"""Writing a checklist: its items on one side, the phone's own form on the other, changing as one types."""

import re
from typing import Any

from nicegui import ui

from app import checklists, register
from app.checklists_draft import Draft
from app.core.entries import enter
from app.core.records import write_one
from pages import checklists_item, checklists_sort, prints
from pages.checklists import title_of
from pages.parts import Visitor, banner, box, button, chip, go, guarded, heading, row, section, words
from pages.phone import FormView

NEW = {'zh': '', 'en': '', 'target': {}, 'items': []}


async def show(visitor: Visitor, key: str) -> None:
    visitor.actor.must('checklists.revise')
    latest = None if key == 'new' else await checklists.current(key)
    draft = Draft({**NEW, 'target': {}, 'items': []}) if not latest else Draft(latest.body, latest.version)
    if not latest:
        draft.add('ok')
    box('tw-desk hidden')
    with box('tw-line'):
        heading(title_of(visitor, latest.body) if latest else visitor.t('checklists-new'))
        if latest:
            chip(visitor.t('checklists-version', version=latest.version))
    if latest:
        with box('tw-line'):
            for ending in ('xlsx', 'yaml'):
                path = f'/checklists/{key}.{ending}'
                go(path, visitor.t(f'checklists-as-{ending}'), picture='download', classes='tw-small')
    with box('tw-beside'):
        written, beside = box('tw-stack'), box('tw-beside-fixed')
        with beside:
            words(visitor.t('checklists-preview'), 'tw-section', 'h2')
            with box('tw-handset'), box('tw-handset-screen'):
                preview = FormView('inspections.inspect', checklist=_shown(draft), preview=True, heading=True)

        def changed() -> None:
            preview.show(_shown(draft))
            sort.follow()

        sort = checklists_sort.Sort(visitor, draft, changed)
        with written:
            await _about(visitor, draft, changed)
            await sort.live()
            await checklists_item.Items(visitor, draft, changed).live()
            await sort.closing()
            _save(visitor, draft, key)
            if latest:
                section(visitor.t('prints-whole'))
                prints.offer(visitor, key)
                await _versions(visitor, key)
                if key != checklists.GENERAL:
                    _withdraw(visitor, key)


def _shown(draft: Draft) -> dict[str, Any]:
    """The draft as a phone would get it, with something to read where nothing is written yet."""
    body = draft.whole()
    for said in (body, *body['items']):
        said['zh'], said['en'] = said['zh'] or '……', said['en'] or '…'
    return {'id': 'preview', 'version': 0, 'sha256': ''} | checklists.form_of(body)


async def _about(visitor: Visitor, draft: Draft, changed: Any) -> None:
    """What it is called, and what it is for."""
    target = draft.body.setdefault('target', {})
    kinds = await register.categories()

    def keep(name: str, value: Any) -> None:
        draft.body[name] = value or ''
        changed()

    with box('tw-card tw-stack'):
        for name, word in (('zh', 'checklists-name'), ('en', 'checklists-name-en')):
            field = ui.input(visitor.t(word), value=draft.body[name]).props('outlined maxlength=200').classes('tw-wide')
            field.on_value_change(lambda event, name=name: keep(name, event.value))
        for name, kind, word in (
            ('categories', 'asset', 'checklists-for-things'),
            ('place_kinds', 'place', 'checklists-for-places'),
        ):
            options = {each.key: visitor.name_of(each) for each in kinds.values() if each.kind == kind}
            options |= {key: key for key in target.get(name, []) if key not in options}
            picked = ui.select(
                options, label=visitor.t(word), value=target.get(name, []), multiple=True, with_input=True
            )
            picked.props('outlined use-chips').classes('tw-wide')
            picked.on_value_change(lambda event, name=name: target.update({name: list(event.value or [])}))


def _save(visitor: Visitor, draft: Draft, key: str) -> None:
    async def save() -> None:
        actor = await visitor.now('checklists.revise')
        body = draft.whole()
        wanted = key if key != 'new' else await _free_key(body)
        payload = {'key': wanted, 'body': body, 'base': draft.base}
        await write_one(enter('checklists.revise', payload), actor)
        ui.notify(visitor.t('checklists-saved'), type='positive', position='top')
        ui.navigate.to('/checklists')

    with box('tw-bottom tw-stack'):
        button(visitor.t('checklists-save'), guarded(visitor, save), picture='check', classes='tw-primary')
        words(visitor.t('checklists-save-more'), 'tw-sub', 'p')


async def _free_key(body: dict[str, Any]) -> str:
    """A name for files and settings, from the English title where there is one."""
    plain = re.sub(r'[^a-z0-9]+', '-', body['en'].lower()).strip('-')[:40] or 'checklist'
    taken = set(await checklists.names())
    number = 1
    while (key := plain if number == 1 else f'{plain}-{number}') in taken:
        number += 1
    return key


async def _versions(visitor: Visitor, key: str) -> None:
    older = [each for each in await checklists.versions(key) if not each.is_current]
    if not older:
        return
    section(visitor.t('checklists-versions'))
    with box('tw-card tw-card-flush'):
        for each in older:
            title = visitor.t('checklists-version', version=each.version)
            about = visitor.t('thing-items', count=len(each.body['items']))
            row(f'/checklists/{key}/{each.version}', title, about, picture='history')


def _withdraw(visitor: Visitor, key: str) -> None:
    async def withdraw() -> None:
        await write_one(enter('checklists.withdraw', {'key': key}), await visitor.now('checklists.withdraw'))
        ui.navigate.to('/checklists')

    section(visitor.t('checklists-withdraw'))
    banner('info', visitor.t('checklists-withdraw-more'))
    button(visitor.t('checklists-withdraw'), guarded(visitor, withdraw), picture='delete', classes='tw-danger')
