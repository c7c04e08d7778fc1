"""Blank labels: printed in batches before anybody knows what they will be put on."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from pydantic import Field

from app import settings
from app.core import db
from app.core.config import read_config
from app.core.errors import BadInput, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.core.tagcode import code_for
from app.labels import Label, write_labels
from app.layouts import LAYOUTS
from models import Tag, TagBatch

MOST = 5_000


class PreprintForm(Form):
    count: int = Field(title='blanks-count')
    layout: str = Field(max_length=40, title='labels-layout')
    title: str = Field(default='', max_length=40, title='blanks-name')


@kind
async def preprint(form: PreprintForm, record: Writing) -> None:
    """So many new codes that belong to nothing yet."""
    if not 1 <= form.count <= MOST:
        raise BadInput('batch_size', count=form.count, most=MOST)
    if form.layout not in LAYOUTS:
        raise BadInput('unknown_layout', layout=form.layout, known=list(LAYOUTS))
    await TagBatch.create(
        id=record.id, count=form.count, layout=form.layout, title=form.title, by_id=record.by.id,
        made_at=record.received_at,
    )  # fmt: skip
    columns = ('code', 'batch', 'cursor', 'replaced_by', 'retired_why', 'report')
    key = await settings.code_key()
    codes = {code_for(key, f'{record.id}/{number}') for number in range(form.count)}
    # Phones hear of a label once it is bound: until then its cursor stays 0.
    await db.insert('tag', columns, [[code, str(record.id), 0, '', '', ''] for code in codes])


@dataclass(frozen=True)
class Batch:
    """A batch of labels and how many of them are still blank."""

    made: TagBatch
    blank: int

    @property
    def used(self) -> int:
        return self.made.count - self.blank


async def batches(limit: int = 50) -> list[Batch]:
    """The last batches, newest first."""
    return [await _counted(made) for made in await TagBatch.all().order_by('-made_at').limit(limit)]


async def batch(id: UUID | str) -> Batch:
    """Raises NotFound when there is no such batch."""
    try:
        made = await TagBatch.get_or_none(id=UUID(str(id)))
    except ValueError:
        made = None
    if not made:
        raise NotFound('unknown_batch')
    return await _counted(made)


async def sheet(id: UUID | str, *, layout: str = '', skip: int = 0, marks: bool = False) -> bytes:
    """A PDF of the labels of a batch that are still blank: one that is in use is not printed a second time.

    Raises NotFound, and BadInput as `write_labels` does.
    """
    made = (await batch(id)).made
    codes = (
        await Tag.filter(batch=made.id, thing_id=None, retired_at=None).order_by('code').values_list('code', flat=True)
    )
    labels = [Label(str(code), owner=made.title) for code in codes]
    public_url, layout = read_config().public_url, layout or made.layout
    return await asyncio.to_thread(write_labels, labels, public_url, layout, start=skip + 1, marks=marks)


async def _counted(made: TagBatch) -> Batch:
    return Batch(made, await Tag.filter(batch=made.id, thing_id=None, retired_at=None).count())
