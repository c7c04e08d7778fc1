"""What each kind of record does to the school, as its rule says it in plain words."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from app.core.permissions import may
from tests.cast import PEOPLE
from tests.simulation.ground import FAULT, Ground

OPEN = ('reported', 'assigned', 'working', 'waiting')


class No(Exception):
    """It is not taken: a verdict and its code."""

    def __init__(self, verdict: str, code: str) -> None:
        super().__init__(verdict, code)
        self.verdict, self.code = verdict, code


def refuse(code: str) -> No:
    return No('rejected', code)


def clash(code: str) -> No:
    return No('conflict', code)


@dataclass
class Kinds:
    """The school's things, labels, repairs, write-offs and rounds, and who changes them how."""

    ground: Ground
    things: dict[str, tuple[str, int, str]] = field(default_factory=dict)  # state, version, spec
    tags: dict[str, str] = field(default_factory=dict)
    repairs: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)  # state, thing, reporter, who closed it
    writeoffs: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # thing, stage, state before
    steps: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # of a write-off: verb and person
    inspections: dict[str, str] = field(default_factory=dict)
    rounds: dict[str, tuple[tuple[str, ...], frozenset[str], frozenset[str]]] = field(default_factory=dict)
    visits: frozenset[tuple[str, str]] = frozenset()

    def role(self, person: str) -> str:
        return next(PEOPLE[name] for name, id in self.ground.people.items() if str(id) == person)

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
        state, _, reporter, _ = self._repair(payload, thing)
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
