"""Schedules: what is to be checked when and by whom, and who stands in for whom."""

from tortoise import fields

from models.base import Pulled


class Schedule(Pulled):
    """A rule with its stops and whoever is responsible. Its id is that of the record that made it."""

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=80)
    rule: fields.JSONField[dict] = fields.JSONField()
    stops: fields.JSONField[list[str]] = fields.JSONField(default=list)  # ids of things, in the order of the walk
    inside = fields.BooleanField(default=False)  # each stop that is a place stands for all that is in it
    category = fields.CharField(max_length=40, default='')  # instead of stops, or to choose among what is inside
    checklist = fields.CharField(max_length=60, default='')  # empty: the checks that belong to each stop
    makes = fields.CharField(max_length=10, default='check', db_default='check')  # check | job: a repair order
    person_id = fields.UUIDField(null=True)
    post = fields.CharField(max_length=40, default='')  # a role, when it is not one person
    term_id = fields.UUIDField(null=True)  # runs in this term only
    starts = fields.DateField()
    ends = fields.DateField(null=True)
    since = fields.DatetimeField()  # nothing was due by this rule before it was made or changed
    stopped_at = fields.DatetimeField(null=True)

    class Meta:
        table = 'schedule'


class Substitute(Pulled):
    """Somebody who does what another one is responsible for while that one is away, both days included."""

    id = fields.UUIDField(primary_key=True)
    person_id = fields.UUIDField()
    substitute_id = fields.UUIDField()
    starts = fields.DateField()
    ends = fields.DateField()
    removed_at = fields.DatetimeField(null=True)

    class Meta:
        table = 'substitute'
