"""Six phones count at once, offline, twice and in any order: the result is that of a simple model, and none is lost."""

import asyncio
import shutil
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4, uuid5

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

from app import stocktake_list
from app.core import db
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from models import Record, StocktakeLine, Thing
from tests.cast import School
from tests.test_stocktakes import Count, enlarge

PEOPLE = ('head', 'keeper', 'caretaker', 'teacher', 'monitor', 'plumber')
THINGS = ('fan', 'slide', 'desk', 'stools', 'ladder')
PLACES = ('room', 'store')
BOOK = {'fan': ('room', 1), 'slide': ('room', 1), 'desk': ('room', 1), 'stools': ('store', 48), 'ladder': (None, 1)}
BEGAN = datetime.now(UTC) - timedelta(hours=20)

Live = dict[str, Any]


def expected(thing: str, live: list[Live]) -> tuple[str, int, int]:
    """Result, counted and damaged of a thing by the rules as they are told to people."""
    place, many = BOOK[thing]
    last: dict[Any, Live] = {}
    for each in sorted(live, key=lambda each: (each['at'], each['id'])):
        last[(each['who'], each['place']) if many > 1 else each['who']] = each
    found: dict[Any, tuple[int, int]] = {}
    for where in sorted({each['place'] for each in last.values()}) if many > 1 else ['']:
        votes = [each for each in last.values() if many == 1 or each['place'] == where]
        if not votes:
            continue
        views = Counter((each['place'] if each['quantity'] else None, each['quantity']) for each in votes)
        best = max(views.values())
        winners = [view for view, weight in views.items() if weight == best]
        if len(winners) > 1:
            return 'differs', 0, 0
        [(at, number)] = winners
        alike = [
            each for each in votes if (each['place'] if each['quantity'] else None, each['quantity']) == (at, number)
        ]
        if number:
            found[at] = number, max(min(each['damaged'], number) for each in alike)
    counted, damaged = sum(each[0] for each in found.values()), sum(each[1] for each in found.values())
    if not counted:
        return 'not_seen', 0, 0
    if damaged:
        return 'damaged', counted, damaged
    if counted != many:
        return 'quantity', counted, 0
    return ('no_place' if not place else 'here' if set(found) == {place} else 'misplaced'), counted, 0


class Counting(RuleBasedStateMachine):
    """What is sealed once is never changed; a phone hands in when it has a network."""

    founded: tuple[Path, School]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.waiting: dict[str, list[Live]] = {name: [] for name in PEOPLE}
        self.sealed: dict[str, list[Live]] = {name: [] for name in PEOPLE}
        self.arrived: dict[str, Live] = {}
        self.taken_back: set[str] = set()

    @initialize()
    def open(self) -> None:
        shutil.copy(self.founded[0], Path(self.folder.name) / 'tagwalk.sqlite3')
        self.runner.run(self._begin())

    async def _begin(self) -> None:
        await db.connect(f'sqlite://{self.folder.name}/tagwalk.sqlite3')
        plumber = enter('people.add', {'name': 'plumber', 'roles': ['maintenance'], 'password': 'x'})
        await write([plumber], the_server())
        founded = self.founded[1]
        school = School({**founded.people, 'plumber': UUID(plumber.id)}, {**founded.things}, founded.codes)
        await enlarge(school)
        self.school = school
        self.count = await (await Count(school).plan()).start()
        self.phones = {name: await self.count.phone(name) for name in PEOPLE}

    def teardown(self) -> None:
        self.runner.run(db.disconnect())
        self.runner.close()
        self.folder.cleanup()

    @rule(seed=st.integers(0, 1_000_000), now=st.booleans())
    def walk(self, seed: int, now: bool) -> None:
        """Somebody counts several things, and takes one back now and then."""
        chance = Random(seed * 1_009 + len(self.arrived))
        who = chance.choice(PEOPLE)
        for _ in range(chance.randint(1, 8)):
            if chance.random() < 0.2 and self.sealed[who]:
                count = chance.choice(self.sealed[who])
                self._seal(who, 'uncount', {'count': count['id']}, None, chance, back=count['id'])
            else:
                self._count(who, chance)
        if now:
            self._hand_in(who, self.waiting[who])
            self.waiting[who] = []

    def _count(self, who: str, chance: Random) -> None:
        thing, place = chance.choice(THINGS), chance.choice(PLACES)
        many = BOOK[thing][1]
        quantity = chance.choice((None, many, many - 1, 0) if many == 1 else (48, 48, 30, 18, 0))
        damaged = chance.choice((0, 0, 0, 1))
        payload: dict[str, Any] = {'stocktake': self.count.id, 'place': self.school.id_of(place)}
        payload |= {} if quantity is None else {'quantity': quantity}
        payload |= {'damaged': damaged} if damaged else {}
        self._seal(
            who, 'count', payload, thing, chance, place=place, quantity=many if quantity is None else quantity,
            damaged=damaged,
        )  # fmt: skip

    def _seal(self, who: str, verb: str, payload: Live, thing: str | None, chance: Random, **told: Any) -> None:
        at = BEGAN + timedelta(minutes=chance.randint(0, 1_000))
        more = {'thing_id': self.school.id_of(thing)} if thing else {}
        envelope = self.phones[who].seal(f'stocktakes.{verb}', payload, at=at.isoformat(), **more)
        each = {'id': envelope['id'], 'who': who, 'thing': thing, 'at': at, 'envelope': envelope, **told}
        self.waiting[who].append(each)
        if thing:
            self.sealed[who].append(each)

    @rule(who=st.sampled_from(PEOPLE), order=st.randoms(use_true_random=False))
    def come_back(self, who: str, order: Any) -> None:
        """A phone has a network again: what it kept goes up in whatever order."""
        order.shuffle(self.waiting[who])
        self._hand_in(who, self.waiting[who])
        self.waiting[who] = []

    @precondition(lambda self: self.arrived)
    @rule(pick=st.integers(0, 999))
    def send_again(self, pick: int) -> None:
        """The answer was lost on the way."""
        each = list(self.arrived.values())[pick % len(self.arrived)]
        [verdict] = self.runner.run(self.phones[each['who']].write(each['envelope']))
        assert verdict.verdict == 'duplicate'

    def _hand_in(self, who: str, some: list[Live]) -> None:
        verdicts = self.runner.run(self.phones[who].write(*(each['envelope'] for each in some)))
        assert {verdict.verdict for verdict in verdicts} <= {'accepted'}, verdicts
        self.arrived |= {each['id']: each for each in some}
        self.taken_back |= {each['back'] for each in some if 'back' in each}

    @invariant()
    def the_books_say_what_the_model_says(self) -> None:
        self.runner.run(self._compare())

    async def _compare(self) -> None:
        live = [each for each in self.arrived.values() if each['thing'] and each['id'] not in self.taken_back]
        lines = {str(line.thing_id): line for line in await StocktakeLine.filter(stocktake_id=self.count.id)}
        for thing in THINGS:
            line = lines[self.school.id_of(thing)]
            wanted = expected(thing, [each for each in live if each['thing'] == thing])
            assert (line.result, line.counted, line.damaged) == wanted, thing
        assert await Record.filter(id__in=list(self.arrived)).count() == len(self.arrived), 'every record is kept once'


