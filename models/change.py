"""What a record changed on a thing."""

from typing import Any

from tortoise import fields
from tortoise.models import Model


class Change(Model):
    """Which facts of a thing a record changed, from what to what, or none where the record made it."""

    id = fields.IntField(primary_key=True)
    number = fields.BigIntField(db_index=True)  # of the record
    thing_id = fields.UUIDField(db_index=True)
    facts: fields.JSONField[dict[str, list[Any]]] = fields.JSONField()  # name: [before, after]

    class Meta:
        table = 'change'
