"""What a stocktake met and has on no book, each with its reason; what came too late."""

from functools import partial
from typing import Any
from uuid import UUID

from nicegui import ui

from app import people, register, stocktake_list, stocktake_met
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.records import write_one
from app.core.tagcode import read_code, spell
from app.stocktake_forms import ExplainMetForm
from models import Stocktake, StocktakeCount
from pages.parts import Visitor, box, button, chip, empty, go, guarded, words
from pages.stocktakes_line import OPEN, counts_rows

REASONS = ExplainMetForm.model_json_schema()['properties']['reason']['enum']


async def draw(visitor: Visitor, found: Stocktake, view: str) -> None:
    """A card for each thing on no book; a list of what came too late."""
    if view == 'late':
        late = await stocktake_list.late(found.id)
        await counts_rows(visitor, late) if late else empty('ok', visitor.t('stocktakes-no-lines'))
        return
    met = await stocktake_met.unknown(found.id)
    if not met:
        empty('ok', visitor.t('stocktakes-no-lines'))
        return
    names = await people.names_of({each.by_id for each in met if each.by_id})
    places = await stocktake_list.names([], *(each.place_id for each in met))
    explains = visitor.may('stocktakes.explain_met') and found.state in OPEN
    for each in met[: stocktake_list.MET]:
        with box('tw-card tw-stack'):
            _one(visitor, each, names, places)
            with box('tw-line'):
                if explains:
                    work = partial(_explain, visitor, found.id, each)
                    look = 'tw-small' if each.settled else 'tw-small tw-strong-button'
                    button(visitor.t('stocktakes-explain'), guarded(visitor, work), picture='pen', classes=look)
                if each.entered_id:
                    go(f'/things/{each.entered_id}', visitor.t('stocktakes-thing'), picture='tag', classes='tw-small')


def _one(visitor: Visitor, each: StocktakeCount, names: dict[UUID, str], places: dict[str, str]) -> None:
    said: dict[str, Any] = each.settled or {}
    with box('tw-line'):
        words(said.get('name') or each.note or title(visitor, each), 'tw-title')
        if said:
            chip(visitor.t(f'stocktakes-reason-{said["reason"]}'))
        if each.entered_id:
            chip(visitor.t('stocktakes-entered'), 'ok')
        elif said.get('enters'):
            chip(visitor.t('stocktakes-enters'), 'info')
    about = [title(visitor, each) if each.code else '', places.get(str(each.place_id), '')]
    about += [names.get(each.by_id, '') if each.by_id else '', visitor.when(each.at)]
    words(' · '.join(part for part in about if part), 'tw-sub')
    if note := said.get('note'):
        words(note)
    if each.photos:
        with box('tw-line'):
            for sha in each.photos:
                ui.image(f'/api/photos/{sha}').classes('tw-thumb').props('fit=cover no-spinner')


def title(visitor: Visitor, each: StocktakeCount) -> str:
    """A label's code as people read it, a foreign text as it is."""
    if not each.code:
        return visitor.t('stocktakes-no-label')
    code = read_code(each.code) if '/' not in each.code else None
    return spell(code) if code else each.code[:120]


async def _explain(visitor: Visitor, id: UUID, each: StocktakeCount) -> None:
    """Ask why it is on no book, and what it is called there from now on."""
    t, said = visitor.t, each.settled or {}
    known = await register.categories()
    sorts = {key: visitor.name_of(each) for key, each in known.items() if each.kind == 'asset'}
    with ui.dialog() as dialog, ui.card().classes('tw-dialog tw-stack'):
        reasons = {reason: t(f'stocktakes-reason-{reason}') for reason in REASONS}
        reason = ui.select(reasons, label=t('stocktakes-reason'), value=said.get('reason')).mark('met-reason')
        note = ui.input(t('stocktakes-note'), value=said.get('note', ''))
        enters = ui.switch(t('stocktakes-enters'), value=said.get('enters', False)).mark('met-enters')
        with box('tw-stack tw-wide') as more:
            name = ui.input(t('register-name'), value=said.get('name', each.note[:200]))
            sort = ui.select(sorts, label=t('register-category'), value=said.get('category', 'other'), with_input=True)
            quantity = ui.number(t('stocktakes-quantity'), value=said.get('quantity', 1), min=1, precision=0)
        more.bind_visibility_from(enters, 'value')
        for field in (reason, note, name, sort, quantity):
            field.props('outlined').classes('tw-wide')

        async def save() -> None:
            if not reason.value:
                raise BadInput('reason_first')
            facts: dict[str, Any] = {'stocktake': str(id), 'counts': [str(each.id)], 'reason': reason.value}
            facts |= {'note': note.value, 'enters': enters.value}
            if enters.value:
                facts |= {'name': name.value, 'category': sort.value or 'other', 'quantity': int(quantity.value or 1)}
            await write_one(enter('stocktakes.explain_met', facts), await visitor.now('stocktakes.explain_met'))
            dialog.close()
            ui.navigate.reload()

        button(t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')
    dialog.open()
