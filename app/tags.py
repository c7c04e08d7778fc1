"""Tags: printed labels, whose they are, and what to do with one that nobody knows."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from app import labelled, settings
from app.core import db
from app.core.errors import BadInput, Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.core.tagcode import clean_code, code_for, read_code
from models import Record, Tag, Thing

PHOTOS: list[str] = Field(default=[], max_length=12, title='repairs-photos', json_schema_extra={'widget': 'photos'})
NOTE: str = Field(default='', max_length=500, title='tags-note', json_schema_extra={'widget': 'textarea'})


class BindForm(Form):
    code: str = Field(max_length=400, title='tags-bind-code')


@kind(releases=True)
async def bind(thing: Thing, form: BindForm, record: Writing) -> None:
    """Say that a label belongs to a thing; what was recorded about the label before then counts for the thing."""
    await put_on(thing, checked(form.code), record)
    await record.change(thing)


class UnbindForm(Form):
    code: str = Field(max_length=400, title='tags-bind-code')


@kind(releases=True)
async def unbind(thing: Thing, form: UnbindForm, record: Writing) -> None:
    """Take a label off a thing, so that it is blank again. What it had been put up instead of counts again."""
    tag = await _tag_on(thing, form.code)
    await Tag.filter(thing_id=thing.id, replaced_by=tag.code).update(
        replaced_at=None, replaced_by='', cursor=record.number
    )
    await _change(tag, record, thing=None, bound_at=None, replaced_at=None, replaced_by='', report='', report_id=None)
    await record.change(thing)


class ReplaceForm(Form):
    code: str = Field(max_length=400, title='tags-bind-code')
    why: Literal['lost', 'faded', 'other'] = Field(
        default='lost', title='tags-replace-why', json_schema_extra={'widget': 'buttons'}
    )


@kind(releases=True)
async def replace(thing: Thing, form: ReplaceForm, record: Writing) -> None:
    """A new label instead of all that a thing had. The old codes still lead to it and say that they were replaced."""
    code = checked(form.code)
    before = await live_tags(thing.id)
    if code in {tag.code for tag in before}:
        raise Conflict('tag_same', thing=thing.name)
    await put_on(thing, code, record)
    for tag in before:
        await _change(tag, record, replaced_at=record.received_at, replaced_by=code, report='', report_id=None)
    await record.change(thing)


class ReportForm(Form):
    what: Literal['lost', 'faded', 'wrong_thing', 'cloned'] = Field(
        title='tags-report-what', json_schema_extra={'widget': 'buttons'}
    )
    note: str = NOTE
    photos: list[str] = PHOTOS


@kind
async def report(thing: Thing, form: ReportForm, record: Writing) -> None:
    """Something is wrong with a thing's label: the one that was scanned, or the one it has."""
    code = read_code(record.envelope.tag or '')
    tag = await Tag.get_or_none(code=code, thing_id=thing.id, retired_at=None) if code else await tag_of(thing.id)
    if tag:
        await _change(tag, record, report=form.what, report_id=record.id)


class SettleForm(Form):
    code: str = Field(max_length=400, title='tags-bind-code')


@kind
async def settle(form: SettleForm, record: Writing) -> None:
    """Somebody has looked at what was reported about a label, and it may stay."""
    await _change(await tag(form.code), record, report='', report_id=None)


class RetireForm(Form):
    code: str = Field(max_length=400, title='tags-bind-code')
    why: Literal['cloned', 'wrong_thing', 'lost', 'other'] = Field(
        default='other', title='tags-retire-why', json_schema_extra={'widget': 'buttons'}
    )
    note: str = NOTE


@kind(releases=True)
async def retire(form: RetireForm, record: Writing) -> None:
    """Withdraw a code: whoever scans it is told so. What was printed with it may be torn off at leisure."""
    code = checked(form.code)
    found = await Tag.get_or_none(code=code) or await Tag.create(code=code)
    if found.retired_at:
        raise Conflict('tag_retired', code=code)
    await _change(found, record, retired_at=record.received_at, retired_why=form.why, report='', report_id=None)


class ReinstateForm(Form):
    code: str = Field(max_length=400, title='tags-bind-code')


@kind(releases=True)
async def reinstate(form: ReinstateForm, record: Writing) -> None:
    """The code counts again, on what it was on."""
    await _change(await tag(form.code), record, retired_at=None, retired_why='')


class SightedForm(Form):
    pass


@kind
async def sighted(form: SightedForm, thing: Thing | None = None) -> None:
    """Somebody scanned a label; one that nobody has bound yet is held for whoever knows it."""


