"""Codes that somebody else printed: a maker's barcode, an old sticker, a serial number. They find a thing as well."""

import unicodedata

from pydantic import Field
from tortoise.expressions import Q

from app.core.errors import BadInput, Conflict
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.core.tagcode import read_code
from models import Barcode, Thing

LONGEST, SHORTEST = 200, 3


class AttachForm(Form):
    text: str = Field(max_length=LONGEST, title='barcodes-text')


@kind
async def attach(thing: Thing, form: AttachForm, record: Writing) -> None:
    """From now on this code finds the thing, too."""
    text = clean(form.text)
    if len(text) < SHORTEST:
        raise BadInput('barcode_too_short', least=SHORTEST)
    if read_code(text):
        raise Conflict('own_label')
    if thing.is_retired:
        raise Conflict('retired', thing=thing.name)
    found = await Barcode.get_or_none(text=text).select_related('thing')
    if found and found.thing and found.thing_id != thing.id:
        raise Conflict('barcode_taken', thing=found.thing.name)
    values = {'thing': thing, 'attached_at': record.received_at, 'cursor': record.number}
    await Barcode.update_or_create(text=text, defaults=values)


class DetachForm(Form):
    text: str = Field(max_length=LONGEST, title='barcodes-text')


@kind
async def detach(thing: Thing, form: DetachForm, record: Writing) -> None:
    """The code finds this thing no longer."""
    text = clean(form.text)
    if not await Barcode.filter(text=text, thing_id=thing.id).update(thing_id=None, cursor=record.number):
        raise Conflict('barcode_elsewhere', thing=thing.name)


def clean(text: str) -> str:
    """A code's text as it is compared: no control characters, widths and outer spaces ignored."""
    plain = ''.join(character for character in text if unicodedata.category(character) != 'Cc')
    return unicodedata.normalize('NFKC', plain).strip()[:LONGEST]


async def things_of(text: str, limit: int = 20) -> list[Thing]:
    """What a code leads to: the thing it was attached to, else whatever has it as asset code or serial number."""
    text = clean(text)
    if not text:
        return []
    attached = await Barcode.get_or_none(text=text).select_related('thing', 'thing__inside')
    if attached and attached.thing:
        return [attached.thing]
    things = Thing.filter(Q(code=text) | Q(serial=text)).exclude(state='retired')
    return await things.select_related('inside').order_by('name', 'piece').limit(limit)


async def barcodes_of(thing: Thing) -> list[Barcode]:
    return await Barcode.filter(thing_id=thing.id).order_by('attached_at')
