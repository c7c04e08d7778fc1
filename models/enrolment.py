"""Enrolments: things that were registered by scanning one blank label after another."""

from tortoise import fields

from models.base import Pulled


class Enrolment(Pulled):
    """One scan of a registration walk. `id` is that of its record and of the thing it made."""

    id = fields.UUIDField(primary_key=True)
    code = fields.CharField(max_length=12)  # of the label
    by_id = fields.UUIDField(null=True)
    at = fields.DatetimeField()
    undone_at = fields.DatetimeField(null=True)  # the thing is gone and the label is blank again

    class Meta:
        table = 'enrolment'
