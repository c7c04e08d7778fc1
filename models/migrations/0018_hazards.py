from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0017_schedule_makes')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Hazard',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('ref', fields.CharField(max_length=20)),
                ('thing', fields.ForeignKeyField('models.Thing', source_field='thing_id', db_index=True, db_constraint=True, to_field='id', related_name='hazards', on_delete=OnDelete.RESTRICT)),
                ('repair_id', fields.UUIDField(null=True, db_index=True)),
                ('what', fields.TextField(unique=False)),
                ('level', fields.CharField(max_length=10)),
                ('photos', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('found_by', fields.UUIDField(null=True)),
                ('found_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ('owner_id', fields.UUIDField(null=True)),
                ('due', fields.DateField()),
                ('measure', fields.TextField(default='', unique=False)),
                ('state', fields.CharField(default='open', max_length=10)),
                ('fixed_by', fields.UUIDField(null=True)),
                ('fixed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('done', fields.TextField(default='', unique=False)),
                ('photos_after', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('checked_by', fields.UUIDField(null=True)),
                ('checked_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('opinion', fields.TextField(default='', unique=False)),
                ('times_returned', fields.IntField(default=0)),
                ('settled_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('steps', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={'table': 'hazard', 'app': 'models', 'indexes': [Index(fields=['settled_at', 'due']), Index(fields=['owner_id', 'settled_at'])], 'pk_attr': 'id', 'table_description': 'A danger that somebody answers for, its id is the id of the record that opened it.'},
            bases=['Model'],
        ),
    ]
