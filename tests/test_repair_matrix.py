"""Every state of a repair, every verb, every role: what happens is what one table says, and a refusal leaves nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any
from uuid import UUID

import pytest

from app.core import db
from app.core.actors import Actor, stranger, the_server
from app.core.entries import enter
from app.core.judging import Batch
from app.core.permissions import RIGHTS, ROLES
from app.core.records import Verdict, write
from app.repair_states import STATES
from models import Checklist, Inspection, Repair, Thing
from tests.cast import School, told

# What a verb leads to from each state: another state, `.` it stays, `-` somebody was there before,
# `new` another repair, `root` the repair that it became part of takes it.
TABLE = """
           reported  accepted  assigned  working   waiting   done      confirmed refused   merged
triage     .         .         .         .         .         -         -         -         -
accept     accepted  -         accepted  -         -         -         -         -         -
assign     assigned  assigned  assigned  assigned  assigned  -         -         -         -
start      working   working   working   working   working   -         -         -         -
wait       waiting   waiting   waiting   waiting   waiting   -         -         -         -
close      done      done      done      done      done      .         .         done      root
confirm    -         -         -         -         -         confirmed -         -         -
refuse     refused   refused   refused   refused   refused   -         -         -         -
merge      merged    merged    merged    merged    merged    -         -         -         -
reopen     -         -         -         -         -         assigned  assigned  assigned  -
charge     .         .         .         .         .         .         .         -         -
comment    .         .         .         .         .         .         .         .         .
me_too     .         .         .         .         .         new       new       new       root
"""
OFFICE = {'administrator', 'director', 'property_keeper'}
WORKERS = OFFICE | {'maintenance'}
EVERYBODY = WORKERS | {'staff', 'gatekeeper', 'kitchen', 'score_inspector', 'class_monitor'}
# Whose each verb is, and which facts about the person and the thing may change what happens.
VERBS: dict[str, tuple[str, set[str], tuple[str, ...]]] = {
    'triage': ('dispatch', OFFICE, ()),
    'accept': ('repairs', WORKERS, ('owner',)),
    'assign': ('dispatch', WORKERS, ('owner',)),
    'start': ('repairs', WORKERS, ('owner',)),
    'wait': ('repairs', WORKERS, ('owner',)),
    'close': ('repairs', WORKERS, ('repairer', 'danger')),
    'confirm': ('repairs', EVERYBODY, ('reporter', 'repairer', 'danger')),
    'refuse': ('dispatch', OFFICE, ('danger', 'not_broken')),
    'merge': ('dispatch', OFFICE, ('danger',)),
    'reopen': ('repairs', EVERYBODY, ('reporter', 'danger')),
    'charge': ('repairs', WORKERS, ()),
    'comment': ('repairs', EVERYBODY, ('reporter',)),
    'me_too': ('repairs', EVERYBODY, ('reporter',)),
}
VALUES: dict[str, tuple[Any, ...]] = {'danger': ('', 'found', 'checked')}  # the others are yes or no
ALL_ROLES = [*ROLES, 'stranger']
TABLES = ('repair', 'repair_step', 'repair_thing', 'repair_cost', 'thing')


def table() -> dict[tuple[str, str], str]:
    head, *lines = [line.split() for line in TABLE.strip().splitlines()]
    return {(line[0], state): cell for line in lines for state, cell in zip(head, line[1:], strict=True)}


LEADS = table()


@dataclass(frozen=True)
class Case:
    """Somebody of a role, in some relation to a repair, does something about it."""

    state: str
    verb: str
    role: str
    is_owner: bool = False
    is_reporter: bool = False
    is_repairer: bool = False
    danger: str = ''
    not_broken: bool = False

    @property
    def expected(self) -> str:
        """A cell of the table, or the word of a refusal."""
        _, whose, _ = VERBS[self.verb]
        cell = LEADS[self.verb, self.state]
        if self.role not in whose:
            return 'not_allowed'
        if cell == '-':
            return 'repair_moved'
        is_office = self.role in OFFICE
        if self.verb == 'assign' and not (is_office or self.is_owner):
            return 'not_your_repair'
        if self.verb in ('confirm', 'reopen') and not (is_office or self.is_reporter):
            return 'not_your_report'
        if self.verb == 'confirm' and self.is_repairer:
            return 'same_person'
        if self.verb == 'confirm' and self.danger == 'checked':
            return 'needs_check'
        if self.verb == 'refuse' and self.danger and not self.not_broken:
            return 'dangerous'
        return cell

    @property
    def frees(self) -> bool:
        """Whether it gives back to use what was out of use."""
        return self.danger == 'found' and self.expected in ('confirmed', 'refused')


def cases(state: str) -> Iterator[Case]:
    for verb, (_, whose, facts) in VERBS.items():
        for role in ALL_ROLES:
            known = facts if role in whose else ()
            for values in product(*(VALUES.get(fact, (False, True)) for fact in known)):
                named = dict(zip(known, values, strict=True))
                yield Case(
                    state, verb, role, bool(named.get('owner')), bool(named.get('reporter')),
                    bool(named.get('repairer')), str(named.get('danger', '')), bool(named.get('not_broken')),
                )  # fmt: skip


class Stage:
    """A school in which one repair has come to a state, and another is open beside it."""

    def __init__(self, school: School) -> None:
        self.fan = school.things['fan']
        self.people: dict[str, UUID] = {}
        self.repair = self.other = UUID(int=0)

    async def people_of_every_role(self) -> None:
        for role in ROLES:
            entry = enter('people.add', {'name': f'a-{role}', 'roles': [role], 'password': 'x'})
            self.people[role] = UUID(entry.id)
            await self._write(entry, the_server())

    async def bring_to(self, state: str) -> None:
        self.repair = await self._report()
        self.other = await self._report()
        worker = {'to': str(self.people['maintenance'])}
        ways: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
            'reported': [],
            'accepted': [('maintenance', 'accept', {})],
            'assigned': [('director', 'assign', worker)],
            'working': [('maintenance', 'start', {})],
            'waiting': [('maintenance', 'wait', {'waits_for': 'parts'})],
            'done': [('maintenance', 'close', {})],
            'confirmed': [('maintenance', 'close', {}), ('director', 'confirm', {})],
            'refused': [('director', 'refuse', {'reason': 'not_ours'})],
            'merged': [('director', 'merge', {'into': str(self.other)})],
        }
        for role, verb, more in ways[state]:
            verdict = await db.write_tx(partial(self.do, verb, self.actor(role), more))
            assert verdict.verdict == 'accepted', verdict
        assert (await Repair.get(id=self.repair)).state == state

    async def _report(self) -> UUID:
        entry = enter('repairs.report', {'what': '不转了'}, thing_id=self.fan)
        await self._write(entry, self.actor('staff'))
        return UUID(entry.id)

    async def _write(self, entry: Any, by: Actor) -> Verdict:
        [verdict] = await write([entry], by)
        assert verdict.verdict == 'accepted', verdict
        return verdict

    def actor(self, role: str) -> Actor:
        return stranger('zh-CN') if role == 'stranger' else Actor(self.people[role], role, (role,), 'zh-CN')

    async def do(self, verb: str, by: Actor, more: dict[str, Any]) -> Verdict:
        """Judge one entry inside of whatever transaction is open."""
        payload = {'repair': str(self.repair), **more}
        entry = enter(f'{VERBS[verb][0]}.{verb}', payload, thing_id=self.fan)
        [verdict] = (await Batch(by, careful=True).run([entry])).verdicts
        return verdict

    async def set_up(self, case: Case) -> None:
        """Relations as the case wants them; somebody else's where it does not."""
        me, colleague = (
            self.actor(case.role).id,
            self.people['property_keeper' if case.role == 'maintenance' else 'maintenance'],
        )
        closed = case.state in ('done', 'confirmed')
        await Repair.filter(id=self.repair).update(
            owner_id=me if case.is_owner else colleague,
            reported_by=me if case.is_reporter else colleague,
            blocks_use=bool(case.danger),
            **({'closed_by': me if case.is_repairer else colleague} if closed else {}),
        )  # fmt: skip
        if case.danger and case.state not in ('confirmed', 'refused', 'merged'):
            await Thing.filter(id=self.fan).update(blocked_by=self.repair)
        if case.danger == 'checked':
            await self._found_by_a_check()

    async def _found_by_a_check(self) -> None:
        checklist = await Checklist.filter(is_current=True).first()
        assert checklist
        repair = await Repair.get(id=self.repair)
        found = await Inspection.create(
            id=UUID(int=7), thing_id=self.fan, checklist=checklist.key, version=checklist.version,
            faults=1, by_id=None, at=repair.reported_at,
        )  # fmt: skip
        await Repair.filter(id=self.repair).update(inspection_id=found.id)

    def payload(self, case: Case) -> dict[str, Any]:
        given: dict[str, dict[str, Any]] = {
            'triage': {'urgency': 'high'},
            'assign': {'to': str(self.people['maintenance'])},
            'wait': {'waits_for': 'parts'},
            'refuse': {'reason': 'not_broken' if case.not_broken else 'not_ours'},
            'merge': {'into': str(self.other)},
            'charge': {'what': '灯管', 'price': '12.50'},
            'comment': {'note': '看过了'},
        }
        return given.get(case.verb, {})

    async def rows(self) -> dict[str, list[dict[str, Any]]]:
        return {name: [dict(row) for row in await db.rows(f'SELECT * FROM {name} ORDER BY id')] for name in TABLES}

    async def kept(self) -> int:
        [row] = await db.rows('SELECT (SELECT count(*) FROM record) + (SELECT count(*) FROM refusal) AS n')
        return row['n']


