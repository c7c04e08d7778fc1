"""Write-offs (报废): applied for, appraised, approved, disposed of; three different people at least.

The steps are those that schools publish (application, an opinion by three or more people, approval by the head,
disposal, proceeds handed in). Until it is approved nobody may move, strip or sell the thing.
"""

import re
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from app.core.errors import BadInput, Conflict, Refused
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.facts import DATE
from app.register import day_of
from models import Thing, WriteOff

EXPERTS = 3  # people who have looked at it
NOTE: str = Field(default='', max_length=2000, title='writeoffs-note', json_schema_extra={'widget': 'textarea'})
PHOTOS: list[str] = Field(default=[], max_length=12, title='writeoffs-photos', json_schema_extra={'widget': 'photos'})
BUTTONS: dict[str, Any] = {'widget': 'buttons'}


class ApplyForm(Form):
    reason: Literal['worn', 'uneconomic', 'obsolete', 'unsafe', 'idle', 'ordered', 'lost'] = Field(
        title='writeoffs-apply-reason', json_schema_extra=BUTTONS
    )
    note: str = NOTE
    photos: list[str] = PHOTOS


@kind
async def apply(thing: Thing, form: ApplyForm, record: Writing) -> None:
    """Somebody says that a thing should leave the books. It stays where it is until that is decided."""
    await begin(thing, form, record, record.id)


async def begin(thing: Thing, form: ApplyForm, record: Writing, id: UUID) -> None:
    """A write-off under a number of its own, where one record begins several."""
    if thing.is_retired:
        raise Conflict('retired', thing=thing.name)
    if thing.is_place:
        raise Conflict('place_stays', thing=thing.name)
    if await open_of(thing.id):
        raise Conflict('writeoff_open', thing=thing.name)
    await WriteOff.create(
        id=id, thing=thing, stage='applied', reason=form.reason, note=form.note, photos=form.photos,
        state_before=thing.state, steps=[_step('apply', form, record)], applied_by=record.by.id,
        applied_at=record.at,
    )  # fmt: skip
    await record.change(thing, state='writeoff')


class AppraiseForm(Form):
    opinion: Literal['scrap', 'repair'] = Field(title='writeoffs-appraise-opinion', json_schema_extra=BUTTONS)
    people: str = Field(max_length=200, title='writeoffs-appraise-people')
    note: str = NOTE


@kind
async def appraise(thing: Thing, form: AppraiseForm, record: Writing) -> None:
    """What those who looked at it say. Something that can be repaired stays in the books."""
    writeoff = await _at(thing, 'applied')
    _by_another(writeoff, record)
    if len([name for name in re.split(r'[\s、,，;；/]+', form.people) if name]) < EXPERTS:
        raise BadInput('too_few_experts', wanted=EXPERTS)
    if form.opinion == 'repair':
        await _end(writeoff, 'refused', record, form, 'appraise')
        await record.change(thing, state='repair')
        return
    await _go_on(writeoff, 'appraised', record, form, 'appraise')
    await record.change(thing)


class ApproveForm(Form):
    decision: Literal['yes', 'no'] = Field(title='writeoffs-approve-decision', json_schema_extra=BUTTONS)
    document: str = Field(default='', max_length=80, title='writeoffs-approve-document')
    note: str = NOTE


@kind
async def approve(thing: Thing, form: ApproveForm, record: Writing) -> None:
    """The head, or the authority whose paper is named, lets it go or keeps it."""
    writeoff = await _at(thing, 'appraised')
    _by_another(writeoff, record)
    if form.decision == 'no':
        await _end(writeoff, 'refused', record, form, 'approve')
        await record.change(thing, state=writeoff.state_before)
        return
    await _go_on(writeoff, 'approved', record, form, 'approve')
    await record.change(thing)


class DisposeForm(Form):
    how: Literal['sold', 'scrapped', 'given', 'returned'] = Field(
        title='writeoffs-dispose-how', json_schema_extra=BUTTONS
    )
    proceeds: Decimal | None = Field(
        default=None, ge=0, max_digits=14, decimal_places=2, title='writeoffs-dispose-proceeds'
    )
    on: str = Field(default='', pattern=DATE, title='writeoffs-dispose-on')
    note: str = NOTE
    photos: list[str] = PHOTOS


