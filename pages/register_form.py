"""Writing down a new thing, and correcting what is written."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from nicegui import ui

from app import cells, finding, register
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.records import write_one
from app.facts import EDITIONS, STATES
from models import Thing
from pages.parts import Visitor, box, button, guarded, heading, section, words
from pages.place_choice import place_choice

WHAT = ('name', 'category', 'brand', 'spec', 'quantity', 'unit')
WHERE = ('inside', 'department', 'custodian', 'state')
BOOKS = ('code', 'old_code', 'gb_code', 'gb_edition', 'price', 'funds', 'acquired', 'bought', 'booked', 'supplier')
CARE = ('serial', 'warranty', 'upkeep', 'life', 'remarks')
GROUPS = (('register-what', WHAT), ('register-where', WHERE), ('register-books', BOOKS), ('register-care', CARE))
DAYS = ('bought', 'booked', 'warranty')
TYPED_BEFORE = ('department', 'custodian', 'funds', 'acquired', 'supplier', 'brand', 'unit', 'gb_code')


async def add(visitor: Visitor, tag: str = '', inside: str = '') -> None:
    """A new thing or place; with a label in hand, that label becomes its own."""
    visitor.actor.must('register.add')
    box('tw-desk hidden')
    heading(visitor.t('register-add'))
    kinds = {'asset': visitor.t('register-asset'), 'place': visitor.t('register-place')}
    kind = ui.toggle(kinds, value='asset').props('spread unelevated no-caps').classes('tw-wide')
    form = box('tw-stack')
    fields: dict[str, Any] = {}

    async def draw() -> None:
        form.clear()
        fields.clear()
        with form:
            fields.update(await _fields(visitor, None, str(kind.value), inside))

    async def save() -> None:
        facts = _facts(fields) | {'kind': kind.value, 'tags': [tag] if tag else []}
        if fields['inside'].value:
            facts['inside'] = fields['inside'].value
        verdict = await write_one(enter('register.add', facts), await visitor.now('register.add'))
        ui.navigate.to(f'/things/{verdict.id}')

    await draw()
    kind.on_value_change(draw)
    with box('tw-bottom'):
        button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')


async def edit(visitor: Visitor, id: str) -> None:
    visitor.actor.must('register.revise')
    thing = await register.thing(id)
    box('tw-desk hidden')
    heading(visitor.t('register-edit'))
    fields = await _fields(visitor, thing, thing.kind, '')
    before = _facts(fields)
    place = fields['inside'].value

    async def save() -> None:
        actor = await visitor.now('register.revise')
        changes = {name: value for name, value in _facts(fields).items() if value != before[name]}
        if changes:
            await write_one(enter('register.revise', changes, thing_id=str(thing.id)), actor)
        if fields['inside'].value and fields['inside'].value != place:
            await write_one(enter('register.move', {'to': fields['inside'].value}, thing_id=str(thing.id)), actor)
        ui.navigate.to(f'/things/{thing.id}')

    async def retire() -> None:
        entry = enter('register.retire', {'reason': reason.value or ''}, thing_id=str(thing.id))
        await write_one(entry, await visitor.now('register.retire'))
        ui.navigate.to(f'/things/{thing.id}')

    with box('tw-bottom'):
        button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')
    if not thing.is_retired:
        section(visitor.t('register-retire'))
        words(visitor.t('register-retire-more'), 'tw-sub', 'p')
        reason = ui.input(visitor.t('register-retire-reason')).props('outlined').classes('tw-wide')
        button(visitor.t('register-retire-go'), guarded(visitor, retire), picture='delete', classes='tw-danger')


async def _fields(visitor: Visitor, thing: Thing | None, kind: str, inside: str) -> dict[str, Any]:
    """The inputs of a thing's facts in their groups, filled with what is known."""
    made = _Inputs(visitor, thing, kind, {name: await finding.names_in_use(name) for name in TYPED_BEFORE})
    made.categories = {
        key: visitor.name_of(category)
        for key, category in (await register.categories()).items()
        if category.kind == kind or (thing and key == thing.category)
    }
    made.inside = str(thing.inside_id) if thing and thing.inside_id else inside
    groups = GROUPS if kind == 'asset' else (('register-what', ('name', 'category')), ('register-where', PLACE_FACTS))
    fields: dict[str, Any] = {}
    for word, names in groups:
        with box('tw-card tw-stack'):
            words(visitor.t(word), 'tw-h2', 'h2')
            with box('tw-fields'):
                for name in names:
                    fields[name] = await made.field(name)
    return fields


