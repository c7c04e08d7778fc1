"""Stand-ins on this machine for what the server calls: the three makers' robots and a browser's push service.

They check what is documented and answer as documented:
WeCom https://developer.work.weixin.qq.com/document/path/91770, DingTalk «custom robot access», Feishu «custom bot guide».
"""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SECRET = 'SEC0f3c6a'
KEY = '693a91f6-7xxx'
A_MINUTE = 20  # messages that a group takes


class Group:
    """A group with a robot in it: what it has read, and how it answers."""

    def __init__(self, maker: str, secret: str = '') -> None:
        self.maker, self.secret = maker, secret
        self.read: list[str] = []
        self.calls = 0
        self.broken = False  # answers with an error page, as a proxy in between would
        self.url = ''

    def answer(self, path: str, headers: Any, body: bytes) -> tuple[int, Any]:
        self.calls += 1
        if self.broken:
            return 502, '<html>Bad Gateway</html>'
        try:
            assert headers['Content-Type'].startswith('application/json')
            number, said = getattr(self, f'_{self.maker}')(urlsplit(path), json.loads(body))
        except (AssertionError, KeyError, ValueError, TypeError):
            number, said = {'wecom': (40058, 'invalid Parameter'), 'dingtalk': (400105, 'unsupported msgtype'),
                            'feishu': (9499, 'Bad Request')}[self.maker]  # fmt: skip
        if self.maker == 'feishu':
            return 200, {'code': number, 'msg': said, 'data': {}}
        return 200, {'errcode': number, 'errmsg': said}

    def _wecom(self, url: Any, body: dict[str, Any]) -> tuple[int, str]:
        if url.path != '/cgi-bin/webhook/send' or parse_qs(url.query) != {'key': [KEY]}:
            return 93000, 'invalid webhook url'
        assert set(body) == {'msgtype', 'text'} and body['msgtype'] == 'text'
        return self._said(body['text']['content'], 2048, (45009, 'api freq out of limit'), (40058, 'content exceeds'))

    def _dingtalk(self, url: Any, body: dict[str, Any]) -> tuple[int, str]:
        query = parse_qs(url.query)
        if url.path != '/robot/send' or query.get('access_token') != [KEY]:
            return 300001, 'token is not exist'
        if self.secret:
            stamp = query.get('timestamp', ['0'])[0]
            message = f'{stamp}\n{self.secret}'
            wanted = base64.b64encode(hmac.new(self.secret.encode(), message.encode(), hashlib.sha256).digest())
            if abs(time.time() * 1000 - int(stamp)) > 3_600_000:
                return 310000, 'invalid timestamp'
            if query.get('sign') != [wanted.decode()]:
                return 310000, 'sign not match'
        assert body['msgtype'] == 'text'
        return self._said(body['text']['content'], 20_000, (130101, 'send too fast, exceed 20 times per minute'))

    def _feishu(self, url: Any, body: dict[str, Any]) -> tuple[int, str]:
        if url.path != f'/open-apis/bot/v2/hook/{KEY}':
            return 19001, 'param invalid: incoming webhook access token invalid'
        if self.secret:
            stamp = body.get('timestamp', '0')
            wanted = base64.b64encode(hmac.new(f'{stamp}\n{self.secret}'.encode(), b'', hashlib.sha256).digest())
            if abs(time.time() - int(stamp)) > 3600 or body.get('sign') != wanted.decode():
                return 19021, 'sign match fail or timestamp is not within one hour from current time'
        assert body['msg_type'] == 'text'
        return self._said(body['content']['text'], 20_000, (11232, 'frequency limited psm'))

    def _said(
        self, text: str, longest: int, often: tuple[int, str], long: tuple[int, str] = (9499, '')
    ) -> tuple[int, str]:
        assert isinstance(text, str) and text
        if len(self.read) >= A_MINUTE:
            return often
        if len(text.encode()) > longest:
            return long
        self.read.append(text)
        return 0, 'success' if self.maker == 'feishu' else 'ok'


class PushService:
    """A browser maker's push service: takes what is encrypted and signed, hands it to nobody."""

    def __init__(self) -> None:
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.gone = False
        self.url = ''

    def answer(self, path: str, headers: Any, body: bytes) -> tuple[int, Any]:
        if self.gone:
            return 410, ''
        if headers.get('Content-Encoding') != 'aes128gcm' or not headers.get('TTL') or len(body) > 4096:
            return 400, ''
        self.taken.append((dict(headers.items()), body))
        return 201, ''


@contextmanager
def listening(service: Group | PushService) -> Iterator[Any]:
    """The service behind a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers['Content-Length']))
            status, answer = service.answer(self.path, self.headers, body)
            data = answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header('Content-Length', str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    service.url = f'http://127.0.0.1:{server.server_address[1]}'
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()


PATHS = {
    'wecom': f'/cgi-bin/webhook/send?key={KEY}',
    'dingtalk': f'/robot/send?access_token={KEY}',
    'feishu': f'/open-apis/bot/v2/hook/{KEY}',
}


def setting_of(group: Group, path: str = '') -> str:
    """What TAGWALK_ROBOT says for it."""
    return f'{group.maker}+{group.url}{path or PATHS[group.maker]}'
