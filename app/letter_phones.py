"""Safety responsibility letters as phones keep them, to be read and signed without a network."""

from typing import Any
from uuid import UUID

from app import letter_list, people
from app.core import db
from app.core.actors import Actor
from app.letter_list import OFFICE, ROLES
from models import Letter

MOST = 500  # letters on one phone
TOUCHED = "SELECT 1 AS one FROM record WHERE number > ? AND number <= ? AND kind LIKE 'letters.%' LIMIT 1"


async def for_phone(caller: Actor) -> list[dict[str, Any]]:
    """The open letters that somebody may sign: the office all of them, everybody else their own."""
    if not caller.id or not caller.may('letters.sign'):
        return []
    wanted = Letter.filter(state='open')
    wanted = wanted if caller.may(OFFICE) else wanted.filter(person_id=caller.id)
    found = await wanted.order_by('-year', 'post', 'issued_at', 'id').limit(MOST)
    names = await people.names_of({letter.person_id for letter in found})
    return [_told(letter, names, caller) for letter in found]


async def touched(since: int, until: int) -> bool:
    """Whether something was done about letters in these records."""
    return bool(await db.rows(TOUCHED, since, until))


def _told(letter: Letter, names: dict[UUID, str], caller: Actor) -> dict[str, Any]:
    """A letter with its text, who has signed, and what a signature for it alone stands under."""
    return {
        'id': str(letter.id), 'year': letter.year, 'title': letter.title, 'lines': letter.lines,
        'name': names.get(letter.person_id, ''), 'signed': sorted(letter.signatures),
        'may': [role for role in ROLES if letter_list.may_sign(caller, letter, role)],
        'digest': letter_list.together([letter]),
    }  # fmt: skip
