"""What people do on their phones, drawn by lot: sensible things, late things, and what should never have been sealed."""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.cast import wrong_code
from tests.simulation.ground import ANSWERS, CHECKLIST, CODES, FAULT, SHARED, Ground, round_form
from tests.simulation.model import NOBODY_KNOWS, Model
from tests.simulation.phone import Envelope, Phone
from tests.simulation.server import Server

PHONES = ('head', 'keeper', 'caretaker', 'teacher', 'visitor')
WRITERS = PHONES[:4]
EXPERTS = '王建国、于秀英、林志强'
POISON: tuple[dict[str, Any], ...] = (
    {'colour': 'red'}, {'kind': 'rockets.launch'}, {'kv': 7}, {'thing_id': NOBODY_KNOWS},
    {'tag': wrong_code(CODES[0])}, {'digest': 'f' * 64},
)  # fmt: skip


@dataclass
class People:
    """The phones and the server they belong to; `trace` says what happened, for whoever has to find out why."""

    ground: Ground
    seed: int
    trace: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.server = Server(self.ground, self.chance)
        self.model = Model.begun(self.ground)
        self.phones = {name: Phone(name, self.ground.actors[name]) for name in PHONES}
        self.things = list(self.ground.stops)
        self.repairs: list[tuple[str, str]] = []  # that people know of, with the thing they speak of
        self.sent: list[tuple[str, list[Envelope]]] = []  # every request that ever left a phone

    def say(self, what: str) -> None:
        self.trace.append(f'{self.server.clock.moment:%d %H:%M:%S.%f} {what}')

    def somebody_does_something(self) -> None:
        name = self.chance.choice(PHONES if self.chance.random() < 0.1 else WRITERS)
        phone, thing = self.phones[name], self.chance.choice(self.things)
        draw = self.chance.random()
        if draw < 0.06:
            self.seal(phone, 'remarks.add', {'text': '毒'}, **{'thing_id': thing} | self.chance.choice(POISON))
        elif draw < 0.09 and self.sent:
            _, batch = self.chance.choice(self.sent)
            again = self.chance.choice(batch)['id'] if batch else NOBODY_KNOWS
            self.seal(phone, 'remarks.add', {'text': '又一次'}, thing_id=thing, id=again)
        elif draw < 0.12 and phone.seq:
            phone.seq -= 1  # a phone that was restored from an older backup gives out a number for the second time
            self.seal(phone, 'remarks.add', {'text': f'克隆 {self.chance.random()}'}, thing_id=thing)
        elif draw < 0.24:
            kind, payload = self.chance.choice(
                [
                    ('remarks.add', {'text': '谁的'}),
                    ('repairs.report', {'what': '坏'}),
                    ('tags.sighted', {}),
                    self.check(),
                ]
            )
            self.seal(phone, kind, payload, tag=self.chance.choice(CODES))
        else:
            self.seal_something(phone, thing)

    def seal_something(self, phone: Phone, thing: str) -> None:
        form = round_form(self.ground, self.server.clock.moment)
        code, text = self.chance.choice(CODES), self.chance.choice(['', '灯', '窗', '门'])
        repair, of = self.chance.choice(self.repairs) if self.repairs else (NOBODY_KNOWS, thing)
        at = of if self.chance.random() < 0.8 else thing
        choices: list[tuple[str, dict[str, Any], str | None]] = [
            ('remarks.add', {'text': text}, thing), ('register.revise', {'spec': f'型号{phone.seq}'}, thing),
            ('repairs.report', {'what': '坏了'}, thing), ('tags.bind', {'code': code}, thing),
            ('tags.bind', {'code': code}, thing), ('tags.unbind', {'code': code}, thing),
            ('repairs.start', {'repair': repair}, at), ('repairs.close', {'repair': repair}, at),
            ('repairs.confirm', {'repair': repair}, at), ('repairs.reopen', {'repair': repair}, at),
            (*self.check(), thing), (*self.check(), thing),
            ('rounds.start', form, None), ('rounds.skip', form | {'stop': thing, 'why': '锁着'}, None),
            ('writeoffs.apply', {'reason': 'worn'}, thing),
            ('writeoffs.appraise', {'opinion': self.chance.choice(('scrap', 'repair')), 'people': EXPERTS}, thing),
            ('writeoffs.approve', {'decision': self.chance.choice(('yes', 'yes', 'no'))}, thing),
            ('writeoffs.dispose', {'how': 'sold'}, thing), ('writeoffs.withdraw', {}, thing),
        ]  # fmt: skip
        if self.chance.random() < 0.04:
            choices = [('register.retire', {}, thing)]
        kind, payload, about = self.chance.choice(choices)
        self.seal(phone, kind, payload, **({'thing_id': about} if about else {}))

    def check(self) -> tuple[str, dict[str, Any]]:
        answers = ANSWERS | {FAULT: {'value': self.chance.choice(('ok', 'ok', 'fault'))}}
        return 'inspections.inspect', {'checklist': CHECKLIST, 'version': 1, 'answers': answers}

    def seal(self, phone: Phone, kind: str, payload: dict[str, Any], /, **more: Any) -> None:
        skew = self.chance.choice([0] * 20 + [-3_600, 1_200, -90_000, 100_000])
        at = self.server.clock.now() + timedelta(seconds=skew)
        if kind == 'remarks.add' and self.chance.random() < 0.3 and 'digest' not in more:
            more['photos'] = [phone.take_photo(str(self.chance.random()).encode())]
        if phone.name in SHARED[:1] and self.chance.random() < 0.25:  # somebody else's hands, perhaps a stranger's
            more['actor_id'] = str(self.ground.people[self.chance.choice((SHARED[1], SHARED[1], 'keeper'))])
        envelope = phone.seal(
            more.pop('id', None) or str(self.server.new_id()), at, more.pop('kind', kind), payload, **more
        )
        if kind == 'repairs.report' and 'thing_id' in more:
            self.repairs.append((envelope['id'], more['thing_id']))
        self.say(f'{phone.name} seals {envelope["seq"]} {envelope["kind"]} {envelope["id"]} {payload}')
