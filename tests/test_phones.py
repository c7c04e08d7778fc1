"""Several phones against one server, in every order and with every accident: the server ends where a simple model does.

The model knows nothing of transactions, batches or tables. It judges one entry after the other, as SYNC says.
"""

import asyncio
import itertools
import shutil
import tempfile
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uuid_utils
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
from app.core.records import Verdict, missing_seqs
from models import Record, Refusal, Repair, Tag, Thing
from tests.cast import School, code_of, digest_of, wrong_code
from tests.soak import times

pytestmark = pytest.mark.sqlite

CODES = [code_of(number) for number in (501, 502)]  # labels that nobody has bound yet
PHONES = ('keeper', 'caretaker', 'teacher', 'visitor')
MAY = {
    'keeper': {'remarks.add', 'repairs.report', 'tags.bind', 'register.retire', 'repairs.close', 'tags.sighted'},
    'caretaker': {'remarks.add', 'repairs.report', 'tags.bind', 'repairs.close', 'tags.sighted'},
    'teacher': {'remarks.add', 'repairs.report', 'tags.sighted'},
    'visitor': set(),
}  # fmt: skip
NOBODY_KNOWS = '01a1fe0d-0000-7000-8000-000000000000'


@dataclass
class Kept:
    """What the model remembers of an entry."""

    digest: str
    verdict: str
    code: str
    thing: str | None = None
    kind: str = ''
    envelope: dict[str, Any] = field(default_factory=dict)


@dataclass
class Model:
    """What the school should know after each entry."""

    tags: dict[str, str]
    retired: set[str] = field(default_factory=set)
    records: dict[str, Kept] = field(default_factory=dict)
    refused: dict[str, Kept] = field(default_factory=dict)  # by the digest of what was truly sent
    refused_ids: set[str] = field(default_factory=set)
    refusals: list[tuple[str, str]] = field(default_factory=list)
    seqs: dict[tuple[str, int], str] = field(default_factory=dict)
    arrived: set[tuple[str, int]] = field(default_factory=set)
    repairs: dict[str, bool] = field(default_factory=dict)  # open?
    repair_of: dict[str, str] = field(default_factory=dict)

    def judge(self, who: str, sent: dict[str, Any]) -> tuple[str, str]:
        """The verdict and its code; a repeat gets the verdict it had."""
        id, truly = sent['id'], digest_of(sent)
        is_whole = sent['digest'] == truly
        if is_whole and id in self.records and self.records[id].digest == truly:
            return self.records[id].verdict, self.records[id].code
        key = truly if is_whole else f'{truly}/{sent["digest"]}'
        if key in self.refused:
            return 'rejected', self.refused[key].code
        verdict, code, thing = self._first(who, sent, is_whole)
        if verdict == 'rejected':
            self.refused[key] = Kept(truly, verdict, code)
            self.refusals.append((id, code))
            if is_whole and code != 'bad_envelope':
                self.refused_ids.add(id)
        else:
            self.records[id] = Kept(truly, verdict, code, thing, sent['kind'], sent)
        if code != 'bad_envelope':
            self.arrived.add((sent['device_id'], sent['seq']))
        if code not in ('bad_envelope', 'bad_digest'):
            self.seqs.setdefault((sent['device_id'], sent['seq']), id)
        if verdict != 'held' and verdict != 'rejected' and sent['kind'] == 'tags.bind':
            self._release()
        return verdict, code

    def _first(self, who: str, sent: dict[str, Any], is_whole: bool) -> tuple[str, str, str | None]:
        if 'colour' in sent:
            return 'rejected', 'bad_envelope', None
        if not is_whole:
            return 'rejected', 'bad_digest', None
        if sent['id'] in self.records or sent['id'] in self.refused_ids:
            return 'rejected', 'id_reuse', None
        if self.seqs.get((sent['device_id'], sent['seq']), sent['id']) != sent['id']:
            return 'rejected', 'seq_reuse', None
        kind = sent['kind']
        if kind == 'rockets.launch':
            return 'rejected', 'unknown_kind', None
        if kind not in MAY[who]:
            return 'rejected', 'not_allowed', None
        if sent['kv'] > 1:
            return 'held', 'schema_newer', None
        thing = sent.get('thing_id')
        if 'tag' in sent:
            if sent['tag'] in (wrong_code(code) for code in CODES):
                return 'rejected', 'bad_code', None
            thing = thing or self.tags.get(sent['tag'])
            if not thing:
                return 'held', 'unknown_tag', None
        if thing == NOBODY_KNOWS:
            return 'rejected', 'unknown_thing', None
        return self._apply(kind, thing, sent)

    def _apply(self, kind: str, thing: str, sent: dict[str, Any]) -> tuple[str, str, str | None]:
        payload = sent['payload']
        match kind:
            case 'remarks.add' if not payload.get('text'):
                return 'rejected', 'bad_payload', None
            case 'repairs.report' if thing in self.retired:
                return 'conflict', 'retired', thing
            case 'repairs.report':
                self.repairs[sent['id']] = True
                self.repair_of[sent['id']] = thing
            case 'repairs.close' if self.repair_of.get(payload['repair']) != thing:
                return 'rejected', 'unknown_repair', None
            case 'repairs.close':
                self.repairs[payload['repair']] = False
            case 'register.retire' if thing in self.retired:
                return 'conflict', 'retired', thing
            case 'register.retire':
                self.retired.add(thing)
            case 'tags.bind' if thing in self.retired:
                return 'conflict', 'retired', thing
            case 'tags.bind' if self.tags.get(payload['code'], thing) != thing:
                return 'conflict', 'tag_taken', thing
            case 'tags.bind':
                self.tags[payload['code']] = thing
        return 'accepted', '', thing

    def _release(self) -> None:
        for kept in self.records.values():
            if kept.code != 'unknown_tag' or kept.envelope['tag'] not in self.tags:
                continue
            thing = self.tags[kept.envelope['tag']]
            verdict, kept.code, _ = self._apply(kept.kind, thing, kept.envelope)
            kept.verdict, kept.thing = 'conflict' if verdict == 'rejected' else verdict, thing

    def judge_batch(self, who: str, batch: list[dict[str, Any]]) -> list[tuple[str, str]]:
        """A batch is judged entry by entry; what was held goes on when the whole batch is in."""
        release, self._release = self._release, lambda: None  # type: ignore[method-assign]
        verdicts = [self.judge(who, sent) for sent in batch]
        del self._release
        binds = [sent for sent, (verdict, _) in zip(batch, verdicts, strict=True) if sent['kind'] == 'tags.bind']
        if binds:
            release()
        return verdicts


