"""One repair: what is broken, and closing it."""

from uuid import UUID

from nicegui import ui

from app import people, repair_list
from app.core.kinds import KINDS
from models import Repair
from pages.parts import Visitor, banner, box, chip, heading, link, section, words
from pages.phone import FormView

NOBODY = UUID(int=0)


def moods(visitor: Visitor, repair: Repair) -> list[tuple[str, str]]:
    if repair.blocks_use:
        return [(visitor.t('thing-out-of-use'), 'bad')]
    if repair.urgency == 'high':
        return [(visitor.t('repairs-report-urgency-high'), 'bad')]
    return []


async def show_one(visitor: Visitor, id: str) -> None:
    visitor.actor.must('repairs.see')
    repair = await repair_list.repair(id)
    thing = repair.thing
    with box('tw-crumbs', 'nav'), link(f'/things/{thing.id}'):
        words(thing.name)
    with box('tw-line'):
        heading(repair.what)
        for text, mood in moods(visitor, repair):
            chip(text, mood)
    ids = {person for person in (repair.reported_by, repair.closed_by) if person}
    names = await people.names_of(ids)
    reporter, closer = (names.get(person or NOBODY, '—') for person in (repair.reported_by, repair.closed_by))
    words(
        visitor.t('repairs-reported', name=reporter, when=visitor.when(repair.reported_at)),
        'tw-sub',
        'p',
    )
    if repair.photos:
        with box('tw-line'):
            for sha in repair.photos:
                ui.image(f'/api/photos/{sha}').classes('tw-thumb').props('fit=cover no-spinner')
    if repair.closed_at:
        outcome = visitor.t(f'repairs-close-outcome-{repair.outcome}')
        banner('ok', visitor.t('repairs-closed', name=closer, outcome=outcome), 'ok')
        if repair.note:
            words(repair.note, '', 'p')
        return
    if visitor.may('repairs.close'):
        rule = KINDS['repairs.close']
        section(visitor.t('repairs-close'))
        if repair.blocks_use:
            banner('warn', visitor.t('repairs-recheck'), 'tape')
        with box('tw-card'):
            FormView(
                'repairs.close', thing={'id': str(thing.id), 'name': thing.name, 'ver': thing.ver}, how='list',
                schema=rule.form.model_json_schema(), kv=rule.version, repair={'id': str(repair.id)},
                prefill={'repair': str(repair.id)}, next='/repairs',
            )  # fmt: skip
