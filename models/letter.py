"""Safety responsibility letters: what a post answers for in a year, and who has signed it."""

from typing import Any

from tortoise import fields
from tortoise.models import Model


class Letter(Model):
    """One letter (安全责任书) for one person. Its text is a frozen copy, fixed by `digest` from the beginning."""

    id = fields.UUIDField(primary_key=True)
    year = fields.IntField()
    post = fields.CharField(max_length=40)  # which text it was made of
    title = fields.CharField(max_length=120)
    lines: fields.JSONField[list[str]] = fields.JSONField(default=list)
    person_id = fields.UUIDField(db_index=True)
    state = fields.CharField(max_length=10, default='open')  # open signed cancelled
    digest = fields.CharField(max_length=64)
    signatures: fields.JSONField[dict[str, dict[str, Any]]] = fields.JSONField(default=dict)  # by role
    issued_by = fields.UUIDField(null=True)
    issued_at = fields.DatetimeField()
    signed_at = fields.DatetimeField(null=True)

    class Meta:
        table = 'letter'
        indexes = (('year', 'post', 'person_id'),)
