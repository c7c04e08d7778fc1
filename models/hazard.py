"""Hazards: what could hurt somebody, with a deadline, until somebody else has seen that it was put right."""

from typing import Any

from tortoise import fields
from tortoise.fields import OnDelete
from tortoise.models import Model

from models.thing import Thing


class Hazard(Model):
    """A danger that somebody answers for, its id is the id of the record that opened it.

    It is open, then fixed, then passed by somebody else; or cancelled. What did not pass is open again.
    """

    id = fields.UUIDField(primary_key=True)
    ref = fields.CharField(max_length=20)  # the number people say
    thing: fields.ForeignKeyRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='hazards', on_delete=OnDelete.RESTRICT, db_index=True
    )
    repair_id = fields.UUIDField(null=True, db_index=True)  # whose end is its own
    what = fields.TextField()
    level = fields.CharField(max_length=10)  # general | major
    photos: fields.JSONField[list[str]] = fields.JSONField(default=list)
    found_by = fields.UUIDField(null=True)
    found_at = fields.DatetimeField(db_index=True)
    owner_id = fields.UUIDField(null=True)
    due = fields.DateField()
    measure = fields.TextField(default='')

    state = fields.CharField(max_length=10, default='open')  # open fixed passed cancelled
    fixed_by = fields.UUIDField(null=True)
    fixed_at = fields.DatetimeField(null=True)
    done = fields.TextField(default='')  # what was done
    photos_after: fields.JSONField[list[str]] = fields.JSONField(default=list)
    checked_by = fields.UUIDField(null=True)
    checked_at = fields.DatetimeField(null=True)
    opinion = fields.TextField(default='')  # what was said at the re-check, or why it was cancelled
    times_returned = fields.IntField(default=0)
    settled_at = fields.DatetimeField(null=True)
    steps: fields.JSONField[list[dict[str, Any]]] = fields.JSONField(default=list)  # who did what and when

    thing_id: str

    class Meta:
        table = 'hazard'
        indexes = (('settled_at', 'due'), ('owner_id', 'settled_at'))
