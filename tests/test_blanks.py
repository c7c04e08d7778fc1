"""Blank labels: a batch is a record, prints, and prints again what is still blank."""

import io

import pypdfium2
import pytest
import zxingcpp

from app import blanks, pull
from app.core.errors import NotFound
from app.core.tagcode import read_code
from models import Tag, TagBatch
from tests.cast import School, codes_of, count, told


def codes_on(pdf: bytes) -> list[str]:
    """The codes that a scanner finds on these pages."""
    found = []
    for page in pypdfium2.PdfDocument(io.BytesIO(pdf)):
        sheet = page.render(scale=200 / 72).to_pil()
        found += [read_code(seen.text) for seen in zxingcpp.read_barcodes(sheet)]
    return sorted(code or '' for code in found)


async def test_a_batch_prints_and_prints_again_only_what_is_still_blank(school: School) -> None:
    keeper = await school.sign_in('keeper')
    made = keeper.seal('blanks.preprint', {'count': 30, 'layout': 'a4-3x8', 'title': '实验小学'})
    assert codes_of(await keeper.write(made)) == ['accepted']
    blank = [tag.code for tag in await Tag.filter(batch=made['id']).order_by('code')]
    assert len(blank) == 30
    assert codes_on(await blanks.sheet(made['id'])) == blank

    await keeper.write(
        keeper.seal('tags.bind', {'code': blank[0]}, thing_id=school.id_of('fan')),
        keeper.seal('tags.retire', {'code': blank[1]}),
    )
    [batch] = await blanks.batches()
    assert (batch.made.count, batch.blank, batch.used, batch.made.by_id) == (30, 28, 2, school.people['keeper'])
    assert codes_on(await blanks.sheet(made['id'], layout='a4-4x10', skip=3)) == blank[2:]


async def test_phones_hear_of_a_blank_label_only_once_it_is_bound(school: School) -> None:
    keeper = await school.sign_in('keeper')
    cursor = (await pull.snapshot(keeper.actor))['cursor']
    await keeper.write_one(keeper.seal('blanks.preprint', {'count': 5, 'layout': 'a4-3x8'}))
    assert (await pull.changes(cursor))['changes'] == []
    assert len((await pull.snapshot(keeper.actor))['tags']) == 4


@pytest.mark.parametrize(
    ('form', 'problem'),
    [
        ({'count': 0}, 'batch_size'),
        ({'count': -3}, 'batch_size'),
        ({'count': 100_000}, 'batch_size'),
        ({'count': 'many'}, 'bad_payload'),
        ({'count': 2**52}, 'batch_size'),
        ({'count': 5, 'layout': 'gold'}, 'unknown_layout'),
    ],
)
async def test_a_batch_that_cannot_be_is_refused_in_words_and_leaves_nothing(
    school: School, form: dict, problem: str
) -> None:
    keeper = await school.sign_in('keeper')
    verdict = await keeper.write_one(keeper.seal('blanks.preprint', {'layout': 'a4-3x8', **form}))
    assert (verdict.verdict, verdict.code) == ('rejected', problem)
    told(problem, verdict.facts)
    assert await count('tag') == 4
    assert not await TagBatch.exists()


async def test_only_who_keeps_the_register_prints_blank_labels(school: School) -> None:
    for name in ('caretaker', 'teacher', 'monitor', 'visitor'):
        phone = await school.sign_in(name)
        verdict = await phone.write_one(phone.seal('blanks.preprint', {'count': 5, 'layout': 'a4-3x8'}))
        assert verdict.code == 'not_allowed', name


@pytest.mark.parametrize('id', ['', 'x', '0198c0de-0000-7000-8000-000000000000'])
async def test_a_batch_that_nobody_made_is_not_found(school: School, id: str) -> None:
    with pytest.raises(NotFound) as caught:
        await blanks.sheet(id)
    told('unknown_batch', caught.value.facts)
