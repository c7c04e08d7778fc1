"""Checklists: versioned templates of what is looked at."""

from tortoise import fields

from models.base import Pulled


class Checklist(Pulled):
    """One version of a template. Old versions stay: answers are read with the version they were given to."""

    id = fields.IntField(primary_key=True)
    key = fields.CharField(max_length=60)
    version = fields.IntField()
    is_current = fields.BooleanField(default=True)
    sha256 = fields.CharField(max_length=64)
    body: fields.JSONField[dict] = fields.JSONField()

    class Meta:
        table = 'checklist'
        unique_together = (('key', 'version'),)
