"""Hand-overs (交接): a room's list drawn from the register, counted, and signed by three for all of it at once."""

from typing import Annotated, Any, Literal
from uuid import UUID, uuid5

from pydantic import Field

from app import batches, handover_lists, writeoffs
from app.compensation_opening import open_claim
from app.core.errors import BadInput, Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.core.words import t
from app.repair_forms import HIDDEN
from app.repair_opening import open_repair
from app.signing import ROLES, SignForm, signed_by
from models import Handover, Thing

MOST = 2_000  # lines of one room

Photo = Annotated[str, Field(pattern='^[0-9a-f]{64}$')]


class DrawForm(Form):
    occasion: Literal['start', 'end', 'change'] = Field(title='handovers-occasion')
    owner: str = Field(default='', max_length=80, title='handovers-owner')


@kind
async def draw(thing: Thing, form: DrawForm, record: Writing) -> None:
    """The room's list as the register has it now; for a re-check, beside what was signed last."""
    if not thing.is_place:
        raise BadInput('not_a_room', thing=thing.name)
    if thing.is_retired:
        raise Conflict('retired', thing=thing.name)
    if await handover_lists.open_of(thing.id):
        raise Conflict('handover_open', thing=thing.name)
    before = await handover_lists.last_signed(thing.id) if form.occasion != 'start' else None
    lines = await handover_lists.lines_of(thing, before)
    if not lines:
        raise Conflict('handover_empty', thing=thing.name)
    if len(lines) > MOST:
        raise BadInput('handover_too_long', most=MOST)
    await Handover.create(
        id=record.id, room=thing, room_name=thing.name, owner=form.owner or (before.owner if before else thing.name),
        occasion=form.occasion, term=await handover_lists.term_now(record.received_at), lines=lines,
        before_id=before.id if before else None, drawn_by=record.by.id, drawn_at=record.received_at,
        cursor=record.number,
    )  # fmt: skip


class Answer(Form):
    thing: UUID
    condition: Literal['good', 'damaged', 'missing']
    quantity: int | None = Field(default=None, ge=0, le=1_000_000)
    note: str = Field(default='', max_length=300)
    photos: list[Photo] = Field(default=[], max_length=6)
    how: Literal['scan', 'list'] = 'list'


class HandoverForm(Form):
    """Which list; every step after the drawing names it."""

    handover: UUID = Field(json_schema_extra=HIDDEN)


class RecheckForm(HandoverForm):
    answers: list[Answer] = Field(max_length=MOST)
    extra: list[UUID] = Field(default=[], max_length=200)  # things that stand here and are not on the list


@kind
async def recheck(thing: Thing, form: RecheckForm, record: Writing) -> None:
    """What somebody found in the room. It is always kept; what comes after the first signature changes nothing."""
    handover = await _of(thing, form.handover)
    on_list = {line['thing'] for line in handover.lines}
    if any(str(answer.thing) not in on_list for answer in form.answers):
        raise BadInput('not_on_handover')
    late = handover.state != 'drawn'
    if late:
        record.flags.append('after_signing')
    given = [answer.model_dump(mode='json') for answer in form.answers]
    handover.checks = [*handover.checks, {
        'id': str(record.id), 'number': record.number, 'by': str(record.by.id) if record.by.id else '',
        'at': min(record.at, record.received_at).isoformat(), 'answers': given,
        'extra': [str(each) for each in form.extra], 'late': late,
    }]  # fmt: skip
    await _save(handover, record)


class HandoverSignForm(HandoverForm, SignForm):
    role: Literal['pupil', 'teacher', 'keeper', 'outgoing', 'incoming'] = Field(json_schema_extra=HIDDEN)


@kind
async def sign(thing: Thing, form: HandoverSignForm, record: Writing) -> None:
    """One of the three signs the whole list as it was shown; the first signature fixes it for the others."""
    handover = await _of(thing, form.handover)
    if handover.state not in ('drawn', 'signing'):
        raise Conflict('handover_closed', thing=handover.room_name)
    if missing := handover_lists.open_lines(handover):
        raise Conflict('handover_unfinished', count=len(missing))
    began_before = form.role in ROLES and handover.signatures.keys() <= {'keeper'}
    if form.role not in handover_lists.signers(handover) and not began_before:
        raise BadInput('other_signer')
    if form.digest != (handover.digest or handover_lists.digest(handover)):
        raise Conflict('handover_changed', thing=handover.room_name)
    handover.signatures = signed_by(handover.signatures, form.role, form, record)
    handover.digest, handover.state = form.digest, 'signing'
    if set(handover.signatures) == set(handover_lists.signers(handover)):
        handover.state, handover.signed_at = 'signed', record.received_at
    await _save(handover, record)