def test_whatever_the_order_six_phones_find_what_a_simple_model_finds(founded: tuple[Path, School]) -> None:
    machine = type('Counting', (Counting,), {'founded': founded})
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        machine, settings=settings(max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=checks)
    )


async def test_six_phones_with_ten_thousand_things_find_exactly_what_there_is(school: School) -> None:
    """One of them hands in 5,000 scans at once, in fifties as phones do; two share every tenth thing."""
    rooms = [uuid4() for _ in range(40)]
    [*_] = await write(
        [enter('register.add', {'kind': 'place', 'name': f'教室{n}'}, id=id) for n, id in enumerate(rooms)],
        the_server(),
    )
    things = [uuid5(rooms[0], str(number)) for number in range(10_000)]
    rows = [
        {'id': str(id), 'kind': 'asset', 'name': f'物品{n}', 'inside_id': str(rooms[n % 40]), 'sort': f'{n:06}'}
        for n, id in enumerate(things)
    ]

    async def fill() -> None:
        await db.insert_rows(Thing, rows)

    await db.write_tx(fill)
    people = ('head', 'keeper', 'caretaker', 'teacher', 'monitor')
    count = await (await Count(school).plan()).start()
    phones = [await count.phone(name) for name in people] + [await school.sign_in('teacher')]
    work: list[list[dict[str, Any]]] = [[] for _ in phones]
    wanted: Counter[str] = Counter(not_seen=3)  # the three that the school began with
    for number, thing in enumerate(things):
        first = 0 if number < 5_000 else 1 + number % 5
        fate = 'not_seen' if number % 97 == 0 else 'misplaced' if number % 89 == 0 else 'here'
        wanted[fate] += 1
        if fate == 'not_seen':
            continue
        place = str(rooms[(number + (fate == 'misplaced')) % 40])
        seals = [first, (first + 1) % 5] if number % 10 == 0 else [first]
        for who in seals:
            payload = {'stocktake': count.id, 'place': place}
            work[who].append(phones[who].seal('stocktakes.count', payload, thing_id=thing, how='scan'))
    while any(work):  # all of them at once
        some = [(phone, left[:50]) for phone, left in zip(phones, work, strict=True) if left]
        for left in work:
            del left[:50]
        verdicts = await asyncio.gather(*(phone.write(*batch) for phone, batch in some))
        assert {verdict.verdict for batch in verdicts for verdict in batch} == {'accepted'}
    found = await stocktake_list.figures(UUID(count.id))
    assert found.results == dict(wanted)
    assert found.all == 10_003 and sum(len(phone.sealed) for phone in phones) > 10_800
