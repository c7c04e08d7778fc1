"""What was refused about accounts: nobody gets rights by an administrator's tap, and hashes are shown to nobody."""

from pathlib import Path

import pytest

from app import refusals
from app.core.errors import Refused
from app.core.words import t
from models import Person, Refusal
from tests.cast import School
from tests.test_pages import Visit, school_of
from tests.test_pages import visit as visit


async def asked_for_rights(school: School) -> Refusal:
    """A teacher's phone asks to be made an administrator."""
    teacher = await school.sign_in('teacher')
    form = {'person': str(school.people['teacher']), 'roles': ['administrator'], 'password': '$argon2id$secret-hash'}
    assert (await teacher.write_one(teacher.seal('people.revise', form))).code == 'not_allowed'
    return await Refusal.get(kind='people.revise')


async def test_what_was_refused_about_accounts_is_not_done_by_trying_again(school: School) -> None:
    refusal, head = await asked_for_rights(school), await school.sign_in('head')
    with pytest.raises(Refused):
        await refusals.retry(refusal, head.actor)
    assert (await Person.get(id=school.people['teacher'])).roles == ['staff']


async def test_the_list_of_refusals_offers_no_second_try_and_shows_no_hash(
    visit: Visit, founded: tuple[Path, School]
) -> None:
    await asked_for_rights(school_of(founded))
    user = await visit('head', '/refusals')
    await user.should_see(t('people-revise', 'zh-CN'))
    await user.should_see(t('refusals-dismiss', 'zh-CN'))
    await user.should_not_see(t('refusals-retry', 'zh-CN'))
    await user.should_not_see('secret-hash')
