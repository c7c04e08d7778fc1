"""Loans: who has what of the school's, until when, and how it came back."""

from typing import Any

from tortoise import fields
from tortoise.fields import OnDelete
from tortoise.models import Model

from models.base import Pulled
from models.thing import Thing


class LoanSlip(Model):
    """What was signed for at once (借用单), its id is the id of the record that lent it.

    A pupil stands here by the class and, where one is needed, a mark of the school's own (S31).
    """

    id = fields.UUIDField(primary_key=True)
    ref = fields.CharField(max_length=20)  # the number people say
    borrower_kind = fields.CharField(max_length=10)  # staff | class | unit (of the school) | outside
    person_id = fields.UUIDField(null=True)  # of staff
    borrower = fields.CharField(max_length=80, default='')  # the class or the unit
    mark = fields.CharField(max_length=20, default='')
    purpose = fields.CharField(max_length=300, default='')
    rule = fields.CharField(max_length=10)  # lesson day week term custody date
    due_at = fields.DatetimeField(null=True)  # nothing: long custody
    lent_by = fields.UUIDField(null=True)
    lent_at = fields.DatetimeField(db_index=True)
    signature = fields.CharField(max_length=64, default='')
    photos: fields.JSONField[list[str]] = fields.JSONField(default=list)
    state = fields.CharField(
        max_length=10, default='out', db_default='out'
    )  # asked (of whoever may allow it) out refused
    leaves = fields.BooleanField(default=False, db_default=False)  # the campus
    approved_by = fields.UUIDField(null=True)
    approved_at = fields.DatetimeField(null=True)
    refused = fields.CharField(max_length=300, default='', db_default='')  # why
    pass_code = fields.CharField(max_length=12, null=True, unique=True)  # of the gate pass (物品出门证)
    left_by = fields.UUIDField(null=True)  # who let it out at the gate
    left_at = fields.DatetimeField(null=True)

    class Meta:
        table = 'loan_slip'


class Loan(Pulled):
    """One thing of a slip, or several pieces under one label. `holds` is the thing while the whole of it is out,
    so that no database lets it be out twice.
    """

    id = fields.UUIDField(primary_key=True)
    slip: fields.ForeignKeyRelation[LoanSlip] = fields.ForeignKeyField(
        'models.LoanSlip', related_name='loans', on_delete=OnDelete.RESTRICT, db_index=True
    )
    thing: fields.ForeignKeyRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='loans', on_delete=OnDelete.RESTRICT
    )
    holds = fields.UUIDField(null=True, unique=True)
    quantity = fields.IntField(default=1)
    back = fields.IntField(default=0)  # pieces that have come back
    condition = fields.CharField(max_length=10, default='good', db_default='good')  # as it went out: good worn
    note = fields.CharField(max_length=300, default='', db_default='')  # what was wrong with it then
    photos: fields.JSONField[list[str] | None] = fields.JSONField(null=True)  # of it as it went out
    short: fields.JSONField[list[dict[str, Any]] | None] = fields.JSONField(null=True)  # what the kit lacked then
    state = fields.CharField(max_length=10, default='out')  # asked out back claim (somebody else had it) settled
    why = fields.CharField(max_length=40, default='')  # of a claim: what stood in its way
    was = fields.CharField(max_length=10, default='')  # the thing's state before
    borrower_kind = fields.CharField(max_length=10)  # these four as on the slip, for lists
    person_id = fields.UUIDField(null=True)
    borrower = fields.CharField(max_length=80, default='')
    lent_at = fields.DatetimeField()
    due_at = fields.DatetimeField(null=True)
    renewals = fields.IntField(default=0)
    returned_at = fields.DatetimeField(null=True)

    slip_id: str
    thing_id: str

    class Meta:
        table = 'loan'
        indexes = (
            ('state', 'due_at', 'id'),
            ('state', 'lent_at', 'id'),
            ('state', 'borrower_kind', 'borrower', 'id'),
            ('person_id', 'state', 'due_at'),
            ('thing_id', 'state'),
            ('returned_at',),
        )

    @property
    def left(self) -> int:
        """Pieces that are still out."""
        return self.quantity - self.back


class LoanReturn(Model):
    """Pieces that came back, all in one condition, what is damaged is a repair before it is lent again."""

    id = fields.UUIDField(primary_key=True)
    loan: fields.ForeignKeyRelation[Loan] = fields.ForeignKeyField(
        'models.Loan', related_name='returns', on_delete=OnDelete.RESTRICT, db_index=True
    )
    at = fields.DatetimeField()
    by_id = fields.UUIDField(null=True)  # who took it back
    quantity = fields.IntField(default=1)
    condition = fields.CharField(max_length=10)  # good | damaged
    note = fields.CharField(max_length=500, default='')
    photos: fields.JSONField[list[str]] = fields.JSONField(default=list)
    brought_by = fields.CharField(max_length=80, default='')  # where somebody else than the borrower brought it
    signature = fields.CharField(max_length=64, default='')
    repair_id = fields.UUIDField(null=True)
    missing: fields.JSONField[list[dict[str, Any]] | None] = fields.JSONField(null=True)  # what the kit lacks since

    loan_id: str

    class Meta:
        table = 'loan_return'


class ThingUse(Model):
    """A thing or a room was used without being lent: a lesson in the computer room."""

    id = fields.UUIDField(primary_key=True)
    thing: fields.ForeignKeyRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='uses', on_delete=OnDelete.RESTRICT
    )
    at = fields.DatetimeField()
    by_id = fields.UUIDField(null=True)
    people = fields.IntField(null=True)  # how many used it
    note = fields.CharField(max_length=300, default='')

    thing_id: str

    class Meta:
        table = 'thing_use'
        indexes = (('thing_id', 'at'),)
