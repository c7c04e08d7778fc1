"""Records: what happened. Refusals: what somebody said happened and the school could not take."""

from tortoise import fields
from tortoise.models import Model


class Record(Model):
    """One happening, never changed. `number` is its place in the log, in the order of commits, and the pull cursor."""

    id = fields.UUIDField(primary_key=True)
    number = fields.BigIntField(unique=True)
    kind = fields.CharField(max_length=60, db_index=True)
    kv = fields.IntField(default=1)
    thing_id = fields.UUIDField(null=True, db_index=True)
    tag = fields.CharField(max_length=40, null=True)
    by_id = fields.UUIDField(null=True)  # nobody: the command line on the server
    device_id = fields.UUIDField(null=True)  # nothing: written by a page or a command on the server
    seq = fields.BigIntField(null=True)
    at = fields.DatetimeField()  # the device's clock
    received_at = fields.DatetimeField()
    verdict = fields.CharField(max_length=10)  # accepted | conflict | held
    code = fields.CharField(max_length=40, default='')
    flags: fields.JSONField[list[str]] = fields.JSONField(default=list)
    digest = fields.CharField(max_length=64)
    envelope = fields.TextField()  # as sent, canonical
    chain = fields.CharField(max_length=64, default='', db_default='')  # see app/core/chain.py

    class Meta:
        table = 'record'
        unique_together = (('device_id', 'seq'),)


class Refusal(Model):
    """A record that was refused, kept with its reason until somebody has looked at it."""

    id = fields.IntField(primary_key=True)
    record_id = fields.CharField(max_length=64, db_index=True)
    digest = fields.CharField(max_length=64, unique=True)
    device_id = fields.UUIDField(null=True, db_index=True)
    seq = fields.BigIntField(null=True)
    kind = fields.CharField(max_length=60, default='')
    by_id = fields.UUIDField(null=True)
    code = fields.CharField(max_length=40)
    facts: fields.JSONField[dict] = fields.JSONField(default=dict)
    envelope = fields.TextField()
    received_at = fields.DatetimeField()
    settled_at = fields.DatetimeField(null=True)
    settled_by = fields.UUIDField(null=True)

    class Meta:
        table = 'refusal'


class Resolution(Model):
    """What somebody decided about a record that clashed, which itself stays as it was judged."""

    id = fields.UUIDField(primary_key=True)  # of the record that clashed
    how = fields.CharField(max_length=10)  # again | left
    at = fields.DatetimeField()
    by_id = fields.UUIDField(null=True)

    class Meta:
        table = 'resolution'
