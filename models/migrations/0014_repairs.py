from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import UUID, uuid4, uuid5
from tortoise import fields
from tortoise.indexes import Index

# What is known of the repairs before: closed ones are over, each is about one thing, and its number is its record's.
SETTLE = (
    "UPDATE repair SET state = CASE WHEN closed_at IS NULL THEN 'reported' ELSE 'confirmed' END, "
    'settled_at = closed_at, settled_by = closed_by, moved_at = COALESCE(closed_at, reported_at), '
    "source = CASE WHEN inspection_id IS NULL THEN 'staff' ELSE 'check' END"
)
STILL_OUT = "UPDATE repair SET state = 'done', settled_at = NULL, settled_by = NULL WHERE closed_at IS NOT NULL AND blocks_use AND "
KEPT = 'EXISTS (SELECT 1 FROM thing WHERE thing.id = repair.thing_id AND thing.blocked_by IS NOT NULL)'


async def fill(apps, editor):
    ask = editor.client.execute_query
    await ask(SETTLE)
    await ask(STILL_OUT + KEPT)
    _, repairs = await ask('SELECT id, thing_id, inspection_id FROM repair')
    _, records = await ask("SELECT id, number FROM record WHERE kind IN ('repairs.report', 'inspections.inspect')")
    numbers = {str(row['id']): row['number'] for row in records}
    mark = ('?', '?', '?') if editor.client.capabilities.dialect == 'sqlite' else ('$1', '$2', '$3')
    for row in repairs:
        id, thing = str(row['id']), str(row['thing_id'])
        ref = str(numbers.get(str(row['inspection_id'] or id), ''))
        await ask(f'UPDATE repair SET ref = {mark[0]} WHERE id = {mark[1]}', [ref, id])
        values = [str(uuid5(UUID(id), thing)), id, thing]
        await ask(f'INSERT INTO repair_thing (id, repair_id, thing_id) VALUES ({", ".join(mark)})', values)


class Migration(migrations.Migration):
    dependencies = [('models', '0013_chain')]

    initial = False

    operations = [
        ops.CreateModel(
            name='DispatchRule',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('trade', fields.CharField(default='', max_length=20)),
                ('place_id', fields.UUIDField(null=True)),
                ('person_id', fields.UUIDField()),
                ('removed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'dispatch_rule', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Whose a new repair is: of a trade, in a place and all that is inside it, where nothing stands for any.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RepairCost',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('repair', fields.ForeignKeyField('models.Repair', source_field='repair_id', db_index=True, db_constraint=True, to_field='id', related_name='costs', on_delete=OnDelete.RESTRICT)),
                ('sort', fields.CharField(max_length=10)),
                ('what', fields.CharField(max_length=200)),
                ('count', fields.DecimalField(default=1, max_digits=10, decimal_places=2)),
                ('price', fields.DecimalField(max_digits=14, decimal_places=2)),
                ('by_id', fields.UUIDField(null=True)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'repair_cost', 'app': 'models', 'pk_attr': 'id', 'table_description': "A line of what a repair cost: a part, labour, or an outside firm's invoice."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RepairStep',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('repair', fields.ForeignKeyField('models.Repair', source_field='repair_id', db_index=True, db_constraint=True, to_field='id', related_name='steps', on_delete=OnDelete.RESTRICT)),
                ('number', fields.BigIntField()),
                ('verb', fields.CharField(max_length=12)),
                ('state', fields.CharField(max_length=10)),
                ('by_id', fields.UUIDField(null=True)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('note', fields.TextField(default='', unique=False)),
                ('facts', fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={'table': 'repair_step', 'app': 'models', 'pk_attr': 'id', 'table_description': 'What somebody did about a repair, and the state it was in afterwards.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RepairThing',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('repair', fields.ForeignKeyField('models.Repair', source_field='repair_id', db_index=True, db_constraint=True, to_field='id', related_name='concerned', on_delete=OnDelete.RESTRICT)),
                ('thing', fields.ForeignKeyField('models.Thing', source_field='thing_id', db_index=True, db_constraint=True, to_field='id', related_name='concerned', on_delete=OnDelete.RESTRICT)),
                ('pieces', fields.IntField(null=True)),
            ],
            options={'table': 'repair_thing', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A thing that a repair is about, `pieces` of it when it is a batch under one label.'},
            bases=['Model'],
        ),
        ops.AlterModelOptions(
            name='Repair',
            options={'table': 'repair', 'app': 'models', 'indexes': [Index(fields=['settled_at', 'state']), Index(fields=['owner_id', 'settled_at']), Index(fields=['reported_at'])], 'pk_attr': 'id', 'table_description': 'A fault or work that is due, its id is the id of the record that opened it, or derives from it.'},
        ),
        ops.AddField(
            model_name='Repair',
            name='cause',
            field=fields.CharField(default='', db_default='', max_length=20),
        ),
        ops.AddField(
            model_name='Repair',
            name='clashes',
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name='Repair',
            name='cost',
            field=fields.DecimalField(default=0, db_default=0, max_digits=14, decimal_places=2),
        ),
        ops.AddField(
            model_name='Repair',
            name='finish_by',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Repair',
            name='finished_in',
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name='Repair',
            name='into_id',
            field=fields.UUIDField(null=True),
        ),
        ops.AddField(
            model_name='Repair',
            name='minutes_left',
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name='Repair',
            name='moved_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Repair',
            name='nature',
            field=fields.CharField(default='fault', db_default='fault', max_length=10),
        ),
        ops.AddField(
            model_name='Repair',
            name='others',
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='Repair',
            name='owner_id',
            field=fields.UUIDField(null=True),
        ),
        ops.AddField(
            model_name='Repair',
            name='photos_after',
            field=fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads),
        ),
        ops.AddField(
            model_name='Repair',
            name='ref',
            field=fields.CharField(default='', db_default='', max_length=20),
        ),
        ops.AddField(
            model_name='Repair',
            name='respond_by',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Repair',
            name='responded_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Repair',
            name='responded_in',
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name='Repair',
            name='settled_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Repair',
            name='settled_by',
            field=fields.UUIDField(null=True),
        ),
        ops.AddField(
            model_name='Repair',
            name='signature',
            field=fields.CharField(default='', db_default='', max_length=64),
        ),
        ops.AddField(
            model_name='Repair',
            name='source',
            field=fields.CharField(default='staff', db_default='staff', max_length=10),
        ),
        ops.AddField(
            model_name='Repair',
            name='stars',
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name='Repair',
            name='started_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Repair',
            name='state',
            field=fields.CharField(default='reported', db_default='reported', max_length=10),
        ),
        ops.AddField(
            model_name='Repair',
            name='trade',
            field=fields.CharField(default='other', db_default='other', max_length=20),
        ),
        ops.AddField(
            model_name='Repair',
            name='travel_minutes',
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name='Repair',
            name='waits_for',
            field=fields.CharField(default='', db_default='', max_length=10),
        ),
        ops.AddField(
            model_name='Repair',
            name='waits_until',
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name='Repair',
            name='word',
            field=fields.TextField(default='', db_default='', unique=False),
        ),
        ops.AddField(
            model_name='Repair',
            name='work_minutes',
            field=fields.IntField(null=True),
        ),
        ops.AddIndex(
            model_name='Repair',
            index=Index(fields=['settled_at', 'state']),
        ),
        ops.AddIndex(
            model_name='Repair',
            index=Index(fields=['owner_id', 'settled_at']),
        ),
        ops.AddIndex(
            model_name='Repair',
            index=Index(fields=['reported_at']),
        ),
        ops.RunPython(fill),
    ]