class ReopenForm(HandoverForm):
    note: str = Field(default='', max_length=300, title='handovers-reopen-note')


@kind
async def reopen(thing: Thing, form: ReopenForm, record: Writing) -> None:
    """Something on the list was wrong: the signatures so far are void, and it can be counted again."""
    handover = await _of(thing, form.handover)
    if handover.state != 'signing':
        raise Conflict('handover_closed', thing=handover.room_name)
    handover.state, handover.digest, handover.signatures = 'drawn', '', {}
    await _save(handover, record)


@kind
async def cancel(thing: Thing, form: ReopenForm, record: Writing) -> None:
    """The list was drawn by mistake, or the room has changed since; another one can be drawn."""
    handover = await _of(thing, form.handover)
    if handover.state not in ('drawn', 'signing'):
        raise Conflict('handover_closed', thing=handover.room_name)
    handover.state = 'cancelled'
    await _save(handover, record)


class Settling(Form):
    thing: UUID
    into: Literal['repair', 'repair_claim', 'claim', 'loss', 'kept']


class SettleForm(HandoverForm):
    lines: list[Settling] = Field(min_length=1, max_length=MOST)


@kind
async def settle(thing: Thing, form: SettleForm, record: Writing) -> None:
    """What was found different becomes repairs, claims or write-offs, with all that is known of it. Once each."""
    handover = await _of(thing, form.handover)
    if handover.state != 'signed':
        raise Conflict('handover_unsigned', thing=handover.room_name)
    worse = {line['thing']: (line, result) for line, result in handover_lists.differences(handover)}
    answers = await handover_lists.answers_for(handover)
    for nth, each in enumerate(form.lines):
        key = str(each.thing)
        if key not in worse:
            raise BadInput('not_on_handover')
        if key in handover.settled:
            record.flags.append('already_settled')
            continue
        await _become(handover, answers, *worse[key], each.into, nth, record)
        by = str(record.by.id) if record.by.id else ''
        said = {'into': each.into, 'by': by, 'at': min(record.at, record.received_at).isoformat()}
        handover.settled = handover.settled | {key: said}
    await _save(handover, record)


async def _become(
    handover: Handover, owner: str, line: dict[str, Any], result: handover_lists.Result, into: str, nth: int,
    record: Writing,
) -> None:  # fmt: skip
    thing = await record.known.thing(UUID(line['thing']))
    if not thing or (thing.is_retired and into != 'kept'):
        raise Conflict('retired', thing=line['name'])
    fewer = max(0, line['quantity'] - result.quantity)
    pieces = fewer or (line['quantity'] if result.condition == 'missing' else 1)
    word = 'handovers-was-missing' if fewer else 'handovers-was-damaged'
    what = result.note or t(word, record.by.language or 'zh-CN', room=handover.room_name, count=pieces)
    if into in ('repair', 'repair_claim'):
        await open_repair(
            thing, record, uuid5(record.id, f'repair:{thing.id}'), what=what, photos=[*result.photos],
            source='handover', pieces=pieces if line['quantity'] > 1 else None, nth=nth,
        )  # fmt: skip
    if into in ('claim', 'repair_claim'):
        await open_claim(
            record, source='handover', source_id=handover.id, thing=thing, what=what, cause='lost' if fewer else '',
            owner=UUID(str(handover.room_id)), owner_class=owner, pieces=pieces, photos=result.photos,
        )  # fmt: skip
    if into == 'loss':
        lost = thing
        if 0 < fewer < thing.quantity:
            lost = await batches.set_apart(thing, fewer, record, uuid5(record.id, f'lost:{thing.id}'))
        await writeoffs.begin(
            lost, writeoffs.ApplyForm(reason='lost', note=what), record, uuid5(record.id, f'loss:{thing.id}')
        )


async def _of(room: Thing, id: UUID) -> Handover:
    found = await Handover.get_or_none(id=id, room_id=room.id)
    if not found:
        raise NotFound('unknown_handover')
    return found


async def _save(handover: Handover, record: Writing) -> None:
    handover.cursor = record.number
    await handover.save()
