from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0023_voices')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Claim',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('ref', fields.CharField(max_length=20)),
                ('thing', fields.ForeignKeyField('models.Thing', source_field='thing_id', db_index=True, db_constraint=True, to_field='id', related_name='claims', on_delete=OnDelete.RESTRICT)),
                ('thing_name', fields.CharField(max_length=200)),
                ('pieces', fields.IntField(default=1)),
                ('source', fields.CharField(max_length=10)),
                ('source_id', fields.UUIDField(null=True)),
                ('what', fields.TextField(unique=False)),
                ('photos', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('cause', fields.CharField(default='', max_length=10)),
                ('owner_id', fields.UUIDField(null=True)),
                ('owner', fields.CharField(default='', max_length=80)),
                ('term', fields.CharField(default='', max_length=60)),
                ('state', fields.CharField(default='open', max_length=10)),
                ('price', fields.DecimalField(null=True, max_digits=14, decimal_places=2)),
                ('price_from', fields.CharField(default='', max_length=10)),
                ('bought', fields.CharField(default='', max_length=10)),
                ('life', fields.IntField(null=True)),
                ('repair_cost', fields.DecimalField(null=True, max_digits=14, decimal_places=2)),
                ('beyond_repair', fields.BooleanField(default=False)),
                ('proposed', fields.DecimalField(null=True, max_digits=14, decimal_places=2)),
                ('allowed', fields.DecimalField(default=0, max_digits=14, decimal_places=2)),
                ('amount', fields.DecimalField(null=True, max_digits=14, decimal_places=2)),
                ('points', fields.DecimalField(default=0, max_digits=6, decimal_places=2)),
                ('receipt', fields.IntField(null=True, unique=True)),
                ('rules_id', fields.UUIDField(null=True)),
                ('opened_by', fields.UUIDField(null=True)),
                ('opened_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('settled_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('steps', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={'table': 'claim', 'app': 'models', 'indexes': [Index(fields=['state', 'opened_at']), Index(fields=['term', 'owner_id']), Index(fields=['source', 'source_id'])], 'pk_attr': 'id', 'table_description': "One loss or damage to be made good. Money is in yuan. A class bears it, and no pupil's name is kept."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='CompensationRules',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('number', fields.BigIntField(unique=True)),
                ('body', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'compensation_rules', 'app': 'models', 'pk_attr': 'id', 'table_description': "The school's rules as they were at one time, the newest are in force, older ones explain older sums."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Handover',
            fields=[
                ('cursor', fields.BigIntField(default=0, db_index=True)),
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('room', fields.ForeignKeyField('models.Thing', source_field='room_id', db_index=True, db_constraint=True, to_field='id', related_name='handovers', on_delete=OnDelete.RESTRICT)),
                ('room_name', fields.CharField(max_length=200)),
                ('owner', fields.CharField(max_length=80)),
                ('occasion', fields.CharField(max_length=10)),
                ('term', fields.CharField(default='', max_length=60)),
                ('state', fields.CharField(default='drawn', max_length=10)),
                ('lines', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('checks', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('before_id', fields.UUIDField(null=True)),
                ('digest', fields.CharField(default='', max_length=64)),
                ('signatures', fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ('settled', fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ('drawn_by', fields.UUIDField(null=True)),
                ('drawn_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('signed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'handover', 'app': 'models', 'indexes': [Index(fields=['term', 'occasion', 'room_id']), Index(fields=['state', 'room_id'])], 'pk_attr': 'id', 'table_description': "A room's list as it was drawn from the register, its id is that of the record that drew it."},
            bases=['Pulled'],
        ),
        ops.CreateModel(
            name='ListPrice',
            fields=[
                ('key', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=120)),
                ('name', fields.CharField(max_length=100)),
                ('price', fields.DecimalField(max_digits=14, decimal_places=2)),
                ('life', fields.IntField(null=True)),
                ('removed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'list_price', 'app': 'models', 'pk_attr': 'key', 'table_description': 'What a thing costs new and how long it serves, by its name or its category.'},
            bases=['Model'],
        ),
    ]