PLACE_FACTS = ('inside', 'department', 'custodian', 'state', 'code', 'remarks')


class _Inputs:
    """Makes the input of each fact."""

    def __init__(self, visitor: Visitor, thing: Thing | None, kind: str, typed: dict[str, list[str]]) -> None:
        self.visitor, self.thing, self.kind, self.typed = visitor, thing, kind, typed
        self.categories: dict[str, str] = {}
        self.inside = ''

    async def field(self, name: str) -> Any:
        made = await self._made(name)
        made.props('outlined hide-bottom-space').classes('tw-wide' + (' tw-field-wide' if name in LONG else ''))
        return made

    async def _made(self, name: str) -> Any:
        label = self.visitor.t(f'register-{name}')
        value = getattr(self.thing, name, '') if self.thing else ''
        match name:
            case 'inside':
                return await place_choice(label, self.inside, but=str(self.thing.id) if self.thing else '')
            case 'category':
                usual = 'other' if self.kind == 'asset' else 'room'
                chosen = value if value in self.categories else usual
                options = self.categories if chosen in self.categories else {chosen: chosen, **self.categories}
                return ui.select(options, label=label, with_input=True, value=chosen)
            case 'state':
                names = {state: self.visitor.t(f'state-{state}') for state in STATES if state and state != 'retired'}
                if value and value not in names:
                    names[value] = self.visitor.t(f'state-{value}')
                return ui.select(names, label=label, clearable=True, value=(value or None) if self.thing else 'in_use')
            case 'gb_edition':
                return ui.input(label, value=value or ('' if self.thing else EDITIONS[0]), autocomplete=list(EDITIONS))
            case 'quantity' | 'life' | 'upkeep':
                number = value if isinstance(value, int) else 1 if name == 'quantity' else None
                return ui.number(label, value=number, min=1, precision=0)
            case 'price':
                return ui.input(label, value='' if value in ('', None) else f'{value:.2f}').props('inputmode=decimal')
            case 'remarks':
                return ui.textarea(label, value=value).props('autogrow')
        made = ui.input(label, value=value, autocomplete=self.typed.get(name))
        if name in DAYS:
            made.props(f'inputmode=numeric hint="{self.visitor.t("register-day-hint")}"')
        return made


LONG = ('name', 'remarks')


def _facts(fields: dict[str, Any]) -> dict[str, Any]:
    """What the inputs say. Raises BadInput for a price or a day that is none."""
    facts: dict[str, Any] = {}
    for name, field in fields.items():
        match name:
            case 'inside':
                continue
            case 'quantity':
                facts[name] = int(field.value or 1)
            case 'life' | 'upkeep':
                facts[name] = int(field.value) if field.value else None
            case 'price':
                facts[name] = _price(field.value or '')
            case 'category':
                facts[name] = field.value or 'other'
            case _:
                facts[name] = _day(field.value or '') if name in DAYS else (field.value or '').strip()
    if facts.get('gb_edition') and not facts.get('gb_code'):
        facts['gb_edition'] = ''
    return facts


def _price(typed: str) -> str | None:
    plain = typed.replace(',', '').replace('¥', '').replace('￥', '').strip()
    if not plain:
        return None
    try:
        return f'{Decimal(plain):.2f}'
    except InvalidOperation:
        raise BadInput('bad_price', price=typed) from None


def _day(typed: str) -> str:
    """A day as exact as it was typed: 2017-06-11, 2017.6 or 2017年."""
    if not typed.strip():
        return ''
    found, _ = cells.day(typed, date(9000, 1, 1))
    if not found:
        raise BadInput('bad_day', day=typed)
    return str(found)
