from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0024_handovers')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Factor',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('models.Person', source_field='person_id', db_index=True, db_constraint=True, to_field='id', related_name='factors', on_delete=OnDelete.RESTRICT)),
                ('kind', fields.CharField(max_length=10)),
                ('value', fields.CharField(max_length=200)),
                ('made_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('step', fields.BigIntField(null=True)),
                ('failed', fields.IntField(default=0, db_default=0)),
            ],
            options={'table': 'factor', 'app': 'models', 'pk_attr': 'id', 'table_description': 'What somebody proves who they are with besides the password: a PIN, an authenticator, a recovery code.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Pairing',
            fields=[
                ('token', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                ('person', fields.ForeignKeyField('models.Person', source_field='person_id', db_index=True, db_constraint=True, to_field='id', related_name='pairings', on_delete=OnDelete.RESTRICT)),
                ('by_id', fields.UUIDField(null=True)),
                ('made_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'pairing', 'app': 'models', 'pk_attr': 'token', 'table_description': 'A one-time code that signs somebody in on a new phone.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Resolution',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('how', fields.CharField(max_length=10)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('by_id', fields.UUIDField(null=True)),
            ],
            options={'table': 'resolution', 'app': 'models', 'pk_attr': 'id', 'table_description': 'What somebody decided about a record that clashed, which itself stays as it was judged.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Device',
            name='persisted',
            field=fields.BooleanField(null=True),
        ),
        ops.AddField(
            model_name='Session',
            name='confirmed_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
