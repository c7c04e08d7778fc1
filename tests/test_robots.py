"""Robots: each maker's format is kept, each documented error is understood, and nothing else is ever called."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import robots
from app.robots import Robot, Unsent, robot, send, split
from tests.stand_ins import A_MINUTE, KEY, PATHS, SECRET, Group, listening, setting_of

MAKERS = tuple(PATHS)
SIGNING = ('dingtalk', 'feishu')


def use(monkeypatch: pytest.MonkeyPatch, group: Group, secret: str = '', path: str = '') -> Robot:
    monkeypatch.setenv('TAGWALK_ROBOT', setting_of(group, path))
    monkeypatch.setenv('TAGWALK_ROBOT_SECRET', secret)
    found = robot()
    assert found
    return found


@pytest.mark.parametrize('maker', MAKERS)
async def test_a_message_arrives_as_it_was_written(maker: str, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = SECRET if maker in SIGNING else ''
    with listening(Group(maker, secret)) as group:
        await send(use(monkeypatch, group, secret), '漏查：周一滑梯 “A&B” <b>\n第二行')
        assert group.read == ['漏查：周一滑梯 “A&B” <b>\n第二行']


@pytest.mark.parametrize('maker', MAKERS)
async def test_a_robot_that_is_gone_is_told_from_one_that_is_full(maker: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(Group(maker)) as group:
        with pytest.raises(Unsent) as caught:
            await send(use(monkeypatch, group, path='/elsewhere'), '有人吗')
        assert caught.value.code == 'address'
        for _ in range(A_MINUTE):
            await send(use(monkeypatch, group), '有人吗')
        with pytest.raises(Unsent) as caught:
            await send(use(monkeypatch, group), '有人吗')
        assert caught.value.code == 'often'


@pytest.mark.parametrize('maker', SIGNING)
@pytest.mark.parametrize('secret', ['', 'SEC-another'])
async def test_a_wrong_secret_is_said_to_be_one(maker: str, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(Group(maker, SECRET)) as group:
        with pytest.raises(Unsent) as caught:
            await send(use(monkeypatch, group, secret), '有人吗')
        assert caught.value.code == 'security' and group.read == []


async def test_a_message_that_is_too_long_for_wecom_is_refused_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(Group('wecom')) as group:
        with pytest.raises(Unsent) as caught:
            await send(use(monkeypatch, group), '长' * 700)
        assert caught.value.code == 'format'


async def test_an_error_page_and_a_closed_port_are_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(Group('dingtalk')) as group:
        group.broken = True
        with pytest.raises(Unsent) as caught:
            await send(use(monkeypatch, group), '有人吗')
        assert (caught.value.code, caught.value.said) == ('other', 'HTTP 502')
    with pytest.raises(Unsent) as caught:
        await send(use(monkeypatch, group), '有人吗')
    assert caught.value.code == 'unreachable'


async def test_the_address_never_stands_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with listening(Group('wecom')) as group:
        await send(use(monkeypatch, group), '有人吗')
    assert KEY not in caplog.text


def test_without_the_setting_there_is_no_robot() -> None:
    assert robot() is None


@pytest.mark.parametrize(
    ('url', 'maker'),
    [
        (f'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}', 'wecom'),
        (f'https://oapi.dingtalk.com/robot/send?access_token={KEY}', 'dingtalk'),
        (f'https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}', 'feishu'),
        (f'https://open.larksuite.com/open-apis/bot/v2/hook/{KEY}', 'feishu'),
        (f'feishu+https://relay.school.example/{KEY}', 'feishu'),
    ],
)
def test_the_maker_is_known_by_the_address(url: str, maker: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('TAGWALK_ROBOT', url)
    found = robot()
    assert found and found.maker == maker and found.url.startswith('https://')


@pytest.mark.parametrize(
    'url',
    ['https://school.example/hook', 'http://qyapi.weixin.qq.com/x', 'wecom+http://10.0.0.1/x', 'ftp://x', 'nonsense'],
)
def test_an_address_that_cannot_be_a_robot_stops_the_start(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('TAGWALK_ROBOT', url)
    with pytest.raises(SystemExit, match='TAGWALK_ROBOT'):
        robot()


@given(st.lists(st.text(min_size=1, max_size=80)), st.integers(60, 600))
def test_lines_are_split_in_their_order_into_parts_that_fit(lines: list[str], room: int) -> None:
    parts = split(lines, room)
    assert sum(map(len, parts)) == len(lines)
    for part in parts:
        assert len('\n'.join(part).encode()) <= room and part
    joined = [line for part in parts for line in part]
    assert all(whole.startswith(cut) for whole, cut in zip(lines, joined, strict=True))


def test_every_number_the_makers_give_has_a_meaning_in_words() -> None:
    assert {code for numbers in robots.MEANINGS.values() for code in numbers.values()} <= set(robots.CODES)
