from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0019_phones_told')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Thing',
            name='upkeep',
            field=fields.IntField(null=True),
        ),
    ]
