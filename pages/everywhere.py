"""One search for everything: what the phone knows at once, and what the server knows besides."""

from pages import more
from pages.parts import Visitor, heading
from pages.phone import EverywhereView


async def show(visitor: Visitor) -> None:
    visitor.actor.must('things.see')
    heading(visitor.t('everywhere-title'))
    EverywhereView([[path, picture, visitor.t(word)] for path, picture, word in doors(visitor)])


def doors(visitor: Visitor) -> list[tuple[str, str, str]]:
    """The pages that somebody may open."""
    pages = [('/things', 'list', 'register-title'), ('/scan', 'scan', 'scan-title')]
    if visitor.may('repairs.see'):
        pages.append(('/repairs', 'wrench', 'repairs-title'))
    return pages + [door[:3] for door in more.DOORS if not door[3] or visitor.may(door[3])]
