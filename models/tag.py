"""Tags: printed QR codes, the batches of blank ones, and codes of other makers that lead to a thing as well."""

from tortoise import fields
from tortoise.fields import OnDelete
from tortoise.models import Model

from models.base import Pulled
from models.thing import Thing


class Tag(Pulled):
    """A printed QR code, blank until it is bound to a thing."""

    code = fields.CharField(primary_key=True, max_length=12)
    thing: fields.ForeignKeyNullableRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='tags', null=True, on_delete=OnDelete.RESTRICT, db_index=True
    )
    bound_at = fields.DatetimeField(null=True)
    printed_at = fields.DatetimeField(null=True)  # when somebody last said that it came out of the printer well
    replaced_at = fields.DatetimeField(null=True)  # a lost or worn label: its code still finds the thing
    replaced_by = fields.CharField(max_length=12, default='')  # the code of the label that was put up instead
    batch = fields.UUIDField(null=True, db_index=True)  # printed blank, in this batch
    retired_at = fields.DatetimeField(null=True)  # its code finds nothing any more, though `thing` says what it was on
    retired_why = fields.CharField(max_length=20, default='')
    report = fields.CharField(max_length=20, default='')  # what somebody says is wrong with it
    report_id = fields.UUIDField(null=True)  # the record that says so

    thing_id: str | None

    class Meta:
        table = 'tag'


class TagBatch(Model):
    """Blank labels printed together. `id` is that of the record that made them."""

    id = fields.UUIDField(primary_key=True)
    count = fields.IntField()
    layout = fields.CharField(max_length=40)
    title = fields.CharField(max_length=40, default='')  # printed on every one of them
    by_id = fields.UUIDField(null=True)
    made_at = fields.DatetimeField()

    class Meta:
        table = 'tag_batch'


class Barcode(Pulled):
    """A code that somebody else printed, such as a maker's barcode or an old sticker. Without a thing: taken off."""

    text = fields.CharField(primary_key=True, max_length=200)
    thing: fields.ForeignKeyNullableRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='barcodes', null=True, on_delete=OnDelete.RESTRICT, db_index=True
    )
    attached_at = fields.DatetimeField()

    thing_id: str | None

    class Meta:
        table = 'barcode'