async def tag(text: str) -> Tag:
    """The label with a scanned or typed code, its thing with it.

    Raises BadInput when a character is wrong and NotFound when the code is right but no label with it is known.
    """
    code = checked(text)
    found = await Tag.get_or_none(code=code).select_related('thing')
    if not found:
        raise NotFound('unknown_tag', code=code)
    return found


async def thing_of(text: str) -> Thing:
    """The thing a scanned or typed code belongs to.

    Raises what `tag` raises, NotFound when nobody has bound the label and Conflict when it was retired.
    """
    found = await tag(text)
    if found.retired_at:
        raise Conflict('tag_retired', code=found.code)
    if not found.thing:
        raise NotFound('unknown_tag', code=found.code)
    return found.thing


def checked(text: str) -> str:
    """The code in a text. Raises BadInput saying whether it is no code at all or one character is wrong."""
    code = read_code(text)
    if code:
        return code
    raise BadInput('bad_code' if clean_code(text) else 'not_a_code', code=text[:40])


async def unknown_tags() -> list[Record]:
    """What was recorded about labels nobody has bound yet, newest first."""
    where = "verdict != 'accepted' AND verdict = 'held' AND code = 'unknown_tag' ORDER BY number DESC LIMIT 200"
    return await db.fetch(Record, where)


async def reported_tags() -> list[Tag]:
    """Labels that something is wrong with, as somebody says."""
    return await Tag.exclude(report='').select_related('thing').order_by('-cursor').limit(200)


async def report_of(found: Tag) -> Record | None:
    """The record that says what is wrong with a label."""
    return await Record.get_or_none(id=found.report_id) if found.report_id else None


async def tag_of(thing_id: UUID) -> Tag | None:
    """The label in use on a thing."""
    return next(iter(await live_tags(thing_id)), None)


async def live_tags(thing_id: UUID) -> list[Tag]:
    """The labels in use on a thing, newest first."""
    return await Tag.filter(thing_id=thing_id, replaced_at=None, retired_at=None).order_by('-bound_at')


async def all_tags(thing_id: UUID) -> list[Tag]:
    """Every label a thing ever had, those in use first."""
    found = await Tag.filter(thing_id=thing_id).order_by('-bound_at')
    return sorted(found, key=lambda each: bool(each.replaced_at or each.retired_at))


async def unlabelled(place: UUID, limit: int = 200) -> list[Thing]:
    """What stands in a place and has no label on it: none at all, or one that nobody has printed yet."""
    things = Thing.filter(inside_id=place, kind='asset', labelled=False).exclude(state='retired')
    return await things.order_by('name', 'code').limit(limit)


async def room_of(person: UUID | None) -> Thing | None:
    """Where somebody last put a label on something, which is most likely where they are."""
    last = await Record.filter(kind__in=('tags.bind', 'tags.replace'), by_id=person).order_by('-number').first()
    thing = await Thing.get_or_none(id=last.thing_id).select_related('inside') if last and last.thing_id else None
    return thing.inside if thing else None


async def give(thing: Thing, record: Writing, code: str = '') -> None:
    """A label for a new thing: one that is at hand, or a new one. Raises BadInput and Conflict as `bind` does."""
    if code:
        await record.flush()
        await put_on(thing, checked(code), record)
    else:
        bound = {'thing_id': str(thing.id), 'bound_at': record.received_at, 'cursor': record.number}
        code = code_for(await record.known.once(settings.code_key), f'{record.id}/{thing.id}')
        record.plant_row(Tag, code=code, **bound)


async def put_on(thing: Thing, code: str, record: Writing) -> None:
    """Make a label a thing's own. Raises Conflict when the thing or the label is retired, or the label is taken."""
    if thing.is_retired:
        raise Conflict('retired', thing=thing.name)
    found = await Tag.get_or_none(code=code).select_related('thing')
    if found and found.retired_at:
        raise Conflict('tag_retired', code=code)
    if found and found.thing and found.thing_id != thing.id:
        raise Conflict('tag_taken', thing=found.thing.name)
    since = record.received_at
    bound: dict[str, Any] = {'thing': thing, 'bound_at': since, 'replaced_at': None, 'replaced_by': ''}
    bound['printed_at'] = since  # it is in somebody's hand
    if found:
        await _change(found, record, **bound)
    else:
        await Tag.create(code=code, cursor=record.number, **bound)
        await labelled.note([thing.id])


async def _tag_on(thing: Thing, text: str) -> Tag:
    found = await Tag.get_or_none(code=checked(text), thing_id=thing.id, retired_at=None)
    if not found:
        raise Conflict('tag_elsewhere', thing=thing.name)
    return found


async def _change(found: Tag, record: Writing, **values: Any) -> None:
    """Change a label, so that phones hear of it."""
    before = found.thing_id
    await found.update_from_dict({**values, 'cursor': record.number}).save()
    await labelled.note([before, found.thing_id])
