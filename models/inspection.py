"""Inspections: a checklist filled in."""

from tortoise import fields
from tortoise.fields import OnDelete
from tortoise.models import Model

from models.thing import Thing


class Inspection(Model):
    """A checklist filled in for a thing, its id is the record's, where the answers are."""

    id = fields.UUIDField(primary_key=True)
    thing: fields.ForeignKeyRelation[Thing] = fields.ForeignKeyField(
        'models.Thing', related_name='inspections', on_delete=OnDelete.RESTRICT, db_index=True
    )
    checklist = fields.CharField(max_length=60)
    version = fields.IntField()
    faults = fields.IntField()
    by_id = fields.UUIDField(null=True)
    at = fields.DatetimeField()

    thing_id: str

    class Meta:
        table = 'inspection'
        indexes = [('by_id', 'at'), ('checklist', 'at')]
