"""The cast: a small school, its people, and phones that seal envelopes as the real ones do."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import rfc8785
import uuid_utils
from nicegui import core

from app.core import auth, db, hashing
from app.core.actors import Actor, the_server
from app.core.entries import Entry, enter
from app.core.records import Verdict, write
from app.core.tagcode import ALPHABET, check_character, code_for
from app.core.words import t
from models import Person

PASSWORD = 'seven green ladders'
# Who signs in, and as what; `stranger` is whoever has not.
PEOPLE = {
    'head': 'administrator',
    'keeper': 'property_keeper',
    'caretaker': 'maintenance',
    'teacher': 'staff',
    'monitor': 'class_monitor',
    'visitor': 'read_only',
}
THINGS = {'room': '一(1)班教室', 'fan': '吊扇', 'slide': '大型滑梯', 'desk': '学生课桌'}
BORN = datetime(2026, 1, 5, tzinfo=UTC)


def code_of(number: int) -> str:
    """A well-formed tag code that is always the same for a number."""
    body = ''.join(ALPHABET[(number * 7 + place * 11) % 32] for place in range(11))
    return body + check_character(body)


def new_code() -> str:
    """A well-formed tag code that is another one each time."""
    return code_for(uuid4().hex, '')


def wrong_code(code: str, place: int = 4) -> str:
    """The same code with one wrong character."""
    return code[:place] + ALPHABET[(ALPHABET.index(code[place]) + 1) % 32] + code[place + 1 :]


UNKNOWN_CODE = code_of(999)


def digest_of(envelope: dict[str, Any]) -> str:
    return hashlib.sha256(rfc8785.dumps({key: envelope[key] for key in envelope if key != 'digest'})).hexdigest()


@dataclass
class Phone:
    """A browser that somebody signed in on: gives out sequence numbers and seals envelopes."""

    signed: auth.SignedIn
    http: httpx.AsyncClient | None = None
    seq: int = 0
    sealed: list[dict[str, Any]] = field(default_factory=list)

    @property
    def actor(self) -> Actor:
        return self.signed.actor

    @property
    def device_id(self) -> str:
        return str(self.actor.device_id)

    def seal(self, kind: str, payload: dict[str, Any] | None = None, /, **more: Any) -> dict[str, Any]:
        """An envelope that is never changed again; `more` are further fields, None leaves one out."""
        self.seq += 1
        envelope: dict[str, Any] = {
            'id': str(uuid_utils.uuid7()),
            'device_id': self.device_id,
            'seq': self.seq,
            'kind': kind,
            'kv': 1,
            'at': datetime.now(UTC).isoformat(),
            'payload': payload or {},
        }
        envelope |= {name: str(value) if isinstance(value, UUID) else value for name, value in more.items()}
        envelope = {name: value for name, value in envelope.items() if value is not None}
        envelope.setdefault('digest', digest_of(envelope))
        self.sealed.append(envelope)
        return envelope

    def remark(self, thing: Any, text: str = '灯不亮', **more: Any) -> dict[str, Any]:
        return self.seal('remarks.add', {'text': text}, **{'thing_id': str(thing)} | more)

    async def write(self, *envelopes: dict[str, Any]) -> list[Verdict]:
        """Hand in without HTTP."""
        return await write([Entry(json.loads(json.dumps(envelope))) for envelope in envelopes], self.actor)

    async def write_one(self, envelope: dict[str, Any]) -> Verdict:
        [verdict] = await self.write(envelope)
        return verdict

    async def post(self, *envelopes: dict[str, Any], **more: Any) -> httpx.Response:
        """Hand in over HTTP."""
        assert self.http
        body = {'device_id': self.device_id, 'seq_high': self.seq, 'records': list(envelopes), **more}
        return await self.http.post('/api/records', json=body)

    async def hand_in(self, *envelopes: dict[str, Any]) -> list[dict[str, Any]]:
        """Hand in over HTTP; the results of a batch that was taken."""
        answer = await self.post(*envelopes)
        assert answer.status_code == 200, answer.text
        return answer.json()['results']


@dataclass
class School:
    """What every test starts with: people, a room with three assets in it, and a label on each."""

    people: dict[str, UUID]
    things: dict[str, UUID]
    codes: dict[str, str]

    async def sign_in(self, name: str, *, device: str = '', language: str = 'zh-CN') -> Phone:
        """A phone on which somebody is signed in; `device` is another phone's cookie when they share it."""
        if language != 'zh-CN':
            await Person.filter(id=self.people[name]).update(language=language)
        person = await Person.get(id=self.people[name])
        return Phone(await auth.open_session(person, device_token=device))

    async def call(self, name: str, **how: Any) -> Phone:
        """The same with a line to the server."""
        phone = await self.sign_in(name, **how)
        phone.http = line(phone.signed)
        return phone

    def id_of(self, name: str) -> str:
        return str(self.things[name])


