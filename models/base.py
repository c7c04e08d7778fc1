"""What several tables share, and the small settings of an installation."""

from tortoise import fields
from tortoise.models import Model


class Pulled(Model):
    """A row that phones keep a copy of: `cursor` is the number of the last record that changed it."""

    cursor = fields.BigIntField(default=0, db_index=True)

    class Meta:
        abstract = True


class Setting(Model):
    """One fact about this installation, such as its server id or its epoch."""

    key = fields.CharField(primary_key=True, max_length=40)
    value = fields.TextField()

    class Meta:
        table = 'setting'
