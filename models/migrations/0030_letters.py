from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0029_kits')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Letter',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('year', fields.IntField()),
                ('post', fields.CharField(max_length=40)),
                ('title', fields.CharField(max_length=120)),
                ('lines', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('person_id', fields.UUIDField(db_index=True)),
                ('state', fields.CharField(default='open', max_length=10)),
                ('digest', fields.CharField(max_length=64)),
                ('signatures', fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ('issued_by', fields.UUIDField(null=True)),
                ('issued_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('signed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'letter', 'app': 'models', 'indexes': [Index(fields=['year', 'post', 'person_id'])], 'pk_attr': 'id', 'table_description': 'One letter (安全责任书) for one person. Its text is a frozen copy, fixed by `digest` from the beginning.'},
            bases=['Model'],
        ),
    ]
