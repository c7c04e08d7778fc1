"""People, the devices they enrolled and their open sessions."""

from tortoise import fields
from tortoise.fields import OnDelete
from tortoise.models import Model


class Person(Model):
    """Somebody who may sign in, a class monitor's account is the class and holds no full name or phone number."""

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=40, unique=True)  # what is typed to sign in
    display = fields.CharField(max_length=40, default='')
    roles: fields.JSONField[list[str]] = fields.JSONField()
    password = fields.CharField(max_length=200)  # argon2id hash
    language = fields.CharField(max_length=10, default='zh-CN')
    rooms: fields.JSONField[list[str]] = fields.JSONField(null=True)  # a class monitor's own; nothing: everywhere
    left_at = fields.DatetimeField(null=True)

    class Meta:
        table = 'person'

    @property
    def shown(self) -> str:
        return self.display or self.name


class Device(Model):
    """One browser on one phone. `seen_to` is the end of its gapless run of received sequence numbers."""

    id = fields.UUIDField(primary_key=True)
    token = fields.CharField(max_length=64, unique=True)  # SHA-256 of the cookie
    agent = fields.CharField(max_length=200, default='')
    enrolled_at = fields.DatetimeField()
    seen_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)
    forked_at = fields.DatetimeField(null=True)  # two records came with one sequence number: a cloned phone
    seen_to = fields.BigIntField(default=0)
    seq_high = fields.BigIntField(default=0)  # the highest number the phone says it has given out
    waiting = fields.IntField(null=True)  # unsent records, as the phone last told
    build = fields.CharField(max_length=20, default='', db_default='')  # which of our files it runs, as it last told
    persisted = fields.BooleanField(null=True)  # whether its browser promised to keep what is stored; nothing: not told

    class Meta:
        table = 'device'


class Session(Model):
    """One sign-in of a person on a device, kept after its end, since it proves who used the device when."""

    token = fields.CharField(primary_key=True, max_length=64)  # SHA-256 of the cookie
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        'models.Person', related_name='sessions', on_delete=OnDelete.RESTRICT, db_index=True
    )
    device: fields.ForeignKeyRelation[Device] = fields.ForeignKeyField(
        'models.Device', related_name='sessions', on_delete=OnDelete.RESTRICT, db_index=True
    )
    began_at = fields.DatetimeField()
    seen_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    confirmed_at = fields.DatetimeField(null=True)  # when the person last proved who they are

    person_id: str
    device_id: str

    class Meta:
        table = 'session'


class Factor(Model):
    """What somebody proves who they are with besides the password: a PIN, an authenticator, a recovery code.

    None of it is in the log: what would open an account is not kept for ever.
    """

    id = fields.IntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        'models.Person', related_name='factors', on_delete=OnDelete.RESTRICT, db_index=True
    )
    kind = fields.CharField(max_length=10)  # pin | totp | recovery
    value = fields.CharField(
        max_length=200
    )  # argon2id hash of a PIN, the authenticator's secret, a recovery code's hash
    made_at = fields.DatetimeField()
    step = fields.BigIntField(null=True)  # the authenticator's last half minute, so that no code counts twice
    failed = fields.IntField(default=0, db_default=0)  # wrong PINs in a row

    person_id: str

    class Meta:
        table = 'factor'


class Pairing(Model):
    """A one-time code that signs somebody in on a new phone."""

    token = fields.CharField(primary_key=True, max_length=64)  # SHA-256 of what stands in the QR code
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        'models.Person', related_name='pairings', on_delete=OnDelete.RESTRICT, db_index=True
    )
    by_id = fields.UUIDField(null=True)  # who made it
    made_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    person_id: str

    class Meta:
        table = 'pairing'
