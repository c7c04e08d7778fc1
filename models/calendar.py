"""The school calendar: terms, and the days that are not what their weekday says."""

from tortoise import fields

from models.base import Pulled


class Term(Pulled):
    """A term or a summer course, both days included. Its id is that of the record that added it."""

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=60)
    starts = fields.DateField()
    ends = fields.DateField()
    removed_at = fields.DatetimeField(null=True)

    class Meta:
        table = 'term'


class SpecialDay(Pulled):
    """A holiday, or a make-up day that may follow a weekday's timetable. Without `what`: as usual again."""

    day = fields.DateField(primary_key=True)
    what = fields.CharField(max_length=10)  # holiday | makeup | ''
    name = fields.CharField(max_length=60, default='')
    weekday = fields.IntField(null=True)  # of a make-up day: 0 is Monday

    class Meta:
        table = 'special_day'
