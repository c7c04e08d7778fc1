"""Reminders: what people were reminded of, on which ways, and the browsers that take a push."""

from tortoise import fields
from tortoise.fields import OnDelete
from tortoise.models import Model


class Notice(Model):
    """Something people are reminded of once, its id follows from what it is about."""

    id = fields.UUIDField(primary_key=True)
    what = fields.CharField(max_length=20)
    about = fields.UUIDField()
    facts: fields.JSONField[dict] = fields.JSONField(default=dict)  # what the sentence takes, never a person's name
    path = fields.CharField(max_length=200)  # of the page to open
    people: fields.JSONField[list[str]] = fields.JSONField(default=list)  # whose phones are told
    made_at = fields.DatetimeField(db_index=True)

    deliveries: fields.ReverseRelation['Delivery']

    class Meta:
        table = 'notice'


class Delivery(Model):
    """A notice on one way, to the group's robot or to one browser: sent, still to be tried, or given up."""

    id = fields.UUIDField(primary_key=True)  # derives from the notice and the way
    notice: fields.ForeignKeyRelation[Notice] = fields.ForeignKeyField(
        'models.Notice', related_name='deliveries', on_delete=OnDelete.RESTRICT, db_index=True
    )
    way = fields.CharField(max_length=40)  # robot, or the id of a browser
    tries = fields.IntField(default=0)
    next_at = fields.DatetimeField(null=True, db_index=True)  # nothing: it is settled
    tried_at = fields.DatetimeField(null=True, db_index=True)
    sent_at = fields.DatetimeField(null=True)
    code = fields.CharField(max_length=40, default='')  # why the last try failed
    said = fields.CharField(max_length=200, default='')  # what the other side answered then

    notice_id: str

    class Meta:
        table = 'delivery'


class Browser(Model):
    """A browser that takes web pushes for somebody while they are signed in on it, its id is the device's."""

    id = fields.UUIDField(primary_key=True)
    person_id = fields.UUIDField()
    endpoint = fields.TextField()
    p256dh = fields.CharField(max_length=120)
    auth = fields.CharField(max_length=40)
    made_at = fields.DatetimeField()

    class Meta:
        table = 'browser'
