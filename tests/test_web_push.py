"""Web push: only what the browser itself can read, only to makers' services, only while the person is signed in."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

from app import web_push
from app.core import auth
from app.core.errors import BadInput
from app.notices_sending import send_due
from models import Browser, Delivery, Device, Person, Session
from tests.cast import Phone, School, count, told
from tests.stand_ins import PushService, listening
from tests.test_notices import at, slide_fault

assert at  # a fixture
pytestmark = pytest.mark.usefixtures('forenoon')


def coded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip('=')


class TheirBrowser:
    """What a browser keeps to itself, and what it gives away."""

    def __init__(self, endpoint: str) -> None:
        self.key, self.secret = ec.generate_private_key(ec.SECP256R1()), b'0123456789abcdef'
        point = self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.subscription: dict[str, Any] = {
            'endpoint': endpoint,
            'expirationTime': None,
            'keys': {'p256dh': coded(point), 'auth': coded(self.secret)},
        }

    def read(self, body: bytes) -> dict[str, str]:
        plain = http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version='aes128gcm')
        return json.loads(plain)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A push service on this machine, allowed by name."""
    monkeypatch.setenv('TAGWALK_PUSH_HOSTS', '127.0.0.1')
    with listening(PushService()) as found:
        yield found


async def told_on(school: School, name: str, service: PushService) -> tuple[Phone, TheirBrowser]:
    phone = await school.sign_in(name)
    browser = TheirBrowser(f'{service.url}/push/{name}')
    await web_push.turn_on(phone.actor, browser.subscription)
    return phone, browser


async def test_a_push_can_be_read_by_that_browser_alone_and_names_no_person(
    school: School, service: PushService
) -> None:
    _, browser = await told_on(school, 'caretaker', service)
    await slide_fault(school)
    await send_due()
    await send_due()
    [(headers, body)] = service.taken
    said = browser.read(body)
    assert said['body'] == '已停用：大型滑梯（一(1)班教室）' and said['path'].startswith('/repairs/')
    assert '大型滑梯'.encode() not in body and 'teacher' not in json.dumps(said)
    assert headers['Urgency'] == 'high'
    stranger = TheirBrowser('')
    with pytest.raises(http_ece.ECEException):
        stranger.read(body)


async def test_the_push_service_is_told_who_pushes(school: School, service: PushService) -> None:
    await told_on(school, 'caretaker', service)
    await slide_fault(school)
    await send_due()
    signed = service.taken[0][0]['Authorization']
    assert Vapid02.verify(auth=signed)
    token, key = (part.partition('=')[2] for part in signed.removeprefix('vapid ').split(','))
    claims = json.loads(base64.urlsafe_b64decode(token.split('.')[1] + '=='))
    assert claims['aud'] == service.url and key == await web_push.public_key()


async def test_the_text_is_in_the_language_of_whoever_reads_it(school: School, service: PushService) -> None:
    _, browser = await told_on(school, 'caretaker', service)
    await Person.filter(id=school.people['caretaker']).update(language='en')
    await slide_fault(school)
    await send_due()
    assert browser.read(service.taken[0][1])['body'].startswith('Out of use: 大型滑梯')


async def test_who_has_nothing_to_do_with_it_is_not_disturbed(school: School, service: PushService) -> None:
    await told_on(school, 'monitor', service)
    await slide_fault(school)
    await send_due()
    assert service.taken == [] and await count('notice') == 1


async def test_pushes_end_with_the_session_and_go_on_with_the_next_of_the_same_person(
    school: School, service: PushService
) -> None:
    phone, _ = await told_on(school, 'caretaker', service)
    await auth.end(phone.actor.session)
    assert await web_push.browsers() == []
    again = await school.sign_in('caretaker', device=phone.signed.device)
    assert len(await web_push.browsers()) == 1
    assert await web_push.is_on(again.actor, f'{service.url}/push/caretaker')


async def test_whoever_takes_over_a_phone_ends_the_pushes_of_the_one_before(
    school: School, service: PushService
) -> None:
    phone, _ = await told_on(school, 'caretaker', service)
    other = await school.sign_in('teacher', device=phone.signed.device)
    assert await web_push.browsers() == []
    assert not await web_push.is_on(other.actor, f'{service.url}/push/caretaker')


@pytest.mark.parametrize('what', ['left', 'revoked', 'idle'])
async def test_who_left_or_lost_the_phone_is_told_nothing(what: str, school: School, service: PushService) -> None:
    phone, _ = await told_on(school, 'caretaker', service)
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    match what:
        case 'left':
            await Person.filter(id=school.people['caretaker']).update(left_at=long_ago)
        case 'revoked':
            await Device.filter(id=phone.actor.device_id).update(revoked_at=long_ago)
        case 'idle':
            await Session.all().update(seen_at=long_ago)
    assert await web_push.browsers() == []


async def test_turning_it_off_and_a_browser_that_takes_no_more_are_forgotten(
    school: School, service: PushService
) -> None:
    phone, _ = await told_on(school, 'caretaker', service)
    await web_push.turn_off(phone.actor)
    assert await Browser.all().count() == 0
    await told_on(school, 'caretaker', service)
    service.gone = True
    await slide_fault(school)
    await send_due()
    assert await Browser.all().count() == 0
    assert await Delivery.filter(next_at__not_isnull=True).count() == 0


@pytest.mark.parametrize(
    'endpoint',
    [
        'https://fcm.googleapis.com/fcm/send/abc', 'https://updates.push.services.mozilla.com/wpush/v2/abc',
        'https://web.push.apple.com/abc', 'https://wns2-par02p.notify.windows.com/w/?token=abc',
    ],
)  # fmt: skip
def test_the_makers_of_browsers_are_called(endpoint: str) -> None:
    assert web_push.is_service(endpoint)


@pytest.mark.parametrize(
    'endpoint',
    [
        'http://fcm.googleapis.com/x', 'https://fcm.googleapis.com.evil.example/x', 'https://evil.example/',
        'https://fcm.googleapis.com:8443/x', 'https://evil@fcm.googleapis.com/x', 'http://127.0.0.1:8080/api/command',
        'https://169.254.169.254/latest', 'https://push.apple.com.evil.example', 'file:///etc/passwd', '', 'nonsense',
    ],
)  # fmt: skip
async def test_an_address_of_anybody_else_is_never_kept_nor_called(endpoint: str, school: School) -> None:
    phone = await school.sign_in('caretaker')
    with pytest.raises(BadInput) as caught:
        await web_push.turn_on(phone.actor, TheirBrowser(endpoint).subscription)
    assert told(caught.value.code) and await count('browser') == 0


@pytest.mark.parametrize('broken', [{}, {'keys': {}}, {'keys': {'p256dh': 'AA', 'auth': 'AA'}}, {'keys': None}])
async def test_a_broken_subscription_is_refused(broken: dict[str, Any], school: School) -> None:
    phone = await school.sign_in('caretaker')
    whole = TheirBrowser('https://fcm.googleapis.com/fcm/send/abc').subscription
    with pytest.raises(BadInput):
        await web_push.turn_on(phone.actor, whole | broken if broken else {})
    assert await count('browser') == 0
