from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0025_proving')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Reservation',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('ref', fields.CharField(max_length=20)),
                ('thing', fields.ForeignKeyField('models.Thing', source_field='thing_id', db_index=True, db_constraint=True, to_field='id', related_name='reservations', on_delete=OnDelete.RESTRICT)),
                ('any_alike', fields.BooleanField(default=False)),
                ('category', fields.CharField(max_length=40)),
                ('stem', fields.CharField(max_length=200)),
                ('count', fields.IntField(default=1)),
                ('begins_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ends_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('borrower_kind', fields.CharField(max_length=10)),
                ('person_id', fields.UUIDField(null=True)),
                ('borrower', fields.CharField(default='', max_length=80)),
                ('purpose', fields.CharField(default='', max_length=300)),
                ('made_by', fields.UUIDField(null=True)),
                ('state', fields.CharField(default='open', max_length=10)),
            ],
            options={'table': 'reservation', 'app': 'models', 'indexes': [Index(fields=['state', 'ends_at']), Index(fields=['category', 'stem', 'state', 'ends_at'])], 'pk_attr': 'id', 'table_description': 'A promise, its id is the id of the record that made it. With `any_alike` it is for things like this one.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ThingUse',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('thing', fields.ForeignKeyField('models.Thing', source_field='thing_id', db_constraint=True, to_field='id', related_name='uses', on_delete=OnDelete.RESTRICT)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('by_id', fields.UUIDField(null=True)),
                ('people', fields.IntField(null=True)),
                ('note', fields.CharField(default='', max_length=300)),
            ],
            options={'table': 'thing_use', 'app': 'models', 'indexes': [Index(fields=['thing_id', 'at'])], 'pk_attr': 'id', 'table_description': 'A thing or a room was used without being lent: a lesson in the computer room.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='LoanSlip',
            name='approved_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='LoanSlip',
            name='approved_by',
            field=fields.UUIDField(null=True),
        ),
        ops.AddField(
            model_name='LoanSlip',
            name='leaves',
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name='LoanSlip',
            name='left_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='LoanSlip',
            name='left_by',
            field=fields.UUIDField(null=True),
        ),
        ops.AddField(
            model_name='LoanSlip',
            name='pass_code',
            field=fields.CharField(null=True, unique=True, max_length=12),
        ),
        ops.AddField(
            model_name='LoanSlip',
            name='refused',
            field=fields.CharField(default='', db_default='', max_length=300),
        ),
        ops.AddField(
            model_name='LoanSlip',
            name='state',
            field=fields.CharField(default='out', db_default='out', max_length=10),
        ),
    ]
