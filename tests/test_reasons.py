"""What whoever looks after other people's records reads about why one did not take effect."""

from app.core.words import t
from models import Thing
from tests.cast import School
from tests.test_pages import Visit, visit

__all__ = ['visit']


async def test_a_slip_that_clashed_is_named_with_its_things_its_borrower_and_what_is_meant(
    visit: Visit, copy: School
) -> None:
    first, second = await copy.sign_in('keeper'), await copy.sign_in('keeper')
    for phone, borrower, verdict in ((first, '四(1)班', 'accepted'), (second, '四(2)班', 'conflict')):
        slip = {'things': [{'thing': copy.id_of('fan'), 'quantity': 1}], 'rule': 'day'}
        slip |= {'borrower_kind': 'class', 'borrower': borrower}
        assert (await phone.write_one(phone.seal('loans.lend', slip))).verdict == verdict
    user = await visit('head', '/refusals')
    fan = await Thing.get(id=copy.id_of('fan'))
    await user.should_see(f'{t("loans-lend", "zh-CN")} · {fan.name}')
    await user.should_see('四(2)班')
    await user.should_see(t('conflicts-meant-lent', 'zh-CN'))


async def test_whose_account_is_meant_and_which_field_is_said_as_the_screen_calls_it(
    visit: Visit, copy: School
) -> None:
    teacher = await copy.sign_in('teacher')
    for kind, payload, code in (
        ('register.revise', {'spec': '大'}, 'not_allowed'),
        ('remarks.add', {'text': ''}, 'bad_payload'),
        ('of.nobody', {}, 'unknown_kind'),
    ):
        sealed = teacher.seal(kind, payload, thing_id=copy.id_of('fan'))
        assert (await teacher.write_one(sealed)).code == code
    user = await visit('head', '/refusals', 'en')
    await user.should_see(t('refusals-not-theirs', 'en'))
    await user.should_not_see(t('problem-not_allowed', 'en'))
    await user.should_see(t('problem-bad_payload', 'en', field=t('remarks-add-text', 'en')))
    await user.should_see(t('refusals-unreadable', 'en'))
