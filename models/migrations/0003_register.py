from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

OPEN = 'CREATE UNIQUE INDEX writeoff_open ON writeoff (thing_id) WHERE is_open'

# What Tortoise has no word for: one open write-off a thing, and the index that searching reads (app/search.py).
ON_SQLITE = (
    """CREATE VIRTUAL TABLE lookup_fts USING fts5(
        tokens, content='lookup', content_rowid='id', tokenize='ascii', detail=none, prefix='1 2 3')""",
)
ON_POSTGRES = (
    """CREATE INDEX lookup_tokens ON lookup USING gin (array_to_tsvector(string_to_array(tokens, ' ')))""",
)


async def make_indexes(apps, editor):
    is_sqlite = editor.client.capabilities.dialect == 'sqlite'
    for sql in (OPEN, *(ON_SQLITE if is_sqlite else ON_POSTGRES)):
        await editor.client.execute_query(sql)


class Migration(migrations.Migration):
    dependencies = [('models', '0002_tags')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Change',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('number', fields.BigIntField(db_index=True)),
                ('thing_id', fields.UUIDField(db_index=True)),
                ('facts', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={'table': 'change', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Which facts of a thing a record changed, from what to what, or none where the record made it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Lookup',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('thing', fields.OneToOneField('models.Thing', source_field='thing_id', db_constraint=True, to_field='id', related_name='lookup', on_delete=OnDelete.RESTRICT)),
                ('tokens', fields.TextField(unique=False)),
            ],
            options={'table': 'lookup', 'app': 'models', 'pk_attr': 'id', 'table_description': 'The tokens of one thing, read by FTS5 on SQLite and by a GIN index on PostgreSQL. Its `id` never changes.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='WriteOff',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('thing', fields.ForeignKeyField('models.Thing', source_field='thing_id', db_index=True, db_constraint=True, to_field='id', related_name='writeoffs', on_delete=OnDelete.RESTRICT)),
                ('stage', fields.CharField(max_length=10)),
                ('is_open', fields.BooleanField(default=True)),
                ('reason', fields.CharField(max_length=20)),
                ('note', fields.TextField(default='', unique=False)),
                ('photos', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('state_before', fields.CharField(default='', max_length=10)),
                ('steps', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('applied_by', fields.UUIDField(null=True)),
                ('applied_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('proceeds', fields.DecimalField(null=True, max_digits=14, decimal_places=2)),
            ],
            options={'table': 'writeoff', 'app': 'models', 'pk_attr': 'id', 'table_description': 'One application to write a thing off, with who did which step of it and when.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Thing',
            name='acquired',
            field=fields.CharField(default='', db_default='', max_length=40),
        ),
        ops.AddField(
            model_name='Thing',
            name='booked',
            field=fields.CharField(default='', db_default='', max_length=10),
        ),
        ops.AddField(
            model_name='Thing',
            name='brand',
            field=fields.CharField(default='', db_default='', max_length=80),
        ),
        ops.AddField(
            model_name='Thing',
            name='disposed',
            field=fields.CharField(default='', db_default='', max_length=10),
        ),
        ops.AddField(
            model_name='Thing',
            name='gb_code',
            field=fields.CharField(default='', db_default='', max_length=40),
        ),
        ops.AddField(
            model_name='Thing',
            name='gb_edition',
            field=fields.CharField(default='', db_default='', max_length=40),
        ),
        ops.AddField(
            model_name='Thing',
            name='life',
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name='Thing',
            name='old_code',
            field=fields.CharField(default='', db_default='', max_length=80),
        ),
        ops.AddField(
            model_name='Thing',
            name='photos',
            field=fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads),
        ),
        ops.AddField(
            model_name='Thing',
            name='sort',
            field=fields.CharField(default='', db_default='', max_length=120),
        ),
        ops.AddField(
            model_name='Thing',
            name='supplier',
            field=fields.CharField(default='', db_default='', max_length=200),
        ),
        ops.AddField(
            model_name='Thing',
            name='warranty',
            field=fields.CharField(default='', db_default='', max_length=10),
        ),
        ops.AddIndex(
            model_name='Thing',
            index=Index(fields=['sort', 'id']),
        ),
        ops.AddIndex(
            model_name='Thing',
            index=Index(fields=['kind', 'sort', 'id']),
        ),
        ops.AddIndex(
            model_name='Thing',
            index=Index(fields=['inside_id', 'kind', 'state']),
        ),
        ops.AddIndex(
            model_name='Thing',
            index=Index(fields=['category', 'sort', 'id']),
        ),
        ops.AddIndex(
            model_name='Thing',
            index=Index(fields=['state', 'sort', 'id']),
        ),
        ops.AddIndex(
            model_name='Thing',
            index=Index(fields=['department', 'sort', 'id']),
        ),
        ops.AddIndex(
            model_name='Thing',
            index=Index(fields=['custodian', 'sort', 'id']),
        ),
        ops.AddIndex(
            model_name='Thing',
            index=Index(fields=['old_code']),
        ),
        ops.AddIndex(
            model_name='Thing',
            index=Index(fields=['serial']),
        ),
        ops.RunPython(make_indexes),
    ]
