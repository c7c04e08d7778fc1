from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0006_logs_and_scores')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Schedule',
            fields=[
                ('cursor', fields.BigIntField(default=0, db_index=True)),
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('name', fields.CharField(max_length=80)),
                ('rule', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('stops', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('inside', fields.BooleanField(default=False)),
                ('category', fields.CharField(default='', max_length=40)),
                ('checklist', fields.CharField(default='', max_length=60)),
                ('person_id', fields.UUIDField(null=True)),
                ('post', fields.CharField(default='', max_length=40)),
                ('term_id', fields.UUIDField(null=True)),
                ('starts', fields.DateField()),
                ('ends', fields.DateField(null=True)),
                ('since', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('stopped_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'schedule', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A rule with its stops and whoever is responsible. Its id is that of the record that made it.'},
            bases=['Pulled'],
        ),
        ops.CreateModel(
            name='Round',
            fields=[
                ('cursor', fields.BigIntField(default=0, db_index=True)),
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('schedule', fields.ForeignKeyField('models.Schedule', source_field='schedule_id', db_index=True, db_constraint=True, to_field='id', related_name='rounds', on_delete=OnDelete.RESTRICT)),
                ('day', fields.DateField(db_index=True)),
                ('slot', fields.IntField()),
                ('opens', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('by', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('closes', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('stops', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('skipped', fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ('done', fields.IntField(default=0)),
                ('walker_id', fields.UUIDField(null=True)),
                ('walkers', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('started_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('paused_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('done_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('why', fields.TextField(default='', unique=False)),
                ('explained_by', fields.UUIDField(null=True)),
                ('explained_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'round', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A round that somebody began, explained or let pass. Its id follows from its schedule, day and slot.'},
            bases=['Pulled'],
        ),
        ops.CreateModel(
            name='SpecialDay',
            fields=[
                ('cursor', fields.BigIntField(default=0, db_index=True)),
                ('day', fields.DateField(primary_key=True, unique=True, db_index=True)),
                ('what', fields.CharField(max_length=10)),
                ('name', fields.CharField(default='', max_length=60)),
                ('weekday', fields.IntField(null=True)),
            ],
            options={'table': 'special_day', 'app': 'models', 'pk_attr': 'day', 'table_description': "A holiday, or a make-up day that may follow a weekday's timetable. Without `what`: as usual again."},
            bases=['Pulled'],
        ),
        ops.CreateModel(
            name='Substitute',
            fields=[
                ('cursor', fields.BigIntField(default=0, db_index=True)),
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person_id', fields.UUIDField()),
                ('substitute_id', fields.UUIDField()),
                ('starts', fields.DateField()),
                ('ends', fields.DateField()),
                ('removed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'substitute', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Somebody who does what another one is responsible for while that one is away, both days included.'},
            bases=['Pulled'],
        ),
        ops.CreateModel(
            name='Term',
            fields=[
                ('cursor', fields.BigIntField(default=0, db_index=True)),
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('name', fields.CharField(max_length=60)),
                ('starts', fields.DateField()),
                ('ends', fields.DateField()),
                ('removed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'term', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A term or a summer course, both days included. Its id is that of the record that added it.'},
            bases=['Pulled'],
        ),
        ops.CreateModel(
            name='Visit',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('round', fields.ForeignKeyField('models.Round', source_field='round_id', db_index=True, db_constraint=True, to_field='id', related_name='visits', on_delete=OnDelete.RESTRICT)),
                ('record_id', fields.UUIDField()),
                ('thing_id', fields.UUIDField(db_index=True)),
                ('checklist', fields.CharField(max_length=60)),
                ('by_id', fields.UUIDField(null=True, db_index=True)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('how', fields.CharField(default='', max_length=10)),
                ('quick', fields.BooleanField(default=False)),
                ('flags', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={'table': 'visit', 'app': 'models', 'pk_attr': 'id', 'table_description': "A check that counted for a round. Its id derives from the check's record and the round."},
            bases=['Model'],
        ),
        ops.AddIndex(
            model_name='Inspection',
            index=Index(fields=['by_id', 'at']),
        ),
    ]
