"""The group's robot: messages to WeCom (企业微信), DingTalk (钉钉) or Feishu (飞书), in their documented formats.

The address is a setting of the machine, TAGWALK_ROBOT; nobody can give one in the app. Redirects are not followed.
"""

import base64
import hashlib
import hmac
import logging
import os
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx

MAKERS = {
    'qyapi.weixin.qq.com': 'wecom',
    'oapi.dingtalk.com': 'dingtalk',
    'open.feishu.cn': 'feishu',
    'open.larksuite.com': 'feishu',
}
LOOPBACK = ('127.0.0.1', '::1', 'localhost')
# Bytes of UTF-8 in one text: WeCom's limit; the others take 20 kB with everything around it.
LONGEST = {'wecom': 2048, 'dingtalk': 8000, 'feishu': 8000}
# What the makers' error numbers mean to whoever set the robot up.
MEANINGS = {
    'wecom': {93000: 'address', 93004: 'address', 45009: 'often', 40008: 'format', 40058: 'format', 44004: 'format'},
    'dingtalk': {
        310000: 'security', 300001: 'address', 300005: 'address', 400101: 'address', 130101: 'often', 410100: 'often',
        400013: 'address', 400102: 'address', 400105: 'format',
    },
    'feishu': {
        19001: 'address', 19021: 'security', 19022: 'security', 19024: 'security', 11232: 'often', 9499: 'format',
        19002: 'format',
    },
}  # fmt: skip
CODES = ('unreachable', 'address', 'security', 'often', 'format', 'other')
PATIENCE = 10  # seconds
logging.getLogger('httpx').setLevel(logging.WARNING)  # it would write addresses, which are keys, into the log


@dataclass(frozen=True)
class Robot:
    """Whose robot, where it listens, and the secret it wants messages signed with."""

    maker: str
    url: str
    secret: str

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc


class Unsent(Exception):
    """A message that was not taken: one of CODES, and what the other side said."""

    def __init__(self, code: str, said: str = '') -> None:
        super().__init__(code, said)
        self.code = code
        self.said = said[:200]


def robot() -> Robot | None:
    """The robot in the settings. Raises SystemExit with one clear line for an address that cannot be used."""
    text = os.environ.get('TAGWALK_ROBOT', '').strip()
    if not text:
        return None
    maker, plus, url = text.partition('+')
    if not plus or maker not in LONGEST:
        maker, url = '', text
    parts = urlsplit(url)
    maker = maker or MAKERS.get(parts.hostname or '', '')
    if not maker:
        raise SystemExit(f'TAGWALK_ROBOT: {parts.hostname or "?"} is not a host of WeCom, DingTalk or Feishu')
    if parts.scheme != 'https' and not (parts.scheme == 'http' and parts.hostname in LOOPBACK):
        raise SystemExit('TAGWALK_ROBOT: the address must begin with https://')
    return Robot(maker, url, os.environ.get('TAGWALK_ROBOT_SECRET', '').strip())


def request_of(robot: Robot, text: str, moment: float) -> tuple[str, dict[str, Any]]:
    """The address and the JSON of a text message; `moment` in seconds since 1970 is what is signed."""
    if robot.maker == 'feishu':
        body: dict[str, Any] = {'msg_type': 'text', 'content': {'text': text}}
        if robot.secret:  # the key is time and secret together, the message is empty
            stamp = str(int(moment))
            body |= {'timestamp': stamp, 'sign': _signed(f'{stamp}\n{robot.secret}', '')}
        return robot.url, body
    body = {'msgtype': 'text', 'text': {'content': text}}
    if robot.maker == 'wecom' or not robot.secret:
        return robot.url, body
    stamp = str(int(moment * 1000))
    signed = urlencode({'timestamp': stamp, 'sign': _signed(robot.secret, f'{stamp}\n{robot.secret}')})
    return f'{robot.url}{"&" if urlsplit(robot.url).query else "?"}{signed}', body


def _signed(key: str, message: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), message.encode(), hashlib.sha256).digest()).decode()


async def send(robot: Robot, text: str) -> None:
    """Say one thing in the group. Raises Unsent."""
    url, body = request_of(robot, text, time.time())
    try:
        async with httpx.AsyncClient(timeout=PATIENCE, follow_redirects=False) as line:
            answer = await line.post(url, json=body)
    except httpx.HTTPError:
        raise Unsent('unreachable') from None
    try:
        found = answer.json()
        number = int(found['code' if robot.maker == 'feishu' and 'code' in found else _number_in(robot)])
        said = str(found.get('errmsg') or found.get('msg') or '')
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unsent('other', f'HTTP {answer.status_code}') from None
    if number:
        raise Unsent(MEANINGS[robot.maker].get(number, 'other'), f'{number} {said}')


def _number_in(robot: Robot) -> str:
    return 'StatusCode' if robot.maker == 'feishu' else 'errcode'


def split(lines: list[str], room: int) -> list[list[str]]:
    """The lines in their order in as few parts as hold so many bytes each; a line too long for one is cut."""
    parts: list[list[str]] = []
    used = 0
    for line in lines:
        cut = line.encode()[: room - 1].decode(errors='ignore')
        size = len(cut.encode()) + 1
        if not parts or used + size > room:
            parts.append([])
            used = 0
        parts[-1].append(cut)
        used += size
    return parts
