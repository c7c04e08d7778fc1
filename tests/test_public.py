"""The public page: only for what the school has opened, only name and state, and never instead of a warning."""

import httpx

from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write, write_one
from tests.cast import UNKNOWN_CODE, School, told
from tests.test_notices import slide_fault


async def opened(*categories: str) -> None:
    await write_one(enter('public.open', {'categories': list(categories)}), the_server())


async def test_only_the_administrator_opens_a_category(school: School) -> None:
    for name, verdict in (('keeper', 'rejected'), ('teacher', 'rejected'), ('head', 'accepted')):
        phone = await school.sign_in(name)
        assert (await phone.write_one(phone.seal('public.open', {'categories': ['fan']}))).verdict == verdict
    [wrong] = await write([enter('public.open', {'categories': ['no-such']})], the_server())
    assert told(wrong.code, wrong.facts)


async def test_a_stranger_sees_nothing_until_it_is_opened_and_then_a_name_and_a_state(
    api: School, stranger: httpx.AsyncClient
) -> None:
    path = f'/t/{api.codes["fan"]}'
    shut = await stranger.get(path)
    assert shut.status_code == 307 and shut.headers['location'].startswith('/sign-in')
    await opened('fan')
    page = await stranger.get(path, headers={'Accept-Language': 'zh-CN'})
    assert page.status_code == 200 and '吊扇' in page.text and '正常使用' in page.text
    assert '一(1)班教室' not in page.text and 'no-store' in page.headers['cache-control']
    for other in (api.codes['desk'], UNKNOWN_CODE):
        assert (await stranger.get(f'/t/{other}')).status_code == 307
    await opened()
    assert (await stranger.get(path)).status_code == 307


async def test_what_is_being_repaired_says_since_when_but_not_what_was_written(
    api: School, stranger: httpx.AsyncClient
) -> None:
    await opened('fan')
    phone = await api.sign_in('teacher')
    await phone.write(phone.seal('repairs.report', {'what': '王小明弄坏的'}, thing_id=api.id_of('fan')))
    text = (await stranger.get(f'/t/{api.codes["fan"]}', headers={'Accept-Language': 'zh-CN'})).text
    assert '已报修，正在处理' in text and '王小明' not in text and 'teacher' not in text


async def test_a_danger_is_shown_as_one_whether_or_not_its_category_is_open(
    api: School, stranger: httpx.AsyncClient
) -> None:
    await slide_fault(api)
    for categories in ((), ('playground',)):
        await opened(*categories)
        text = (await stranger.get(f'/t/{api.codes["slide"]}', headers={'Accept-Language': 'zh-CN'})).text
        assert 'role="alert"' in text and '大型滑梯' in text
    text = (await stranger.get(f'/t/{api.codes["room"]}', headers={'Accept-Language': 'zh-CN'})).text
    assert 'role="alert"' in text and '大型滑梯' in text, 'its place warns as well'