def line(signed: auth.SignedIn | None = None, **headers: str) -> httpx.AsyncClient:
    """HTTP to the assembled application in this process."""
    transport = httpx.ASGITransport(core.app)
    cookies = {'tw': signed.session, 'tw-device': signed.device} if signed else {}
    return httpx.AsyncClient(
        transport=transport, base_url='http://test', cookies=cookies, headers={'X-Tagwalk': '1', **headers}
    )


async def found_school() -> School:
    """Write the school that each test gets a copy of."""
    entries, school = [], School({}, {}, {})
    hashed = await hashing.hash_password(PASSWORD)
    for name, role in PEOPLE.items():
        school.people[name] = UUID(str(uuid_utils.uuid7()))
        payload = {'name': name, 'roles': [role], 'password': hashed}
        entries.append(enter('people.add', payload, id=school.people[name], at=BORN))
    categories = {'room': 'classroom', 'fan': 'fan', 'slide': 'playground', 'desk': 'other'}
    for number, (key, name) in enumerate(THINGS.items(), 1):
        school.things[key] = UUID(str(uuid_utils.uuid7()))
        school.codes[key] = code_of(number)
        payload = {'name': name, 'category': categories[key], 'tags': [school.codes[key]]}
        payload |= {'kind': 'place'} if key == 'room' else {'inside': str(school.things['room'])}
        entries.append(enter('register.add', payload, id=school.things[key], at=BORN))
    verdicts = await write(entries, the_server())
    assert {verdict.verdict for verdict in verdicts} == {'accepted'}, verdicts
    return school


async def count(table: str, where: str = '1=1', *values: Any) -> int:
    return (await db.rows(f'SELECT count(*) AS n FROM {table} WHERE {where}', *values))[0]['n']


def told(code: str, facts: dict[str, Any] | None = None) -> str:
    """The sentence for a problem in Chinese, after a look that it is a sentence in both languages."""
    zh, en = (t(f'problem-{code}', language, **(facts or {})) for language in ('zh-CN', 'en'))
    assert re.search(r'[一-鿿].*[。？！]$', zh, re.DOTALL), f'problem-{code} is no Chinese sentence: {zh!r}'
    assert re.search(r'^[^a-z-]+.* .*[.?!]$', en, re.DOTALL), f'problem-{code} is no English sentence: {en!r}'
    for sentence in (zh, en):
        assert '{$' not in sentence, f'a gap is left open: {sentence!r}'
    return zh


def assert_refused(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Check a refusal's shape and that it is said in words; gives back its facts."""
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert set(body) == {'problem', 'facts', 'message'}
    assert body['problem'] == code
    assert body['message'] in (told(code, body['facts']), t(f'problem-{code}', 'en', **body['facts']))
    return body['facts']


def clean_answers(checklist: dict[str, Any], **faults: Any) -> dict[str, Any]:
    """Answers to every item that finds nothing wrong, but for the items named."""
    answers: dict[str, Any] = {}
    for item in checklist['items']:
        match item['type']:
            case 'ok':
                answers[item['id']] = {'value': 'ok'}
            case 'number':
                answers[item['id']] = {'value': item.get('min', item.get('max', 1))}
            case 'choice':
                good = [choice['v'] for choice in item['choices'] if not choice.get('fault')]
                answers[item['id']] = {'value': good[0]}
            case 'text' if item.get('required'):
                answers[item['id']] = {'value': '无'}
            case 'photo' | 'signature' if item.get('required'):
                answers[item['id']] = {'photos': ['a' * 64]}
    for key, value in faults.items():
        answers[key] = value if isinstance(value, dict) else {'value': value}
    return answers


def codes_of(verdicts: Sequence[Verdict]) -> list[str]:
    return [verdict.code or verdict.verdict for verdict in verdicts]
