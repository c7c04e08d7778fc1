"""Tags: printed labels, whose they are, and what to do with one that nobody knows."""

from typing import Any
from uuid import UUID

from pydantic import Field

from app.core.clock import now
from app.core.errors import BadInput, Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.core.tagcode import clean_code, new_code, read_code
from models import Record, Tag, Thing


class BindForm(Form):
    code: str = Field(max_length=400, title='tags-bind-code')


@kind(releases=True)
async def bind(thing: Thing, form: BindForm, record: Writing) -> None:
    """Say that a label belongs to a thing; what was recorded about the label before then counts for the thing."""
    code = checked(form.code)
    if thing.is_retired:
        raise Conflict('retired', thing=thing.name)
    tag = await Tag.get_or_none(code=code).select_related('thing')
    if tag and tag.thing and tag.thing_id != thing.id:
        raise Conflict('tag_taken', thing=tag.thing.name)
    await Tag.update_or_create(
        code=code, defaults={'thing': thing, 'bound_at': record.received_at, 'cursor': record.number}
    )
    await record.change(thing)


class SightedForm(Form):
    pass


@kind
async def sighted(form: SightedForm, thing: Thing | None = None) -> None:
    """Somebody scanned a label; one that nobody has bound yet is held for whoever knows it."""


async def thing_of(text: str) -> Thing:
    """The thing a scanned or typed code belongs to.

    Raises BadInput when a character is wrong and NotFound when the code is right but nobody has bound it.
    """
    code = checked(text)
    tag = await Tag.get_or_none(code=code).select_related('thing')
    if not tag or not tag.thing:
        raise NotFound('unknown_tag', code=code)
    return tag.thing


def checked(text: str) -> str:
    """The code in a text. Raises BadInput saying whether it is no code at all or one character is wrong."""
    code = read_code(text)
    if code:
        return code
    raise BadInput('bad_code' if clean_code(text) else 'not_a_code', code=text[:40])


async def unknown_tags() -> list[Record]:
    """What was recorded about labels nobody has bound yet, newest first."""
    return await Record.filter(verdict='held', code='unknown_tag').order_by('-number').limit(200)


async def tag_of(thing_id: UUID) -> Tag | None:
    """The label in use on a thing."""
    return await Tag.filter(thing_id=thing_id, replaced_at=None).order_by('-bound_at').first()


async def give(thing: Thing, record: Writing, code: str = '') -> None:
    """A label for a new thing: one that is at hand, or a new one. Raises BadInput and Conflict as `bind` does."""
    code = checked(code) if code else new_code()
    tag = await Tag.get_or_none(code=code).select_related('thing')
    if tag and tag.thing:
        raise Conflict('tag_taken', thing=tag.thing.name)
    bound: dict[str, Any] = {'thing': thing, 'bound_at': now(), 'cursor': record.number}
    await (tag.update_from_dict(bound).save() if tag else Tag.create(code=code, **bound))
