"""The register as a spreadsheet, and label sheets for what is in it."""

import asyncio
from uuid import UUID

from app import register, sheets
from app.core import db
from app.core.config import read_config
from app.labels import Label, write_labels
from models import Tag, Thing

FACTS = (
    'name', 'code', 'spec', 'unit', 'quantity', 'bought', 'funds', 'department', 'custodian', 'serial', 'state',
    'remarks',
)  # fmt: skip


async def export_file(language: str) -> bytes:
    """The register as .xlsx, in the columns that importing reads."""
    things = await Thing.filter(kind='asset').exclude(state='retired').select_related('inside').order_by('code', 'name')
    names = {key: category.zh for key, category in (await register.categories()).items()}
    lines = [
        {
            **{name: getattr(thing, name) for name in FACTS},
            'price': thing.price,
            'amount': thing.price * thing.quantity if thing.price is not None else '',
            'category': names.get(thing.category, ''),
            'place': thing.inside.name if thing.inside else '',
        }
        for thing in things
    ]
    return await asyncio.to_thread(sheets.write_register, lines, language)


async def label_sheet(
    *,
    layout: str = 'a4-3x8',
    inside: Thing | None = None,
    things: list[UUID] | None = None,
    skip: int = 0,
    marks: bool = False,
) -> tuple[bytes, int]:
    """A PDF of labels for everything that carries one, for one place with its contents, or for the things named.

    Raises BadInput when there is nothing to print or the layout is unknown.
    """
    labels = await labels_of(inside=inside, things=things)
    pdf = await asyncio.to_thread(
        write_labels, labels, public_url=read_config().public_url, layout=layout, skip=skip, marks=marks
    )
    return pdf, len(labels)


async def labels_of(*, inside: Thing | None = None, things: list[UUID] | None = None) -> list[Label]:
    """What the labels say, place by place, each place before its contents; written-off things have none."""
    found = Tag.filter(replaced_at=None, retired_at=None, thing__state__not='retired').select_related(
        'thing', 'thing__inside'
    )
    if things is not None:
        found = found.filter(thing_id__in=things)
    if inside:
        found = found.filter(thing_id__in=[str(id) for id in await _within(inside)])
    tags = [tag for tag in await found if tag.thing]
    tags.sort(key=lambda tag: _order(tag.thing))  # type: ignore[arg-type]
    return [_label(tag) for tag in tags]


def _order(thing: Thing) -> tuple[str, int, str, str]:
    place = thing.name if thing.is_place else thing.inside.name if thing.inside else ''
    return place, int(not thing.is_place), thing.code, thing.name + thing.piece


def _label(tag: Tag) -> Label:
    thing = tag.thing
    assert thing
    around = thing.inside.name if thing.inside else ''
    return Label(tag.code, thing.name, tuple(line for line in (around, register.code_of(thing) or thing.spec) if line))


async def _within(place: Thing) -> list[UUID]:
    """A place and everything in it, however deep."""
    sql = (
        'WITH RECURSIVE held(id) AS (SELECT id FROM thing WHERE id = ? UNION '
        'SELECT thing.id FROM thing JOIN held ON thing.inside_id = held.id) SELECT id FROM held'
    )
    return [UUID(str(row['id'])) for row in await db.rows(sql, str(place.id))]
