"""Hand-overs: the list of a room, who counted it, and the three who signed it."""

from typing import Any

from tortoise import fields
from tortoise.fields import OnDelete

from models.base import Pulled
from models.thing import Thing


class Handover(Pulled):
    """A room's list as it was drawn from the register, its id is that of the record that drew it.

    The lines are a frozen copy. `digest` is of all that is signed, and stands from the first signature on.
    """

    id = fields.UUIDField(primary_key=True)
    room: fields.ForeignKeyRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='handovers', on_delete=OnDelete.RESTRICT, db_index=True
    )
    room_name = fields.CharField(max_length=200)
    owner = fields.CharField(max_length=80)  # the class or whoever answers for the room
    occasion = fields.CharField(max_length=10)  # start | end | change
    term = fields.CharField(max_length=60, default='')
    state = fields.CharField(max_length=10, default='drawn')  # drawn signing signed cancelled
    lines: fields.JSONField[list[dict[str, Any]]] = fields.JSONField(default=list)
    checks: fields.JSONField[list[dict[str, Any]]] = fields.JSONField(default=list)  # who counted what, as it came in
    before_id = fields.UUIDField(null=True)  # the list that this one is compared with
    digest = fields.CharField(max_length=64, default='')
    signatures: fields.JSONField[dict[str, dict[str, Any]]] = fields.JSONField(default=dict)  # by role
    settled: fields.JSONField[dict[str, dict[str, Any]]] = fields.JSONField(default=dict)  # what became of a line
    drawn_by = fields.UUIDField(null=True)
    drawn_at = fields.DatetimeField()
    signed_at = fields.DatetimeField(null=True)

    room_id: str

    class Meta:
        table = 'handover'
        indexes = (('term', 'occasion', 'room_id'), ('state', 'room_id'))
