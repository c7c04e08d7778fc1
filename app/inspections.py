"""Inspections: a checklist filled in, and the repairs that its faults open."""

from typing import Any
from uuid import uuid5

from pydantic import ConfigDict, Field

from app import checklists, repairs
from app.core.errors import BadInput
from app.core.kinds import Form, kind
from app.core.records import Writing
from models import Inspection, Thing


class Answer(Form):
    model_config = ConfigDict(extra='forbid', str_max_length=4000)

    value: str | float | int | None = None
    note: str = Field(default='', max_length=2000)
    photos: list[str] = Field(default=[], max_length=6)


class InspectForm(Form):
    checklist: str = Field(max_length=60)
    version: int = Field(ge=1)
    answers: dict[str, Answer] = Field(max_length=200)
    note: str = Field(default='', max_length=2000)


@kind(plants=True)
async def inspect(thing: Thing, form: InspectForm, record: Writing) -> None:
    """A check was done. What was seen is kept as it was seen; each fault opens a repair without retyping."""
    template = await record.known.once(checklists.checklist, form.checklist, form.version)
    if not template.is_current:
        record.flags.append('template_old')
    language = 'en' if record.by.language == 'en' else 'zh'
    faulty = _faulty_items(template.body['items'], form, language)
    record.plant(
        Inspection(
            id=record.id, thing=thing, checklist=form.checklist, version=form.version, faults=len(faulty),
            by_id=record.by.id, at=record.at,
        )
    )  # fmt: skip
    if not thing.is_retired:
        for item in faulty:
            if item.get('opens_repair', True):
                await _open_repair(thing, item, form, record)
    await record.change(thing, checked_at=max(filter(None, (thing.checked_at, min(record.at, record.received_at)))))
    if not any(item.get('blocks_use') for item in faulty):
        await repairs.put_back(thing, record)


async def _open_repair(thing: Thing, item: dict[str, Any], form: InspectForm, record: Writing) -> None:
    answer = form.answers[item['id']]
    language = record.by.language if record.by.language == 'en' else 'zh'
    said = answer.note or (f'{answer.value:g} {item.get("unit", "")}' if item['type'] == 'number' else '')
    chosen = next((choice for choice in item.get('choices', []) if choice['v'] == answer.value), None)
    if chosen:
        said = ' '.join(part for part in (chosen[language], answer.note) if part)
    title = item[language]
    await repairs.open_repair(
        thing, record, uuid5(record.id, item['id']), what=f'{title}: {said.strip()}' if said.strip() else title,
        urgency='high' if item.get('blocks_use') else 'normal', photos=answer.photos, item=item['id'],
        inspection_id=record.id, blocks_use=bool(item.get('blocks_use')),
    )  # fmt: skip


def _faulty_items(items: list[dict[str, Any]], form: InspectForm, language: str) -> list[dict[str, Any]]:
    """The items answered with a fault. Raises BadInput for an answer that does not fit its item."""
    known = {item['id'] for item in items}
    if unknown := set(form.answers) - known:
        raise BadInput('unknown_item', item=sorted(unknown)[0])
    faulty = []
    for item in items:
        if not is_asked(item, form.answers):
            continue
        answer = form.answers.get(item['id'])
        if answer is None or (answer.value in (None, '') and not answer.photos):
            if item.get('required', item['type'] in ('ok', 'number', 'choice')):
                raise BadInput('item_missing', item=item[language])
            continue
        if is_fault(item, answer.value):
            faulty.append(item)
    return faulty


def is_asked(item: dict[str, Any], answers: dict[str, Answer]) -> bool:
    """Whether an item is shown at all, given the answers before it."""
    return all(key in answers and answers[key].value in wanted for key, wanted in item.get('show_if', {}).items())


def is_fault(item: dict[str, Any], value: Any) -> bool:
    """Whether an answer is a fault; limits are inclusive. Raises BadInput for a value the item does not have."""
    match item['type']:
        case 'ok' if value in ('ok', 'fault', 'na'):
            return value == 'fault'
        case 'number' if isinstance(value, int | float) and not isinstance(value, bool):
            return value < item.get('min', value) or value > item.get('max', value)
        case 'choice' if value in {choice['v'] for choice in item['choices']}:
            return any(choice['v'] == value and choice.get('fault') for choice in item['choices'])
        case 'text' if isinstance(value, str):
            return False
        case 'photo':
            return False
    raise BadInput('bad_answer', item=item['id'])