@kind
async def dispose(thing: Thing, form: DisposeForm, record: Writing) -> None:
    """It is gone, and the books let it go. Whoever approved it is not the one who carries it away."""
    writeoff = await _at(thing, 'approved')
    if record.by.id and record.by.id == _people_of(writeoff).get('approve'):
        raise Refused('same_person')
    writeoff.proceeds = form.proceeds  # type: ignore[assignment]
    await _end(writeoff, 'disposed', record, form, 'dispose')
    await record.change(thing, state='retired', disposed=form.on or day_of(record.received_at))


class WithdrawForm(Form):
    note: str = NOTE


@kind
async def withdraw(thing: Thing, form: WithdrawForm, record: Writing) -> None:
    """Whoever applied thinks better of it, or the keeper stops it."""
    writeoff = await open_of(thing.id)
    if not writeoff:
        raise Conflict('no_writeoff', thing=thing.name)
    if record.by.id != writeoff.applied_by and not record.by.may('writeoffs.dispose'):
        raise Refused('not_yours')
    await _end(writeoff, 'withdrawn', record, form, 'withdraw')
    await record.change(thing, state=writeoff.state_before)


async def give_up(writeoff: WriteOff, thing: Thing, record: Writing) -> None:
    """What started it is taken back."""
    await _end(writeoff, 'withdrawn', record, WithdrawForm(), 'withdraw')
    await record.change(thing, state=writeoff.state_before)


async def open_of(thing_id: UUID) -> WriteOff | None:
    """The write-off of a thing that is under way."""
    return await WriteOff.get_or_none(thing_id=thing_id, is_open=True)


async def last_of(thing_id: UUID) -> WriteOff | None:
    return await WriteOff.filter(thing_id=thing_id).order_by('-applied_at').first()


async def open_writeoffs(limit: int = 500) -> list[WriteOff]:
    """All that are under way, the oldest first."""
    return await WriteOff.filter(is_open=True).select_related('thing').order_by('applied_at').limit(limit)


def next_step(writeoff: WriteOff) -> str:
    """The kind of record that an open write-off waits for."""
    return {'applied': 'writeoffs.appraise', 'appraised': 'writeoffs.approve', 'approved': 'writeoffs.dispose'}[
        writeoff.stage
    ]


async def _at(thing: Thing, stage: str) -> WriteOff:
    """Raises Conflict when there is none or it is at another step."""
    writeoff = await open_of(thing.id)
    if not writeoff:
        raise Conflict('no_writeoff', thing=thing.name)
    if writeoff.stage != stage:
        raise Conflict('writeoff_step', thing=thing.name)
    return writeoff


def is_another(writeoff: WriteOff, person: UUID | None) -> bool:
    """Whether somebody may take the next step: not who took one before, but for the goods' last way."""
    done = _people_of(writeoff)
    return person not in ([done.get('approve')] if writeoff.stage == 'approved' else done.values())


def _by_another(writeoff: WriteOff, record: Writing) -> None:
    """Who applied, who appraised and who decides are different people (DOMAIN 2, segregation)."""
    if record.by.id and record.by.id in _people_of(writeoff).values():
        raise Refused('same_person')


def _people_of(writeoff: WriteOff) -> dict[str, UUID]:
    return {step['step']: UUID(step['by']) for step in writeoff.steps if step['by']}


def _step(name: str, form: Form, record: Writing) -> dict[str, Any]:
    said = form.model_dump(mode='json', exclude_defaults=True)
    return {'step': name, 'by': str(record.by.id) if record.by.id else None, 'at': record.at.isoformat(), **said}


async def _go_on(writeoff: WriteOff, stage: str, record: Writing, form: Form, step: str) -> None:
    writeoff.stage, writeoff.steps = stage, [*writeoff.steps, _step(step, form, record)]
    await writeoff.save()


async def _end(writeoff: WriteOff, stage: str, record: Writing, form: Form, step: str) -> None:
    writeoff.is_open, writeoff.ended_at = False, record.received_at
    await _go_on(writeoff, stage, record, form, step)
