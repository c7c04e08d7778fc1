"""Repairs in any order: phones that were offline hand in late, in another order, and twice; nothing is lost or freed."""

import asyncio
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.core import db
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import Verdict, write
from app.repair_costs import CENT
from app.repair_states import OPEN, SETTLED, root_of, things_of
from models import Person, Record, Refusal, Repair, RepairCost, RepairStep, Thing
from tests.cast import School
from tests.test_inspections import check, template_of

WORKERS = ('caretaker', 'plumber')
OFFICE = ('head', 'keeper')
PEOPLE = (*WORKERS, *OFFICE, 'teacher')
THINGS = ('fan', 'slide', 'desk')
VERBS = {
    'repairs.accept': {}, 'repairs.start': {}, 'repairs.wait': {'waits_for': 'parts'},
    'repairs.close': {'costs': [{'what': '螺栓', 'count': '3', 'price': '1.15'}]}, 'repairs.confirm': {},
    'repairs.reopen': {}, 'repairs.charge': {'what': '发票', 'sort': 'invoice', 'price': '80'}, 'repairs.me_too': {},
    'repairs.comment': {'note': '看过'}, 'dispatch.triage': {'urgency': 'high'}, 'dispatch.assign': {},
    'dispatch.refuse': {'reason': 'not_broken'}, 'dispatch.merge': {},
}  # fmt: skip


