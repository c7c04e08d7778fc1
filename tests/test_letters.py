"""Safety responsibility letters: made once a year for each post, signed by both sides, and fixed by a digest."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from nicegui import ui

from app import letter_list, letter_paper, letters, prints_files
from models import Letter, Person
from tests.cast import Phone, School, line, told
from tests.test_pages import Visit, press, visit

__all__ = ['visit']
INK = [1800, 420, 160]


class Year:
    """The letters of one year, and what people do with them."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.phones: dict[str, Phone] = {}

    async def write(self, by: str, verb: str, payload: dict[str, Any]) -> Any:
        if by not in self.phones:
            self.phones[by] = await self.school.sign_in(by)
        return await self.phones[by].write_one(self.phones[by].seal(f'letters.{verb}', payload))

    async def issue(self, *people: str, by: str = 'head', **more: Any) -> Any:
        title, lines = letters.usual('teacher', 'zh-CN')
        form = {'year': 2026, 'post': 'teacher', 'title': title, 'lines': lines}
        ids = [str(self.school.people[name]) for name in people]
        return await self.write(by, 'issue', form | {'people': ids} | more)

    async def of(self, name: str) -> Letter:
        return await Letter.get(person_id=self.school.people[name], state__not='cancelled')

    async def sign(self, role: str, *people: str, by: str, **more: Any) -> Any:
        found = sorted([await self.of(name) for name in people], key=lambda letter: letter.id)
        payload = {'letters': [str(letter.id) for letter in found], 'role': role, 'digest': letter_list.together(found)}
        payload |= {'name': '钱校长' if role == 'head' else '李老师', 'ink': INK}
        payload['signature'] = ('a' if role == 'head' else 'b') * 64
        return await self.write(by, 'sign', payload | more)


@pytest.fixture
async def year(school: School) -> Year:
    return Year(school)


def test_every_post_has_a_text_in_both_languages() -> None:
    for post in letters.posts():
        for language in ('zh-CN', 'en'):
            title, lines = letters.usual(post, language)
            assert title
            assert len(lines) > 5
        assert len(letters.usual(post, 'zh-CN')[1]) == len(letters.usual(post, 'en')[1])


async def test_each_gets_one_letter_a_year_and_post(year: Year) -> None:
    assert (await year.issue('teacher', 'keeper')).fate == 'accepted'
    assert (await year.issue('teacher', 'head')).fate == 'accepted'
    assert await Letter.all().count() == 3
    assert (await year.issue('teacher')).code == 'letters_made'
    assert (await year.issue('teacher', year=2027)).fate == 'accepted', 'yearly'
    assert told('letters_made')


async def test_the_head_signs_once_for_all_and_each_signs_their_own(year: Year) -> None:
    await year.issue('teacher', 'keeper')
    assert (await year.sign('head', 'teacher', 'keeper', by='head')).fate == 'accepted'
    assert (await year.of('teacher')).state == 'open'
    assert (await year.sign('holder', 'teacher', by='teacher')).fate == 'accepted'
    assert (await year.of('teacher')).state == 'signed'
    assert [set((await year.of(name)).signatures) for name in ('teacher', 'keeper')] == [{'head', 'holder'}, {'head'}]


async def test_nobody_signs_anothers_letter_or_for_the_school(year: Year) -> None:
    await year.issue('teacher', 'keeper')
    assert (await year.sign('holder', 'keeper', by='teacher')).code == 'not_your_letter'
    assert (await year.sign('head', 'teacher', by='teacher')).code == 'not_your_letter'
    assert (await year.issue('teacher', by='teacher')).code == 'not_allowed'
    assert told('not_your_letter')


async def test_dots_are_no_signature_here_either_and_nobody_signs_twice(year: Year) -> None:
    await year.issue('teacher')
    assert (await year.sign('holder', 'teacher', by='teacher', ink=[12, 90, 30])).code == 'too_little_ink'
    assert (await year.sign('holder', 'teacher', by='teacher', name='')).code == 'no_signer'
    assert (await year.sign('head', 'teacher', by='head')).fate == 'accepted'
    assert (await year.sign('holder', 'teacher', by='teacher', signature='a' * 64)).code == 'same_signature'
    assert (await year.sign('head', 'teacher', by='head')).code == 'signed_role'
    assert (await year.sign('holder', 'teacher', by='teacher', digest='0' * 64)).code == 'letter_changed'


async def test_two_who_sign_at_once_both_sign(year: Year) -> None:
    await year.issue('teacher')
    for name in ('head', 'teacher'):
        year.phones[name] = await year.school.sign_in(name)
    both = [year.sign('head', 'teacher', by='head'), year.sign('holder', 'teacher', by='teacher')]
    assert [verdict.fate for verdict in await asyncio.gather(*both)] == ['accepted'] * 2
    assert (await year.of('teacher')).state == 'signed'


async def test_a_cancelled_letter_makes_room_for_another_and_a_signed_one_stays(year: Year) -> None:
    await year.issue('teacher')
    first = await year.of('teacher')
    assert (await year.write('head', 'cancel', {'letter': str(first.id)})).fate == 'accepted'
    assert (await year.issue('teacher')).fate == 'accepted'
    await year.sign('head', 'teacher', by='head')
    await year.sign('holder', 'teacher', by='teacher')
    signed = await year.of('teacher')
    assert (await year.write('head', 'cancel', {'letter': str(signed.id)})).code == 'letter_signed'


async def both_signed(year: Year) -> Letter:
    await year.issue('teacher')
    await year.sign('head', 'teacher', by='head')
    await year.sign('holder', 'teacher', by='teacher')
    return await year.of('teacher')


