"""A thing's history says in plain words what an honest reader should know, to the office alone."""

from pathlib import Path

from app.core.words import t
from app.history import HINTS
from tests.cast import School
from tests.test_pages import Visit, visit  # noqa: F401
from tests.test_proof import checked, far_room


async def test_the_office_reads_the_hints_and_everybody_how_the_thing_was_reached(
    visit: Visit,  # noqa: F811
    founded: tuple[Path, School],
) -> None:
    school = founded[1]
    user = await visit('keeper', '/')
    await far_room(school)
    phone = await school.sign_in('caretaker')
    await checked(phone, school, 'fan', 0, how='list')
    await checked(phone, school, 'slide', 6, how='scan')
    user = await visit('keeper', f'/things/{school.id_of("slide")}')
    await user.should_see(t('flag-too_quick', 'zh-CN'))
    await user.should_see(t('how-scan', 'zh-CN'))
    user = await visit('teacher', f'/things/{school.id_of("slide")}')
    await user.should_see(t('how-scan', 'zh-CN'))
    await user.should_not_see(t('flag-too_quick', 'zh-CN'))


def test_no_hint_speaks_of_presence() -> None:
    for hint in HINTS:
        said = t(f'flag-{hint}', 'zh-CN') + t(f'flag-{hint}', 'en')
        assert not any(word in said for word in ('到场', '在场', '证明', '作弊', 'presence', 'proof', 'cheat'))
