"""Repairs: from «it is broken» to closed."""

from tortoise import fields
from tortoise.fields import OnDelete

from models.base import Pulled
from models.thing import Thing


class Repair(Pulled):
    """A fault somebody reported, its id is the id of the record that opened it, or derives from it."""

    id = fields.UUIDField(primary_key=True)
    thing: fields.ForeignKeyRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='repairs', on_delete=OnDelete.RESTRICT, db_index=True
    )
    what = fields.TextField()
    urgency = fields.CharField(max_length=10, default='normal')  # low | normal | high
    item = fields.CharField(max_length=60, default='')  # the checklist item that found it
    inspection_id = fields.UUIDField(null=True)
    photos: fields.JSONField[list[str]] = fields.JSONField(default=list)
    blocks_use = fields.BooleanField(default=False)
    reported_by = fields.UUIDField(null=True)
    reported_at = fields.DatetimeField()
    outcome = fields.CharField(max_length=20, default='')  # fixed | replaced | not_needed
    note = fields.TextField(default='')
    closed_by = fields.UUIDField(null=True)
    closed_at = fields.DatetimeField(null=True, db_index=True)

    thing_id: str

    class Meta:
        table = 'repair'
