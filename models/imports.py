"""Imports of spreadsheets, and what people taught the importer."""

from tortoise import fields
from tortoise.fields import OnDelete
from tortoise.models import Model

from models.base import Pulled
from models.thing import Thing


class Import(Model):
    """One spreadsheet that was written into the register. `opens` and `closes` are the numbers of its records."""

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=200)  # of the file
    by_id = fields.UUIDField(null=True)
    at = fields.DatetimeField()
    opens = fields.BigIntField()
    closes = fields.BigIntField(default=0)  # 0 until the last row is in
    counts: fields.JSONField[dict[str, int]] = fields.JSONField(default=dict)
    undone_at = fields.DatetimeField(null=True)

    class Meta:
        table = 'import'


class PlaceAlias(Model):
    """What else a place is called in spreadsheets, because somebody said so."""

    key = fields.CharField(primary_key=True, max_length=200)  # the spelling as it is compared
    written = fields.CharField(max_length=200)
    place: fields.ForeignKeyRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='aliases', on_delete=OnDelete.RESTRICT, db_index=True
    )

    place_id: str

    class Meta:
        table = 'place_alias'


class ColumnChoice(Model):
    """Which heading means what in spreadsheets with these headings, because somebody said so."""

    signature = fields.CharField(primary_key=True, max_length=64)  # of the headings
    columns: fields.JSONField[dict[str, str]] = fields.JSONField()  # our column → their heading

    class Meta:
        table = 'column_choice'


class Gone(Pulled):
    """A thing that was there by mistake: an import made it and was undone. Phones drop their copy."""

    id = fields.UUIDField(primary_key=True)

    class Meta:
        table = 'gone'
