from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0014_repairs')]

    initial = False

    operations = [
        ops.AddIndex(
            model_name='Repair',
            index=Index(fields=['settled_at', 'reported_at']),
        ),
        ops.AddIndex(
            model_name='Repair',
            index=Index(fields=['state', 'reported_at']),
        ),
        ops.AddIndex(
            model_name='Repair',
            index=Index(fields=['ref']),
        ),
    ]
