"""What was met and is on no book (盘盈): why, and putting it on the books once that is approved."""

from typing import Any
from uuid import UUID

import orjson

from app import enrolments, import_undo, register
from app.core import db
from app.core.errors import BadInput, Conflict, NotFound
from app.core.known import among
from app.core.records import Writing
from app.core.tagcode import read_code
from app.pictures import MOST
from app.stocktake_forms import ExplainMetForm
from models import Stocktake, StocktakeCount, Thing

MET = 'stocktake_id = ? AND thing_id IS NULL AND undone_at IS NULL AND NOT is_late'


async def unknown(id: UUID) -> list[StocktakeCount]:
    """What is on no book, each code once, as it was met first."""
    once: dict[str, StocktakeCount] = {}
    for each in await db.fetch(StocktakeCount, f'{MET} ORDER BY n, id', str(id)):
        once.setdefault(each.code or str(each.id), each)
    return list(once.values())


async def explain(form: ExplainMetForm) -> None:
    """Give what is on no book its reason. Raises BadInput where several things would be entered under one name."""
    ids = [str(each) for each in form.counts]
    rows = await db.rows(f'SELECT id, code FROM stocktake_count WHERE {MET} AND {among("id", ids)}',
                         str(form.stocktake), *ids)  # fmt: skip
    if len(rows) < len(set(ids)):
        raise NotFound('unknown_line')
    if form.enters and (len(ids) > 1 or not form.name):
        raise BadInput('met_name')
    codes = [row['code'] for row in rows if row['code']]
    said: dict[str, Any] = {'reason': form.reason, 'note': form.note, 'enters': form.enters}
    if form.enters:
        said |= {'name': form.name, 'category': form.category, 'quantity': form.quantity}
    these = f'{MET} AND ({among("id", ids)} OR {among("code", codes)})' if codes else f'{MET} AND {among("id", ids)}'
    sql = f'UPDATE stocktake_count SET settled = ? WHERE {these}'
    await db.run(sql, orjson.dumps(said).decode(), str(form.stocktake), *ids, *codes)


async def to_enter(id: UUID) -> list[StocktakeCount]:
    """What is still to be put on the books."""
    return [each for each in await unknown(id) if each.settled and each.settled['enters'] and not each.entered_id]


async def entered(id: UUID) -> list[StocktakeCount]:
    """What was put on the books."""
    return await StocktakeCount.filter(stocktake_id=id, entered_id__not_isnull=True).order_by('n')


async def enter(stocktake: Stocktake, met: UUID, record: Writing) -> None:
    """A thing of the register, where it was met, with the label it bears where that is one of ours."""
    count = await _met(stocktake, met)
    said = count.settled or {}
    if not said.get('enters'):
        raise NotFound('unknown_line')
    if count.entered_id:
        raise Conflict('already_applied', thing=said['name'])
    code = read_code(count.code) if '/' not in count.code else None
    facts = register.AddForm(
        name=said['name'], category=said['category'], quantity=said['quantity'], inside=UUID(str(count.place_id)),
        remarks=' · '.join(part for part in (stocktake.name, count.note) if part), tags=[code] if code else [],
    )  # fmt: skip
    await register.add(facts, record)
    await record.flush()
    thing = await record.known.thing(record.id)
    if thing and count.photos:
        await record.change(thing, photos=count.photos[:MOST])
    await _mark(count, record.id)


async def strike(stocktake: Stocktake, met: UUID, record: Writing) -> None:
    """As if it had never been entered; its label is blank again. Raises Conflict once anything happened to it."""
    count = await _met(stocktake, met)
    if not count.entered_id:
        raise Conflict('not_applied', thing=(count.settled or {}).get('name', ''))
    thing = await Thing.get(id=count.entered_id)
    if await enrolments.is_used(thing):
        raise Conflict('thing_used', thing=thing.name)
    await import_undo.unmake([str(thing.id)], record)
    await _mark(count, None)


async def _met(stocktake: Stocktake, id: UUID) -> StocktakeCount:
    found = await StocktakeCount.get_or_none(id=id, stocktake_id=stocktake.id, thing_id=None, undone_at=None)
    if not found:
        raise NotFound('unknown_line')
    return found


async def _mark(count: StocktakeCount, thing: UUID | None) -> None:
    sql = 'UPDATE stocktake_count SET entered_id = ? WHERE id = ?'
    await db.run(sql, str(thing) if thing else None, str(count.id))
