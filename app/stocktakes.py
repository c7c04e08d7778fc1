"""Stocktakes (盘点): planned, counted by several people with phones, closed, explained, approved."""

from uuid import UUID

from app import (
    stocktake_approval,
    stocktake_book,
    stocktake_closing,
    stocktake_counts,
    stocktake_deciding,
    stocktake_met,
)
from app.core import db
from app.core.checks import is_theirs
from app.core.errors import BadInput, Conflict, NotFound, Refused
from app.core.kinds import kind
from app.core.records import Writing
from app.stocktake_counts import Sight
from app.stocktake_forms import (
    ApproveForm,
    AssignForm,
    CloseForm,
    CountForm,
    ExplainForm,
    ExplainMetForm,
    MeetForm,
    MetForm,
    PlaceForm,
    PlanForm,
    SettleForm,
    StocktakeForm,
    UncountForm,
    WaitForm,
)
from models import Stocktake, Thing

NOT_WAITING = {'waits_at': None, 'waits_by': None}


@kind
async def plan(form: PlanForm, record: Writing) -> None:
    """What is counted, by whom, and which day the result stands for (盘点基准日)."""
    await stocktake_book.check_plan(form)
    said = form.model_dump(mode='json')
    scope = {name: said[name] for name in ('places', 'categories', 'custodians', 'value_from')}
    await Stocktake.create(
        id=record.id, name=form.name, preset=form.preset, reference=form.reference, scope=scope, blind=form.blind,
        teams=said['teams'], state='planned', planned_by=record.by.id, planned_at=record.received_at,
        cursor=record.number,
    )  # fmt: skip


@kind
async def assign(form: AssignForm, record: Writing) -> None:
    """Give the rooms to other people, also while they are being counted."""
    found = await stocktake_in(form.stocktake, 'planned', 'counting')
    await stocktake_book.check_teams(form.teams)
    if form.rooms:
        await stocktake_book.take_in(await stocktake_in(form.stocktake, 'counting'), form.rooms, record)
        found.edition += 1
    await keep(found, record, teams=form.model_dump(mode='json')['teams'])
    await stocktake_book.assign(found)


@kind
async def start(form: StocktakeForm, record: Writing) -> None:
    """Freeze the book side; from now on phones count."""
    found = await stocktake_in(form.stocktake, 'planned')
    await stocktake_book.freeze(found)
    await keep(found, record, state='counting', started_at=record.received_at)


@kind
async def recount(form: StocktakeForm, record: Writing) -> None:
    """What differs is counted once more, by somebody who did not count it before."""
    found = await stocktake_in(form.stocktake, 'counting')
    if found.round > 1:
        raise Conflict('recount_running')
    sql = "UPDATE stocktake_line SET is_again = (result != 'here' AND settled IS NULL) WHERE stocktake_id = ?"
    await db.run(sql, str(found.id))
    await keep(found, record, round=2, recount_at=record.received_at, **NOT_WAITING)


@kind
async def cancel(form: StocktakeForm, record: Writing) -> None:
    """It does not take place. What was counted stays readable."""
    found = await stocktake_in(form.stocktake, 'planned', 'counting')
    await keep(found, record, state='cancelled', ended_at=record.received_at, **NOT_WAITING)


@kind
async def count(thing: Thing, form: CountForm, record: Writing) -> None:
    """A thing was seen in a room. It is never too late to have seen something."""
    if thing.is_place:
        raise BadInput('place_not_counted', thing=thing.name)
    await _check_room(form.place, record)
    damaged = form.damaged if form.damaged is not None else (form.quantity or max(thing.quantity, 1))
    await stocktake_counts.keep(
        Sight(
            form.stocktake, form.place, thing, quantity=form.quantity, note=form.note, photos=form.photos,
            damaged=damaged if form.condition == 'damaged' or form.damaged else 0,
        ),
        record,
    )  # fmt: skip


@kind
async def meet(form: MeetForm, record: Writing) -> None:
    """Something that is on no book was found; a code that is known by now is a count of its thing."""
    await _check_room(form.place, record)
    thing = await stocktake_counts.thing_by(form.code, record)
    sight = Sight(form.stocktake, form.place, thing, note=form.note, photos=form.photos)
    sight.code = '' if thing else form.code
    await stocktake_counts.keep(sight, record)


@kind
async def uncount(form: UncountForm, record: Writing) -> None:
    """Whoever counted takes it back."""
    await stocktake_counts.take_back(form.count, form.stocktake, record)


@kind
async def finish(form: PlaceForm, record: Writing) -> None:
    """Somebody says that a room is done."""
    await _check_room(form.place, record)
    found = await stocktake_closing.finish(form, record)
    if found:
        await keep(found, record)


@kind
async def settle(form: SettleForm, record: Writing) -> None:
    """The office says which of differing counts holds."""
    await stocktake_in(form.stocktake, 'counting', 'closed')
    await stocktake_deciding.settle(form, record)


