"""What a stocktake met and is on no book: its reason, its entry in the books by the approval, and the way back."""

from uuid import UUID

from app import stocktake_approval
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from models import Tag, Thing
from tests.cast import new_code
from tests.test_stocktakes import FOREIGN, Count
from tests.test_stocktakes_closing import PHOTO, carry_out, close, counted, explain, take_back

__all__ = ['counted']


async def meets(counted: Count) -> dict[str, str]:
    """A cupboard with one of our blank labels and a photo, another school's globe seen twice, something nameless."""
    place, blank = counted.school.id_of('store'), new_code()
    found = {}
    said = {'cupboard': (blank, '铁柜'), 'globe': (FOREIGN, ''), 'nameless': ('', '折叠椅')}
    for key, (code, note) in said.items():
        await counted.do('teacher', 'meet', place=place, code=code, note=note, photos=[PHOTO] if note else [])
        found[key] = counted.last
    await counted.do('caretaker', 'meet', place=place, code=FOREIGN)
    return found | {'code': blank}


async def test_what_is_on_no_book_needs_its_reason_and_is_entered_by_the_approval(counted: Count) -> None:
    school, met = counted.school, await meets(counted)
    await close(counted)
    for things, reason in ((('fan', 'ladder'), 'moved'), (('stools', 'slide', 'desk'), 'other')):
        assert not await explain(counted, *things, reason=reason, action='leave')
    verdict = await counted.do('head', 'approve')
    assert (verdict.code, verdict.facts['count']) == ('reasons_missing', 3)
    both = [met['globe'], met['nameless']]
    assert (await counted.do('keeper', 'explain_met', counts=both, reason='foreign', enters=True)).code == 'met_name'
    assert (await counted.do('keeper', 'explain_met', counts=both, reason='foreign')).verdict == 'accepted'
    facts = {
        'counts': [met['cupboard']],
        'reason': 'not_booked',
        'enters': True,
        'name': '铁皮柜',
        'category': 'cabinet',
    }
    assert (await counted.do('keeper', 'explain_met', **facts)).verdict == 'accepted'
    assert (await counted.do('head', 'approve')).verdict == 'accepted'
    assert not await Thing.exists(name='铁皮柜'), 'not before it is carried out'
    assert await carry_out(counted) == [] and await stocktake_approval.left(UUID(counted.id)) == 0
    made = await Thing.get(name='铁皮柜')
    assert (made.inside_id, made.category, made.photos) == (school.things['store'], 'cabinet', [PHOTO])
    assert [tag.code for tag in await Tag.filter(thing_id=made.id)] == [met['code']], 'with the label that it bears'
    assert (await counted.do('head', 'undo')).code == 'still_applied'
    assert await take_back(counted) == []
    assert not await Thing.exists(id=made.id) and (await Tag.get(code=met['code'])).thing_id is None
    assert (await counted.do('head', 'undo')).verdict == 'accepted'


async def test_what_was_entered_and_used_since_is_not_taken_off_the_books(counted: Count) -> None:
    met = await meets(counted)
    await close(counted)
    for things in (('fan', 'ladder'), ('stools', 'slide', 'desk')):
        await explain(counted, *things, action='leave')
    await counted.do('keeper', 'explain_met', counts=[met['globe'], met['cupboard']], reason='private')
    named = {'enters': True, 'name': '折叠椅', 'quantity': 6}
    await counted.do('keeper', 'explain_met', counts=[met['nameless']], reason='not_booked', **named)
    await counted.do('head', 'approve')
    assert (await counted.do('keeper', 'enter', met=met['nameless'])).code == 'not_allowed'
    assert await carry_out(counted) == []
    made = await Thing.get(name='折叠椅', quantity=6)
    await write([enter('remarks.add', {'text': '借给食堂'}, thing_id=str(made.id))], the_server())
    assert await take_back(counted) == ['thing_used']
    assert await Thing.exists(id=made.id)
    assert (await counted.do('head', 'enter', met=met['nameless'])).code == 'already_applied'
