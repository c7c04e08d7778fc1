"""Calls drawn from the server's own description of them, as it says and not as it says: none breaks it."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from requests import Response
from schemathesis import Case
from schemathesis.generation import GenerationMode

from app import sync
from tests.house import PASSWORD, House
from tests.soak import SOAKS, rounds

pytestmark = pytest.mark.server
CASES = 30  # of one call in one round, in either manner
ROUNDS = 1, 150
GROWTH = 60 << 20  # bytes of the server's memory under all of it
REACHED = {
    ('POST /api/records', 200), ('POST /api/records', 422), ('POST /api/session', 401), ('POST /api/session', 422),
    ('PUT /api/photos/{sha256}', 422), ('GET /api/changes', 409), ('GET /api/snapshot', 200),
    ('GET /api/things/{id}/records', 404), ('GET /api/words/{language}', 200), ('DELETE /api/session', 401),
}  # fmt: skip
ENDS_THE_SESSION = ('DELETE', '/api/session')


@pytest.fixture(scope='module')
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp('described') / 'data')
    house.command('demo')
    house.start()
    house.command('user', 'add', 'head', '--role', 'administrator', given=PASSWORD)
    yield house
    house.stop()


def test_no_call_that_can_be_drawn_from_the_description_breaks_the_server(house: House) -> None:
    line = house.sign_in('head')
    described = schemathesis.openapi.from_url(f'{house.url}/openapi.json')
    described.validate()
    operations = [found.ok() for found in described.get_all_operations()]
    assert {operation.path for operation in operations} == {'/healthz', *(route.path for route in sync.router.routes)}
    answers: Counter[tuple[str, int]] = Counter()
    warm = 0
    for number in rounds('rounds of described calls', *ROUNDS):
        for operation in operations:
            own = (operation.method.upper(), operation.path) != ENDS_THE_SESSION
            headers = {'X-Tagwalk': '1', **({'Cookie': line.cookies} if own else {})}
            for manner in GenerationMode:
                try:
                    call(operation, manner, house.url, headers, answers)
                except Unsatisfiable:  # any path and any bytes: nothing can be said otherwise
                    assert manner is GenerationMode.NEGATIVE
                except Exception as error:
                    error.add_note(f'{operation.label}, {manner.value}, round {number}')
                    raise
        warm = warm or house.memory()
    assert house.answers()
    assert answers.keys() >= REACHED, answers
    assert house.memory() - warm < GROWTH
    assert 'Traceback' not in house.said(), house.said()[-3_000:]
    line.connection.close()  # which the server has closed meanwhile
    line.call('GET', '/api/session')


def call(
    operation: Any, manner: GenerationMode, url: str, headers: dict[str, str], answers: Counter[tuple[str, int]]
) -> None:
    """So many calls of one sort, as described or not as described; notes how each was answered."""

    unhurried = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))

    @settings(unhurried, max_examples=CASES, derandomize=not SOAKS)
    @given(case=operation.as_strategy(generation_mode=manner))
    def one(case: Case) -> None:
        answer = case.call(base_url=url, headers={**(case.headers or {}), **headers}, timeout=30)
        answers[operation.label, answer.status_code] += 1
        look_at(answer)

    one()


def look_at(answer: Response) -> None:
    """Never an error of the program; a refusal says why in words."""
    assert answer.status_code < 500, answer.text[:500]
    if answer.status_code >= 400 and answer.request.method != 'HEAD':
        told = json.loads(answer.text)
        assert told.get('message') or told.get('detail'), told
