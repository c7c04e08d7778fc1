from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0008_labelled')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Browser',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person_id', fields.UUIDField()),
                ('endpoint', fields.TextField(unique=False)),
                ('p256dh', fields.CharField(max_length=120)),
                ('auth', fields.CharField(max_length=40)),
                ('made_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'browser', 'app': 'models', 'pk_attr': 'id', 'table_description': "A browser that takes web pushes for somebody while they are signed in on it, its id is the device's."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Notice',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('what', fields.CharField(max_length=20)),
                ('about', fields.UUIDField()),
                ('facts', fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ('path', fields.CharField(max_length=200)),
                ('people', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('made_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'notice', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Something people are reminded of once, its id follows from what it is about.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Delivery',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('notice', fields.ForeignKeyField('models.Notice', source_field='notice_id', db_index=True, db_constraint=True, to_field='id', related_name='deliveries', on_delete=OnDelete.RESTRICT)),
                ('way', fields.CharField(max_length=40)),
                ('tries', fields.IntField(default=0)),
                ('next_at', fields.DatetimeField(null=True, db_index=True, auto_now=False, auto_now_add=False)),
                ('tried_at', fields.DatetimeField(null=True, db_index=True, auto_now=False, auto_now_add=False)),
                ('sent_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('code', fields.CharField(default='', max_length=40)),
                ('said', fields.CharField(default='', max_length=200)),
            ],
            options={'table': 'delivery', 'app': 'models', 'pk_attr': 'id', 'table_description': "A notice on one way, to the group's robot or to one browser: sent, still to be tried, or given up."},
            bases=['Model'],
        ),
    ]
