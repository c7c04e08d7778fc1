"""Write-offs: the way of an asset out of the books."""

from typing import Any

from tortoise import fields
from tortoise.fields import OnDelete
from tortoise.models import Model

from models.thing import Thing


class WriteOff(Model):
    """One application to write a thing off, with who did which step of it and when."""

    id = fields.UUIDField(primary_key=True)
    thing: fields.ForeignKeyRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='writeoffs', on_delete=OnDelete.RESTRICT, db_index=True
    )
    stage = fields.CharField(max_length=10)  # applied appraised approved disposed refused withdrawn
    is_open = fields.BooleanField(default=True)
    reason = fields.CharField(max_length=20)
    note = fields.TextField(default='')
    photos: fields.JSONField[list[str]] = fields.JSONField(default=list)
    state_before = fields.CharField(max_length=10, default='')
    steps: fields.JSONField[list[dict[str, Any]]] = fields.JSONField(default=list)  # what was said at each step
    applied_by = fields.UUIDField(null=True)
    applied_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    proceeds = fields.DecimalField(max_digits=14, decimal_places=2, null=True)  # yuan handed in after a sale

    thing_id: str

    class Meta:
        table = 'writeoff'
