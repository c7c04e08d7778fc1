from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0010_unsettled')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ScorePlan',
            fields=[
                ('checklist', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=60)),
                ('automatic', fields.BooleanField()),
                ('every', fields.CharField(max_length=10)),
                ('weekday', fields.IntField()),
                ('day', fields.IntField()),
                ('at', fields.CharField(max_length=5)),
                ('appeal_days', fields.IntField()),
                ('since', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'score_plan', 'app': 'models', 'pk_attr': 'checklist', 'table_description': 'When the scores of a checklist are published by themselves, no row means as the checklist itself says.'},
            bases=['Model'],
        ),
    ]
