"""The matrix: every role with every kind on things of one's own, elsewhere and retired; pages, calls, photos."""

from collections.abc import Iterable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, get_args
from uuid import UUID, uuid4

import pytest
from pydantic import BaseModel

from app import features
from app.core import judging
from app.core.kinds import KINDS, Kind
from app.core.permissions import RIGHTS
from app.core.words import t
from models import Person, Thing
from tests import rights
from tests.cast import Phone, School, codes_of, count
from tests.test_pages import ADDRESSES, Visit, begin_counting, filled, school_of
from tests.test_pages import visit as visit

assert features.FEATURES
TABLE = rights.table(rights.KINDS)
PAGES = rights.table(rights.PAGES)
ROLES = rights.ROLES


def is_allowed(kind: str, role: str) -> bool:
    return TABLE[kind][0][ROLES.index(role)] == '+'


async def with_role(school: School, role: str, *rooms: str) -> Phone:
    """Somebody's phone who has this role and no other, and rooms of their own where some are named."""
    await Person.filter(id=school.people['visitor']).update(roles=[role], rooms=list(rooms))
    return await school.sign_in('visitor')


@pytest.fixture
def no_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every kind does nothing with any form, so that only the gate before it answers."""

    async def nothing(*_: Any) -> None:
        pass

    def any_form(rule: Kind, payload: dict[str, Any]) -> Any:
        return SimpleNamespace(**{name: UUID(payload[name]) for name in rule.form.model_fields if name in payload})

    for name, rule in KINDS.items():
        monkeypatch.setitem(KINDS, name, replace(rule, function=nothing, releases=False))
    monkeypatch.setattr(judging, 'read_form', any_form)


def test_every_kind_and_every_role_is_in_the_table() -> None:
    """A new kind gets its line in tests/rights.py, written by hand and looked at by somebody else."""
    assert set(TABLE) == set(KINDS)
    assert tuple(RIGHTS) == ROLES
    assert {len(marks) for marks, _ in TABLE.values()} == {len(ROLES)}
    assert set(PAGES) == set(ADDRESSES)


@pytest.mark.parametrize('role', ROLES)
async def test_every_role_may_write_what_the_table_says_and_nothing_else(
    school: School, role: str, no_rules: None
) -> None:
    """Through the one way in; of things of one's own room, of another room, and retired ones."""
    own, yard = school.id_of('room'), str((await Thing.create(id=uuid4(), kind='place', name='操场')).id)
    things = {
        'own': (school.things['fan'], own), 'other': (school.things['slide'], yard),
        'carried off': (school.things['fan'], yard), 'retired': (school.things['desk'], own),
    }  # fmt: skip
    await Thing.filter(id=school.things['slide']).update(inside_id=yard)
    await Thing.filter(id=school.things['desk']).update(state='retired')
    for rooms in ((), (own,)):
        phone = await with_role(school, role, *rooms)
        for where, (thing, place) in things.items():
            named = {kind: place_fields(rule) for kind, rule in KINDS.items()}
            seals = [
                phone.seal(kind, dict.fromkeys(named[kind], place), thing_id=thing if rule.needs_thing else None)
                for kind, rule in KINDS.items()
            ]
            verdicts = [verdict for some in in_fifties(seals) for verdict in await phone.write(*some)]
            away = {kind: where == 'other' or (where == 'carried off' and bool(named[kind])) for kind in KINDS}
            wanted = {kind: expected(kind, role, elsewhere=bool(rooms) and away[kind]) for kind in KINDS}
            assert dict(zip(KINDS, codes_of(verdicts), strict=True)) == wanted, (role, where, rooms)
            if where == 'retired':
                flags = {kind: 'thing_retired' in verdict.flags for kind, verdict in zip(KINDS, verdicts, strict=True)}
                assert flags == {kind: rule.needs_thing and is_allowed(kind, role) for kind, rule in KINDS.items()}


def place_fields(rule: Kind) -> list[str]:
    """The fields of a form in which another place is named."""
    return [name for name in ('inside', *(['to'] if rule.scope == 'thing' else [])) if name in rule.form.model_fields]


def expected(kind: str, role: str, *, elsewhere: bool) -> str:
    if not is_allowed(kind, role):
        return 'not_allowed'
    return 'not_your_room' if elsewhere and TABLE[kind][1] == 'R' else 'accepted'


def in_fifties(seals: list[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    return (seals[start : start + 50] for start in range(0, len(seals), 50))


@pytest.mark.parametrize('role', ROLES)
async def test_the_same_holds_for_what_a_phone_hands_in(api: School, role: str) -> None:
    """Over HTTP and with the real kinds: whoever may gets any other answer than that they may not."""
    await Person.filter(id=api.people['visitor']).update(roles=[role])
    phone = await api.call('visitor')
    seals = [
        phone.seal(kind, {}, thing_id=api.things['fan'] if rule.needs_thing else None) for kind, rule in KINDS.items()
    ]
    results = [result for some in in_fifties(seals) for result in await phone.hand_in(*some)]
    refused = {
        kind for kind, result in zip(KINDS, results, strict=True) if result.get('code') == 'not_allowed'
    }  # fmt: skip
    assert refused == {kind for kind in KINDS if not is_allowed(kind, role)}
    assert await count('person', 'CAST(roles AS TEXT) LIKE ?', '%administrator%') == (
        2 if role == 'administrator' else 1
    )


@pytest.mark.parametrize('role', ROLES[:-1])
async def test_every_role_sees_the_pages_in_the_table_and_no_others(role: str, visit: Visit, founded: Any) -> None:
    school = school_of(founded)
    await Person.filter(id=school.people['visitor']).update(roles=[role])
    await begin_counting()
    seen = {}
    for path in ADDRESSES:
        user = await visit('visitor', filled(path, school))
        seen[path] = 'not_allowed' not in said(user)
    assert seen == {path: PAGES[path][0][ROLES.index(role)] == '+' for path in ADDRESSES}


def said(user: Any) -> str:
    """The refusal that the page shows, if it does."""
    elements = user.client.elements.values()
    texts = [getattr(element, 'text', '') or str(element._props.get('innerHTML', '')) for element in elements]
    return 'not_allowed' if any(t('problem-not_allowed', 'zh-CN') in text for text in texts) else ''


def forms_within(model: type[BaseModel], seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """A form and every form inside of it."""
    if model in seen:
        return seen
    seen.add(model)
    todo: list[Any] = [field.annotation for field in model.model_fields.values()]
    while todo:
        each = todo.pop()
        todo += get_args(each)
        if isinstance(each, type) and issubclass(each, BaseModel):
            forms_within(each, seen)
    return seen


def test_no_kind_takes_a_field_that_its_form_does_not_name() -> None:
    found = {form for rule in KINDS.values() for form in forms_within(rule.form, set())}
    assert [form.__qualname__ for form in found if form.model_config.get('extra') != 'forbid'] == []


async def test_a_field_that_is_not_on_the_form_is_refused(school: School) -> None:
    teacher = await school.sign_in('teacher')
    sly = teacher.seal('remarks.add', {'text': '灯不亮', 'by_id': str(school.people['head'])},
                       thing_id=school.id_of('fan'))  # fmt: skip
    assert (await teacher.write_one(sly)).code == 'bad_payload'
