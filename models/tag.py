"""Tags: printed QR codes."""

from tortoise import fields
from tortoise.fields import OnDelete

from models.base import Pulled
from models.thing import Thing


class Tag(Pulled):
    """A printed QR code, blank until it is bound to a thing."""

    code = fields.CharField(primary_key=True, max_length=12)
    thing: fields.ForeignKeyNullableRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='tags', null=True, on_delete=OnDelete.RESTRICT, db_index=True
    )
    bound_at = fields.DatetimeField(null=True)
    replaced_at = fields.DatetimeField(null=True)  # a lost or worn label: its code still finds the thing

    thing_id: str | None

    class Meta:
        table = 'tag'
