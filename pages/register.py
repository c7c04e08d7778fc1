"""The register: finding things, writing down new ones, correcting what is written."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from nicegui import ui

from app import register
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.records import write_one
from app.facts import STATES
from models import Thing
from pages.parts import Visitor, box, button, empty, guarded, heading, row, section, states_of, watch, words

PAGE = 60
TEXTS = ('code', 'spec', 'unit', 'department', 'custodian', 'bought', 'funds', 'serial', 'remarks')


async def show(visitor: Visitor, q: str = '', kind: str = '') -> None:
    visitor.actor.must('things.see')
    heading(visitor.t('register-title'))
    search = ui.input(visitor.t('register-search'), value=q).props('outlined clearable debounce=250').classes('tw-wide')
    chosen = {'kind': kind}

    def choose(kind: str) -> Callable[[], None]:
        def work() -> None:
            chosen['kind'] = kind
            found.refresh()

        return work

    @ui.refreshable
    async def found() -> None:
        with box('tw-segments'):
            for value, word in (('', 'register-all'), ('asset', 'register-assets'), ('place', 'register-places')):
                with box('on' if chosen['kind'] == value else '', 'button').props('type=button') as made:
                    words(visitor.t(word))
                made.on('click', choose(value))
        things = await register.things(search.value or '', kind=chosen['kind'], limit=PAGE)
        if not things:
            empty('search', visitor.t('register-none'))
            return
        with box('tw-card tw-card-flush'):
            for thing in things:
                where = thing.inside.name if thing.inside else ''
                about = ' · '.join(part for part in (where, thing.spec, register.code_of(thing)) if part)
                picture = 'place' if thing.is_place else 'box'
                row(f'/things/{thing.id}', thing.name, about, picture=picture, chips=states_of(visitor, thing))
        if len(things) == PAGE:
            words(visitor.t('register-more', count=PAGE), 'tw-sub', 'p')

    await found()
    search.on_value_change(found.refresh)
    watch('register', 'repairs', then=found.refresh)


async def add(visitor: Visitor, tag: str = '') -> None:
    """A new thing or place; with a label in hand, that label becomes its own."""
    visitor.actor.must('register.add')
    heading(visitor.t('register-add'))
    kind = ui.toggle({'asset': visitor.t('register-asset'), 'place': visitor.t('register-place')}, value='asset')
    kind.props('spread unelevated no-caps').classes('tw-wide')
    fields = await _fields(visitor, None)

    async def save() -> None:
        facts = _facts(fields) | {'kind': kind.value, 'tags': [tag] if tag else []}
        if fields['inside'].value:
            facts['inside'] = fields['inside'].value
        verdict = await write_one(enter('register.add', facts), await visitor.now('register.add'))
        ui.navigate.to(f'/things/{verdict.id}')

    button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')


async def edit(visitor: Visitor, id: str) -> None:
    visitor.actor.must('register.revise')
    thing = await register.thing(id)
    heading(visitor.t('register-edit'))
    fields = await _fields(visitor, thing)

    async def save() -> None:
        actor = await visitor.now('register.revise')
        before = _facts_of(thing)
        changes = {name: value for name, value in _facts(fields).items() if value != before.get(name)}
        if changes:
            await write_one(enter('register.revise', changes, thing_id=str(thing.id)), actor)
        place = fields['inside'].value
        if place and place != str(thing.inside_id or ''):
            await write_one(enter('register.move', {'to': place}, thing_id=str(thing.id)), actor)
        ui.navigate.to(f'/things/{thing.id}')

    async def retire() -> None:
        await write_one(enter('register.retire', {}, thing_id=str(thing.id)), await visitor.now('register.retire'))
        ui.navigate.to(f'/things/{thing.id}')

    button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')
    if not thing.is_retired:
        section(visitor.t('register-retire'))
        words(visitor.t('register-retire-more'), 'tw-sub', 'p')
        button(visitor.t('register-retire-go'), guarded(visitor, retire), picture='delete', classes='tw-danger')


async def _fields(visitor: Visitor, thing: Thing | None) -> dict[str, Any]:
    """The inputs of a thing's facts, filled with what is known."""
    names = {key: visitor.name_of(category) for key, category in (await register.categories()).items()}
    places = {str(place.id): place.name for place in await register.places()}
    states = {state: visitor.t(f'state-{state}') for state in STATES if state and state != 'retired'}
    with box('tw-card tw-stack'):
        fields: dict[str, Any] = {'name': ui.input(visitor.t('register-name'), value=thing.name if thing else '')}
        fields['inside'] = ui.select(
            places, label=visitor.t('register-inside'), with_input=True, clearable=True,
            value=str(thing.inside_id) if thing and str(thing.inside_id) in places else None,
        )  # fmt: skip
        category = thing.category if thing and thing.category in names else 'other'
        fields['category'] = ui.select(names, label=visitor.t('register-category'), with_input=True, value=category)
        state = thing.state if thing and thing.state in states else 'in_use'
        fields['state'] = ui.select(states, label=visitor.t('register-state'), value=state)
        fields['quantity'] = ui.number(
            visitor.t('register-quantity'), value=thing.quantity if thing else 1, min=1, precision=0
        )
        fields['price'] = ui.input(visitor.t('register-price'), value=str(thing.price or '') if thing else '')
        for name in TEXTS:
            fields[name] = ui.input(visitor.t(f'register-{name}'), value=getattr(thing, name) if thing else '')
    for field in fields.values():
        field.props('outlined').classes('tw-wide')
    return fields


def _facts(fields: dict[str, Any]) -> dict[str, Any]:
    """What the inputs say. Raises BadInput for a price that is no number."""
    facts = {name: (fields[name].value or '').strip() for name in ('name', *TEXTS)}
    facts |= {'category': fields['category'].value or 'other', 'state': fields['state'].value}
    facts['quantity'] = int(fields['quantity'].value or 1)
    price = (fields['price'].value or '').replace(',', '').replace('¥', '').replace('￥', '').strip()
    if price:
        try:
            facts['price'] = f'{Decimal(price):.2f}'
        except InvalidOperation:
            raise BadInput('bad_price', price=price) from None
    return facts


def _facts_of(thing: Thing) -> dict[str, Any]:
    known = {name: getattr(thing, name) for name in ('name', 'category', 'state', 'quantity', *TEXTS)}
    return known | ({'price': f'{thing.price:.2f}'} if thing.price is not None else {})
