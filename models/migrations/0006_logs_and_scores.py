from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0005_printed_labels')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Award',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('thing', fields.ForeignKeyField('models.Thing', source_field='thing_id', db_index=True, db_constraint=True, to_field='id', related_name='awards', on_delete=OnDelete.RESTRICT)),
                ('checklist', fields.CharField(max_length=60)),
                ('points', fields.FloatField()),
                ('reason', fields.CharField(max_length=300)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('by_id', fields.UUIDField(null=True)),
            ],
            options={'table': 'award', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Points given or taken besides the checks: a reward for care, or a deduction.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Board',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('checklist', fields.CharField(max_length=60)),
                ('period', fields.CharField(max_length=10)),
                ('rows', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('published_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('appeals_until', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'board', 'app': 'models', 'unique_together': (('checklist', 'period'),), 'pk_attr': 'id', 'table_description': 'The scores of a week or month as they were published, they change afterwards only by an appeal.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Appeal',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('board', fields.ForeignKeyField('models.Board', source_field='board_id', db_index=True, db_constraint=True, to_field='id', related_name='appeals', on_delete=OnDelete.RESTRICT)),
                ('thing_id', fields.UUIDField()),
                ('text', fields.TextField(unique=False)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('by_id', fields.UUIDField(null=True)),
                ('points', fields.FloatField(null=True)),
                ('note', fields.TextField(default='', unique=False)),
                ('settled_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('settled_by', fields.UUIDField(null=True)),
            ],
            options={'table': 'appeal', 'app': 'models', 'pk_attr': 'id', 'table_description': "Somebody does not agree with a place's points."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='LogEntry',
            fields=[
                ('cursor', fields.BigIntField(default=0, db_index=True)),
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('thing', fields.ForeignKeyField('models.Thing', source_field='thing_id', db_index=True, db_constraint=True, to_field='id', related_name='log_entries', on_delete=OnDelete.RESTRICT)),
                ('checklist', fields.CharField(max_length=60)),
                ('version', fields.IntField()),
                ('title', fields.CharField(max_length=200)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('by_id', fields.UUIDField(null=True)),
                ('due_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('closed_at', fields.DatetimeField(null=True, db_index=True, auto_now=False, auto_now_add=False)),
                ('closed_by', fields.UUIDField(null=True)),
                ('closing', fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={'table': 'log_entry', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A line of a logbook that is closed later, its id is the id of the record that wrote it, where the answers are.'},
            bases=['Pulled'],
        ),
    ]
