from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields
from tortoise.indexes import Index

FILL = """UPDATE thing SET labelled = EXISTS (SELECT 1 FROM tag WHERE tag.thing_id = thing.id
    AND tag.replaced_at IS NULL AND tag.retired_at IS NULL AND tag.printed_at IS NOT NULL)"""


async def fill(apps, editor):
    await editor.client.execute_query(FILL)


class Migration(migrations.Migration):
    dependencies = [('models', '0007_rounds')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Thing',
            name='labelled',
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.RunPython(fill),
        ops.AddIndex(
            model_name='Thing',
            index=Index(fields=['labelled', 'sort', 'id']),
        ),
    ]
