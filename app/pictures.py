"""Pictures: what a thing looks like, so that everybody knows which one is meant."""

from pydantic import Field

from app.core.entries import Sha256
from app.core.errors import Conflict, NotFound
from app.core.kinds import Form, kind
from app.core.records import Writing
from models import Thing

MOST = 12


class AddForm(Form):
    photos: list[Sha256] = Field(
        min_length=1, max_length=MOST, title='pictures-add-photos', json_schema_extra={'widget': 'photos'}
    )


@kind
async def add(thing: Thing, form: AddForm, record: Writing) -> None:
    """Keep photos with a thing."""
    kept = list(dict.fromkeys([*(thing.photos or []), *form.photos]))
    if len(kept) > MOST:
        raise Conflict('too_many_photos', thing=thing.name, most=MOST)
    await record.change(thing, photos=kept)


class DropForm(Form):
    photo: Sha256


@kind
async def drop(thing: Thing, form: DropForm, record: Writing) -> None:
    """Take a photo off a thing; the log keeps it."""
    if form.photo not in (thing.photos or []):
        raise NotFound('unknown_photo')
    await record.change(thing, photos=[photo for photo in thing.photos if photo != form.photo])
