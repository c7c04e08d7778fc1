"""Safety responsibility letters (安全责任书): made each year from the post's text, signed by both sides."""

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID, uuid5

import yaml
from pydantic import Field

from app import letter_list
from app.core.errors import BadInput, Conflict, NotFound, Refused
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.repair_forms import HIDDEN
from app.signing import SignForm, signed_by
from models import Letter, Person

STARTER = Path(__file__).parent / 'starter' / 'letters.yaml'
COMMON = 'common'  # what every letter says besides its post's own lines
MOST = 500  # people in one go

Line = Annotated[str, Field(min_length=1, max_length=500)]


@cache
def texts() -> dict[str, dict[str, Any]]:
    """The usual text of each post."""
    return {each['key']: each for each in yaml.safe_load(STARTER.read_text(encoding='utf-8'))}


def posts() -> list[str]:
    return [key for key in texts() if key != COMMON]


def usual(post: str, language: str) -> tuple[str, list[str]]:
    """Title and lines of a post's letter, to be changed before it goes out. Raises NotFound."""
    if post not in posts():
        raise NotFound('unknown_letter')
    tongue = 'en' if language == 'en' else 'zh'
    first, *rest = texts()[COMMON][tongue]
    return texts()[post][f'{tongue}_title'], [first, *texts()[post][tongue], *rest]


class IssueForm(Form):
    year: int = Field(ge=2000, le=2200)
    post: str = Field(pattern='^[a-z_]{1,40}$')
    title: str = Field(min_length=1, max_length=120)
    lines: list[Line] = Field(min_length=1, max_length=60)
    people: list[UUID] = Field(min_length=1, max_length=MOST)


@kind
async def issue(form: IssueForm, record: Writing) -> None:
    """A letter for each of these people; whoever has one of this year and post keeps that."""
    wanted = [*dict.fromkeys(form.people)]
    known = set(await Person.filter(id__in=wanted, left_at=None).values_list('id', flat=True))
    if len(known) < len(wanted):
        raise NotFound('unknown_person')
    has = await Letter.filter(year=form.year, post=form.post, person_id__in=wanted).exclude(state='cancelled')
    without = [person for person in wanted if person not in {letter.person_id for letter in has}]
    if not without:
        raise Conflict('letters_made')
    for person in without:
        letter = Letter(
            id=uuid5(record.id, f'letter:{person}'), year=form.year, post=form.post, title=form.title,
            lines=form.lines, person_id=person, issued_by=record.by.id, issued_at=record.received_at,
        )  # fmt: skip
        letter.digest = letter_list.digest(letter)
        await letter.save(force_create=True)


class LetterSignForm(SignForm):
    letters: list[UUID] = Field(min_length=1, max_length=MOST, json_schema_extra=HIDDEN)
    role: Literal['holder', 'head'] = Field(json_schema_extra=HIDDEN)


@kind
async def sign(form: LetterSignForm, record: Writing) -> None:
    """Whoever is in charge signs their letter; the head signs once for as many as there are."""
    letters = await letter_list.of(form.letters)
    if len(letters) < len(set(form.letters)):
        raise NotFound('unknown_letter')
    for letter in letters:
        if not letter_list.may_sign(record.by, letter, form.role):
            raise Refused('not_your_letter')
        if letter.state == 'cancelled':
            raise Conflict('letter_closed')
    if form.digest != letter_list.together(letters):
        raise Conflict('letter_changed')
    for letter in letters:
        signatures = signed_by(letter.signatures, form.role, form, record)
        signatures[form.role]['record'] = str(record.id)
        letter.signatures = signatures
        if set(signatures) == set(letter_list.ROLES):
            letter.state, letter.signed_at = 'signed', record.received_at
        await letter.save()


class CancelForm(Form):
    letter: UUID = Field(json_schema_extra=HIDDEN)
    note: str = Field(default='', max_length=300)


@kind
async def cancel(form: CancelForm, record: Writing) -> None:
    """It was made by mistake or the post has changed hands; another one can be made. What was signed by both stays."""
    found = await letter_list.of([form.letter])
    if not found:
        raise NotFound('unknown_letter')
    letter = found[0]
    if letter.state != 'open':
        raise BadInput('letter_signed')
    letter.state = 'cancelled'
    await letter.save()
