from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0032_blanks_index')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Stocktake',
            name='edition',
            field=fields.IntField(default=1, db_default=1),
        ),
        ops.AddField(
            model_name='Stocktake',
            name='waits_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Stocktake',
            name='waits_by',
            field=fields.UUIDField(null=True),
        ),
    ]
