from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0021_stocktakes')]

    initial = False

    operations = [
        ops.CreateModel(
            name='LoanSlip',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('ref', fields.CharField(max_length=20)),
                ('borrower_kind', fields.CharField(max_length=10)),
                ('person_id', fields.UUIDField(null=True)),
                ('borrower', fields.CharField(default='', max_length=80)),
                ('mark', fields.CharField(default='', max_length=20)),
                ('purpose', fields.CharField(default='', max_length=300)),
                ('rule', fields.CharField(max_length=10)),
                ('due_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('lent_by', fields.UUIDField(null=True)),
                ('lent_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ('signature', fields.CharField(default='', max_length=64)),
                ('photos', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={'table': 'loan_slip', 'app': 'models', 'pk_attr': 'id', 'table_description': 'What was signed for at once (借用单), its id is the id of the record that lent it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Loan',
            fields=[
                ('cursor', fields.BigIntField(default=0, db_index=True)),
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('slip', fields.ForeignKeyField('models.LoanSlip', source_field='slip_id', db_index=True, db_constraint=True, to_field='id', related_name='loans', on_delete=OnDelete.RESTRICT)),
                ('thing', fields.ForeignKeyField('models.Thing', source_field='thing_id', db_constraint=True, to_field='id', related_name='loans', on_delete=OnDelete.RESTRICT)),
                ('holds', fields.UUIDField(null=True, unique=True)),
                ('quantity', fields.IntField(default=1)),
                ('back', fields.IntField(default=0)),
                ('state', fields.CharField(default='out', max_length=10)),
                ('why', fields.CharField(default='', max_length=40)),
                ('was', fields.CharField(default='', max_length=10)),
                ('borrower_kind', fields.CharField(max_length=10)),
                ('person_id', fields.UUIDField(null=True)),
                ('borrower', fields.CharField(default='', max_length=80)),
                ('lent_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('due_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('renewals', fields.IntField(default=0)),
                ('returned_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'loan', 'app': 'models', 'indexes': [Index(fields=['state', 'due_at', 'id']), Index(fields=['state', 'lent_at', 'id']), Index(fields=['state', 'borrower_kind', 'borrower', 'id']), Index(fields=['person_id', 'state', 'due_at']), Index(fields=['thing_id', 'state']), Index(fields=['returned_at'])], 'pk_attr': 'id', 'table_description': 'One thing of a slip, or several pieces under one label. `holds` is the thing while the whole of it is out,'},
            bases=['Pulled'],
        ),
        ops.CreateModel(
            name='LoanReturn',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('loan', fields.ForeignKeyField('models.Loan', source_field='loan_id', db_index=True, db_constraint=True, to_field='id', related_name='returns', on_delete=OnDelete.RESTRICT)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('by_id', fields.UUIDField(null=True)),
                ('quantity', fields.IntField(default=1)),
                ('condition', fields.CharField(max_length=10)),
                ('note', fields.CharField(default='', max_length=500)),
                ('photos', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('brought_by', fields.CharField(default='', max_length=80)),
                ('signature', fields.CharField(default='', max_length=64)),
                ('repair_id', fields.UUIDField(null=True)),
            ],
            options={'table': 'loan_return', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Pieces that came back, all in one condition, what is damaged is a repair before it is lent again.'},
            bases=['Model'],
        ),
    ]
