"""What things are found by."""

from tortoise import fields
from tortoise.fields import OnDelete
from tortoise.models import Model

from models.thing import Thing


class Lookup(Model):
    """The tokens of one thing, read by FTS5 on SQLite and by a GIN index on PostgreSQL. Its `id` never changes."""

    id = fields.IntField(primary_key=True)
    thing: fields.ForeignKeyRelation[Thing] = fields.OneToOneField(
        'models.Thing', related_name='lookup', on_delete=OnDelete.RESTRICT
    )
    tokens = fields.TextField()

    class Meta:
        table = 'lookup'
