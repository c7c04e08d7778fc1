from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0018_hazards')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Device',
            name='build',
            field=fields.CharField(default='', db_default='', max_length=20),
        ),
        ops.AddField(
            model_name='Device',
            name='waiting',
            field=fields.IntField(null=True),
        ),
    ]
