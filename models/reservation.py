"""Reservations: what is promised to somebody for a time, one thing or any of a sort."""

from tortoise import fields
from tortoise.fields import OnDelete
from tortoise.models import Model

from models.thing import Thing


class Reservation(Model):
    """A promise, its id is the id of the record that made it. With `any_alike` it is for things like this one."""

    id = fields.UUIDField(primary_key=True)
    ref = fields.CharField(max_length=20)  # the number people say
    thing: fields.ForeignKeyRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='reservations', on_delete=OnDelete.RESTRICT, db_index=True
    )
    any_alike = fields.BooleanField(default=False)
    category = fields.CharField(max_length=40)  # these two say what is alike
    stem = fields.CharField(max_length=200)
    count = fields.IntField(default=1)
    begins_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    borrower_kind = fields.CharField(max_length=10)
    person_id = fields.UUIDField(null=True)
    borrower = fields.CharField(max_length=80, default='')
    purpose = fields.CharField(max_length=300, default='')
    made_by = fields.UUIDField(null=True)
    state = fields.CharField(max_length=10, default='open')  # open taken cancelled

    thing_id: str

    class Meta:
        table = 'reservation'
        indexes = (('state', 'ends_at'), ('category', 'stem', 'state', 'ends_at'))
