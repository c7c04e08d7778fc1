"""What the school should know after each entry: written from SYNC's rules, without transactions, batches or tables."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from app.core.permissions import may
from tests.cast import PEOPLE, digest_of, wrong_code
from tests.simulation.ground import CODES, FAULT, Ground

NOBODY_KNOWS = '01a1fe0d-0000-7000-8000-000000000000'
OPEN = ('reported', 'assigned', 'working', 'waiting')
UNREADABLE = ('bad_envelope', 'bad_digest')
BINDS = ('tags.bind', 'tags.unbind')  # after which what waited for a label is looked at again

Envelope = dict[str, Any]
Judged = tuple[str, str, str | None]  # verdict, code, thing


class No(Exception):
    """It is not taken: a verdict and its code."""

    def __init__(self, verdict: str, code: str) -> None:
        super().__init__(verdict, code)
        self.verdict, self.code = verdict, code


def refuse(code: str) -> No:
    return No('rejected', code)


def clash(code: str) -> No:
    return No('conflict', code)


@dataclass(frozen=True)
class Kept:
    """What is remembered of an entry."""

    digest: str
    verdict: str
    code: str
    thing: str | None
    envelope: Envelope
    at: datetime
    by: str


@dataclass
class Model:
    """Values are never changed but put anew, so that a copy costs little."""

    ground: Ground
    records: dict[str, Kept] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)  # by the digest of what was truly sent: its code
    refused_ids: set[str] = field(default_factory=set)
    refusals: list[tuple[str, str]] = field(default_factory=list)
    seqs: dict[tuple[str, int], str] = field(default_factory=dict)
    arrived: set[tuple[str, int]] = field(default_factory=set)
    things: dict[str, tuple[str, int, str]] = field(default_factory=dict)  # state, version, spec
    tags: dict[str, str] = field(default_factory=dict)
    repairs: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)  # state, thing, reporter, who closed it
    writeoffs: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # thing, stage, state before
    steps: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # of a write-off: verb and person
    inspections: dict[str, str] = field(default_factory=dict)
    rounds: dict[str, tuple[tuple[str, ...], frozenset[str], frozenset[str]]] = field(default_factory=dict)
    visits: frozenset[tuple[str, str]] = frozenset()
    photos: frozenset[str] = frozenset()

    @classmethod
    def begun(cls, ground: Ground) -> 'Model':
        things = {id: ('in_use', ver, '') for id, ver in ground.versions.items()}
        return cls(ground, things=things, tags=dict(ground.tags))

    def copy(self) -> 'Model':
        found = Model(self.ground)
        for name, value in vars(self).items():
            setattr(found, name, value.copy() if isinstance(value, dict | list | set) else value)
        return found

    def judge_batch(self, who: str, batch: list[Envelope], now: datetime) -> list[tuple[str, str]]:
        """A batch is judged entry by entry; what was held for a label goes on when the whole batch is in."""
        before = len(self.records)
        fates = [self._judge(who, sent, now) for sent in batch]
        new = list(self.records.values())[before:]
        if any(kept.envelope['kind'] in BINDS and kept.verdict != 'held' for kept in new):
            self._release(now)
        return fates

    def _judge(self, who: str, sent: Envelope, now: datetime) -> tuple[str, str]:
        id, truly = sent['id'], digest_of(sent)
        is_whole = sent['digest'] == truly
        if is_whole and id in self.records and self.records[id].digest == truly:
            return self.records[id].verdict, self.records[id].code
        key = truly if is_whole else f'{truly}/{sent["digest"]}'
        if key in self.refused:
            return 'rejected', self.refused[key]
        author = sent.get('actor_id') or str(self.ground.people[who])
        try:
            verdict, code, thing = self._first(who, author, sent, now, is_whole=is_whole)
        except No as no:
            verdict, code, thing = no.verdict, no.code, None
        if verdict == 'rejected':
            self.refused[key] = code
            self.refusals.append((id, code))
            if is_whole and code not in UNREADABLE:
                self.refused_ids.add(id)
        else:
            self.records[id] = Kept(truly, verdict, code, thing, sent, now, author)
        if code != 'bad_envelope':
            self.arrived.add((sent['device_id'], sent['seq']))
        if code not in UNREADABLE:
            self.seqs.setdefault((sent['device_id'], sent['seq']), id)
        return verdict, code

    def _first(self, who: str, author: str, sent: Envelope, now: datetime, *, is_whole: bool) -> Judged:
        if 'colour' in sent:
            raise refuse('bad_envelope')
        if not is_whole:
            raise refuse('bad_digest')
        if sent['id'] in self.records or sent['id'] in self.refused_ids:
            raise refuse('id_reuse')
        if self.seqs.get((sent['device_id'], sent['seq']), sent['id']) != sent['id']:
            raise refuse('seq_reuse')
        kind = sent['kind']
        if kind == 'rockets.launch':
            raise refuse('unknown_kind')
        if not may([self.role(author)], kind):
            raise refuse('not_allowed')
        if author != str(self.ground.people[who]) and (author, sent['device_id']) not in self.ground.sessions:
            raise No('held', 'actor_unverified')
        if sent['kv'] > 1:
            raise No('held', 'schema_newer')
        thing = sent.get('thing_id')
        if 'tag' in sent:
            if sent['tag'] in [wrong_code(code) for code in CODES]:
                raise refuse('bad_code')
            thing = thing or self.tags.get(sent['tag'])
            if not thing:
                raise No('held', 'unknown_tag')
        if thing == NOBODY_KNOWS:
            raise refuse('unknown_thing')
        return self._apply(sent, thing, author, now)

    def role(self, person: str) -> str:
        return next(PEOPLE[name] for name, id in self.ground.people.items() if str(id) == person)

    def _apply(self, sent: Envelope, thing: str | None, by: str, now: datetime) -> Judged:
        verb: Callable[..., None] = getattr(self, '_' + sent['kind'].replace('.', '_'))
        at = min(datetime.fromisoformat(sent['at']), now)
        try:
            verb(sent['payload'], thing, by, sent['id'], at)
        except No as no:
            if no.verdict == 'rejected':
                raise
            return no.verdict, no.code, thing
        return 'accepted', '', thing

    def _release(self, now: datetime) -> None:
        for id, kept in list(self.records.items()):
            if kept.code != 'unknown_tag' or kept.envelope['tag'] not in self.tags:
                continue
            thing = self.tags[kept.envelope['tag']]
            try:
                verdict, code, _ = self._apply(kept.envelope, thing, kept.by, now)
            except No as no:
                verdict, code = 'conflict', no.code
            self.records[id] = Kept(kept.digest, verdict, code, thing, kept.envelope, kept.at, kept.by)

    # What each kind does

    def _changed(self, thing: str, *, state: str | None = None, spec: str | None = None) -> None:
        old_state, ver, old_spec = self.things[thing]
        self.things[thing] = (state or old_state, ver + 1, old_spec if spec is None else spec)

    def _must_be_here(self, thing: str) -> None:
        if self.things[thing][0] == 'retired':
            raise clash('retired')

    def _remarks_add(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        if not payload['text']:
            raise refuse('bad_payload')

    def _tags_sighted(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        pass

    def _register_revise(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        self._changed(thing, spec=payload['spec'])

    def _register_retire(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        self._must_be_here(thing)
        if self._writeoff_of(thing):
            raise clash('writeoff_open')
        self._changed(thing, state='retired')

    def _tags_bind(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        self._must_be_here(thing)
        if self.tags.get(payload['code'], thing) != thing:
            raise clash('tag_taken')
        self.tags[payload['code']] = thing
        self._changed(thing)

    def _tags_unbind(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        if self.tags.get(payload['code']) != thing:
            raise clash('tag_elsewhere')
        del self.tags[payload['code']]
        self._changed(thing)

    def _repairs_report(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        self._must_be_here(thing)
        self.repairs[id] = ('reported', thing, by, '')
        self._changed(thing)

    def _repair(self, payload: Any, thing: str) -> tuple[str, str, str, str]:
        found = self.repairs.get(payload['repair'])
        if not found or found[1] != thing:
            raise refuse('unknown_repair')
        return found

    def _repairs_start(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        state, _, reporter, closer = self._repair(payload, thing)
        if state not in OPEN:
            raise clash('repair_moved')
        self.repairs[payload['repair']] = ('working', thing, reporter, closer)
        self._changed(thing)

    def _repairs_close(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        state, _, reporter, closer = self._repair(payload, thing)
        if state in OPEN:
            self.repairs[payload['repair']] = ('done', thing, reporter, by)
        self._changed(thing)

    def _decides(self, payload: Any, thing: str, by: str, verb: str) -> tuple[str, str, str, str]:
        found = self._repair(payload, thing)
        if found[0] not in (('done',) if verb == 'confirm' else ('done', 'confirmed')):
            raise clash('repair_moved')
        if by != found[2] and not may([self.role(by)], 'dispatch.merge'):
            raise refuse('not_your_report')
        return found

    def _repairs_confirm(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        _, _, reporter, closer = self._decides(payload, thing, by, 'confirm')
        if by == closer:
            raise refuse('same_person')
        self.repairs[payload['repair']] = ('confirmed', thing, reporter, closer)
        self._changed(thing)

    def _repairs_reopen(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        _, _, reporter, _ = self._decides(payload, thing, by, 'reopen')
        self.repairs[payload['repair']] = ('assigned', thing, reporter, '')
        self._changed(thing)

    def _writeoff_of(self, thing: str) -> str:
        """The write-off under way."""
        ended = ('disposed', 'refused', 'withdrawn')
        return next((id for id, (of, stage, _) in self.writeoffs.items() if of == thing and stage not in ended), '')

    def _writeoffs_apply(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        self._must_be_here(thing)
        if self._writeoff_of(thing):
            raise clash('writeoff_open')
        self.writeoffs[id] = (thing, 'applied', self.things[thing][0])
        self.steps[id] = (('apply', by),)
        self._changed(thing, state='writeoff')

    def _at(self, thing: str, stage: str) -> str:
        found = self._writeoff_of(thing)
        if not found:
            raise clash('no_writeoff')
        if self.writeoffs[found][1] != stage:
            raise clash('writeoff_step')
        return found

    def _go_on(self, found: str, stage: str, verb: str, by: str, state: str | None) -> None:
        thing, _, before = self.writeoffs[found]
        self.writeoffs[found] = (thing, stage, before)
        self.steps[found] = (*self.steps[found], (verb, by))
        self._changed(thing, state=state)

    def _by_another(self, found: str, by: str) -> None:
        if by in dict(self.steps[found]).values():
            raise refuse('same_person')

    def _writeoffs_appraise(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        found = self._at(thing, 'applied')
        self._by_another(found, by)
        scrap = payload['opinion'] == 'scrap'
        self._go_on(found, 'appraised' if scrap else 'refused', 'appraise', by, None if scrap else 'repair')

    def _writeoffs_approve(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        found = self._at(thing, 'appraised')
        self._by_another(found, by)
        yes = payload['decision'] == 'yes'
        self._go_on(found, 'approved' if yes else 'refused', 'approve', by, None if yes else self.writeoffs[found][2])

    def _writeoffs_dispose(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        found = self._at(thing, 'approved')
        if by == dict(self.steps[found]).get('approve'):
            raise refuse('same_person')
        self._go_on(found, 'disposed', 'dispose', by, 'retired')

    def _writeoffs_withdraw(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        found = self._writeoff_of(thing)
        if not found:
            raise clash('no_writeoff')
        if by != self.steps[found][0][1] and not may([self.role(by)], 'writeoffs.dispose'):
            raise refuse('not_yours')
        self._go_on(found, 'withdrawn', 'withdraw', by, self.writeoffs[found][2])

    def _inspections_inspect(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        self.inspections[id] = thing
        faulty = payload['answers'][FAULT]['value'] == 'fault'
        if faulty and self.things[thing][0] != 'retired':
            self.repairs[str(uuid5(UUID(id), FAULT))] = ('reported', thing, by, '')
            self._changed(thing)
        self._changed(thing)
        round = self.ground.round_on(at)
        if round and thing in self._stops(round):
            self.rounds.setdefault(round, (self._stops(round), frozenset(), frozenset()))
            self.visits |= {(round, id)}
            stops, seen, skipped = self.rounds[round]
            self.rounds[round] = (stops, seen | {thing}, skipped)

    def _stops(self, round: str) -> tuple[str, ...]:
        """As they were when the round was begun, or would be now."""
        known = self.rounds.get(round, ((), frozenset(), frozenset()))[0]
        return known or tuple(thing for thing in self.ground.stops if self.things[thing][0] != 'retired')

    def _is_done(self, round: str) -> bool:
        stops, seen, skipped = self.rounds.get(round, ((), frozenset(), frozenset()))
        return bool(stops) and set(stops) <= seen | skipped

    def _rounds_start(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        round = payload['round']
        if not self._is_done(round):
            _, seen, skipped = self.rounds.get(round, ((), frozenset(), frozenset()))
            self.rounds[round] = (self._stops(round), seen, skipped)

    def _rounds_skip(self, payload: Any, thing: str, by: str, id: str, at: datetime) -> None:
        round, stops = payload['round'], self._stops(payload['round'])
        if payload['stop'] not in stops:
            raise refuse('unknown_stop')
        _, seen, skipped = self.rounds.get(round, ((), frozenset(), frozenset()))
        self.rounds[round] = (stops, seen, skipped | {payload['stop']})

    def state(self) -> dict[str, Any]:
        """The same as `server.state` reads from the tables."""
        return {
            'records': {id: (kept.digest, kept.verdict, kept.code, kept.thing, kept.by) for id, kept in self.records.items()},
            'refused': sorted(self.refusals),
            'things': self.things,
            'tags': self.tags,
            'repairs': {id: (state, closer) for id, (state, _, _, closer) in self.repairs.items()},
            'writeoffs': {id: (thing, stage) for id, (thing, stage, _) in self.writeoffs.items()},
            'inspections': self.inspections,
            'rounds': {
                id: (len(set(stops) & (seen | skipped)), self._is_done(id), skipped)
                for id, (stops, seen, skipped) in self.rounds.items()
            },
            'visits': set(self.visits),
        }  # fmt: skip
