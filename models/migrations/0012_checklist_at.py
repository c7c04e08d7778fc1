from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0011_score_plan')]

    initial = False

    operations = [
        ops.AddIndex(
            model_name='Inspection',
            index=Index(fields=['checklist', 'at']),
        ),
    ]
