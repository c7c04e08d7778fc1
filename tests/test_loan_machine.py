"""Loans in any order: counters with phones that were offline lend and take back; never is one thing out twice."""

import asyncio
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from app.core import db
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import Verdict, write
from models import Loan, LoanReturn, Repair, Thing
from tests.cast import School

COUNTERS = ('keeper', 'head')
CLASSES = ('一(1)班', '二(2)班', '三(3)班')
WHOLE = ('fan', 'desk', 'slide')
BALLS = 5


class Loans(RuleBasedStateMachine):
    """Two counters; what a phone has sealed is handed in now or later, and what was judged stays so.

    The model knows only what was handed in, in that order: who has each whole thing, how many balls are out, and what
    came back damaged.
    """

    founded: tuple[Path, School]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.school = self.founded[1]
        self.waiting: dict[str, list[dict[str, Any]]] = {name: [] for name in COUNTERS}
        self.sent: list[dict[str, Any]] = []
        self.holder: dict[str, str] = {}
        self.balls_out = self.balls_torn = 0
        self.broken: set[str] = set()
        self.minute = 0

    @initialize()
    def open(self) -> None:
        shutil.copy(self.founded[0], Path(self.folder.name) / 'tagwalk.sqlite3')
        self.runner.run(self._begin())

    async def _begin(self) -> None:
        await db.connect(f'sqlite://{self.folder.name}/tagwalk.sqlite3')
        balls = enter('register.add', {'name': '足球', 'quantity': BALLS})
        await write([balls], the_server())
        self.ids = {**{name: self.school.id_of(name) for name in WHOLE}, 'balls': balls.id}
        self.phones = {name: await self.school.sign_in(name) for name in COUNTERS}

    def teardown(self) -> None:
        self.runner.run(db.disconnect())
        self.runner.close()
        self.folder.cleanup()

    def _seal(self, who: str, kind: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Each act is an hour after the one before, so that no two are taken for one handed in twice."""
        self.minute += 60
        at = datetime.now(UTC) - timedelta(days=30) + timedelta(minutes=self.minute)
        return self.phones[who].seal(kind, payload, at=at.isoformat())

    @rule(who=st.sampled_from(COUNTERS), thing=st.sampled_from(WHOLE), to=st.sampled_from(CLASSES), now=st.booleans())
    def lend(self, who: str, thing: str, to: str, now: bool) -> None:
        form = {'things': [{'thing': self.ids[thing]}], 'borrower_kind': 'class', 'borrower': to, 'rule': 'custody'}
        self._keep(who, self._seal(who, 'loans.lend', form), now)

    @rule(who=st.sampled_from(COUNTERS), count=st.integers(1, BALLS), to=st.sampled_from(CLASSES))
    def lend_balls(self, who: str, count: int, to: str) -> None:
        things = [{'thing': self.ids['balls'], 'quantity': count}]
        form = {'things': things, 'borrower_kind': 'class', 'borrower': to, 'rule': 'custody'}
        self._keep(who, self._seal(who, 'loans.lend', form), True)

    @rule(
        who=st.sampled_from(COUNTERS), thing=st.sampled_from((*WHOLE, 'balls')), count=st.integers(1, BALLS),
        damaged=st.booleans(), now=st.booleans(),
    )  # fmt: skip
    def take_back(self, who: str, thing: str, count: int, damaged: bool, now: bool) -> None:
        part = {'thing': self.ids[thing], 'quantity': count if thing == 'balls' else 1}
        form = {'things': [part | {'condition': 'damaged' if damaged else 'good'}]}
        self._keep(who, self._seal(who, 'loans.take_back', form), now or thing == 'balls')

    @rule(who=st.sampled_from(COUNTERS))
    def come_online(self, who: str) -> None:
        waiting, self.waiting[who] = self.waiting[who], []
        for sealed in waiting:
            self._hand_in(sealed)

    @rule()
    def send_again(self) -> None:
        for sealed in self.sent[-3:]:
            assert self._write(sealed).verdict == 'duplicate'

    def _keep(self, who: str, sealed: dict[str, Any], now: bool) -> None:
        self.waiting[who].append(sealed)
        if now:
            self.come_online_now(who)

    def come_online_now(self, who: str) -> None:
        for sealed in self.waiting[who]:
            self._hand_in(sealed)
        self.waiting[who] = []

    def _write(self, sealed: dict[str, Any]) -> Verdict:
        phone = next(each for each in self.phones.values() if each.device_id == sealed['device_id'])
        return self.runner.run(phone.write_one(sealed))

    def _hand_in(self, sealed: dict[str, Any]) -> None:
        verdict = self._write(sealed)
        self.sent.append(sealed)
        expected = self._lent(sealed) if sealed['kind'] == 'loans.lend' else self._back(sealed)
        assert (verdict.verdict == 'accepted') == expected, (sealed, verdict)

    def _lent(self, sealed: dict[str, Any]) -> bool:
        [part] = sealed['payload']['things']
        if part['thing'] == self.ids['balls']:
            if self.balls_out + self.balls_torn + part['quantity'] > BALLS:
                return False
            self.balls_out += part['quantity']
            return True
        if part['thing'] in self.holder or part['thing'] in self.broken:
            return False
        self.holder[part['thing']] = sealed['at']
        return True

    def _back(self, sealed: dict[str, Any]) -> bool:
        """What was lent after it came back is another loan; what is damaged is taken down whatever else is known."""
        [part] = sealed['payload']['things']
        damaged = part['condition'] == 'damaged'
        if part['thing'] == self.ids['balls']:
            back = min(self.balls_out, part['quantity'])
            self.balls_out -= back
            self.balls_torn += part['quantity'] if damaged else 0
            return bool(back) or damaged
        lent = self.holder.get(part['thing'])
        if damaged:
            self.broken.add(part['thing'])
        if lent and lent <= sealed['at']:
            del self.holder[part['thing']]
            return True
        return damaged

    @invariant()
    def nothing_is_out_twice_and_all_is_as_the_model_says(self) -> None:
        if hasattr(self, 'ids'):
            self.runner.run(self._compare())

    async def _compare(self) -> None:
        out = await Loan.filter(state='out')
        whole = [str(loan.thing_id) for loan in out if str(loan.thing_id) != self.ids['balls']]
        assert sorted(whole) == sorted(self.holder)
        assert sum(loan.left for loan in out if str(loan.thing_id) == self.ids['balls']) == self.balls_out
        for thing in await Thing.filter(id__in=[self.ids[name] for name in WHOLE]):
            assert (thing.state == 'lent') == (str(thing.id) in self.holder)
            assert bool(thing.blocked_by) == (str(thing.id) in self.broken)
        damaged = await LoanReturn.filter(condition='damaged')
        assert {each.repair_id for each in damaged} <= set(await Repair.all().values_list('id', flat=True))
        assert all(loan.left > 0 for loan in out)


def test_no_order_of_lending_and_taking_back_has_one_thing_out_twice(founded: tuple[Path, School]) -> None:
    machine = type('Loans', (Loans,), {'founded': founded})
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        machine, settings=settings(max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=checks)
    )
