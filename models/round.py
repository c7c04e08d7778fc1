"""Rounds: a schedule's stops walked on one day, and the visits to them."""

from tortoise import fields
from tortoise.fields import OnDelete
from tortoise.models import Model

from models.base import Pulled
from models.schedule import Schedule


class Round(Pulled):
    """A round that somebody began, explained or let pass. Its id follows from its schedule, day and slot."""

    id = fields.UUIDField(primary_key=True)
    schedule: fields.ForeignKeyRelation[Schedule] = fields.ForeignKeyField(
        'models.Schedule', related_name='rounds', on_delete=OnDelete.RESTRICT, db_index=True
    )
    day = fields.DateField(db_index=True)
    slot = fields.IntField()
    opens = fields.DatetimeField()
    by = fields.DatetimeField()
    closes = fields.DatetimeField()
    stops: fields.JSONField[list[dict]] = fields.JSONField(default=list)  # thing, checks; as they were at the start
    skipped: fields.JSONField[dict[str, str]] = fields.JSONField(default=dict)  # why a stop was left out
    done = fields.IntField(default=0)  # stops visited or skipped
    walker_id = fields.UUIDField(null=True)  # who has it now
    walkers: fields.JSONField[list[str]] = fields.JSONField(default=list)
    started_at = fields.DatetimeField(null=True)
    paused_at = fields.DatetimeField(null=True)
    done_at = fields.DatetimeField(null=True)
    why = fields.TextField(default='')  # it was missed
    explained_by = fields.UUIDField(null=True)
    explained_at = fields.DatetimeField(null=True)

    schedule_id: str

    class Meta:
        table = 'round'


class Visit(Model):
    """A check that counted for a round. Its id derives from the check's record and the round."""

    id = fields.UUIDField(primary_key=True)
    round: fields.ForeignKeyRelation[Round] = fields.ForeignKeyField(
        'models.Round', related_name='visits', on_delete=OnDelete.RESTRICT, db_index=True
    )
    record_id = fields.UUIDField()
    thing_id = fields.UUIDField(db_index=True)
    checklist = fields.CharField(max_length=60)
    by_id = fields.UUIDField(null=True, db_index=True)
    at = fields.DatetimeField()
    how = fields.CharField(max_length=10, default='')  # scan | link | list | typed
    quick = fields.BooleanField(default=False)  # «all normal» was pressed
    flags: fields.JSONField[list[str]] = fields.JSONField(default=list)

    round_id: str

    class Meta:
        table = 'visit'
