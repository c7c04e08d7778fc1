from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0030_letters')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Settlement',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('term', fields.CharField(default='', max_length=60)),
                ('owner', fields.CharField(max_length=80)),
                ('digest', fields.CharField(max_length=64)),
                ('signatures', fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ('signed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'settlement', 'app': 'models', 'indexes': [Index(fields=['term'])], 'pk_attr': 'id', 'table_description': 'What a class owes for a term as three signed it on the screen, its id derives from both.'},
            bases=['Model'],
        ),
    ]