async def test_a_later_change_of_what_was_signed_shows(year: Year, visit: Visit) -> None:
    letter = await both_signed(year)
    seal = letter_list.seal(letter)
    assert (await letter_list.verdict(letter, seal)).holds
    assert not (await letter_list.verdict(letter, 'f' * 64)).holds
    letter.lines = [*letter.lines[:-1], '另加一条']
    await letter.save()
    assert not (await letter_list.verdict(letter)).rows_agree
    letter.digest = letter_list.digest(letter)
    await letter.save()
    found = await letter_list.verdict(letter)
    assert (found.rows_agree, found.log_agrees) == (True, False), 'the log tells of who changed the digest too'
    user = await visit('head', f'/letters/{letter.id}/verify')
    await user.should_see('对不上')


async def test_the_picture_of_a_signature_says_whose_it_is(year: Year, visit: Visit) -> None:
    letter = await both_signed(year)
    user = await visit('head', f'/letters/{letter.id}')
    await user.should_see('责任人')
    assert {each._props.get('alt') for each in user.find(ui.image).elements} == {'责任人的签名', '学校负责人的签名'}


async def test_two_copies_on_paper_with_text_signatures_digest_and_code(year: Year) -> None:
    letter = await both_signed(year)
    for language in ('zh-CN', 'en'):
        sheets = await letter_paper.sheets(letter, language)
        assert len(sheets) == 2
        assert all(letter.digest in ' '.join(sheet.foot) for sheet in sheets)
        assert all(letter_list.seal(letter) in sheet.code for sheet in sheets)
        assert len(sheets[0].paragraphs) == len(letter.lines)
        assert (await asyncio.to_thread(prints_files.to_pdf, *sheets)).startswith(b'%PDF')


async def test_the_list_says_who_has_not_signed_and_who_has_no_letter(year: Year, visit: Visit) -> None:
    await year.issue('teacher', 'keeper')
    await year.sign('head', 'teacher', 'keeper', by='head')
    await year.sign('holder', 'teacher', by='teacher')
    user = await visit('head', '/letters?year=2026')
    await user.should_see('共 2 份，双方已签 1 份')
    await user.should_see('责任人未签')
    await user.should_see('还没有责任书的人')


async def test_whoever_is_in_charge_sees_their_own_alone(year: Year, visit: Visit) -> None:
    await year.issue('teacher', 'keeper')
    keepers = await year.of('keeper')
    shown = (await Person.get(id=year.school.people['keeper'])).shown
    user = await visit('teacher', '/letters?year=2026')
    await user.should_see('责任人未签')
    await user.should_not_see(shown)
    await (await visit('teacher', f'/letters/{keepers.id}')).should_see(told('not_your_letter'))
    await (await visit('teacher', '/')).should_see('安全责任书', retries=10)
    await (await visit('monitor', '/letters')).should_see(told('not_allowed'))


async def test_nobody_else_gets_the_paper(api: School) -> None:
    year = Year(api)
    letter = await both_signed(year)
    teacher, keeper = await api.call('teacher'), await api.call('keeper')
    assert teacher.http and keeper.http
    assert (await teacher.http.get(f'/letters/{letter.id}/letter.pdf')).content.startswith(b'%PDF')
    assert (await keeper.http.get(f'/letters/{letter.id}/letter.pdf')).status_code == 403
    async with line() as stranger:
        assert (await stranger.get(f'/letters/{letter.id}/letter.pdf')).status_code == 401


async def test_phones_keep_the_letters_that_somebody_may_sign_and_sign_them_without_a_network(api: School) -> None:
    year = Year(api)
    teacher, head, monitor = [await api.call(name) for name in ('teacher', 'head', 'monitor')]
    before = await asked(teacher, '/api/snapshot')
    assert before['letters'] == []
    await year.issue('teacher', 'keeper')
    [told_] = (await asked(teacher, f'/api/changes?cursor={before["cursor"]}'))['letters']
    letter = await year.of('teacher')
    assert (told_['id'], told_['may'], told_['signed'], told_['lines']) == (
        str(letter.id), ['holder'], [], letter.lines,
    )  # fmt: skip
    assert len((await asked(head, '/api/snapshot'))['letters']) == 2, 'the office hands its screen to whoever signs'
    assert (await asked(monitor, '/api/snapshot'))['letters'] == []
    form = {'letters': [told_['id']], 'role': 'holder', 'digest': told_['digest'], 'name': '李老师', 'ink': INK}
    assert (await teacher.write_one(teacher.seal('letters.sign', form | {'signature': 'b' * 64}))).fate == 'accepted'
    after = await asked(teacher, '/api/snapshot')
    assert [each['signed'] for each in after['letters']] == [['holder']]
    await year.sign('head', 'teacher', by='head')
    changed = await asked(teacher, f'/api/changes?cursor={after["cursor"]}')
    assert changed['letters'] == [], 'both have signed, so there is nothing left to do'
    assert 'letters' not in await asked(teacher, f'/api/changes?cursor={changed["next"]}')


async def asked(phone: Phone, path: str) -> dict[str, Any]:
    assert phone.http
    return dict((await phone.http.get(path)).json())


async def test_letters_are_made_on_the_page_with_the_posts_usual_text(year: Year, visit: Visit) -> None:
    user = await visit('head', '/letters/new?year=2026&post=teacher')
    await user.should_see('班主任（室负责人）安全责任书')
    await press(user, '发出责任书')
    await user.should_see('双方已签 0 份', retries=30)
    found = await Letter.all()
    assert UUID(str(year.school.people['teacher'])) in {letter.person_id for letter in found}
    assert all(letter.lines == letters.usual('teacher', 'zh-CN')[1] for letter in found)
