from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0028_worked_off')]

    initial = False

    operations = [
        ops.CreateModel(
            name='KitPart',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('kit', fields.ForeignKeyField('models.Thing', source_field='kit_id', db_index=True, db_constraint=True, to_field='id', related_name='parts', on_delete=OnDelete.RESTRICT)),
                ('part', fields.ForeignKeyField('models.Thing', source_field='part_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='kits', on_delete=OnDelete.RESTRICT)),
                ('name', fields.CharField(max_length=80)),
                ('quantity', fields.IntField(default=1)),
                ('missing', fields.IntField(default=0)),
                ('place', fields.IntField(default=0)),
            ],
            options={'table': 'kit_part', 'app': 'models', 'pk_attr': 'id', 'table_description': 'So many of one sort in a kit. A part with a label of its own goes where the kit goes.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Loan',
            name='condition',
            field=fields.CharField(default='good', db_default='good', max_length=10),
        ),
        ops.AddField(
            model_name='Loan',
            name='note',
            field=fields.CharField(default='', db_default='', max_length=300),
        ),
        ops.AddField(
            model_name='Loan',
            name='photos',
            field=fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads),
        ),
        ops.AddField(
            model_name='Loan',
            name='short',
            field=fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads),
        ),
        ops.AddField(
            model_name='LoanReturn',
            name='missing',
            field=fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads),
        ),
    ]
