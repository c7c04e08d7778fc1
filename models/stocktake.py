"""Stocktakes: what the books said at the start, what was counted, and what became of the differences."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from models.base import Pulled


class Stocktake(Pulled):
    """One count of the goods against the books (盘点). Its id is that of the record that planned it."""

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=80)
    preset = fields.CharField(max_length=20)  # monthly | term_end | special
    reference = fields.DateField()  # 盘点基准日
    scope: fields.JSONField[dict[str, Any]] = fields.JSONField()  # places, categories, custodians, value from
    blind = fields.BooleanField()  # who counts does not see what the books say
    teams: fields.JSONField[list[dict[str, Any]]] = fields.JSONField(default=list)  # who counts which places
    state = fields.CharField(max_length=10)  # planned counting closed approved sealed cancelled
    round = fields.IntField(default=1)  # 2: the differences are counted once more, by somebody else
    planned_by = fields.UUIDField(null=True)
    planned_at = fields.DatetimeField()
    started_at = fields.DatetimeField(null=True)
    edition = fields.IntField(default=1, db_default=1)  # of the book side: it grows when rooms join after the start
    recount_at = fields.DatetimeField(null=True)
    # it closes by itself as soon as no phone has anything unsent: since when, and who wanted that
    waits_at = fields.DatetimeField(null=True)
    waits_by = fields.UUIDField(null=True)
    closed_by = fields.UUIDField(null=True)
    closed_at = fields.DatetimeField(null=True, db_index=True)
    # whose phones still had something
    not_waited: fields.JSONField[list[dict[str, Any]]] = fields.JSONField(default=list)
    approved_by = fields.UUIDField(null=True)
    approved_at = fields.DatetimeField(null=True)
    approval = fields.TextField(default='')  # what was said with it
    figures: fields.JSONField[dict[str, int]] = fields.JSONField(null=True)  # lines by result, once approved
    sealed_at = fields.DatetimeField(null=True)  # the period is closed: nothing is undone any more
    ended_at = fields.DatetimeField(null=True)  # sealed or cancelled

    class Meta:
        table = 'stocktake'


class StocktakeLine(Model):
    """What the books said of one thing when counting started, and what was found. Nothing of it is read anew."""

    id = fields.UUIDField(primary_key=True)  # derives from the stocktake and the thing
    stocktake_id = fields.UUIDField()
    thing_id = fields.UUIDField()
    extra = fields.BooleanField(default=False)  # not in the scope, but met
    name = fields.CharField(max_length=200)
    code = fields.CharField(max_length=100, default='')  # with which piece
    spec = fields.CharField(max_length=200, default='')
    unit = fields.CharField(max_length=20, default='')
    category = fields.CharField(max_length=40, default='')
    department = fields.CharField(max_length=80, default='')
    custodian = fields.CharField(max_length=80, default='')
    state = fields.CharField(max_length=10, default='')
    place_id = fields.UUIDField(null=True)
    quantity = fields.IntField()
    price = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    sort = fields.CharField(max_length=120, default='')

    result = fields.CharField(max_length=10, default='not_seen')
    found_id = fields.UUIDField(null=True)  # the place it was seen in
    counted = fields.IntField(default=0)
    damaged = fields.IntField(default=0)
    places = fields.IntField(default=0)  # in how many it was seen
    counters = fields.IntField(default=0)  # people who counted it
    is_again = fields.BooleanField(default=False)  # it differed, so it is to be counted once more
    is_second = fields.BooleanField(default=False)  # somebody else counted it again
    settled: fields.JSONField[dict[str, Any]] = fields.JSONField(null=True)  # what the office decided
    reason = fields.CharField(max_length=20, default='')
    note = fields.TextField(default='')
    action = fields.CharField(max_length=10, default='')  # move correct loss writeoff repair leave
    claims = fields.BooleanField(default=False, db_default=False)  # and somebody is to make it good
    applied_at = fields.DatetimeField(null=True)
    applied: fields.JSONField[dict[str, Any]] = fields.JSONField(null=True)  # what it changed, for the way back

    class Meta:
        table = 'stocktake_line'
        unique_together = (('stocktake_id', 'thing_id'),)
        indexes = (
            ('stocktake_id', 'place_id', 'result'),
            ('stocktake_id', 'result', 'sort', 'id'),
            ('stocktake_id', 'sort', 'id'),
            ('stocktake_id', 'custodian'),
        )


class StocktakeCount(Model):
    """What somebody saw: a thing, or a code or an object that is on no book. Its id is that of its record."""

    id = fields.UUIDField(primary_key=True)
    n = fields.BigIntField()  # the number of the last record that changed it
    stocktake_id = fields.UUIDField()
    thing_id = fields.UUIDField(null=True)
    code = fields.TextField(default='')  # as it was read, where nothing is known by it
    place_id = fields.UUIDField(null=True)
    quantity = fields.IntField(null=True)
    damaged = fields.IntField(default=0)
    note = fields.TextField(default='')
    photos: fields.JSONField[list[str]] = fields.JSONField(default=list)
    how = fields.CharField(max_length=10, default='')
    by_id = fields.UUIDField(null=True)
    at = fields.DatetimeField()
    round = fields.IntField(default=1)
    is_late = fields.BooleanField(default=False)  # came after the closing
    undone_at = fields.DatetimeField(null=True)
    # on no book: why, and whether it is entered once approved
    settled: fields.JSONField[dict[str, Any]] = fields.JSONField(null=True)
    entered_id = fields.UUIDField(null=True)  # the thing that the approval made of it

    class Meta:
        table = 'stocktake_count'
        indexes = (('stocktake_id', 'thing_id'), ('stocktake_id', 'n'), ('stocktake_id', 'by_id', 'at'))


class StocktakePlace(Model):
    """A room of a stocktake: who counts it, who has finished it, who countersigned it."""

    id = fields.UUIDField(primary_key=True)  # derives from the stocktake and the place
    stocktake_id = fields.UUIDField(db_index=True)
    place_id = fields.UUIDField()
    name = fields.CharField(max_length=200)
    custodian = fields.CharField(max_length=80, default='')
    people: fields.JSONField[list[str]] = fields.JSONField(default=list)  # who was given it; nobody: whoever comes
    is_added = fields.BooleanField(default=False)  # it joined after the start
    finished: fields.JSONField[list[dict[str, Any]]] = fields.JSONField(default=list)  # by, at, round
    countersigned_by = fields.UUIDField(null=True)
    countersigned_at = fields.DatetimeField(null=True)

    class Meta:
        table = 'stocktake_place'
