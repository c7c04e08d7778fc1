"""Things: assets and places, one tree."""

from tortoise import fields
from tortoise.fields import OnDelete
from tortoise.models import Model

from models.base import Pulled


class Category(Model):
    """A sort of asset or place, such as fan or classroom, checklists are aimed at it."""

    key = fields.CharField(primary_key=True, max_length=40)
    kind = fields.CharField(max_length=10)  # asset | place
    zh = fields.CharField(max_length=80)
    en = fields.CharField(max_length=80)

    class Meta:
        table = 'category'


class Thing(Pulled):
    """Whatever can carry a label. `inside` is the place that holds it."""

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharField(max_length=10)  # asset | place
    name = fields.CharField(max_length=200)
    inside: fields.ForeignKeyNullableRelation['Thing'] = fields.ForeignKeyField(
        'models.Thing', related_name='contents', null=True, on_delete=OnDelete.RESTRICT, db_index=True
    )
    category = fields.CharField(max_length=40, default='other')
    code = fields.CharField(max_length=80, default='', db_index=True)  # the school's own asset code
    piece = fields.CharField(max_length=12, default='')  # 2/5: the second of five bought under one code
    spec = fields.CharField(max_length=200, default='')
    unit = fields.CharField(max_length=20, default='')
    quantity = fields.IntField(default=1)
    price = fields.DecimalField(max_digits=14, decimal_places=2, null=True)  # yuan for one unit
    bought = fields.CharField(max_length=10, default='')  # 2017-06-11, 2017-06 or 2017: as exact as it is known
    funds = fields.CharField(max_length=80, default='')
    department = fields.CharField(max_length=80, default='')
    custodian = fields.CharField(max_length=80, default='')
    serial = fields.CharField(max_length=80, default='')
    state = fields.CharField(
        max_length=10, default='in_use'
    )  # in_use idle repair lent writeoff retired, or unknown: ''
    remarks = fields.TextField(default='')
    old_code = fields.CharField(max_length=80, default='', db_default='')
    brand = fields.CharField(max_length=80, default='', db_default='')
    gb_code = fields.CharField(max_length=40, default='', db_default='')  # the state's code for this sort of asset
    gb_edition = fields.CharField(max_length=40, default='', db_default='')  # and where it is from: GB/T 14885-2022
    supplier = fields.CharField(max_length=200, default='', db_default='')
    acquired = fields.CharField(max_length=40, default='', db_default='')  # bought, given, transferred…
    booked = fields.CharField(max_length=10, default='', db_default='')  # when the books took it in, as `bought`
    disposed = fields.CharField(max_length=10, default='', db_default='')  # when the books let it go, a day
    warranty = fields.CharField(max_length=10, default='', db_default='')  # until when, as exact as it is known
    life = fields.IntField(null=True)  # years of service expected
    upkeep = fields.IntField(null=True)  # months between two services, as its maker says
    photos: fields.JSONField[list[str]] = fields.JSONField(null=True)  # hashes of uploads
    search = fields.TextField(default='')  # names and codes folded for searching
    sort = fields.CharField(max_length=120, default='', db_default='')  # what lists are sorted by
    import_key = fields.CharField(max_length=200, default='', db_index=True)  # finds its spreadsheet row again
    import_digest = fields.CharField(max_length=64, default='')  # of what that row said
    labelled = fields.BooleanField(default=False, db_default=False)  # with a printed one: see app/labelled.py
    blocked_by = fields.UUIDField(null=True)  # the repair that takes it out of use
    checked_at = fields.DatetimeField(null=True)
    ver = fields.IntField(default=1)

    inside_id: str | None

    class Meta:
        table = 'thing'
        indexes = (
            ('sort', 'id'),
            ('kind', 'sort', 'id'),
            ('inside_id', 'kind', 'state'),
            ('category', 'sort', 'id'),
            ('state', 'sort', 'id'),
            ('department', 'sort', 'id'),
            ('custodian', 'sort', 'id'),
            ('labelled', 'sort', 'id'),
            ('old_code',),
            ('serial',),
        )

    @property
    def is_place(self) -> bool:
        return self.kind == 'place'

    @property
    def is_retired(self) -> bool:
        return self.state == 'retired'
