"""A pupil's name is no class and no mark: what may stand on a slip for a class is the school's, or written like one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app import class_names, loan_phones
from app.class_names import reads_like_one
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write_one
from models import LoanSlip
from tests.cast import told
from tests.test_loans import Counter, counter

__all__ = ['counter']
CLASSES = ('三(2)班', '三（2）班', '六12班', '初一(3)班', '大班', '2024级1班', '二年级', '足球社', '校篮球队', '3(2)', 'Class 3B', 'Year 7')  # fmt: skip
PUPILS = (
    '张三',
    '李小明',
    '三(2)班 张三',
    '三(2)班张三',
    '王小红(三2班)',
    'Anna',
    'Anna Smith',
    'Class 3B Anna',
    '小明',
    '',
)


@pytest.mark.parametrize('name', CLASSES)
def test_classes_and_groups_as_they_are_written_pass(name: str) -> None:
    assert reads_like_one(name)


@pytest.mark.parametrize('name', PUPILS)
async def test_a_pupils_name_does_not_pass_for_a_class(counter: Counter, name: str) -> None:
    assert not reads_like_one(name)
    refused = await counter.lend('fan', borrower_kind='class', borrower=name)
    assert refused.code == ('no_class' if name else 'bad_payload')
    assert not name or told('no_class', refused.facts)
    assert not await LoanSlip.exists()


async def test_a_room_or_an_account_makes_a_class_whatever_it_is_called(counter: Counter) -> None:
    assert (await counter.lend('fan', borrower_kind='class', borrower='向日葵')).code == 'no_class'
    room = {'name': '向日葵教室', 'kind': 'place', 'category': 'kg-classroom'}
    await write_one(enter('register.add', room), the_server())
    assert (await counter.lend('fan', borrower_kind='class', borrower='向日葵')).verdict == 'accepted'
    assert (await counter.lend('desk', borrower_kind='class', borrower='monitor')).verdict == 'accepted'
    assert {'向日葵', '一(1)班', 'monitor'} <= set((await loan_phones.borrowers())['classes'])
    assert await class_names.known() == {'向日葵', '一(1)班', 'monitor'}


@pytest.mark.parametrize('mark', ['张三', '小明', '07 张', 'Ann Smith', '07；张三'])
async def test_a_mark_holds_no_name(counter: Counter, mark: str) -> None:
    refused = await counter.lend('fan', mark=mark)
    assert refused.code == 'mark_like_a_name' and told('mark_like_a_name')


@pytest.mark.parametrize('mark', ['', '07', 'A-12', '7号', '０７'])
async def test_numbers_and_letters_are_a_mark(counter: Counter, mark: str) -> None:
    assert (await counter.lend('fan', mark=mark)).verdict == 'accepted'


async def test_nothing_is_reserved_for_a_pupil_by_name(counter: Counter) -> None:
    begins = datetime.now(UTC) + timedelta(days=1)
    while begins.weekday() > 4:
        begins += timedelta(days=1)
    times = {'begins_at': begins.isoformat(), 'ends_at': (begins + timedelta(hours=1)).isoformat()}
    about: dict[str, Any] = {'thing_id': counter.school.id_of('fan')}
    for name, code in (('张三', 'no_class'), ('一(1)班', '')):
        form = {**times, 'borrower_kind': 'class', 'borrower': name}
        assert (await counter.write('keeper', 'reservations.reserve', form, **about)).code == code
