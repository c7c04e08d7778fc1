"""Photos, known by the hash of what the phone sent."""

from tortoise import fields
from tortoise.models import Model


class Photo(Model):
    """A picture as it is kept: written anew from its pixels, under the hash of what was uploaded."""

    sha256 = fields.CharField(primary_key=True, max_length=64)  # of the upload
    stored = fields.CharField(max_length=64)  # of the file that is served
    width = fields.IntField()
    height = fields.IntField()
    size = fields.IntField()  # bytes of the file that is served
    by_id = fields.UUIDField(null=True)
    received_at = fields.DatetimeField()

    class Meta:
        table = 'photo'