class Phones(RuleBasedStateMachine):
    """Everything that may happen between phones and a server."""

    founded: tuple[Path, School]

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(prefix='phones-'))
        file, self.school = self.founded
        shutil.copy(file, self.folder / 'tagwalk.sqlite3')
        self.run(db.connect(f'sqlite://{self.folder}/tagwalk.sqlite3'))
        self.phones = {name: self.run(self.school.sign_in(name)) for name in PHONES}
        self.things = [self.school.id_of(name) for name in ('fan', 'desk')]
        codes = {self.school.codes[name]: self.school.id_of(name) for name in self.school.codes}
        self.model = Model(codes)
        self.waiting: dict[str, list[dict[str, Any]]] = {name: [] for name in PHONES}
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.reports: list[tuple[str, str]] = []
        self.backup: tuple[Path, Model] | None = None

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(asyncio.wait_for(work, 20))

    def teardown(self) -> None:
        self.run(db.disconnect())
        self.loop.close()
        shutil.rmtree(self.folder)

    # What people do on a phone

    def seal(self, name: str, kind: str, payload: dict[str, Any], /, **more: Any) -> dict[str, Any]:
        envelope = self.phones[name].seal(kind, payload, **more)
        self.waiting[name].append(envelope)
        return envelope

    @initialize()
    def begin(self) -> None:
        self.seal('teacher', 'remarks.add', {'text': '开始'}, thing_id=self.things[0])

    @rule(name=st.sampled_from(PHONES), thing=st.integers(0, 1), text=st.sampled_from(['', '灯', '窗']))
    def remark(self, name: str, thing: int, text: str) -> None:
        self.seal(name, 'remarks.add', {'text': text}, thing_id=self.things[thing])

    @rule(name=st.sampled_from(PHONES), thing=st.integers(0, 1))
    def report(self, name: str, thing: int) -> None:
        envelope = self.seal(name, 'repairs.report', {'what': '坏了'}, thing_id=self.things[thing])
        self.reports.append((envelope['id'], self.things[thing]))

    @rule(
        name=st.sampled_from(PHONES),
        code=st.sampled_from(CODES),
        kind=st.sampled_from(['remarks.add', 'repairs.report', 'tags.sighted']),
    )
    def scan_an_unknown_label(self, name: str, code: str, kind: str) -> None:
        payload = {'remarks.add': {'text': '谁的'}, 'repairs.report': {'what': '坏'}, 'tags.sighted': {}}[kind]
        self.seal(name, kind, payload, tag=code)

    @rule(name=st.sampled_from(PHONES), code=st.sampled_from(CODES), thing=st.integers(0, 1))
    def bind(self, name: str, code: str, thing: int) -> None:
        self.seal(name, 'tags.bind', {'code': code}, thing_id=self.things[thing])

    @rule(name=st.sampled_from(PHONES), thing=st.integers(0, 1))
    def retire(self, name: str, thing: int) -> None:
        self.seal(name, 'register.retire', {}, thing_id=self.things[thing])

    @rule(name=st.sampled_from(PHONES), which=st.integers(0, 50), right_thing=st.booleans())
    def close(self, name: str, which: int, right_thing: bool) -> None:
        if self.reports:
            id, thing = self.reports[which % len(self.reports)]
            thing = thing if right_thing else next(other for other in self.things if other != thing)
            self.seal(name, 'repairs.close', {'repair': id}, thing_id=thing)

    @rule(
        name=st.sampled_from(PHONES),
        poison=st.sampled_from(
            [
                {'colour': 'red'}, {'kind': 'rockets.launch'}, {'kv': 7}, {'thing_id': NOBODY_KNOWS},
                {'tag': wrong_code(CODES[0])}, {'digest': 'f' * 64},
            ]
        ),
    )  # fmt: skip
    def seal_poison(self, name: str, poison: dict[str, Any]) -> None:
        self.seal(name, 'remarks.add', {'text': '毒'}, **{'thing_id': self.things[0]} | poison)

    @rule(name=st.sampled_from(PHONES), which=st.integers(0, 50))
    def use_an_id_again(self, name: str, which: int) -> None:
        """A defect: another thing under an id that was used, perhaps on another phone."""
        if self.sent:
            _, earlier = self.sent[which % len(self.sent)]
            self.seal(name, 'remarks.add', {'text': '又一次'}, thing_id=self.things[1], id=earlier['id'])

    @rule(name=st.sampled_from(PHONES))
    def clone(self, name: str) -> None:
        """A phone restored from an older backup gives out a number for the second time."""
        if self.phones[name].seq:
            self.phones[name].seq -= 1
            self.seal(name, 'remarks.add', {'text': f'克隆 {uuid_utils.uuid7()}'}, thing_id=self.things[0])

    # What the network does

    @rule(
        name=st.sampled_from(PHONES),
        size=st.integers(1, 6),
        answer_is_lost=st.booleans(),
        order=st.randoms(use_true_random=False),
    )
    def push(self, name: str, size: int, answer_is_lost: bool, order: Any) -> None:
        batch = self.waiting[name][:size]
        if order.random() < 0.3:
            order.shuffle(batch)
        if order.random() < 0.2:
            batch += batch[:2]
        self.check(name, batch, self.run(self.phones[name].write(*batch)))
        if not answer_is_lost:
            self.waiting[name] = [envelope for envelope in self.waiting[name] if envelope not in batch]

    @rule(name=st.sampled_from(PHONES), together=st.booleans())
    def push_what_is_damaged_on_its_way(self, name: str, together: bool) -> None:
        """The honest one comes right behind it or later."""
        if self.waiting[name]:
            honest = self.waiting[name][0]
            batch = [honest | {'id': str(uuid_utils.uuid7())}, *[honest][:together]]
            self.check(name, batch, self.run(self.phones[name].write(*batch)))

    @rule(name=st.sampled_from(PHONES), twice=st.integers(0, 50))
    def push_something_old_again(self, name: str, twice: int) -> None:
        mine = [envelope for sender, envelope in self.sent if sender == name]
        if mine:
            envelope = mine[twice % len(mine)]
            self.check(name, [envelope, envelope], self.run(self.phones[name].write(envelope, envelope)))

    @rule(names=st.lists(st.sampled_from(PHONES), min_size=2, max_size=3, unique=True))
    def push_at_once(self, names: list[str]) -> None:
        """Several phones at the same moment: the outcome is that of one order or another."""
        batches = [self.waiting[name][:4] for name in names]

        async def together() -> list[list[Verdict]]:
            return await asyncio.gather(
                *(self.phones[name].write(*batch) for name, batch in zip(names, batches, strict=True))
            )

        got = [fates(verdicts) for verdicts in self.run(together())]
        for order in itertools.permutations(range(len(names))):
            model = deepcopy(self.model)
            expected: list[Any] = [None] * len(names)
            for index in order:
                expected[index] = model.judge_batch(names[index], batches[index])
            if expected == got and self.run(state()) == state_of(model):
                self.model = model
                break
        else:
            raise AssertionError(f'no order of {names} gives {got}')
        for name, batch in zip(names, batches, strict=True):
            self.sent += [(name, envelope) for envelope in batch]
            self.waiting[name] = self.waiting[name][4:]

    # What happens to the server

    @rule()
    def back_up(self) -> None:
        file = self.folder / f'{uuid_utils.uuid7()}.sqlite3'
        self.run(db.rows('VACUUM INTO ?', str(file)))
        self.backup = file, deepcopy(self.model)

    @precondition(lambda self: self.backup)
    @rule()
    def restore_the_backup(self) -> None:
        """A new epoch: phones send again, in the order of their numbers, all that they keep."""
        assert self.backup
        file, model = self.backup
        self.run(db.disconnect())
        for rest in self.folder.glob('tagwalk.sqlite3*'):
            rest.unlink()
        shutil.copy(file, self.folder / 'tagwalk.sqlite3')
        self.run(db.connect(f'sqlite://{self.folder}/tagwalk.sqlite3'))
        self.model = deepcopy(model)
        self.waiting = {name: list(self.phones[name].sealed) for name in PHONES}

    def check(self, name: str, batch: list[dict[str, Any]], verdicts: list[Verdict]) -> None:
        for sent, verdict in zip(batch, verdicts, strict=True):
            assert (verdict.id, verdict.digest) == (sent['id'], sent['digest'])
        expected = self.model.judge_batch(name, batch)
        assert fates(verdicts) == expected, batch
        self.sent += [(name, envelope) for envelope in batch]

    # What must hold at any time

    @invariant()
    def the_server_is_where_the_model_is(self) -> None:
        assert self.run(state()) == state_of(self.model)

    @invariant()
    def gaps_are_exactly_what_is_missing(self) -> None:
        for phone in self.phones.values():
            assert phone.actor.device_id
            have = {seq for device, seq in self.model.arrived if device == phone.device_id}
            gaps = [seq for seq in range(1, phone.seq + 1) if seq not in have]
            assert self.run(missing_seqs(phone.actor.device_id, phone.seq)) == gaps


