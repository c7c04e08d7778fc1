"""Borrowers: 90 days after what they had came back, those from outside and pupils' marks are nobody's any more (S31).

Staff stay: their names go when they leave (`people.forget`). The log's texts are written anew as there (`blots`).
"""

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import orjson
from pydantic import Field, StringConstraints
from tortoise.expressions import Q

from app.core import blots
from app.core.actors import the_server
from app.core.clock import now
from app.core.entries import Moment, enter
from app.core.errors import Conflict
from app.core.kinds import Form, kind
from app.core.records import Writing, write_one
from models import Loan, LoanReturn, LoanSlip, Record, Refusal, Reservation

KEPT = timedelta(days=90)
MOST = 500  # texts in one record
FIRST, EVERY = 900, 86_400  # seconds
ABOUT = Q(kind__startswith='loans.') | Q(kind__startswith='reservations.')
NOBODY = 'gone-'
OUTSIDE = {'borrower_kind': 'outside'}

Pseudonym = Annotated[str, StringConstraints(pattern=r'^gone-[0-9a-f]{12}$')]
logger = logging.getLogger('tagwalk.borrowers')


class ForgetForm(Form):
    before: Moment
    texts: dict[UUID, str] = Field(min_length=1, max_length=10_000)  # the hash of what each record says instead
    gone: dict[UUID, Pseudonym] = {}  # and who its borrower from outside is now


@kind
async def forget(form: ForgetForm, record: Writing) -> None:
    """Names of outsiders, marks of pupils and who brought things back go out of the tables and out of the log."""
    if form.before > record.received_at - KEPT:
        raise Conflict('too_early')
    for row in await Record.filter(ABOUT, id__in=list(form.texts), received_at__lt=form.before):
        text = blotted(row.envelope, form.gone.get(row.id))
        if blots.hash_of(text) != form.texts[row.id]:
            raise Conflict('changed_meanwhile')
        if row.id in form.gone:
            await _rename(orjson.loads(row.envelope)['payload']['borrower'], form.gone[row.id])
        await Record.filter(id=row.id).update(envelope=text)
        await LoanSlip.filter(id=row.id).update(mark='')
    await LoanReturn.filter(at__lt=form.before).exclude(brought_by='').update(brought_by='')


async def _rename(name: str, pseudonym: str) -> None:
    for model in (LoanSlip, Loan, Reservation):
        await model.filter(borrower=name, **OUTSIDE).update(borrower=pseudonym)
    for refusal in await Refusal.filter(ABOUT, envelope__contains=_written(name)):
        await Refusal.filter(id=refusal.id).update(envelope=blotted(refusal.envelope, pseudonym))


def blotted(envelope: str, pseudonym: str | None) -> str:
    """What a record says instead; the same once more changes nothing."""
    raw = orjson.loads(envelope)
    payload = raw['payload']
    instead = {'mark': '', 'brought_by': ''}
    if pseudonym and payload.get('borrower_kind') == 'outside':
        instead['borrower'] = pseudonym
    raw['payload'] = payload | {name: value for name, value in instead.items() if payload.get(name)}
    return orjson.dumps(raw).decode()


def _written(name: str) -> str:
    """As a name stands in an envelope."""
    return f'"borrower":{orjson.dumps(name).decode()}'


async def due(moment: datetime) -> dict[str, Any] | None:
    """What is to be forgotten next: as the record says it. Nothing when there is nothing."""
    before = moment - KEPT
    busy = await _busy(before)
    gone: dict[str, str] = {}
    rows: list[Record] = []
    async for slip in LoanSlip.filter(lent_at__lt=before, mark__not='').limit(10 * MOST):
        if slip.id not in busy and len(rows) < MOST:
            rows += await Record.filter(id=slip.id, received_at__lt=before)
    taken_back = Record.filter(kind='loans.take_back', received_at__lt=before, envelope__contains='"brought_by":"')
    async for row in taken_back.exclude(envelope__contains='"brought_by":""').limit(MOST):
        rows.append(row)
    for name in await _outsiders(before, busy):
        found = [row for row in await Record.filter(ABOUT, envelope__contains=_written(name)) if _is_theirs(row, name)]
        if found and len(rows) + len(found) <= 10 * MOST and all(row.received_at < before for row in found):
            pseudonym = NOBODY + min(found, key=lambda row: row.number).id.hex[-12:]
            gone |= {str(row.id): pseudonym for row in found}
            rows += found
    texts = {str(row.id): blots.hash_of(blotted(row.envelope, gone.get(str(row.id)))) for row in rows}
    return {'before': before.isoformat(), 'texts': texts, 'gone': gone} if texts else None


async def _busy(before: datetime) -> set[UUID]:
    """Slips of which something is out, asked for or claimed still, or came back too lately."""
    found = Loan.filter(Q(state__in=('out', 'asked', 'claim')) | Q(returned_at__gte=before))
    return {UUID(str(id)) for id in await found.values_list('slip_id', flat=True)}


async def _outsiders(before: datetime, busy: set[UUID]) -> Iterable[str]:
    """Who has nothing any more, is promised nothing, and had nothing for 90 days."""
    names: dict[str, bool] = {}
    for slip in await LoanSlip.filter(**OUTSIDE).exclude(borrower__startswith=NOBODY):
        names[slip.borrower] = names.get(slip.borrower, True) and slip.id not in busy and slip.lent_at < before
    for promise in await Reservation.filter(**OUTSIDE).exclude(borrower__startswith=NOBODY):
        names[promise.borrower] = names.get(promise.borrower, True) and promise.ends_at < before
    return [name for name, is_over in names.items() if is_over][:MOST]


def _is_theirs(row: Record, name: str) -> bool:
    payload = orjson.loads(row.envelope)['payload']
    return payload.get('borrower_kind') == 'outside' and payload.get('borrower') == name


async def forget_old() -> int:
    """Forget all that is due. How many records of the log say less now."""
    done = 0
    while found := await due(now()):
        await write_one(enter('borrowers.forget', found), the_server())
        done += len(found['texts'])
    return done


async def go() -> None:
    """Once a day, for as long as the server runs."""
    await asyncio.sleep(FIRST)
    while True:
        try:
            await forget_old()
        except Exception:
            logger.exception('borrowers were not forgotten')
        await asyncio.sleep(EVERY)
