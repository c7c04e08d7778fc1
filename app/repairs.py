"""Repairs: reported, given to somebody, worked on, done, and confirmed by somebody else."""

from typing import Any

from app import repair_costs, routing
from app.core.errors import BadInput, Conflict, Refused
from app.core.kinds import kind
from app.core.records import Writing
from app.core.words import t
from app.dangers import block_again, free, is_settled_by_check
from app.repair_forms import (
    ChargeForm,
    CloseForm,
    CommentForm,
    ConfirmForm,
    NoteForm,
    RepairForm,
    ReportForm,
    WaitForm,
)
from app.repair_opening import open_repair
from app.repair_states import (
    OPEN,
    decides,
    keep_owned,
    moment_of,
    repair_for,
    repair_of,
    respond,
    root_of,
    run_on,
    save,
    settle,
    step,
    wind,
)
from models import Repair, Thing


@kind(plants=True)
async def report(thing: Thing, form: ReportForm, record: Writing) -> None:
    """Something is broken. A report on a thing that was written off is kept in its history, and somebody decides.

    `pieces` says how many of a batch are broken, `things` what else the same job is about.
    """
    if thing.is_retired:
        raise Conflict('retired', thing=thing.name)
    if not (form.what or form.photos or form.voice):
        raise BadInput('nothing_said')
    if form.pieces and form.pieces > thing.quantity:
        record.flags.append('more_than_there_are')
    what = form.what or t('repairs-see_photo' if form.photos else 'repairs-hear_voice', record.by.language)
    await open_repair(
        thing, record, record.id, what=what, urgency=form.urgency, photos=form.photos, voice=form.voice,
        trade=form.trade, pieces=form.pieces, things=form.things,
    )  # fmt: skip


@kind
async def me_too(thing: Thing, form: CommentForm, record: Writing) -> None:
    """Somebody else found it too. What was mended meanwhile is reported anew: it is still broken."""
    repair = await root_of(await repair_of(thing, form.repair))
    if repair.state not in OPEN:
        record.flags.append('still_broken')
        await open_repair(thing, record, record.id, what=form.note or repair.what, photos=form.photos)
        return
    repair.others += 1
    step(repair, record, 'me_too', note=form.note, photos=form.photos)
    await save(repair, record)


@kind
async def comment(thing: Thing, form: CommentForm, record: Writing) -> None:
    """A word or a photo about it."""
    if not form.note and not form.photos:
        raise BadInput('nothing_said')
    repair = await repair_of(thing, form.repair)
    step(repair, record, 'comment', note=form.note, photos=form.photos)
    await save(repair, record)


@kind
async def accept(thing: Thing, form: RepairForm, record: Writing) -> None:
    """I have seen it, and it is mine."""
    repair = await repair_for(thing, form.repair, 'accept')
    await respond(repair, record)
    step(repair, record, 'accept')
    await save(repair, record, owner=record.by.id)


@kind
async def start(thing: Thing, form: RepairForm, record: Writing) -> None:
    """Work begins, or goes on. Whoever has it in hand answers for it."""
    repair = await repair_for(thing, form.repair, 'start')
    if repair.state == 'working' and repair.owner_id != record.by.id:
        record.flags.append('joined')
    await respond(repair, record)
    await run_on(repair, record)
    at = step(repair, record, 'start')
    repair.started_at = repair.started_at or at
    await save(repair, record, owner=record.by.id)


@kind
async def wait(thing: Thing, form: WaitForm, record: Writing) -> None:
    """It cannot go on now. The time to finish stands still until it does."""
    repair = await repair_for(thing, form.repair, 'wait')
    await respond(repair, record)
    if repair.state != 'waiting' and repair.finish_by:
        school = (await routing.clock()).school
        repair.minutes_left = school.between(moment_of(repair, record), repair.finish_by) or None  # type: ignore[assignment]
    repair.waits_for, repair.waits_until = form.waits_for, form.until  # type: ignore[assignment]
    step(repair, record, 'wait', note=form.note, waits_for=form.waits_for, until=form.until and str(form.until))
    await save(repair, record)


@kind
async def close(thing: Thing, form: CloseForm, record: Writing) -> None:
    """The work is done. Two people closing it is no quarrel: both notes are kept, the first one counts.

    Work on what was refused or merged meanwhile was still done: it closes the repair that it became part of.
    """
    repair = await root_of(await repair_of(thing, form.repair))
    told: dict[str, Any] = {
        'outcome': form.outcome, 'photos': form.photos, 'cause': form.cause,
        'costs': [cost.model_dump(mode='json') for cost in form.costs],
    }  # fmt: skip
    if repair.state not in (*OPEN, 'refused'):
        record.flags.append('already_closed')
        repair.clashes = repair.clashes or repair.closed_by != record.by.id
        step(repair, record, 'closed_too', note=form.note, **told)
        await save(repair, record)
        return
    repair.clashes = repair.clashes or repair.state == 'refused'
    await respond(repair, record)
    at = step(repair, record, 'close', note=form.note, **told)
    repair.outcome, repair.note, repair.cause = form.outcome, form.note, form.cause
    repair.photos_after, repair.signature = form.photos, form.signature
    repair.travel_minutes, repair.work_minutes = form.travel_minutes, form.work_minutes  # type: ignore[assignment]
    repair.waits_for, repair.waits_until, repair.minutes_left = '', None, None  # type: ignore[assignment]
    repair.finished_in = (await routing.clock()).school.between(repair.reported_at, at)  # type: ignore[assignment]
    repair.settled_at = repair.settled_by = None  # type: ignore[assignment]
    await keep_owned(repair, thing, record)
    await repair_costs.add(repair, form.costs, record, at)
    repair.closed_by, repair.closed_at = record.by.id, at  # type: ignore[assignment]
    await save(repair, record)


@kind
async def confirm(thing: Thing, form: ConfirmForm, record: Writing) -> None:
    """It is in order. Said by whoever reported it or by the office, never by whoever repaired it.

    What was out of use for a check's sake is confirmed by that check alone (DOMAIN 1.24, rule 6).
    """
    repair = await repair_for(thing, form.repair, 'confirm')
    decides(repair, record)
    if record.by.id and record.by.id == repair.closed_by:
        raise Refused('same_person')
    if repair.blocks_use:
        if await is_settled_by_check(repair):
            raise Conflict('needs_check', thing=thing.name)
        await free(repair, record)
    repair.stars, repair.word = form.stars, form.word  # type: ignore[assignment]
    await settle(repair, record, 'confirm', form.word, stars=form.stars)


@kind
async def reopen(thing: Thing, form: NoteForm, record: Writing) -> None:
    """It is not in order after all. It goes back to whoever had it."""
    repair = await repair_for(thing, form.repair, 'reopen')
    decides(repair, record)
    await open_again(repair, thing, record, form.note)


async def open_again(repair: Repair, thing: Thing, record: Writing, note: str) -> None:
    """Work that was done is to be done again, by whoever had it as long as they are here."""
    at = step(repair, record, 'reopen', note=note)
    await wind(repair, at)
    await keep_owned(repair, thing, record)
    repair.closed_at = repair.closed_by = repair.settled_at = repair.settled_by = None  # type: ignore[assignment]
    if repair.blocks_use:
        await block_again(repair, record)
    await save(repair, record)


@kind
async def charge(thing: Thing, form: ChargeForm, record: Writing) -> None:
    """A part, labour or an invoice, as it becomes known."""
    repair = await repair_for(thing, form.repair, 'charge')
    at = step(repair, record, 'charge', what=form.what, sort=form.sort)
    await repair_costs.add(repair, [form], record, at)
    await save(repair, record)