class Undo(Exception):
    """Nothing of a case is kept for the next one."""


async def check(stage: Stage, case: Case) -> None:
    await stage.set_up(case)
    before, kept = await stage.rows(), await stage.kept()
    verdict = await stage.do(case.verb, stage.actor(case.role), stage.payload(case))
    after = await stage.rows()
    assert await stage.kept() == kept + 1, f'{case}: it is in the log, or among the refused, once'
    cell = case.expected
    if cell not in (*STATES, '.', 'new', 'root'):
        assert verdict.code == cell, case
        assert told(verdict.code, verdict.facts)
        assert after == before, f'{case}: a refusal left something behind'
        return
    assert verdict.verdict == 'accepted', (case, verdict)
    repair = await Repair.get(id=stage.repair)
    assert repair.state == (cell if cell in STATES else case.state), case
    steps = len(after['repair_step']) - len(before['repair_step'])
    assert steps == (2 if case.verb == 'merge' else 1), case
    new = len(after['repair']) - len(before['repair'])
    assert new == (cell == 'new'), case
    if cell == 'root':
        root = await Repair.get(id=stage.other)
        assert root.state == ('done' if case.verb == 'close' else 'reported'), case
    fan = await Thing.get(id=stage.fan)
    if case.frees:
        assert fan.blocked_by is None, case
    elif case.danger and case.state not in ('confirmed', 'refused', 'merged'):
        assert fan.blocked_by == (stage.other if cell == 'merged' else stage.repair), case
    elif case.danger and cell == 'assigned':
        assert fan.blocked_by == stage.repair, f'{case}: opened again, it is out of use again'


@pytest.mark.parametrize('state', STATES)
async def test_every_verb_by_everybody_does_what_the_table_says(state: str, school: School) -> None:
    stage = Stage(school)
    await stage.people_of_every_role()
    await stage.bring_to(state)
    for case in cases(state):
        with pytest.raises(Undo):
            async with db.savepoint():
                await check(stage, case)
                raise Undo


def test_the_table_knows_every_state_verb_and_role() -> None:
    assert {state for _, state in LEADS} == set(STATES)
    assert {verb for verb, _ in LEADS} == set(VERBS)
    assert set(ROLES) == set(RIGHTS) - {'stranger'} == EVERYBODY | {'read_only'}
    assert sum(len(list(cases(state))) for state in STATES) > 2_000
