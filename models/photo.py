"""Photos and voice notes, known by the hash of what the phone sent."""

from tortoise import fields
from tortoise.models import Model


class Photo(Model):
    """A picture or a voice as it is kept: written anew, under the hash of what was uploaded."""

    sha256 = fields.CharField(primary_key=True, max_length=64)  # of the upload
    stored = fields.CharField(max_length=64)  # of the file that is served
    media = fields.CharField(max_length=20, default='image/jpeg', db_default='image/jpeg')  # or audio/mpeg
    width = fields.IntField()
    height = fields.IntField()  # 0 by 0 where there is nothing to see
    size = fields.IntField()  # bytes of the file that is served
    by_id = fields.UUIDField(null=True)
    received_at = fields.DatetimeField()

    class Meta:
        table = 'photo'
