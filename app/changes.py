"""What records changed on things, in words: from what to what."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from app import register
from app.core.words import t
from models import Change, Record, Thing

MONEY = ('price', 'funds')  # only for those who keep the books
SHORTEST = 60  # characters of a long text

Facts = dict[str, list[Any]]


async def of(records: Iterable[Record], thing_id: UUID | None = None) -> dict[int, Facts]:
    """What each of these records changed, by its number: on one thing or, without one, on its own."""
    own = {record.number: thing_id or record.thing_id for record in records}
    found: dict[int, Facts] = {}
    for change in await Change.filter(number__in=list(own)).order_by('id'):
        if change.thing_id == own[change.number]:
            facts = found.setdefault(change.number, {})
            for name, (was, after) in change.facts.items():
                facts[name] = [facts[name][0] if name in facts else was, after]
    return found


async def told(
    found: dict[int, Facts], language: str, *, money: bool = False, hidden: Sequence[str] = ()
) -> dict[int, list[str]]:
    """The changes as lines that people read: 存放地点：101 → 102; but for facts that are hidden from the reader."""
    ids = {value for facts in found.values() for value in facts.get('inside_id', []) if value}
    places = {str(place.id): place.name for place in await Thing.filter(id__in=ids)} if ids else {}
    names = {key: (each.zh, each.en) for key, each in (await register.categories()).items()} if found else {}

    def shown(name: str, value: Any) -> str:
        if value in (None, '', []):
            return t('changes-nothing', language)
        match name:
            case 'inside_id':
                return places.get(str(value), '?')
            case 'state':
                return t(f'state-{value}', language)
            case 'category':
                return names[value][language == 'en'] if value in names else str(value)
            case 'photos':
                return t('changes-photos', language, count=len(value))
            case 'price':
                return f'{Decimal(str(value)):.2f}'
        text = str(value)
        return text if len(text) <= SHORTEST else text[:SHORTEST] + '…'

    return {
        number: [
            t('changes-line', language, what=word_of(name, language), before=shown(name, was), after=shown(name, after))
            for name, (was, after) in facts.items()
            if name not in hidden and (money or name not in MONEY)
        ]
        for number, facts in found.items()
    }


def word_of(name: str, language: str) -> str:
    """What a fact of a thing is called."""
    match name:
        case 'inside_id':
            return t('register-inside', language)
        case 'photos':
            return t('pictures-photos', language)
        case 'disposed':
            return t('register-disposed', language)
        case 'piece':
            return t('register-piece', language)
    return t(f'register-{name}', language)
