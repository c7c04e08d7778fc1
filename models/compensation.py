"""Compensation: what a loss costs and who bears it, by the school's own rules."""

from decimal import Decimal
from typing import Any

from tortoise import fields
from tortoise.fields import OnDelete
from tortoise.models import Model

from models.thing import Thing


class Claim(Model):
    """One loss or damage to be made good. Money is in yuan. A class bears it, and no pupil's name is kept."""

    id = fields.UUIDField(primary_key=True)
    ref = fields.CharField(max_length=20)  # the number people say
    thing: fields.ForeignKeyRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='claims', on_delete=OnDelete.RESTRICT, db_index=True
    )
    thing_name = fields.CharField(max_length=200)
    pieces = fields.IntField(default=1)
    source = fields.CharField(max_length=10)  # repair loan handover stocktake staff
    source_id = fields.UUIDField(null=True)
    what = fields.TextField()
    photos: fields.JSONField[list[str]] = fields.JSONField(default=list)
    cause = fields.CharField(max_length=10, default='')  # wear careless deliberate nobody lost, or not known yet
    owner_id = fields.UUIDField(null=True)  # the room of the class that answers for it
    owner = fields.CharField(max_length=80, default='')  # the class, as it is called
    term = fields.CharField(max_length=60, default='')
    state = fields.CharField(max_length=10, default='open')  # open verified approved, then paid waived worked free
    price = fields.DecimalField(max_digits=14, decimal_places=2, null=True)  # of one piece, when it was new
    price_from = fields.CharField(max_length=10, default='')  # register | list | said
    bought = fields.CharField(max_length=10, default='')
    life = fields.IntField(null=True)  # years
    repair_cost = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    beyond_repair = fields.BooleanField(default=False)
    proposed = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    allowed = fields.DecimalField(max_digits=14, decimal_places=2, default=0)  # of it free of charge for the class
    amount = fields.DecimalField(max_digits=14, decimal_places=2, null=True)  # what was verified
    worked = fields.DecimalField(max_digits=14, decimal_places=2, default=0, db_default=0)  # of it made good by work
    points = fields.DecimalField(max_digits=6, decimal_places=2, default=0)  # taken from the class marks
    receipt = fields.IntField(null=True, unique=True)
    rules_id = fields.UUIDField(null=True)
    opened_by = fields.UUIDField(null=True)
    opened_at = fields.DatetimeField()
    settled_at = fields.DatetimeField(null=True)
    steps: fields.JSONField[list[dict[str, Any]]] = fields.JSONField(default=list)

    thing_id: str

    @property
    def left(self) -> Decimal:
        """What is to be paid when nothing else is made good by work."""
        return Decimal(self.amount or 0) - Decimal(self.worked)

    class Meta:
        table = 'claim'
        indexes = (('state', 'opened_at'), ('term', 'owner_id'), ('source', 'source_id'))


class Settlement(Model):
    """What a class owes for a term as three signed it on the screen, its id derives from both."""

    id = fields.UUIDField(primary_key=True)
    term = fields.CharField(max_length=60, default='')
    owner = fields.CharField(max_length=80)  # the class, as it is called
    digest = fields.CharField(max_length=64)  # of what was signed
    signatures: fields.JSONField[dict[str, dict[str, Any]]] = fields.JSONField(default=dict)  # by role
    signed_at = fields.DatetimeField(null=True)  # when all three had

    class Meta:
        table = 'settlement'
        indexes = (('term',),)


class CompensationRules(Model):
    """The school's rules as they were at one time, the newest are in force, older ones explain older sums."""

    id = fields.UUIDField(primary_key=True)
    number = fields.BigIntField(unique=True)  # of the record
    body: fields.JSONField[dict[str, Any]] = fields.JSONField()
    at = fields.DatetimeField()

    class Meta:
        table = 'compensation_rules'


class ListPrice(Model):
    """What a thing costs new and how long it serves, by its name or its category."""

    key = fields.CharField(primary_key=True, max_length=120)  # name:… or category:…
    name = fields.CharField(max_length=100)
    price = fields.DecimalField(max_digits=14, decimal_places=2)
    life = fields.IntField(null=True)  # years
    removed_at = fields.DatetimeField(null=True)

    class Meta:
        table = 'list_price'
