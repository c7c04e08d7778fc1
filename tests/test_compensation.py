"""Compensation: worked examples for each preset, money to the fen, and the way of a claim from opened to a receipt."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.compensation_sums import CAUSES, STEPS, Facts, months_since, present_value, preset, presets, proposal
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from models import Award, Claim, Repair, Thing
from tests.cast import Phone, School, told

yuan = Decimal
DAY = date(2026, 11, 20)
# A desk of 300 yuan bought five years before, of fifteen: 200 are left. Mending it costs 80.
DESK = {'price': yuan('300'), 'bought': '2021-11', 'life': 15, 'on': DAY}

# preset, cause, what else is known, what the class pays
WORKED = [
    ('common', 'wear', {}, '0.00'),
    ('common', 'careless', {'repair_cost': yuan('80')}, '80.00'),
    ('common', 'careless', {'repair_cost': yuan('260')}, '200.00'),  # no more than it was worth
    ('common', 'careless', {'beyond_repair': True}, '200.00'),
    ('common', 'deliberate', {'repair_cost': yuan('80')}, '300.00'),
    ('common', 'deliberate', {'repair_cost': yuan('350')}, '350.00'),  # the price or more
    ('common', 'nobody', {'repair_cost': yuan('80')}, '80.00'),
    ('common', 'lost', {}, '200.00'),
    ('common', 'lost', {'pieces': 3}, '600.00'),
    ('strict', 'careless', {'repair_cost': yuan('80')}, '80.00'),
    ('strict', 'careless', {'beyond_repair': True}, '300.00'),
    ('strict', 'deliberate', {'repair_cost': yuan('80')}, '600.00'),
    ('strict', 'lost', {}, '300.00'),
    ('strict', 'wear', {}, '0.00'),
    ('strict', 'nobody', {'repair_cost': yuan('400')}, '300.00'),
    ('allowance', 'careless', {'repair_cost': yuan('80'), 'free': yuan('50')}, '0.00'),  # half of it is 40
    ('allowance', 'careless', {'repair_cost': yuan('180'), 'free': yuan('50')}, '40.00'),
    ('allowance', 'nobody', {'repair_cost': yuan('80'), 'free': yuan('30')}, '50.00'),
    ('allowance', 'deliberate', {'repair_cost': yuan('80'), 'free': yuan('50')}, '450.00'),  # not for this
    ('allowance', 'lost', {'free': yuan('50')}, '200.00'),
    ('allowance', 'wear', {'free': yuan('50')}, '0.00'),
]  # fmt: skip


@pytest.mark.parametrize(('rules', 'cause', 'more', 'pays'), WORKED)
def test_each_preset_comes_to_what_is_worked_out_by_hand(rules: str, cause: str, more: dict, pays: str) -> None:
    found = proposal(preset(rules), Facts(cause, **DESK | more))
    assert (str(found.total), found.asks) == (pays, [])
    assert {step for step, _ in found.steps} <= set(STEPS)


def test_every_preset_has_a_rule_and_points_for_every_cause() -> None:
    for each in presets():
        assert set(each['causes']) == set(each['points']) == set(CAUSES)


def test_what_is_not_known_is_asked_and_never_guessed() -> None:
    assert proposal(preset('common'), Facts('')).asks == ['cause']
    assert proposal(preset('common'), Facts('lost', on=DAY)).asks == ['price', 'bought', 'life']
    assert proposal(preset('strict'), Facts('lost', on=DAY)).asks == ['price']
    assert proposal(preset('common'), Facts('careless', **DESK)).asks == ['repair_cost']
    assert proposal(preset('common'), Facts('lost', on=DAY)).total is None


def test_a_dime_and_two_dimes_are_three() -> None:
    found = proposal(preset('strict'), Facts('lost', pieces=3, price=yuan('0.10'), on=DAY))
    assert found.total == yuan('0.30')


def test_months_are_counted_as_exactly_as_the_day_is_known() -> None:
    assert months_since('2026-10-21', DAY) == 0
    assert months_since('2026-10-20', DAY) == 1
    assert months_since('2025', DAY) == 22
    assert months_since('', DAY) is None
    assert months_since('2027-01', DAY) == 0


MONEY = st.decimals(0, 99_999, places=2)


@given(MONEY, st.integers(0, 600), st.integers(1, 60), st.decimals(0, 1, places=2))
def test_a_present_value_is_to_the_fen_and_between_what_must_remain_and_the_price(
    price: Decimal, months: int, life: int, residual: Decimal
) -> None:
    value = present_value(price, months, life, residual)
    assert value == value.quantize(yuan('0.01'))
    assert value <= price
    assert value >= price * residual - yuan('0.005')
    assert present_value(price, months + 1, life, residual) <= value


@given(
    st.sampled_from([each['key'] for each in presets()]), st.sampled_from(CAUSES), MONEY, MONEY, MONEY,
    st.integers(1, 60), st.integers(1, 40), st.booleans(),
)  # fmt: skip
def test_no_rule_ever_charges_less_than_nothing_or_parts_of_a_fen(
    rules: str, cause: str, price: Decimal, cost: Decimal, free: Decimal, pieces: int, life: int, beyond: bool
) -> None:
    body = preset(rules)
    found = proposal(body, Facts(cause, pieces, price, '2020-03', life, cost, beyond, DAY, free))
    assert found.total is not None
    assert 0 <= found.total == found.total.quantize(yuan('0.01'))
    assert 0 <= found.allowed <= free
    most = body['causes'][cause]['most']
    if most == 'price' and not body['causes'][cause]['least']:
        assert found.total <= price * pieces
    if cause == 'wear':
        assert not found.total


class Case:
    """A desk of the classroom, and what people do about its loss."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.phones: dict[str, Phone] = {}
        self.id: UUID | None = None

    async def write(self, by: str, verb: str, payload: dict[str, Any], thing: str = 'desk') -> Any:
        if by not in self.phones:
            self.phones[by] = await self.school.sign_in(by)
        about = self.school.id_of(thing) if thing else None
        return await self.phones[by].write_one(self.phones[by].seal(f'compensation.{verb}', payload, thing_id=about))

    async def open(self, by: str = 'teacher', **more: Any) -> Claim:
        verdict = await self.write(by, 'open', {'what': '桌面裂了', 'cause': 'careless', **more})
        assert verdict.fate == 'accepted', verdict
        found = await Claim.all().order_by('-opened_at', '-ref').first()
        assert found
        self.id = found.id
        return found

    async def do(self, by: str, verb: str, **payload: Any) -> Any:
        return await self.write(by, verb, {'claim': str(self.id), **payload})

    async def now(self) -> Claim:
        return await Claim.get(id=self.id)

    async def approved(self, **said: Any) -> Claim:
        await self.open()
        await self.do('keeper', 'verify', **{'cause': 'careless', 'repair_cost': '80.00'} | said)
        assert (await self.do('head', 'approve', decision='yes')).fate == 'accepted'
        return await self.now()


