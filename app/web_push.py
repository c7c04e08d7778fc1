"""Web push: telling one browser something that only it can read, through its maker's push service.

RFC 8030, 8291 and 8292. A browser names the address, so only the push services of browsers' makers are ever called.
"""

import base64
import binascii
import json
import os
import time
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import http_ece
import httpx
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

from app import settings
from app.core import auth, db
from app.core.actors import Actor
from app.core.clock import now
from app.core.config import read_config
from app.core.errors import BadInput
from app.robots import LOOPBACK, PATIENCE, Unsent
from models import Browser, Session

# Chrome, Edge and most others; Firefox; Safari; Edge on Windows.
SERVICES = ('fcm.googleapis.com', '.push.services.mozilla.com', '.push.apple.com', '.notify.windows.com')
KEEPS = 12 * 3600  # seconds that a push service keeps a message for a phone that is off
TOKEN_LASTS = 6 * 3600
MOST_CHARACTERS = 2000  # of an address


async def prepare() -> None:
    """Give a new installation the key that its pushes are signed with."""
    if await settings.setting('push_key'):
        return
    key = ec.generate_private_key(ec.SECP256R1())
    coded = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    await settings.put('push_key', _text(coded))


async def public_key() -> str:
    """What a browser is told to take pushes from."""
    point = (await _key()).public_key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return _text(point)


async def _key() -> Vapid02:
    return Vapid02.from_string(await settings.setting('push_key'))


async def turn_on(by: Actor, subscription: dict[str, Any]) -> None:
    """Tell somebody on this browser from now on, whenever they are signed in on it. Raises BadInput."""
    try:
        endpoint, keys = str(subscription['endpoint']), subscription['keys']
        p256dh, secret = str(keys['p256dh']), str(keys['auth'])
        if not is_service(endpoint) or len(endpoint) > MOST_CHARACTERS or len(_bytes(secret)) != 16:
            raise ValueError
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(p256dh))
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise BadInput('no_push_address') from None
    if not by.id or not by.device_id:
        raise BadInput('no_push_address')
    values = {'person_id': by.id, 'endpoint': endpoint, 'p256dh': p256dh, 'auth': secret, 'made_at': now()}
    await db.write_tx(lambda: Browser.update_or_create(id=by.device_id, defaults=values))


async def turn_off(by: Actor) -> None:
    await db.write_tx(lambda: Browser.filter(id=by.device_id).delete())


async def is_on(by: Actor, endpoint: str) -> bool:
    """Whether this browser, at the address it has now, is told things for this person."""
    return bool(endpoint) and await Browser.exists(id=by.device_id, person_id=by.id, endpoint=endpoint)


async def browsers() -> list[Browser]:
    """The browsers on which whoever turned it on is signed in, and nobody else after them."""
    found = await Browser.all()
    ids = [browser.id for browser in found]
    sessions = await Session.filter(device_id__in=ids).select_related('device', 'person').order_by('began_at')
    since = now() - timedelta(hours=auth.IDLE_HOURS)
    last = {session.device.id: session for session in sessions}

    def is_open(browser: Browser) -> bool:
        session = last.get(browser.id)
        return bool(
            session and session.person.id == browser.person_id and not session.ended_at and session.seen_at > since
            and not session.person.left_at and not session.device.revoked_at
        )  # fmt: skip

    return [browser for browser in found if is_open(browser)]


async def forget(ids: list[UUID]) -> None:
    await db.write_tx(lambda: Browser.filter(id__in=ids).delete())


def is_service(endpoint: str) -> bool:
    """Whether an address belongs to a browser maker's push service, or to one named in TAGWALK_PUSH_HOSTS."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ''
    named = os.environ.get('TAGWALK_PUSH_HOSTS', '').split()
    if host in named and (parts.scheme == 'https' or host in LOOPBACK):
        return not parts.username
    known = any(host == each or (each.startswith('.') and host.endswith(each)) for each in SERVICES)
    return known and parts.scheme == 'https' and parts.port in (None, 443) and not parts.username


async def send(browser: Browser, message: dict[str, str], *, urgent: bool = False) -> None:
    """Push a message to a browser. Raises Unsent; its code is `gone` when the browser takes none any more."""
    if not is_service(browser.endpoint):
        raise Unsent('gone')
    body = http_ece.encrypt(
        json.dumps(message, ensure_ascii=False).encode(),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_bytes(browser.p256dh),
        auth_secret=_bytes(browser.auth),
        version='aes128gcm',
    )
    headers = {
        **(await _key()).sign(_claims(browser.endpoint)),
        'Content-Encoding': 'aes128gcm',
        'Content-Type': 'application/octet-stream',
        'TTL': str(KEEPS),
        'Urgency': 'high' if urgent else 'normal',
    }
    try:
        async with httpx.AsyncClient(timeout=PATIENCE, follow_redirects=False) as line:
            answer = await line.post(browser.endpoint, content=body, headers=headers)
    except httpx.HTTPError:
        raise Unsent('unreachable') from None
    if answer.status_code in (404, 410):
        raise Unsent('gone', f'HTTP {answer.status_code}')
    if answer.status_code == 429:
        raise Unsent('often', 'HTTP 429')
    if not answer.is_success:
        raise Unsent('other', f'HTTP {answer.status_code}')


def _claims(endpoint: str) -> dict[str, Any]:
    """Who pushes to whom, and until when this holds (RFC 8292)."""
    parts, config = urlsplit(endpoint), read_config()
    host = urlsplit(config.public_url).hostname or ''
    us = f'https://{host}' if config.is_https and '.' in host else 'mailto:tagwalk@localhost'
    return {'aud': f'{parts.scheme}://{parts.netloc}', 'sub': us, 'exp': int(time.time()) + TOKEN_LASTS}


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip('=')


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))
