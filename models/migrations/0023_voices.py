from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0022_stocktake_figures')]

    initial = False

    operations = [
        ops.AlterModelOptions(
            name='Photo',
            options={'table': 'photo', 'app': 'models', 'pk_attr': 'sha256', 'table_description': 'A picture or a voice as it is kept: written anew, under the hash of what was uploaded.'},
        ),
        ops.AddField(
            model_name='Photo',
            name='media',
            field=fields.CharField(default='image/jpeg', db_default='image/jpeg', max_length=20),
        ),
        ops.AddField(
            model_name='Repair',
            name='voice',
            field=fields.CharField(default='', db_default='', max_length=64),
        ),
    ]
