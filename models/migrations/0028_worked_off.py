from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields


async def all_of_it(apps, editor):
    """Until now it was all of a sum or nothing that was worked off."""
    await editor.client.execute_query("UPDATE claim SET worked = amount WHERE state = 'worked'")


class Migration(migrations.Migration):
    dependencies = [('models', '0027_stocktake_met')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Claim',
            name='worked',
            field=fields.DecimalField(default=0, db_default=0, max_digits=14, decimal_places=2),
        ),
        ops.RunPython(all_of_it),
    ]