def fates(verdicts: list[Verdict]) -> list[tuple[str, str]]:
    return [(verdict.fate, verdict.code) for verdict in verdicts]


async def state() -> dict[str, Any]:
    """What the server knows, but for what it was founded with."""
    records = await Record.filter(device_id__not_isnull=True)
    return {
        'records': {
            str(record.id): (
                record.digest,
                record.verdict,
                record.code,
                str(record.thing_id) if record.thing_id else None,
            )
            for record in records
        },
        'refused': sorted([(row.record_id, row.code) for row in await Refusal.all()]),
        'repairs': {str(repair.id): repair.closed_at is None for repair in await Repair.all()},
        'tags': {tag.code: str(tag.thing_id) for tag in await Tag.all()},
        'retired': {str(thing.id) for thing in await Thing.filter(state='retired')},
        'numbers': len({record.number for record in records}) == len(records),
    }


def state_of(model: Model) -> dict[str, Any]:
    return {
        'records': {id: (kept.digest, kept.verdict, kept.code, kept.thing) for id, kept in model.records.items()},
        'refused': sorted(model.refusals),
        'repairs': model.repairs,
        'tags': model.tags,
        'retired': model.retired,
        'numbers': True,
    }


@pytest.mark.filterwarnings('ignore::hypothesis.errors.NonInteractiveExampleWarning')
def test_several_phones_and_one_server_agree_whatever_happens(founded: tuple[Path, School]) -> None:
    Phones.founded = founded
    run_state_machine_as_test(
        Phones,
        settings=settings(
            max_examples=times(60, 20_000),
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
