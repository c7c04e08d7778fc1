from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0001_first')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Barcode',
            fields=[
                ('cursor', fields.BigIntField(default=0, db_index=True)),
                ('text', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=200)),
                ('thing', fields.ForeignKeyField('models.Thing', source_field='thing_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='barcodes', on_delete=OnDelete.RESTRICT)),
                ('attached_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'barcode', 'app': 'models', 'pk_attr': 'text', 'table_description': "A code that somebody else printed, such as a maker's barcode or an old sticker. Without a thing: taken off."},
            bases=['Pulled'],
        ),
        ops.CreateModel(
            name='Enrolment',
            fields=[
                ('cursor', fields.BigIntField(default=0, db_index=True)),
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('code', fields.CharField(max_length=12)),
                ('by_id', fields.UUIDField(null=True)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('undone_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'enrolment', 'app': 'models', 'pk_attr': 'id', 'table_description': 'One scan of a registration walk. `id` is that of its record and of the thing it made.'},
            bases=['Pulled'],
        ),
        ops.CreateModel(
            name='TagBatch',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('count', fields.IntField()),
                ('layout', fields.CharField(max_length=40)),
                ('title', fields.CharField(default='', max_length=40)),
                ('by_id', fields.UUIDField(null=True)),
                ('made_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'tag_batch', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Blank labels printed together. `id` is that of the record that made them.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Tag',
            name='batch',
            field=fields.UUIDField(null=True, db_index=True),
        ),
        ops.AddField(
            model_name='Tag',
            name='replaced_by',
            field=fields.CharField(default='', max_length=12),
        ),
        ops.AddField(
            model_name='Tag',
            name='report',
            field=fields.CharField(default='', max_length=20),
        ),
        ops.AddField(
            model_name='Tag',
            name='report_id',
            field=fields.UUIDField(null=True),
        ),
        ops.AddField(
            model_name='Tag',
            name='retired_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Tag',
            name='retired_why',
            field=fields.CharField(default='', max_length=20),
        ),
    ]
