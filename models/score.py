"""Scores of class areas, offices and dormitories: points given, boards published, appeals against them."""

from tortoise import fields
from tortoise.fields import OnDelete
from tortoise.models import Model

from models.thing import Thing


class Award(Model):
    """Points given or taken besides the checks: a reward for care, or a deduction."""

    id = fields.UUIDField(primary_key=True)
    thing: fields.ForeignKeyRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='awards', on_delete=OnDelete.RESTRICT, db_index=True
    )
    checklist = fields.CharField(max_length=60)
    points = fields.FloatField()
    reason = fields.CharField(max_length=300)
    at = fields.DatetimeField()
    by_id = fields.UUIDField(null=True)

    thing_id: str

    class Meta:
        table = 'award'


class Board(Model):
    """The scores of a week or month as they were published, they change afterwards only by an appeal."""

    id = fields.UUIDField(primary_key=True)
    checklist = fields.CharField(max_length=60)
    period = fields.CharField(max_length=10)  # 2026-W47 or 2026-11
    rows: fields.JSONField[list[dict]] = fields.JSONField()
    published_at = fields.DatetimeField()
    appeals_until = fields.DatetimeField()

    class Meta:
        table = 'board'
        unique_together = (('checklist', 'period'),)


class Appeal(Model):
    """Somebody does not agree with a place's points."""

    id = fields.UUIDField(primary_key=True)
    board: fields.ForeignKeyRelation[Board] = fields.ForeignKeyField(
        'models.Board', related_name='appeals', on_delete=OnDelete.RESTRICT, db_index=True
    )
    thing_id = fields.UUIDField()
    text = fields.TextField()
    at = fields.DatetimeField()
    by_id = fields.UUIDField(null=True)
    points = fields.FloatField(null=True)  # given or taken when it was settled
    note = fields.TextField(default='')
    settled_at = fields.DatetimeField(null=True)
    settled_by = fields.UUIDField(null=True)

    board_id: str

    class Meta:
        table = 'appeal'


class ScorePlan(Model):
    """When the scores of a checklist are published by themselves, no row means as the checklist itself says."""

    checklist = fields.CharField(primary_key=True, max_length=60)
    automatic = fields.BooleanField()
    every = fields.CharField(max_length=10)  # week | month
    weekday = fields.IntField()  # of a week: 0 is Monday
    day = fields.IntField()  # of a month
    at = fields.CharField(max_length=5)
    appeal_days = fields.IntField()
    since = fields.DatetimeField()

    class Meta:
        table = 'score_plan'
