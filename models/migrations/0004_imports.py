from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0003_register')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ColumnChoice',
            fields=[
                ('signature', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                ('columns', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={'table': 'column_choice', 'app': 'models', 'pk_attr': 'signature', 'table_description': 'Which heading means what in spreadsheets with these headings, because somebody said so.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Gone',
            fields=[
                ('cursor', fields.BigIntField(default=0, db_index=True)),
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
            ],
            options={'table': 'gone', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A thing that was there by mistake: an import made it and was undone. Phones drop their copy.'},
            bases=['Pulled'],
        ),
        ops.CreateModel(
            name='Import',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('name', fields.CharField(max_length=200)),
                ('by_id', fields.UUIDField(null=True)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('opens', fields.BigIntField()),
                ('closes', fields.BigIntField(default=0)),
                ('counts', fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ('undone_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'import', 'app': 'models', 'pk_attr': 'id', 'table_description': 'One spreadsheet that was written into the register. `opens` and `closes` are the numbers of its records.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='PlaceAlias',
            fields=[
                ('key', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=200)),
                ('written', fields.CharField(max_length=200)),
                ('place', fields.ForeignKeyField('models.Thing', source_field='place_id', db_index=True, db_constraint=True, to_field='id', related_name='aliases', on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'place_alias', 'app': 'models', 'pk_attr': 'key', 'table_description': 'What else a place is called in spreadsheets, because somebody said so.'},
            bases=['Model'],
        ),
    ]
