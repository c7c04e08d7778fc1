"""Help where one is: short steps below a page, for pages that exist."""

import pytest

from app.core.words import t
from pages.help import HELP
from pages.routes import ROUTES
from tests.test_pages import Visit, visit

__all__ = ['visit']


def test_help_is_for_pages_there_are() -> None:
    assert set(HELP) <= set(ROUTES)


@pytest.mark.parametrize('language', ['zh-CN', 'en'])
@pytest.mark.parametrize('name', sorted(set(HELP.values())))
def test_each_page_is_told_in_three_short_steps(name: str, language: str) -> None:
    steps = t(f'help-{name}', language).splitlines()
    assert len(steps) == 3 and all(0 < len(step) <= 120 for step in steps)


async def test_the_steps_stand_below_their_page(visit: Visit) -> None:
    user = await visit('keeper', '/loans', 'en')
    await user.should_see(t('help-title', 'en'))
    await user.should_see(t('help-loans', 'en').splitlines()[0])
