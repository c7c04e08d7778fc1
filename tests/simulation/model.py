"""What the school should know after each entry: written from SYNC's rules, without transactions, batches or tables."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.core.permissions import may
from tests.cast import digest_of, wrong_code
from tests.simulation.ground import CODES, Ground
from tests.simulation.kinds import Kinds, No, refuse

NOBODY_KNOWS = '01a1fe0d-0000-7000-8000-000000000000'
UNREADABLE = ('bad_envelope', 'bad_digest')
BINDS = ('tags.bind', 'tags.unbind')  # after which what waited for a label is looked at again

Envelope = dict[str, Any]
Judged = tuple[str, str, str | None]  # verdict, code, thing


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
class Model(Kinds):
    """Values are never changed but put anew, so that a copy costs little."""

    records: dict[str, Kept] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)  # by the digest of what was truly sent: its code
    refused_ids: set[str] = field(default_factory=set)
    refusals: list[tuple[str, str]] = field(default_factory=list)
    seqs: dict[tuple[str, int], str] = field(default_factory=dict)
    arrived: set[tuple[str, int]] = field(default_factory=set)
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
        for place, sent in enumerate(batch):
            if fates[place][0] == 'held':  # what went on in the same batch is told so
                fates[place] = (self.records[sent['id']].verdict, self.records[sent['id']].code)
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
