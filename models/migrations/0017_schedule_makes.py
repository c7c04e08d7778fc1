from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0016_repair_figures')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Schedule',
            name='makes',
            field=fields.CharField(default='check', db_default='check', max_length=10),
        ),
    ]
