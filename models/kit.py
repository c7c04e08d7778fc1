"""Kits: what belongs into a bag that is lent as one thing, and what of it is missing."""

from tortoise import fields
from tortoise.fields import OnDelete
from tortoise.models import Model

from models.thing import Thing


class KitPart(Model):
    """So many of one sort in a kit. A part with a label of its own goes where the kit goes."""

    id = fields.UUIDField(primary_key=True)
    kit: fields.ForeignKeyRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='parts', on_delete=OnDelete.RESTRICT, db_index=True
    )
    part: fields.ForeignKeyNullableRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='kits', on_delete=OnDelete.RESTRICT, null=True, db_index=True
    )
    name = fields.CharField(max_length=80)
    quantity = fields.IntField(default=1)
    missing = fields.IntField(default=0)  # did not come back with it, until somebody fills it up
    place = fields.IntField(default=0)  # in the list

    kit_id: str
    part_id: str | None

    class Meta:
        table = 'kit_part'
