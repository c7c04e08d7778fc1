"""One simulated history: what people do, what the network does to it, what happens to the server; drawn from a seed."""

import asyncio
import itertools
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app import pull
from app.core import db
from app.core.errors import Problem
from tests.simulation.invariants import Told, agree, check, check_at_the_end
from tests.simulation.model import Model
from tests.simulation.people import PHONES, People
from tests.simulation.phone import Envelope, Phone
from tests.simulation.server import Killed, ids_from

STEPS = 10


@dataclass
class Backup:
    """An older state of the server, and what was so then."""

    image: bytes
    model: Model
    told: Told


@dataclass
class World(People):
    """Everybody and everything that happens between and to them."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.told: Told = Told()
        self.backups: list[Backup] = []
        self.fresh: list[str] = []  # whose phones have seen the end

    # A history

    async def run(self) -> None:
        with self.server.clock.told_everywhere(), ids_from(self.server):
            steps: list[tuple[int, Callable[[], Awaitable[None]]]] = [
                (10, self.push), (4, self.push_at_once), (2, self.push_into_trouble), (2, self.be_killed),
                (1, self.hang_up), (2, self.something_old_arrives), (2, self.damage), (2, self.pull_one),
                (1, self.wait), (1, self.back_up), (1, self.restore),
            ]  # fmt: skip
            choices = [step for weight, step in steps for _ in range(weight)]
            for _ in range(STEPS):
                for _ in range(self.chance.randint(1, 4)):
                    self.somebody_does_something()
                step = self.chance.choice(choices)
                self.say(step.__name__)
                await step()
                agree(self)
                check(self)
            await self.come_to_rest()
            await check_at_the_end(self)

    async def come_to_rest(self) -> None:
        """The network holds and everybody hands in what they have."""
        for _ in range(2):
            for phone in self.phones.values():
                await self.hand_in(phone, [])  # nothing to hand in: it hears of a new epoch all the same
                while waiting := [row.envelope for row in phone.waiting]:
                    await self.hand_in(phone, waiting[:25], photos_first=True)
                    if [row.envelope for row in phone.waiting] == waiting:
                        break
        self.fresh = self.chance.sample(PHONES, 1)
        for name in self.fresh:
            await self.pull(self.phones[name])
        agree(self)
        check(self)

    # What the network does

    def next_batch(self, phone: Phone) -> list[Envelope]:
        batch = [row.envelope for row in phone.waiting][: self.chance.randint(1, 7)]
        if self.chance.random() < 0.2:
            self.chance.shuffle(batch)
        if self.chance.random() < 0.2:
            batch += batch[:2]
        return batch

    def somebody(self) -> Phone:
        """Rather somebody who has something to hand in."""
        waiting = [phone for phone in self.phones.values() if phone.waiting]
        return self.chance.choice(waiting or list(self.phones.values()))

    async def push(self) -> None:
        phone = self.somebody()
        accident = self.chance.choice((*['none'] * 6, 'lost', 'answer lost', 'answer lost', 'twice'))
        self.say(f'{phone.name}: {accident}')
        await self.hand_in(phone, self.next_batch(phone), accident, photos_first=self.chance.random() < 0.7)

    async def hand_in(
        self, phone: Phone, batch: list[Envelope], accident: str = 'none', *, photos_first: bool = False
    ) -> None:
        self.sent.append((phone.name, batch))
        if accident == 'lost':
            return
        if photos_first:
            await self.send_photos(phone, [each['sha256'] for sent in batch for each in sent.get('photos', [])])
        answer = await self.answer(phone, batch)
        if accident == 'twice':
            answer = await self.answer(phone, batch)
        if accident == 'answer lost':
            return
        phone.learn(answer, self.server.clock.now())
        needed = [sha for result in answer['results'] for sha in result['need_photos']]
        if needed and self.chance.random() < 0.7:
            await self.send_photos(phone, needed)

    async def send_photos(self, phone: Phone, hashes: list[str]) -> None:
        for sha in dict.fromkeys(hashes):
            await self.server.photo(phone.actor, phone.photos[sha])
            self.model.photos |= {sha}

    async def answer(self, phone: Phone, batch: list[Envelope]) -> dict[str, Any]:
        """One request and its answer, which is what the model says."""
        expected = self.model.judge_batch(phone.name, batch, self.server.clock.moment)
        answer = await self.server.records(phone.actor, batch, phone.seq)
        self.hear(phone, batch, answer, expected)
        return answer

    def hear(
        self, phone: Phone, batch: list[Envelope], answer: dict[str, Any], expected: list[tuple[str, str]]
    ) -> None:
        got = [((each.get('was') or each['verdict']), each.get('code', '')) for each in answer['results']]
        self.say(f'{phone.name} hands in {[sent["seq"] for sent in batch]}: {got}')
        assert got == expected, f'the answer is {got}, and should be {expected}'
        Told.note(self, phone, batch, answer)

    async def push_at_once(self) -> None:
        """Several phones at the same moment: the outcome is that of one order or another."""
        names = self.chance.sample(PHONES, self.chance.randint(2, 3))
        batches = [self.next_batch(self.phones[name]) for name in names]
        begun = self.server.clock.moment
        self.server.together = True
        looking = self.phones[self.chance.choice(PHONES)]
        *answers, _ = await asyncio.gather(
            *(self.server.records(self.phones[name].actor, batch, self.phones[name].seq) for name, batch in zip(names, batches, strict=True)),
            self.pull(looking),
        )  # fmt: skip
        self.sent += zip(names, batches, strict=True)
        got = [
            [((each.get('was') or each['verdict']), each.get('code', '')) for each in answer['results']]
            for answer in answers
        ]
        state = self.server.state()
        for order in itertools.permutations(range(len(names))):
            model = self.model.copy()
            expected: list[Any] = [None] * len(names)
            for index in order:
                expected[index] = model.judge_batch(names[index], batches[index], begun)
            if expected == got and state == model.state():
                break
        else:
            raise AssertionError(f'no order of {names} gives {got}')
        self.model = model
        for name, batch, answer, fates in zip(names, batches, answers, got, strict=True):
            self.hear(self.phones[name], batch, answer, fates)
            self.phones[name].learn(answer, self.server.clock.now())
        self.server.together = False

    async def something_old_arrives(self) -> None:
        """A copy of a request that the network had kept."""
        if self.sent:
            name, batch = self.chance.choice(self.sent)
            await self.answer(self.phones[name], batch)

    async def damage(self) -> None:
        """A record is changed on its way; the honest one comes right behind it or later."""
        phone = self.somebody()
        if phone.waiting:
            honest = phone.waiting[0].envelope
            broken = honest | self.chance.choice([{'id': str(self.server.new_id())}, {'payload': {'text': '改'}}])
            await self.answer(phone, [broken, *[honest][: self.chance.randint(0, 1)]])

    # What happens to the server

    async def push_into_trouble(self) -> None:
        """The disk fails once or from some call on. Nobody is answered; the batch is there whole or not at all."""
        call = self.chance.randint(1, 30)
        if self.chance.random() < 0.5:
            self.server.fails_at = (call,)
        else:
            self.server.fails_from = call
        await self.ends_whole_or_not_at_all(self.somebody())

    async def be_killed(self) -> None:
        """The process is killed at some call while it works for one or two phones."""
        self.server.dies_at = self.chance.randint(1, 40)
        await self.ends_whole_or_not_at_all(self.somebody(), restarts=True)

    async def hang_up(self) -> None:
        """A phone no longer waits for its answer."""
        phone = self.somebody()
        batch, before = self.next_batch(phone), self.model
        self.server.together = True
        work = asyncio.ensure_future(self.server.records(phone.actor, batch, phone.seq))
        for _ in range(self.chance.randint(0, 30)):
            await asyncio.sleep(0)
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work
        await asyncio.gather(*db._writing, return_exceptions=True)
        self.server.together = False
        self.sent.append((phone.name, batch))
        self.find_out(phone, batch, before)

    async def ends_whole_or_not_at_all(self, phone: Phone, *, restarts: bool = False) -> None:
        batch, before = self.next_batch(phone), self.model
        self.sent.append((phone.name, batch))
        answer = None
        with suppress(Killed, Problem, OSError, sqlite3.Error):
            answer = await self.server.records(phone.actor, batch, phone.seq)
        if restarts:
            self.server.start_again()
        else:
            self.server.be_well()
            await db.write_tx(_nothing)  # the first that can be written again undoes what could not be undone
        self.find_out(phone, batch, before, answer)

    def find_out(
        self, phone: Phone, batch: list[Envelope], before: Model, answer: dict[str, Any] | None = None
    ) -> None:
        after = before.copy()
        expected = after.judge_batch(phone.name, batch, self.server.clock.moment)
        state = self.server.state()
        if answer:
            self.model = after
            self.hear(phone, batch, answer, expected)
            phone.learn(answer, self.server.clock.now())
        elif state == after.state():
            self.model = after
        else:
            assert state == before.state(), 'a batch is there by half'

    async def back_up(self) -> None:
        self.backups.append(Backup(self.server.back_up(), self.model.copy(), Told(self.told)))

    async def restore(self) -> None:
        """An older backup under a new epoch: phones offer again all that they keep."""
        if self.backups:
            backup = self.chance.choice(self.backups)
            self.server.restore(backup.image)
            self.model, self.told = backup.model.copy(), Told(backup.told)

    async def wait(self) -> None:
        """Hours, a night, or holidays after which phones forget what has been safe for thirty days."""
        self.server.clock.go_on(timedelta(hours=self.chance.choice((1, 5, 14, 24, 24 * 31))))
        for phone in self.phones.values():
            phone.forget(self.server.clock.moment)

    # What phones fetch

    async def pull_one(self) -> None:
        await self.pull(self.chance.choice(list(self.phones.values())))

    async def pull(self, phone: Phone) -> None:
        """Everything, or what changed since: never backwards, and until there is no more."""
        while phone.cursor:
            with suppress(Problem):  # another epoch, or more than this database has
                told = await pull.changes(phone.cursor, phone.actor)
                assert _number(told['next']) >= _number(phone.cursor), 'I8: the cursor went backwards'
                for each in told['changes']:
                    phone.apply(each)
                phone.cursor = told['next']
                if not told['more']:
                    return
                continue
            phone.cursor = ''
        whole = await pull.snapshot(phone.actor)
        phone.hear(whole['epoch'])
        phone.things = {each['id']: each for each in whole['things']}
        phone.tags = {each['code']: each for each in whole['tags']}
        phone.repairs = {each['id']: each for each in whole['repairs']}
        phone.cursor = whole['cursor']


def _number(cursor: str) -> int:
    return int(cursor.rpartition('.')[2])


async def _nothing() -> None:
    pass
