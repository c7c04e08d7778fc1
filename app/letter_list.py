"""Which safety responsibility letters there are, who has not signed yet, and whether one still says what was signed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from app import people, schedules
from app.core.actors import Actor
from app.core.canonical import digest_of
from app.core.errors import NotFound, Refused
from app.signing import Verdict
from models import Letter, Person, Record

ROLES = ('head', 'holder')  # the school's side, and whoever is in charge
OFFICE = 'letters.issue'  # who makes them, sees all of them and hands the screen to whoever signs


def digest(letter: Letter) -> str:
    """SHA-256 of the canonical JSON of what is signed."""
    return digest_of({
        'v': 1, 'id': str(letter.id), 'year': letter.year, 'post': letter.post, 'title': letter.title,
        'lines': list(letter.lines), 'person': str(letter.person_id),
    })  # fmt: skip


def together(letters: Sequence[Letter]) -> str:
    """What one signature for these letters stands under."""
    return digest_of({'letters': sorted(letter.digest for letter in letters)})


def seal(letter: Letter) -> str:
    """The digest that paper bears: of what was signed together with who signed it."""
    return digest_of({'digest': letter.digest, 'signatures': letter.signatures})


def may_sign(by: Actor, letter: Letter, role: str) -> bool:
    """Whoever is in charge signs their own; the office lets both sides sign on its screen."""
    return by.may(OFFICE) or (role == 'holder' and by.id == letter.person_id)


async def of(ids: Iterable[UUID]) -> list[Letter]:
    return await Letter.filter(id__in=[*dict.fromkeys(ids)]).order_by('id')


async def letter(id: str, actor: Actor) -> Letter:
    """Raises NotFound, or Refused for somebody else's letter."""
    try:
        found = await Letter.get_or_none(id=UUID(id))
    except ValueError:
        found = None
    if not found:
        raise NotFound('unknown_letter')
    if not actor.may(OFFICE) and found.person_id != actor.id:
        raise Refused('not_your_letter')
    return found


async def waiting(actor: Actor) -> list[Letter]:
    """Somebody's own letters that they have not signed."""
    if not actor.id or not actor.may('letters.sign'):
        return []
    found = await Letter.filter(person_id=actor.id, state='open').order_by('-year', 'post')
    return [each for each in found if 'holder' not in each.signatures]


@dataclass(frozen=True)
class Year:
    """The letters of a year, with the names that belong to them, and who has none."""

    letters: list[Letter]
    names: dict[UUID, str]
    without: list[Person]

    def unsigned(self, role: str) -> list[Letter]:
        return [letter for letter in self.letters if letter.state == 'open' and role not in letter.signatures]


async def of_year(year: int, actor: Actor) -> Year:
    """The office sees all of them, everybody else their own."""
    wanted = Letter.filter(year=year).exclude(state='cancelled')
    own = not actor.may(OFFICE)
    letters = await (wanted.filter(person_id=actor.id) if own else wanted).order_by('post', 'issued_at', 'id')
    names = await people.names_of({letter.person_id for letter in letters})
    has = {letter.person_id for letter in letters}
    without = [] if own else [each for each in await candidates() if each.id not in has]
    return Year(letters, names, without)


async def candidates() -> list[Person]:
    """All who work here; a class's account, which pupils use, signs no letter."""
    return [
        person
        for person in await people.people()
        if not person.left_at and set(person.roles) - {'class_monitor', 'read_only'}
    ]


def years() -> list[int]:
    """This year and those around it, as the calendar has it."""
    now = schedules.today().year
    return [now + 1, now, now - 1, now - 2]


async def verdict(letter: Letter, seal_seen: str = '') -> Verdict:
    """Compare a letter with its digest, with the log's own signatures and with a paper's seal."""
    log_agrees = bool(letter.signatures)
    for role, signature in letter.signatures.items():
        record = await Record.get_or_none(id=signature.get('record', ''), kind='letters.sign', verdict='accepted')
        log_agrees = log_agrees and bool(record) and await _says(record, letter, role, signature)  # type: ignore[arg-type]
    paper = seal_seen == seal(letter) if seal_seen else None
    return Verdict(digest(letter) == letter.digest, log_agrees, paper)


async def _says(record: Record, letter: Letter, role: str, signature: dict[str, Any]) -> bool:
    payload = orjson.loads(record.envelope)['payload']
    signed = await of(UUID(each) for each in payload['letters'])
    same = payload['role'] == role and payload['signature'] == signature['signature']
    return same and letter.id in {each.id for each in signed} and payload['digest'] == together(signed)
