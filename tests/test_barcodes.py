"""Other makers' codes: each finds one thing, and says whose it is when somebody else wants it."""

import pytest

from app import barcodes, pull
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from models import Barcode
from tests.cast import School, codes_of, told

EAN = '6901234567892'


async def test_a_makers_code_finds_its_thing(school: School) -> None:
    keeper = await school.sign_in('keeper')
    await keeper.write_one(keeper.seal('barcodes.attach', {'text': f' {EAN}\n'}, thing_id=school.id_of('fan')))
    assert [thing.id for thing in await barcodes.things_of(EAN)] == [school.things['fan']]
    assert [code.text for code in await barcodes.barcodes_of((await barcodes.things_of(EAN))[0])] == [EAN]


async def test_an_old_asset_code_or_serial_number_is_found_without_being_attached(school: School) -> None:
    facts = {'code': 'XX-2019-007', 'serial': 'SN4471'}
    await write([enter('register.revise', facts, thing_id=school.id_of('fan'))], the_server())
    for text in ('XX-2019-007', 'SN4471', 'ＳＮ4471'):
        assert [thing.id for thing in await barcodes.things_of(text)] == [school.things['fan']]
    assert await barcodes.things_of('SN447') == []
    assert await barcodes.things_of('') == []


@pytest.mark.parametrize(
    ('text', 'problem'), [('1', 'barcode_too_short'), ('own', 'own_label'), (EAN, 'barcode_taken')]
)
async def test_a_code_that_will_not_do_is_refused_in_words(school: School, text: str, problem: str) -> None:
    keeper = await school.sign_in('keeper')
    await keeper.write_one(keeper.seal('barcodes.attach', {'text': EAN}, thing_id=school.id_of('fan')))
    text = f'http://TEST/T/{school.codes["fan"]}' if text == 'own' else text
    verdict = await keeper.write_one(keeper.seal('barcodes.attach', {'text': text}, thing_id=school.id_of('desk')))
    assert verdict.code == problem
    told(problem, verdict.facts)
    assert await Barcode.all().count() == 1


async def test_a_code_that_was_taken_off_may_go_to_another_thing_and_phones_hear_of_it(school: School) -> None:
    keeper = await school.sign_in('keeper')
    fan, desk = school.id_of('fan'), school.id_of('desk')
    await keeper.write_one(keeper.seal('barcodes.attach', {'text': EAN}, thing_id=fan))
    snapshot = await pull.snapshot(keeper.actor)
    assert snapshot['barcodes'] == [{'text': EAN, 'thing': fan}]
    assert codes_of(await keeper.write(keeper.seal('barcodes.detach', {'text': EAN}, thing_id=desk))) == [
        'barcode_elsewhere'
    ]
    told('barcode_elsewhere', {'thing': 'Fan'})
    await keeper.write_one(keeper.seal('barcodes.detach', {'text': EAN}, thing_id=fan))
    assert await barcodes.things_of(EAN) == []
    heard = [row for row in (await pull.changes(snapshot['cursor']))['changes'] if row['type'] == 'barcode']
    assert heard == [{'type': 'barcode', 'id': EAN, 'data': {'text': EAN, 'thing': None}}]
    assert codes_of(await keeper.write(keeper.seal('barcodes.attach', {'text': EAN}, thing_id=desk))) == ['accepted']


async def test_a_teacher_may_not_attach_codes(school: School) -> None:
    teacher = await school.sign_in('teacher')
    verdict = await teacher.write_one(teacher.seal('barcodes.attach', {'text': EAN}, thing_id=school.id_of('fan')))
    assert verdict.code == 'not_allowed'
