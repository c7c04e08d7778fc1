"""Voice notes: taken in by hash, written anew from what is heard, and nothing else is taken for one."""

import asyncio
import base64
from pathlib import Path

import httpx
import pytest

from app import backups, backups_folder, backups_restore
from app.core import photos
from app.core.errors import TooLarge, WrongType
from app.core.words import t
from models import Photo, Repair, RepairStep
from tests.cast import Phone, School, assert_refused, count, told
from tests.spoken import AS_PHONES_DO, film, loudness_of, seconds_of, spoken
from tests.test_audit import look
from tests.test_photos import files, name_of, picture, stream
from tests.test_public_reports import from_address, opened, outcome
from tests.test_repairs_report import report


async def take_in(data: bytes) -> bool:
    return await photos.receive(name_of(data), stream(data), None, photos.VOICE)


@pytest.mark.parametrize('container', AS_PHONES_DO)
async def test_a_voice_note_is_kept_as_new_sound_without_what_the_recorder_wrote(
    school: School, container: str
) -> None:
    data = spoken(container)
    assert '王海燕'.encode() in data
    assert await take_in(data)
    path, sort = await photos.kept(name_of(data))
    kept = path.read_bytes()
    assert (sort.media, path.suffix) == ('audio/mpeg', '.mp3')
    assert '王海燕'.encode() not in kept and not kept.startswith(b'ID3')
    assert 1.9 < seconds_of(kept) < 2.2, 'all of it'
    assert 0.15 < loudness_of(kept) < 0.6, 'and about as loud as it was'
    assert (await Photo.get(sha256=name_of(data))).size == len(kept)


async def test_a_minute_is_taken_and_stays_small(school: School) -> None:
    data = spoken(seconds=60)
    assert await take_in(data)
    kept = (await photos.file_of(name_of(data))).read_bytes()
    assert len(kept) < 300_000


BAD = {
    'longer than a minute': lambda: spoken(seconds=70),
    'no sound at all': lambda: b'<html>hello</html>',
    'nothing': lambda: b'',
    'a photo': lambda: picture(),
    'half of one': lambda: spoken('mp4')[:400],
    'a beginning and then nonsense': lambda: b'\x1a\x45\xdf\xa3' + b'\xff' * 3_000,
    'a film': lambda: film(),
    'two voices and a film': lambda: film(voices=2),
    'a program called webm': lambda: b'MZ' + b'\0' * 500,
    'a playlist that names a file': lambda: b'#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n',
    'a sort that is not taken': lambda: spoken('wav', codec='pcm_s16le'),
    'another codec in a container that is taken': lambda: spoken('mp4', codec='libmp3lame'),
}


@pytest.mark.parametrize('what', BAD)
async def test_what_is_no_voice_note_is_refused_and_nothing_is_kept(school: School, tmp_path: Path, what: str) -> None:
    with pytest.raises(WrongType) as caught:
        await take_in(BAD[what]())
    assert caught.value.code == 'not_a_voice'
    told('not_a_voice')
    assert await count('photo') == len(files(tmp_path)) == 0


async def test_a_voice_note_past_600_kilobytes_is_refused_before_it_is_read(school: School) -> None:
    with pytest.raises(TooLarge) as caught:
        await take_in(b'\x1a\x45\xdf\xa3' + b'x' * 600_000)
    told(caught.value.code, caught.value.facts)


async def test_ten_phones_with_one_voice_note_at_once_are_no_trouble(school: School, tmp_path: Path) -> None:
    data = spoken(seconds=1)
    assert sum(await asyncio.gather(*[take_in(data) for _ in range(10)])) == 1
    assert await count('photo') == 1


async def test_a_backup_holds_voice_notes_and_gives_them_back(school: School, tmp_path: Path) -> None:
    assert await take_in(spoken(seconds=1))
    path, file = await photos.file_of(name_of(spoken(seconds=1))), tmp_path / 'school.backup'
    manifest = await backups.write(file, lambda *_: None)
    assert manifest['photos']['count'] == 1
    kept = path.read_bytes()
    path.unlink()
    with backups.space(tmp_path) as scratch:
        copy, _ = backups_restore.unpack(file, scratch, file)
        found = backups_restore._put_photos(file, tmp_path / 'none', copy, scratch, None, lambda *_: None)
    assert found == (1, 0) and path.read_bytes() == kept


async def test_the_folder_of_backups_keeps_voice_notes_beside_the_photos(school: School, tmp_path: Path) -> None:
    assert await take_in(spoken(seconds=1))
    beside = tmp_path / 'backups' / 'photos'
    beside.mkdir(parents=True)
    assert await backups_folder._keep_photos(beside, '', lambda *_: None) == 1
    path = await photos.file_of(name_of(spoken(seconds=1)))
    assert (beside / path.parent.name / path.name).read_bytes() == path.read_bytes()


@pytest.mark.sqlite
async def test_the_check_names_a_voice_note_that_is_gone_or_spoilt(school: School, tmp_path: Path) -> None:
    for seconds in (1, 1.5):
        assert await take_in(spoken(seconds=seconds))
    (await photos.file_of(name_of(spoken(seconds=1)))).unlink()
    (await photos.file_of(name_of(spoken(seconds=1.5)))).write_bytes(b'rot')
    assert sorted(word for word, _ in await look(tmp_path)) == ['photo_damaged', 'photo_gone']


