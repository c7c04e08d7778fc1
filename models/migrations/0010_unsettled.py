from tortoise import migrations
from tortoise.migrations import operations as ops

# The few records that were not simply accepted, found among a million that were. Tortoise has no word for it.
UNSETTLED = "CREATE INDEX record_unsettled ON record (code, number) WHERE verdict != 'accepted'"


async def make_index(apps, editor):
    await editor.client.execute_query(UNSETTLED)


class Migration(migrations.Migration):
    dependencies = [('models', '0009_notices')]

    initial = False

    operations = [ops.RunPython(make_index)]