@kind
async def explain(form: ExplainForm) -> None:
    """Why something differs, and what is to be done about it once it is approved."""
    await stocktake_in(form.stocktake, 'counting', 'closed')
    await stocktake_deciding.explain(form)


@kind
async def explain_met(form: ExplainMetForm) -> None:
    """Why something is on no book, and whether it is put there once that is approved."""
    await stocktake_in(form.stocktake, 'counting', 'closed')
    await stocktake_met.explain(form)


@kind
async def countersign(form: PlaceForm, record: Writing) -> None:
    """Somebody else signs a room that was counted by whoever answers for it."""
    found = await stocktake_in(form.stocktake, 'counting', 'closed')
    await stocktake_deciding.countersign(found, form.place, record)


@kind
async def wait(form: WaitForm, record: Writing) -> None:
    """Close it by itself once everything has come from the phones."""
    found = await stocktake_in(form.stocktake, 'counting')
    waits = {'waits_at': record.received_at, 'waits_by': record.by.id} if form.waits else NOT_WAITING
    await keep(found, record, **waits)


@kind
async def close(form: CloseForm, record: Writing) -> None:
    """Nothing that comes from now on counts; it names whose phones were not waited for."""
    found = await stocktake_in(form.stocktake, 'counting')
    not_waited = [each.model_dump(mode='json') for each in form.not_waited]
    await stocktake_deciding.reasons_known(found)
    closed_by = record.by.id or found.waits_by  # whoever wanted it closed, where the server does it
    values = {'closed_at': record.received_at, 'closed_by': closed_by, 'not_waited': not_waited}
    await keep(found, record, state='closed', **values, **NOT_WAITING)


@kind
async def reopen(form: StocktakeForm, record: Writing) -> None:
    """Count on; what came too late counts now."""
    found = await stocktake_in(form.stocktake, 'closed')
    await keep(found, record, state='counting', closed_at=None, closed_by=None, not_waited=[])
    await stocktake_closing.take_in_late(found, record)


@kind
async def approve(form: ApproveForm, record: Writing) -> None:
    """The result holds. Only now is anything done about it, a record for each thing (`apply`)."""
    found = await stocktake_in(form.stocktake, 'closed')
    await stocktake_deciding.check_ready(found)
    values = {'approved_at': record.received_at, 'approved_by': record.by.id, 'approval': form.note}
    await keep(found, record, state='approved', **values, figures=await stocktake_counts.figures(found.id))


@kind
async def apply(thing: Thing, form: StocktakeForm, record: Writing) -> None:
    """Do for one thing what was approved."""
    await stocktake_approval.apply(await stocktake_in(form.stocktake, 'approved'), thing, record)


@kind
async def revert(thing: Thing, form: StocktakeForm, record: Writing) -> None:
    """Take back what was done for one thing."""
    await stocktake_approval.revert(await stocktake_in(form.stocktake, 'approved'), thing, record)


@kind(releases=True)
async def enter(form: MetForm, record: Writing) -> None:
    """Put something on the books that was found and is on none (盘盈入账)."""
    await stocktake_met.enter(await stocktake_in(form.stocktake, 'approved'), form.met, record)


@kind(releases=True)
async def strike(form: MetForm, record: Writing) -> None:
    """Take it off the books again."""
    await stocktake_met.strike(await stocktake_in(form.stocktake, 'approved'), form.met, record)


@kind
async def undo(form: StocktakeForm, record: Writing) -> None:
    """Take the approval back, once all that was done is taken back."""
    found = await stocktake_in(form.stocktake, 'approved')
    if left := await stocktake_approval.done(found.id):
        raise Conflict('still_applied', count=left)
    await keep(found, record, state='closed', approved_at=None, approved_by=None, approval='', figures=None)


@kind
async def seal(form: StocktakeForm, record: Writing) -> None:
    """The period is closed: nothing of it is taken back any more."""
    found = await stocktake_in(form.stocktake, 'approved')
    await keep(found, record, state='sealed', sealed_at=record.received_at, ended_at=record.received_at)


async def _check_room(place: UUID, record: Writing) -> None:
    """Raises Refused for whoever has rooms of their own and counts in another one."""
    if not await is_theirs(record.by, place, record.known):
        raise Refused('not_your_room')


async def stocktake_in(id: UUID, *states: str) -> Stocktake:
    """Raises NotFound when there is none and Conflict when it is past these states or not there yet."""
    found = await Stocktake.get_or_none(id=id)
    if not found:
        raise NotFound('unknown_stocktake')
    if found.state not in states:
        raise Conflict('stocktake_state', name=found.name, state=found.state)
    return found


async def keep(stocktake: Stocktake, record: Writing, **values: object) -> None:
    """Change a stocktake, so that phones hear of it."""
    await stocktake.update_from_dict({**values, 'cursor': record.number}).save()
