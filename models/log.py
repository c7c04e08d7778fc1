"""Lines of logbooks: visitors, food samples, hand-overs."""

from tortoise import fields
from tortoise.fields import OnDelete

from models.base import Pulled
from models.thing import Thing


class LogEntry(Pulled):
    """A line of a logbook that is closed later, its id is the id of the record that wrote it, where the answers are."""

    id = fields.UUIDField(primary_key=True)
    thing: fields.ForeignKeyRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='log_entries', on_delete=OnDelete.RESTRICT, db_index=True
    )
    checklist = fields.CharField(max_length=60)
    version = fields.IntField()
    title = fields.CharField(max_length=200)
    at = fields.DatetimeField()
    by_id = fields.UUIDField(null=True)
    due_at = fields.DatetimeField(null=True)
    closed_at = fields.DatetimeField(null=True, db_index=True)
    closed_by = fields.UUIDField(null=True)
    closing: fields.JSONField[dict] = fields.JSONField(default=dict)  # answers given when it was closed

    thing_id: str

    class Meta:
        table = 'log_entry'
