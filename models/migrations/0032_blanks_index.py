from tortoise import migrations
from tortoise.migrations import operations as ops

# The index that the model has named all along: a column added later got none.
BATCH = 'CREATE INDEX IF NOT EXISTS "idx_tag_batch_483355" ON "tag" ("batch")'


async def make_index(apps, editor):
    await editor.client.execute_query(BATCH)


class Migration(migrations.Migration):
    dependencies = [('models', '0031_settlement')]

    initial = False

    operations = [ops.RunPython(make_index)]