@pytest.fixture
async def case(school: School) -> Case:
    await Thing.filter(id=school.things['desk']).update(price=yuan('300'), bought='2021-11', life=15)
    return Case(school)


async def test_a_claim_goes_from_opened_to_a_numbered_receipt(case: Case) -> None:
    claim = await case.open()
    assert (claim.state, claim.proposed, claim.owner) == ('open', None, '一(1)班教室')
    assert (await case.do('keeper', 'verify', cause='careless', repair_cost='80.00')).fate == 'accepted'
    assert (await case.now()).amount == yuan('80.00')
    assert (await case.do('keeper', 'approve', decision='yes')).code == 'not_allowed'
    assert (await case.do('head', 'approve', decision='yes')).fate == 'accepted'
    assert (await case.do('keeper', 'pay')).fate == 'accepted'
    now = await case.now()
    assert (now.state, now.receipt) == ('paid', 1)
    assert [step['verb'] for step in now.steps] == ['open', 'verify', 'approve', 'pay']
    assert (await case.do('keeper', 'pay')).code == 'claim_moved'


async def test_receipts_are_numbered_without_a_gap(case: Case) -> None:
    for number in (1, 2, 3):
        await case.approved()
        await case.do('keeper', 'pay')
        assert (await case.now()).receipt == number


async def test_a_claim_on_a_thing_whose_price_is_unknown_asks(case: Case) -> None:
    await Thing.filter(id=case.school.things['desk']).update(price=None)
    await case.open()
    asked = await case.do('keeper', 'verify', cause='lost')
    assert (asked.code, asked.facts['asks']) == ('claim_asks', ['price'])
    assert told('claim_asks', asked.facts)
    await case.do('keeper', 'verify', cause='lost', price='300.00')
    now = await case.now()
    assert (now.amount, now.price_from) == (yuan('200.00'), 'said')