# Over HTTP


async def put(phone: Phone, data: bytes, type: str = 'audio/webm;codecs=opus') -> httpx.Response:
    assert phone.http
    return await phone.http.put(f'/api/photos/{name_of(data)}', content=data, headers={'Content-Type': type})


async def test_a_voice_note_goes_up_once_and_comes_back_as_sound_that_every_browser_plays(api: School) -> None:
    phone = await api.call('teacher')
    assert phone.http
    data = spoken()
    sha = name_of(data)
    assert [(await put(phone, data)).status_code for _ in range(2)] == [201, 200]
    assert (await phone.http.head(f'/api/photos/{sha}')).status_code == 200
    answer = await phone.http.get(f'/api/photos/{sha}')
    assert answer.headers['content-type'] == 'audio/mpeg'
    assert answer.headers['x-content-type-options'] == 'nosniff'
    assert answer.headers['content-security-policy'] == "sandbox; default-src 'none'"
    assert answer.headers['content-disposition'] == f'inline; filename="voice-{sha[:8]}.mp3"'
    part = await phone.http.get(f'/api/photos/{sha}', headers={'Range': 'bytes=0-99'})
    assert (part.status_code, part.content) == (206, answer.content[:100]), 'players ask for parts'


async def test_what_is_called_a_voice_is_never_taken_for_a_picture_nor_the_other_way_round(api: School) -> None:
    phone = await api.call('teacher')
    assert_refused(await put(phone, picture()), 415, 'not_a_voice')
    assert_refused(await put(phone, spoken(), 'image/jpeg'), 415, 'not_a_photo')
    assert_refused(await put(phone, spoken(), 'application/octet-stream'), 415, 'not_a_photo')
    assert_refused(await put(phone, b'x' * 600_001), 413, 'voice_too_large')
    assert_refused(await put(phone, spoken(), 'text/html'), 415, 'not_a_photo')
    assert await count('photo') == 0


async def test_pages_may_use_the_microphone_and_other_sites_in_them_may_not(api: School) -> None:
    phone = await api.call('teacher')
    assert phone.http
    answer = await phone.http.get('/healthz')
    assert answer.headers['permissions-policy'] == 'camera=(self), geolocation=(), microphone=(self)'


# What it says


async def test_a_voice_alone_says_what_is_broken(school: School) -> None:
    sha = name_of(spoken())
    verdict, id = await report(school, voice=sha)
    assert verdict.verdict == 'accepted'
    repair = await Repair.get(id=id)
    assert (repair.what, repair.voice) == (t('repairs-hear_voice', 'zh-CN'), sha)


@pytest.mark.parametrize('voice', ['x', '0' * 63, '../../etc/passwd', '"><script>'])
async def test_a_voice_is_named_by_its_hash_and_nothing_else(school: School, voice: str) -> None:
    verdict, _ = await report(school, what='灯坏了', voice=voice)
    assert (verdict.verdict, verdict.code) == ('rejected', 'bad_payload')


async def test_a_record_asks_for_its_voice_until_it_is_here(api: School) -> None:
    phone = await api.call('teacher')
    data = spoken()
    note = {
        'sha256': name_of(data),
        'bytes': len(data),
        'w': 0,
        'h': 0,
        'mime': 'audio/webm;codecs=opus',
        'role': 'voice',
    }
    sealed = phone.seal('repairs.report', {'voice': name_of(data)}, thing_id=api.id_of('fan'), photos=[note])
    assert (await phone.hand_in(sealed))[0]['need_photos'] == [note['sha256']]
    assert (await put(phone, data)).status_code == 201
    assert (await phone.hand_in(sealed))[0]['need_photos'] == []


async def test_a_stranger_says_it_too_and_what_is_known_gets_their_voice_beside_it(api: School) -> None:
    await opened('fan')
    said = [base64.b64encode(spoken('webm', seconds)).decode() for seconds in (1.0, 1.5)]
    async with from_address('203.0.113.7') as one, from_address('203.0.113.8') as other:
        assert await outcome(one, api.codes['fan'], voice=said[0]) == 'reported'
        assert await outcome(other, api.codes['fan'], voice=said[1]) == 'added'
        assert (await one.get(f'/api/photos/{name_of(spoken("webm", 1.0))}')).status_code == 401
        refused = await one.post(f'/t/{api.codes["fan"]}/report', json={'voice': 'AAAA', 'other': True})
        assert_refused(refused, 415, 'not_a_voice')
    repair = await Repair.get()
    assert (repair.what, repair.voice) == ('听语音留言', name_of(spoken('webm', 1.0)))
    [step] = await RepairStep.filter(verb='me_too')
    assert step.facts['voice'] == name_of(spoken('webm', 1.5))


async def test_a_voice_that_no_report_came_of_is_not_kept(api: School, tmp_path: Path) -> None:
    await opened('fan')
    said = base64.b64encode(spoken('webm', 1.0)).decode()
    async with from_address('203.0.113.7') as one:
        assert await outcome(one, api.codes['fan'], what='灯坏了') == 'reported'
        assert await outcome(one, api.codes['fan'], voice=said) == 'counted'
        refused = await one.post(f'/t/{api.codes["fan"]}/report', json={'voice': said, 'photo': 'AAAA', 'other': True})
        assert_refused(refused, 415, 'not_a_photo')
    assert await count('photo') == len(files(tmp_path)) == 0
