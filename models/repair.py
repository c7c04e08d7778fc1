"""Repairs: from «it is broken» to confirmed, with who did what and what it cost."""

from tortoise import fields
from tortoise.fields import OnDelete
from tortoise.models import Model

from models.base import Pulled
from models.thing import Thing


class Repair(Pulled):
    """A fault or work that is due, its id is the id of the record that opened it, or derives from it.

    `closed_at` is when the work was over, `settled_at` when nothing about it was open any more.
    """

    id = fields.UUIDField(primary_key=True)
    ref = fields.CharField(max_length=20, default='', db_default='')  # the number people say: 1042, or 1042-2
    thing: fields.ForeignKeyRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='repairs', on_delete=OnDelete.RESTRICT, db_index=True
    )
    what = fields.TextField()
    nature = fields.CharField(max_length=10, default='fault', db_default='fault')  # fault | planned | works
    source = fields.CharField(
        max_length=10, default='staff', db_default='staff'
    )  # staff check public plan return count
    trade = fields.CharField(max_length=20, default='other', db_default='other')
    urgency = fields.CharField(max_length=10, default='normal')  # low | normal | high
    item = fields.CharField(max_length=60, default='')  # the checklist item that found it
    inspection_id = fields.UUIDField(null=True)
    photos: fields.JSONField[list[str]] = fields.JSONField(default=list)
    voice = fields.CharField(max_length=64, default='', db_default='')  # the hash of what was said
    blocks_use = fields.BooleanField(default=False)
    reported_by = fields.UUIDField(null=True)
    reported_at = fields.DatetimeField()
    others = fields.IntField(default=0, db_default=0)  # who found it too

    state = fields.CharField(max_length=10, default='reported', db_default='reported')
    moved_at = fields.DatetimeField(null=True)  # its last step
    owner_id = fields.UUIDField(null=True)  # who answers for it now
    respond_by = fields.DatetimeField(null=True)
    finish_by = fields.DatetimeField(null=True)
    responded_at = fields.DatetimeField(null=True)
    started_at = fields.DatetimeField(null=True)
    waits_for = fields.CharField(max_length=10, default='', db_default='')  # parts | outside | access | other
    waits_until = fields.DateField(null=True)
    minutes_left = fields.IntField(null=True)  # of school time, while its clock stands still

    outcome = fields.CharField(max_length=20, default='')  # fixed | replaced | not_needed
    note = fields.TextField(default='')  # what was done
    cause = fields.CharField(max_length=20, default='', db_default='')
    photos_after: fields.JSONField[list[str]] = fields.JSONField(null=True)
    signature = fields.CharField(max_length=64, default='', db_default='')
    travel_minutes = fields.IntField(null=True)
    work_minutes = fields.IntField(null=True)
    cost = fields.DecimalField(max_digits=14, decimal_places=2, default=0, db_default=0)  # yuan, all lines of it
    responded_in = fields.IntField(null=True)  # minutes of school time
    finished_in = fields.IntField(null=True)
    closed_by = fields.UUIDField(null=True)
    closed_at = fields.DatetimeField(null=True, db_index=True)

    settled_by = fields.UUIDField(null=True)
    settled_at = fields.DatetimeField(null=True)
    stars = fields.IntField(null=True)
    word = fields.TextField(default='', db_default='')
    into_id = fields.UUIDField(null=True)  # the repair that this one became part of
    clashes = fields.BooleanField(default=False, db_default=False)  # two people say different things of it

    thing_id: str

    class Meta:
        table = 'repair'
        indexes = (
            ('settled_at', 'state'),
            ('settled_at', 'reported_at'),
            ('owner_id', 'settled_at'),
            ('state', 'reported_at'),
            ('reported_at',),
            ('ref',),
            # Figures read these alone, and never the rows themselves.
            (
                'cause', 'trade', 'reported_at', 'state', 'cost', 'responded_in', 'finished_in', 'closed_at', 'stars',
                'thing_id',
            ),
            ('closed_at', 'cost'),
            ('thing_id', 'reported_at', 'state', 'cost'),
        )  # fmt: skip


class RepairThing(Model):
    """A thing that a repair is about, `pieces` of it when it is a batch under one label."""

    id = fields.UUIDField(primary_key=True)  # derives from both
    repair: fields.ForeignKeyRelation[Repair] = fields.ForeignKeyField(
        'models.Repair', related_name='concerned', on_delete=OnDelete.RESTRICT, db_index=True
    )
    thing: fields.ForeignKeyRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='concerned', on_delete=OnDelete.RESTRICT, db_index=True
    )
    pieces = fields.IntField(null=True)

    repair_id: str
    thing_id: str

    class Meta:
        table = 'repair_thing'


class RepairStep(Model):
    """What somebody did about a repair, and the state it was in afterwards."""

    id = fields.UUIDField(primary_key=True)  # derives from the record and the repair
    repair: fields.ForeignKeyRelation[Repair] = fields.ForeignKeyField(
        'models.Repair', related_name='steps', on_delete=OnDelete.RESTRICT, db_index=True
    )
    number = fields.BigIntField()  # of the record
    verb = fields.CharField(max_length=12)
    state = fields.CharField(max_length=10)
    by_id = fields.UUIDField(null=True)
    at = fields.DatetimeField()
    note = fields.TextField(default='')
    facts: fields.JSONField[dict] = fields.JSONField(default=dict)

    repair_id: str

    class Meta:
        table = 'repair_step'


class RepairCost(Model):
    """A line of what a repair cost: a part, labour, or an outside firm's invoice."""

    id = fields.UUIDField(primary_key=True)
    repair: fields.ForeignKeyRelation[Repair] = fields.ForeignKeyField(
        'models.Repair', related_name='costs', on_delete=OnDelete.RESTRICT, db_index=True
    )
    sort = fields.CharField(max_length=10)  # part | labour | invoice
    what = fields.CharField(max_length=200)
    count = fields.DecimalField(max_digits=10, decimal_places=2, default=1)
    price = fields.DecimalField(max_digits=14, decimal_places=2)  # yuan for one
    by_id = fields.UUIDField(null=True)
    at = fields.DatetimeField()

    repair_id: str

    class Meta:
        table = 'repair_cost'


class DispatchRule(Model):
    """Whose a new repair is: of a trade, in a place and all that is inside it, where nothing stands for any."""

    id = fields.UUIDField(primary_key=True)
    trade = fields.CharField(max_length=20, default='')
    place_id = fields.UUIDField(null=True)
    person_id = fields.UUIDField()
    removed_at = fields.DatetimeField(null=True)

    class Meta:
        table = 'dispatch_rule'