async def test_another_sum_than_proposed_wants_a_reason(case: Case) -> None:
    await case.open()
    given = {'cause': 'careless', 'repair_cost': '80.00', 'amount': '60.00'}
    assert (await case.do('keeper', 'verify', **given)).code == 'other_sum_why'
    assert (await case.do('keeper', 'verify', **given, note='家长协商')).fate == 'accepted'
    now = await case.now()
    assert (now.proposed, now.amount) == (yuan('80.00'), yuan('60.00'))


async def test_whoever_verified_does_not_approve(case: Case) -> None:
    await case.open()
    await case.do('head', 'verify', cause='careless', repair_cost='80.00')
    assert (await case.do('head', 'approve', decision='yes')).code == 'same_person'


async def test_a_claim_may_be_waived_with_a_reason_or_worked_off(case: Case) -> None:
    await case.approved()
    assert (await case.do('head', 'waive', note='')).code == 'bad_payload'
    assert (await case.do('head', 'waive', note='家庭困难')).fate == 'accepted'
    assert (await case.now()).state == 'waived'
    await case.approved()
    assert (await case.do('keeper', 'work_off', note='修整操场两小时')).fate == 'accepted'
    assert (await case.now()).state == 'worked'


async def test_natural_wear_costs_nobody_anything(case: Case) -> None:
    await case.approved(cause='wear')
    assert (await case.now()).state == 'free'


async def test_marks_follow_and_come_back_when_it_is_let_off(case: Case) -> None:
    await case.write('head', 'rules', {'preset': 'common', 'checklist': 'class-score'}, thing='')
    board = await a_board()
    await case.write('head', 'rules', {'preset': 'common', 'checklist': board}, thing='')
    await case.approved()
    [mark] = await Award.all()
    assert (mark.points, mark.thing_id) == (-1.0, case.school.things['room'])
    await case.do('head', 'waive', note='误判')
    assert sum([each.points for each in await Award.all()]) == 0
    assert (
        await case.write('keeper', 'reward', {'points': '2', 'reason': '一学期无损坏'}, thing='room')
    ).fate == 'accepted'


async def a_board() -> str:
    from app import scores

    return (await scores.scored_checklists())[0].key


async def test_an_allowance_is_spent_once_in_a_term(case: Case) -> None:
    await case.write('head', 'rules', {'preset': 'allowance'}, thing='')
    await case.open()
    await case.do('keeper', 'verify', cause='nobody', repair_cost='30.00')
    assert ((await case.now()).amount, (await case.now()).allowed) == (yuan('0.00'), yuan('30.00'))
    await case.open()
    await case.do('keeper', 'verify', cause='nobody', repair_cost='30.00')
    assert ((await case.now()).amount, (await case.now()).allowed) == (yuan('10.00'), yuan('20.00'))


async def test_the_price_list_counts_before_the_register(case: Case) -> None:
    await case.write('keeper', 'price', {'name': '学生课桌', 'price': '180.00', 'life': 10}, thing='')
    claim = await case.open()
    assert (claim.price, claim.price_from, claim.life) == (yuan('180.00'), 'list', 15)
    await case.write('keeper', 'unprice', {'key': 'name:学生课桌'}, thing='')
    assert (await case.open()).price == yuan('300.00')


async def test_a_repair_is_claimed_once_and_with_what_it_cost(case: Case) -> None:
    await write([enter('repairs.report', {'what': '桌腿断'}, thing_id=case.school.things['desk'])], the_server())
    repair = await Repair.get(thing_id=case.school.things['desk'])
    costs = [{'sort': 'part', 'what': '桌腿', 'count': '1', 'price': '35.50'}]
    done = {'repair': str(repair.id), 'outcome': 'fixed', 'cause': 'accident', 'note': '换了桌腿', 'costs': costs}
    [closed] = await write([enter('repairs.close', done, thing_id=case.school.things['desk'])], the_server())
    assert closed.fate == 'accepted', closed
    claim = await case.open(of_repair=str(repair.id))
    assert (claim.source, claim.proposed) == ('repair', yuan('35.50'))
    again = await case.write('teacher', 'open', {'what': 'x', 'of_repair': str(repair.id)})
    assert again.code == 'claim_open'


async def test_nobody_is_charged_for_more_pieces_than_there_are(case: Case) -> None:
    assert (await case.write('teacher', 'open', {'what': 'x', 'pieces': 2})).code == 'more_pieces'


async def test_a_class_sees_and_opens_no_claim(case: Case) -> None:
    assert (await case.write('monitor', 'open', {'what': 'x'})).code == 'not_allowed'