class Repairs(RuleBasedStateMachine):
    """People with phones that are offline until they hand in; what is sealed once is never changed."""

    founded: tuple[Path, School]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.school = self.founded[1]
        self.waiting: dict[str, list[dict[str, Any]]] = {name: [] for name in PEOPLE}
        self.sent: list[dict[str, Any]] = []
        self.fates: dict[str, str] = {}
        self.known: list[tuple[str, str]] = []  # repairs that people know of, with the thing they speak of
        self.gone: set[str] = set()

    @initialize()
    def open(self) -> None:
        shutil.copy(self.founded[0], Path(self.folder.name) / 'tagwalk.sqlite3')
        self.runner.run(self._begin())

    async def _begin(self) -> None:
        await db.connect(f'sqlite://{self.folder.name}/tagwalk.sqlite3')
        plumber = enter('people.add', {'name': 'plumber', 'roles': ['maintenance'], 'password': 'x'})
        await write([plumber], the_server())
        self.ids = {**self.school.people, 'plumber': UUID(plumber.id)}
        everybody = School(self.ids, self.school.things, self.school.codes)
        self.phones = {name: await everybody.sign_in(name) for name in PEOPLE}
        self.template = await template_of(self.school, 'slide')
        self.danger = next(item['id'] for item in self.template['items'] if item.get('blocks_use'))

    def teardown(self) -> None:
        self.runner.run(db.disconnect())
        self.runner.close()
        self.folder.cleanup()

    @rule(who=st.sampled_from(PEOPLE), thing=st.sampled_from(THINGS), now=st.sampled_from((True, True, False)))
    def report(self, who: str, thing: str, now: bool) -> None:
        sealed = self._seal(who, 'repairs.report', {'what': '坏了'}, thing, 0)
        self.known.append((sealed['id'], thing))
        if now:
            self._hand_in(self.waiting[who].pop())

    @rule(who=st.sampled_from(PEOPLE), is_clean=st.booleans(), now=st.booleans())
    def inspect(self, who: str, is_clean: bool, now: bool) -> None:
        """A check of the slide that finds a danger, or none any more."""
        faults = {} if is_clean else {'faults': {self.danger: {'value': 'fault', 'photos': ['a' * 64]}}}
        self.waiting[who].append(check(self.phones[who], self.school, 'slide', self.template, **faults))
        if now:
            self._hand_in(self.waiting[who].pop())

    @precondition(lambda self: self.known)
    @rule(seed=st.integers(0, 1_000_000))
    def busy_hour(self, seed: int) -> None:
        """Several steps, most often by somebody who may, some handed in at once and some kept for later."""
        chance = Random(seed * 1_009 + len(self.sent) + len(self.known))
        for _ in range(6):
            verb = chance.choice(sorted(VERBS))
            able = OFFICE if verb.startswith('dispatch') else (*WORKERS, 'teacher', 'head')
            who = chance.choice(able if chance.random() < 0.9 else PEOPLE)
            repair, thing = chance.choice(self.known)
            into, _ = chance.choice(self.known)
            to = str(self.ids[chance.choice(WORKERS)])
            more = {'dispatch.assign': {'to': to}, 'dispatch.merge': {'into': into}}.get(verb, {})
            self._seal(who, verb, {'repair': repair, **VERBS[verb], **more}, thing, chance.randint(-600, 60))
            if chance.random() < 0.7:
                self._hand_in(self.waiting[who].pop())

    def _seal(self, who: str, kind: str, payload: dict[str, Any], thing: str, minutes: int) -> dict[str, Any]:
        at = (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()
        sealed = self.phones[who].seal(kind, payload, thing_id=self.school.id_of(thing), at=at)
        self.waiting[who].append(sealed)
        return sealed

    @rule(who=st.sampled_from(PEOPLE), order=st.randoms(use_true_random=False), share=st.integers(1, 5))
    def deliver(self, who: str, order: Any, share: int) -> None:
        """A phone comes back: some or all of what it kept, in whatever order."""
        queue = self.waiting[who]
        order.shuffle(queue)
        some, self.waiting[who] = queue[: share * 2], queue[share * 2 :]
        for envelope in some:
            self._hand_in(envelope)

    @precondition(lambda self: self.sent)
    @rule(pick=st.integers(0, 99))
    def send_again(self, pick: int) -> None:
        """The answer was lost on the way."""
        self._hand_in(self.sent[pick % len(self.sent)], again=True)

    @rule(who=st.sampled_from((*WORKERS, 'keeper', 'teacher')))
    def leave_or_come_back(self, who: str) -> None:
        left = who not in self.gone
        entry = enter('people.revise', {'person': str(self.ids[who]), 'left': left})
        [verdict] = self.runner.run(write([entry], the_server()))
        assert verdict.verdict == 'accepted'
        (self.gone.add if left else self.gone.discard)(who)

    def _hand_in(self, envelope: dict[str, Any], *, again: bool = False) -> None:
        who = next(name for name, phone in self.phones.items() if phone.device_id == envelope['device_id'])
        before = self.runner.run(self._kept())
        verdict: Verdict = self.runner.run(self.phones[who].write_one(envelope))
        if again:
            assert verdict.verdict == 'duplicate' and verdict.fate == self.fates[envelope['id']]
            return
        assert verdict.code != 'broken', (envelope, verdict)
        self.sent.append(envelope)
        self.fates[envelope['id']] = verdict.fate
        if envelope['kind'] == 'inspections.inspect' and verdict.verdict == 'accepted':
            self.runner.run(self._learn(envelope))
        self.runner.run(self._look_who_freed(before, self.ids[who]))

    async def _learn(self, envelope: dict[str, Any]) -> None:
        """A repair that a check opened is known to everybody."""
        for repair in await Repair.filter(inspection_id=envelope['id']):
            self.known.append((str(repair.id), 'slide'))

    async def _kept(self) -> dict[UUID, list[UUID]]:
        """What is out of use, with the repairs that keep it."""
        kept = {}
        for thing in await Thing.filter(blocked_by__not_isnull=True):
            found = await Repair.filter(concerned__thing_id=thing.id, blocks_use=True, settled_at=None)
            kept[thing.id] = [repair.id for repair in found]
        return kept

    async def _look_who_freed(self, before: dict[UUID, list[UUID]], by: UUID) -> None:
        """Nobody gives back to use what they repaired."""
        for id, repairs in before.items():
            if (await Thing.get(id=id)).blocked_by:
                continue
            for repair in await Repair.filter(id__in=repairs).exclude(state='refused'):
                assert (await root_of(repair)).closed_by != by, 'whoever repaired it gave it back to use'

    @invariant()
    def nothing_is_lost(self) -> None:
        self.runner.run(self._nothing_is_lost())

    async def _nothing_is_lost(self) -> None:
        devices = [phone.device_id for phone in self.phones.values()]
        written = await Record.filter(device_id__in=devices).count()
        refused = await Refusal.filter(device_id__in=devices).count()
        assert written + refused == len(self.sent), 'every record is kept once'
        accepted = set(await Record.filter(verdict='accepted').values_list('number', flat=True))
        steps = await RepairStep.all().order_by('number')
        assert {step.number for step in steps} <= accepted, 'every step follows from an accepted record'

    @invariant()
    def every_repair_is_whole(self) -> None:
        self.runner.run(self._every_repair_is_whole())

    async def _every_repair_is_whole(self) -> None:
        here = {person.id for person in await Person.filter(left_at=None)}
        for repair in await Repair.all():
            steps = await RepairStep.filter(repair_id=repair.id).order_by('number', 'at')
            moments = [step.at for step in steps]
            assert moments == sorted(moments), f'{[step.verb for step in steps]} runs backwards'
            assert {step.state for step in steps if step.number == steps[-1].number} >= {repair.state}
            assert bool(repair.settled_at) == (repair.state in SETTLED)
            assert bool(repair.closed_at) == (repair.state not in OPEN)
            costs = await RepairCost.filter(repair_id=repair.id)
            total = sum(((cost.count * cost.price).quantize(CENT) for cost in costs), Decimal())
            assert repair.cost == total, 'its cost is the sum of its lines'
            if not repair.settled_at:
                assert repair.owner_id in here, 'it has no owner who is here'

    @invariant()
    def what_is_dangerous_stays_out_of_use(self) -> None:
        self.runner.run(self._dangers())

    async def _dangers(self) -> None:
        for repair in await Repair.filter(inspection_id__not_isnull=True, blocks_use=True):
            root = await root_of(repair)
            if root.state in OPEN:
                thing = await Thing.get(id=repair.thing_id)
                assert thing.blocked_by, f'{repair.ref} is {root.state}, and its thing is in use'
        for thing in await Thing.filter(blocked_by__not_isnull=True):
            kept_by = await Repair.get(id=thing.blocked_by)
            assert kept_by.state not in ('merged',), 'a repair that is part of another keeps nothing'
            assert thing.id in {each.id for each in await things_of(kept_by)}


def test_no_order_of_doings_loses_a_repair_or_frees_a_danger(founded: tuple[Path, School]) -> None:
    machine = type('Repairs', (Repairs,), {'founded': founded})
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        machine, settings=settings(max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=checks)
    )
