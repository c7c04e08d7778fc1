from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0015_rooms')]

    initial = False

    operations = [
        ops.AddIndex(
            model_name='Repair',
            index=Index(fields=['cause', 'trade', 'reported_at', 'state', 'cost', 'responded_in', 'finished_in', 'closed_at', 'stars', 'thing_id']),
        ),
        ops.AddIndex(
            model_name='Repair',
            index=Index(fields=['closed_at', 'cost']),
        ),
        ops.AddIndex(
            model_name='Repair',
            index=Index(fields=['thing_id', 'reported_at', 'state', 'cost']),
        ),
    ]
