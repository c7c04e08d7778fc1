"""One check that was done: every item with its answer, as the checklist was then."""

from nicegui import ui

from app import answered, register
from app.core.records import photos_missing
from pages.checklists import title_of
from pages.parts import Visitor, box, chip, crumbs, heading, link, piece, section, words
from pages.phone import icon

PICTURES = {'ok': 'ok', 'warn': 'alert', 'bad': 'error', '': 'info'}


async def show(visitor: Visitor, id: str) -> None:
    visitor.actor.must('records.see')
    found = await answered.answered(id, visitor.language)
    if 'log' in found.checklist.body:
        visitor.actor.must('logs.see')
    if found.record.thing_id:
        thing = await register.thing(found.record.thing_id)
        with crumbs(visitor), link(f'/things/{thing.id}'):
            words(thing.name)
    heading(title_of(visitor, found.checklist.body))
    words(visitor.t('record-by', name=found.by or '—', when=visitor.when(found.record.at)), 'tw-sub', 'p')
    with box('tw-line'):
        chip(visitor.t('record-version', version=found.checklist.version))
        if 'template_old' in found.record.flags:
            chip(visitor.t('record-flag-template_old'), 'warn')
    missing = await photos_missing(sha for line in found.lines for sha in line.photos)
    under = ''
    for line in found.lines:
        if line.section != under:
            under = line.section
            if under:
                section(under)
        with box('tw-card tw-stack-small'):
            with box('tw-answer'):
                with box(f'tw-mood tw-mood-{line.mood}'):
                    icon(PICTURES[line.mood])
                with box('tw-row-main'):
                    words(line.title, 'tw-sub', 'div')
                    words(line.text, 'tw-title', 'div')
            if line.photos:
                with box('tw-line'):
                    for sha in line.photos:
                        if sha in missing:
                            chip(visitor.t('photo-on-its-way'), 'warn')
                        elif line.item['type'] == 'signature':
                            piece('', 'tw-signed', 'img', src=f'/api/photos/{sha}', alt=visitor.t('sign-signed'))
                        else:
                            ui.image(f'/api/photos/{sha}').classes('tw-thumb').props('fit=cover no-spinner')
    if found.note:
        section(visitor.t('form-note'))
        words(found.note, '', 'p')
