"""Imports: a spreadsheet written as a whole and undone as a whole, and what people taught the importer."""

from typing import Any
from uuid import UUID

from pydantic import Field

from app import import_undo
from app.cells import place_key
from app.core.errors import Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from models import ColumnChoice, Import, PlaceAlias, Thing


class WriteForm(Form):
    name: str = Field(default='', max_length=200)  # of the file
    counts: dict[str, int] = Field(default={}, max_length=20)


@kind
async def write(form: WriteForm, record: Writing) -> None:
    """An import begins: the records after this one, up to `imports.finish`, are its rows."""
    await Import.create(
        id=record.id,
        name=form.name,
        by_id=record.by.id,
        at=record.received_at,
        opens=record.number,
        counts=form.counts,
    )


class FinishForm(Form):
    of: UUID


@kind
async def finish(form: FinishForm, record: Writing) -> None:
    """The last row of an import is in."""
    await Import.filter(id=form.of).update(closes=record.number)


class UndoForm(Form):
    of: UUID


@kind
async def undo(form: UndoForm, record: Writing) -> None:
    """Take an import back as a whole. Raises Conflict when it is undone already or something has changed since."""
    found = await Import.get_or_none(id=form.of)
    if not found or not found.closes:
        raise NotFound('unknown_import')
    if found.undone_at:
        raise Conflict('import_undone', name=found.name)
    await import_undo.take_back(found, record)
    found.undone_at = record.received_at
    await found.save(update_fields=['undone_at'])


class AliasForm(Form):
    written: str = Field(min_length=1, max_length=200, title='imports-alias')


@kind
async def alias(thing: Thing, form: AliasForm) -> None:
    """What else a place is called in spreadsheets. The last one who says so is right."""
    if not thing.is_place:
        raise NotFound('unknown_place')
    key = place_key(form.written)[:200]
    await PlaceAlias.update_or_create(key=key, defaults={'written': form.written, 'place_id': thing.id})


class ChooseForm(Form):
    signature: str = Field(pattern=r'^[0-9a-f]{64}$')
    columns: dict[str, str] = Field(max_length=60)  # our column → their heading


@kind
async def choose(form: ChooseForm) -> None:
    """Which heading means what, for all spreadsheets with these headings."""
    await ColumnChoice.update_or_create(signature=form.signature, defaults={'columns': form.columns})


async def latest(limit: int = 10) -> list[Import]:
    """The imports that were written, newest first."""
    return await Import.filter(closes__gt=0).order_by('-opens').limit(limit)


async def chosen_columns(signature: str) -> dict[str, str]:
    """Which heading means what here, if anybody has said so."""
    found = await ColumnChoice.get_or_none(signature=signature)
    return dict(found.columns) if found else {}


async def aliases() -> list[tuple[str, UUID]]:
    """Every other spelling with its place."""
    found: list[Any] = await PlaceAlias.all().values_list('written', 'place_id')
    return [(written, UUID(str(place))) for written, place in found]
