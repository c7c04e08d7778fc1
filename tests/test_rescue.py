"""What a phone could not send comes in through its file: once, as it was recorded, and nothing by anybody else's leave."""

import base64
import hashlib
import io
import json
from typing import Any

import pyrage
import pytest
from nicegui import ui
from PIL import Image

from app import phones, rescue
from app.core.actors import the_server
from app.core.entries import enter
from app.core.errors import BadInput, Refused
from app.core.records import write_one
from app.rescue import BroughtIn
from models import Photo, Record, Refusal, Repair
from tests.cast import Phone, School, told
from tests.test_import_page import see, zh
from tests.test_pages import Visit, visit

__all__ = ['visit']
assert phones


def picture() -> bytes:
    file = io.BytesIO()
    Image.new('RGB', (40, 30), 'teal').save(file, 'JPEG')
    return file.getvalue()


def file_of(*envelopes: dict[str, Any], photos: tuple[bytes, ...] = ()) -> bytes:
    """As static/src/outbox-export.js writes it, before it is sealed."""
    kept = [
        {'sha256': hashlib.sha256(data).hexdigest(), 'mime': 'image/jpeg', 'base64': base64.b64encode(data).decode()}
        for data in photos
    ]
    records = [{'state': 'sealed', 'envelope': envelope} for envelope in envelopes]
    return json.dumps({'format': 'tagwalk-outbox', 'version': 1, 'records': records, 'photos': kept}).encode()


async def sealed(data: bytes) -> bytes:
    return pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(await rescue.public_key())])


async def bring(school: School, data: bytes, by: str = 'head') -> BroughtIn:
    head = await school.sign_in(by)
    return await rescue.bring_in(await rescue.read(data), head.actor)


def fates(brought: BroughtIn) -> list[str]:
    return [verdict.code or verdict.verdict for _, verdict in brought.records]


async def test_what_somebody_elses_broken_phone_kept_is_written_as_they_recorded_it(school: School) -> None:
    broken, data = await school.sign_in('teacher'), picture()
    note = {'sha256': hashlib.sha256(data).hexdigest(), 'bytes': len(data), 'mime': 'image/jpeg'}
    desk = broken.remark(school.id_of('desk'), actor_id=broken.actor.id)
    report = broken.seal('repairs.report', {'what': '吊扇异响'}, thing_id=school.id_of('fan'), photos=[note],
                         actor_id=broken.actor.id)  # fmt: skip
    brought = await bring(school, await sealed(file_of(desk, report, photos=(data,))))
    assert fates(brought) == ['accepted', 'accepted'] and not brought.photos_lost
    record = await Record.get(id=report['id'])
    assert (record.by_id, str(record.device_id), record.seq) == (broken.actor.id, broken.device_id, 2)
    assert record.flags == ['delivered'] and await Repair.exists(id=report['id'])
    assert await Photo.exists(sha256=note['sha256'])


async def test_nothing_is_there_twice_when_the_file_comes_again_and_the_phone_comes_back(school: School) -> None:
    phone = await school.sign_in('teacher')
    mine = {'actor_id': phone.actor.id}
    early, late = phone.remark(school.id_of('fan'), **mine), phone.remark(school.id_of('fan'), '又响', **mine)
    assert (await phone.write_one(early)).verdict == 'accepted'
    data = await sealed(file_of(early, late))
    assert fates(await bring(school, data)) == ['duplicate', 'accepted']
    assert fates(await bring(school, data)) == ['duplicate', 'duplicate']
    assert [each.fate for each in await phone.write(early, late)] == ['accepted', 'accepted']
    assert await Record.filter(kind='remarks.add').count() == 2


async def test_the_file_gives_nobody_a_right_they_lack(school: School) -> None:
    phone, head = await school.sign_in('visitor'), await school.sign_in('head')
    stranger = await school.sign_in('teacher')
    account = {'name': 'mallory', 'roles': ['administrator'], 'password': 'x'}
    brought = await bring(
        school,
        file_of(
            phone.remark(school.id_of('fan'), actor_id=phone.actor.id),
            phone.seal('people.add', account, actor_id=head.actor.id),
            phone.seal('people.add', account),
            phone.seal('register.add', {'name': '椅', 'category': 'other'}, actor_id=head.actor.id),
            phone.remark(school.id_of('fan'), actor_id=stranger.actor.id),
            phone.seal('rockets.launch'),
        ),
    )
    assert fates(brought) == [
        'not_allowed', 'not_in_their_name', 'not_allowed', 'actor_unverified', 'actor_unverified', 'unknown_kind',
    ]  # fmt: skip
    assert await Refusal.all().count() == 4


async def test_the_administrators_own_phone_can_be_rescued_too(school: School) -> None:
    phone = await school.sign_in('head')
    assert fates(await bring(school, file_of(phone.remark(school.id_of('fan'), actor_id=phone.actor.id)))) == [
        'accepted'
    ]


async def test_a_phone_that_was_shut_out_stays_so_and_what_it_kept_is_looked_at_first(school: School) -> None:
    phone = await school.sign_in('teacher')
    kept = phone.remark(school.id_of('fan'), actor_id=phone.actor.id)
    await write_one(enter('phones.revoke', {'phone': phone.device_id}), the_server())
    assert fates(await bring(school, file_of(kept))) == ['device_revoked']
    assert (await Refusal.get()).envelope and not await Record.exists(id=kept['id'])


async def test_only_our_own_files_are_opened_and_only_by_the_administrator(school: School) -> None:
    data = file_of((await school.sign_in('teacher')).remark(school.id_of('fan')))
    elsewhere = pyrage.encrypt(data, [pyrage.x25519.Identity.generate().to_public()])
    for wrong, why in (
        (elsewhere, 'rescue_not_ours'),
        ((await sealed(data))[:-20], 'rescue_not_ours'),
        (b'\x00', 'not_a_rescue'),
        (b'[]', 'not_a_rescue'),
        (data.replace(b'tagwalk-outbox', b'other'), 'not_a_rescue'),
    ):
        with pytest.raises(BadInput, match=why) as caught:
            await rescue.read(wrong)
        told(caught.value.code)
    with pytest.raises(Refused):
        await bring(school, data, by='keeper')


async def test_damaged_photos_are_counted_and_hold_nothing_up(school: School) -> None:
    phone = await school.sign_in('teacher')
    data = file_of(phone.remark(school.id_of('fan'), actor_id=phone.actor.id), photos=(picture(), b'no picture'))
    damaged = json.loads(data)
    damaged['photos'][0]['sha256'] = 'a' * 64
    brought = await bring(school, json.dumps(damaged).encode())
    assert (fates(brought), brought.photos_lost) == (['accepted'], 2)


async def test_the_page_says_what_became_of_each_record(visit: Visit, api: School) -> None:
    user = await visit('head', '/rescue')
    phone: Phone = await api.sign_in('teacher')
    mine = {'actor_id': phone.actor.id}
    data = file_of(phone.remark(api.id_of('fan'), **mine), phone.remark(api.id_of('fan'), '', **mine))
    [element] = list(user.find(ui.upload).elements)
    assert isinstance(element, ui.upload)
    await element.handle_uploads([ui.upload.SmallFileUpload('a.age', 'application/octet-stream', await sealed(data))])
    await see(user, zh('rescue-done', count=2, new=1, known=0, other=1))
    await see(user, zh('rescue-written'))
    await see(user, told('bad_payload', {'field': zh('remarks-add-text')}))
    assert await Record.filter(kind='remarks.add').count() == 1
