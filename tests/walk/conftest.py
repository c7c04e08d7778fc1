"""The walks' fixtures: a campus with its server, phones that are watched, and labels to hold in front of them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Playwright, sync_playwright

from app.core.words import t
from tests.walk.camera import aim, labels_in
from tests.walk.campus import Campus, copy_of, found
from tests.walk.phone import Phone

Hand = Callable[..., Phone]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker('walk')


@pytest.fixture(scope='session')
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Campus, dict[str, Image.Image]]:
    """The school as it was founded, and each printed label by its code."""
    campus, labels = found(tmp_path_factory.mktemp('campus'))
    return campus, labels_in(labels)


@pytest.fixture
def campus(founded: tuple[Campus, dict[str, Image.Image]], tmp_path: Path) -> Iterator[Campus]:
    """A copy of the school with its server running; nothing may have gone wrong in it without being said."""
    school = copy_of(founded[0], tmp_path / 'data')
    school.start()
    yield school
    school.stop()
    assert 'Traceback' not in school.said(), school.said()


@pytest.fixture(scope='module')
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture
def hand(playwright: Playwright, campus: Campus, tmp_path: Path) -> Iterator[Hand]:
    """Gives somebody a phone, or a computer with `desk`; none of them may have complained in the end."""
    given: list[Phone] = []

    def give(name: str = '', path: str = '/', *, language: str = 'zh-CN', **how: Any) -> Phone:
        phone = Phone(playwright, tmp_path / f'phone-{len(given)}', campus, language, **how)
        given.append(phone)
        if name:
            phone.arrive(name, path)
            phone.speak(language)
        return phone

    yield give
    complaints = [f'phone {number}: {text}' for number, phone in enumerate(given) for text in phone.complaints]
    for phone in given:
        phone.close()
    assert not complaints, '\n'.join(complaints)


@pytest.fixture
def show(founded: tuple[Campus, dict[str, Image.Image]]) -> Callable[[Phone, str], None]:
    """Hold the printed label with this code in front of a phone's camera."""
    return lambda phone, code: aim(phone.camera, founded[1][code])


@pytest.fixture(params=['zh-CN', 'en'], ids=['zh', 'en'])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def say(language: str) -> Callable[..., str]:
    """A word as the program says it in the language of this walk."""
    return lambda word, **facts: t(word, language, **facts)
