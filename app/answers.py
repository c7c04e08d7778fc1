"""What answers to a checklist mean: what is asked, a fault, missing. static/src/answers.js agrees with it."""

import math
from typing import Any

from pydantic import ConfigDict, Field

from app.core.errors import BadInput
from app.core.kinds import Form
from app.units import unit_said

Item = dict[str, Any]


class Answer(Form):
    model_config = ConfigDict(extra='forbid', str_max_length=4000)

    value: str | float | int | None = None
    note: str = Field(default='', max_length=2000)
    photos: list[str] = Field(default=[], max_length=6)


Answers = dict[str, Answer]


def faulty_items(items: list[Item], answers: Answers, language: str) -> list[Item]:
    """The items answered with a fault. Raises BadInput for an answer that does not fit its item, or is missing."""
    known = {item['id'] for item in items}
    if unknown := set(answers) - known:
        raise BadInput('unknown_item', item=sorted(unknown)[0])
    faulty = []
    for item in items:
        if not is_asked(item, answers):
            continue
        answer = answers.get(item['id'])
        if answer is None or (answer.value in (None, '') and not answer.photos):
            if is_required(item):
                raise BadInput('item_missing', item=item['en' if language == 'en' else 'zh'])
            continue
        if is_fault(item, answer.value):
            faulty.append(item)
    return faulty


def is_required(item: Item) -> bool:
    return bool(item.get('required', item['type'] in ('ok', 'number', 'choice')))


def is_asked(item: Item, answers: Answers) -> bool:
    """Whether an item is shown at all, given the answers before it."""
    return all(
        key in answers and str(answers[key].value) in map(str, wanted)
        for key, wanted in item.get('show_if', {}).items()
    )


def is_fault(item: Item, value: Any) -> bool:
    """Whether an answer is a fault; limits are inclusive. Raises BadInput for a value the item does not have."""
    match item['type']:
        case 'ok' if value in ('ok', 'fault', 'na'):
            return bool(value == 'fault')
        case 'number' if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return bool(value < item.get('min', value) or value > item.get('max', value))
        case 'choice' if value in {choice['v'] for choice in item['choices']}:
            return any(choice['v'] == value and choice.get('fault') for choice in item['choices'])
        case 'text' | 'signature' if value is None or isinstance(value, str):
            return False
        case 'photo':
            return False
    raise BadInput('bad_answer', item=item['id'])


def is_warning(item: Item, value: Any) -> bool:
    """Whether a number is inside its limits and still worth an eye."""
    if item['type'] != 'number' or not isinstance(value, int | float) or is_fault(item, value):
        return False
    return bool(value < item.get('warn_below', value) or value > item.get('warn_above', value))


def said(item: Item, answer: Answer | None, language: str) -> str:
    """An answer in a few words, as it stands in a record that people read."""
    if answer is None:
        return ''
    value = answer.value
    if item['type'] == 'number' and isinstance(value, int | float):
        text = f'{value:g} {unit_said(item.get("unit", ""), language)}'.strip()
    elif item['type'] == 'choice':
        chosen = next((choice for choice in item['choices'] if choice['v'] == value), None)
        text = chosen['en' if language == 'en' else 'zh'] if chosen else ''
    elif item['type'] == 'ok':
        text = ''
    else:
        text = str(value or '')
    return ' '.join(part for part in (text, answer.note) if part)
