from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.data import JSON_DUMPS
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0026_reservations')]

    initial = False

    operations = [
        ops.AddField(
            model_name='StocktakeCount',
            name='entered_id',
            field=fields.UUIDField(null=True),
        ),
        ops.AddField(
            model_name='StocktakeCount',
            name='settled',
            field=fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads),
        ),
        ops.AddField(
            model_name='StocktakeLine',
            name='claims',
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddIndex(
            model_name='StocktakeLine',
            index=Index(fields=['stocktake_id', 'custodian']),
        ),
    ]
