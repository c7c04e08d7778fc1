"""Photos: taken in by hash, written anew from their pixels, and nothing else is taken for one."""

import asyncio
import hashlib
import io
import struct
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from PIL import Image

from app.core import photos
from app.core.errors import BadInput, NotFound, TooLarge, WrongType
from models import Photo
from tests.cast import Phone, School, assert_refused, count, told

EVERY_KIND = ['JPEG', 'PNG', 'WEBP']


def picture(kind: str = 'JPEG', size: tuple[int, int] = (400, 300), exif: bool = False, mode: str = 'RGB') -> bytes:
    image = Image.new('RGB', size, 'white')
    image.paste('red', (0, 0, size[0] // 2, size[1] // 2))
    data = Image.Exif()
    if exif:
        data[0x010E] = 'class 1(1), Wang Haiyan'
        data[0x0112] = 6  # turned by a quarter
        data.get_ifd(0x8825)[2] = (31.0, 14.0, 0.0)
    out = io.BytesIO()
    image.convert(mode).save(out, kind, exif=data)
    return out.getvalue()


def bomb(side: int) -> bytes:
    """A small PNG that says it is `side` pixels wide and high, and is."""
    row = b'\0' + b'\0' * (side // 8)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))

    packer = zlib.compressobj(9)
    body = b''.join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack('>IIBBBBB', side, side, 1, 0, 0, 0, 0)
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + chunk(b'IDAT', body) + chunk(b'IEND', b'')


def name_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


async def stream(data: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(data), 65_536):
        yield data[start : start + 65_536]


async def take_in(data: bytes, name: str = '') -> bool:
    return await photos.receive(name or name_of(data), stream(data), None)


def files(folder: Path) -> list[Path]:
    return [path for path in (folder / 'photos').rglob('*') if path.is_file()]


@pytest.mark.parametrize('kind', EVERY_KIND)
async def test_a_photo_is_kept_as_new_pixels_without_what_the_camera_wrote(school: School, kind: str) -> None:
    data = picture(kind, exif=True)
    assert await take_in(data)
    kept = (await photos.file_of(name_of(data))).read_bytes()
    with Image.open(io.BytesIO(kept)) as image:
        assert (image.format, dict(image.getexif())) == ('JPEG', {})
        assert image.size == (300, 400), 'turned upright'
        red, green, blue = image.convert('RGB').getpixel((290, 10))  # type: ignore[misc]
        assert red > 200 and green < 60 and blue < 60
    assert b'Wang' not in kept and b'Exif' not in kept


@pytest.mark.parametrize('mode', ['RGBA', 'L', 'P', '1', 'LA'])
async def test_pictures_of_every_sort_of_colour_are_taken(school: School, mode: str) -> None:
    assert await take_in(picture('PNG', mode=mode))


async def test_a_large_picture_is_made_small(school: School) -> None:
    data = picture('JPEG', (4000, 3000))
    await take_in(data)
    photo = await Photo.get(sha256=name_of(data))
    assert (photo.width, photo.height) == (1600, 1200)
    assert photo.size == (await photos.file_of(photo.sha256)).stat().st_size


async def test_the_same_photo_twice_is_one_row_and_one_file(school: School, tmp_path: Path) -> None:
    data = picture()
    assert [await take_in(data), await take_in(data)] == [True, False]
    assert await count('photo') == len(files(tmp_path)) == 1


async def test_ten_phones_with_one_photo_at_once_are_no_trouble(school: School, tmp_path: Path) -> None:
    data = picture()
    results = await asyncio.gather(*[take_in(data) for _ in range(10)])
    assert sum(results) == 1
    assert await count('photo') == len(files(tmp_path)) == 1


BAD = {
    'no picture at all': b'<html>hello</html>',
    'nothing': b'',
    'a drawing that can run scripts': b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    'a document': b'%PDF-1.7\n' + b'x' * 500,
    'a program called jpg': b'MZ' + b'\0' * 500,
    'half a jpeg': picture('JPEG', (900, 900))[:700],
    'half a png': picture('PNG', (900, 900))[:100],
    'a picture type that is not taken': picture('BMP'),
    'another one': picture('TIFF'),
    'a moving one': picture('GIF'),
    'a bomb of 169 megapixels': bomb(13_000),
    'a bomb of 400 megapixels': bomb(20_000),
    'a little more than is taken': bomb(6_400),
}


@pytest.mark.parametrize('what', BAD)
async def test_what_is_no_photo_is_refused_and_nothing_is_kept(school: School, tmp_path: Path, what: str) -> None:
    with pytest.raises(WrongType) as caught:
        await take_in(BAD[what])
    assert caught.value.code == 'not_a_photo'
    told('not_a_photo')
    assert await count('photo') == len(files(tmp_path)) == 0


async def test_a_photo_damaged_on_the_way_is_refused(school: School, tmp_path: Path) -> None:
    data = picture()
    with pytest.raises(BadInput) as caught:
        await take_in(data[:-1] + b'x', name_of(data))
    assert caught.value.code == 'photo_damaged'
    told('photo_damaged')
    assert await count('photo') == len(files(tmp_path)) == 0
    assert await take_in(data), 'the whole one may still come'


async def test_a_photo_past_four_megabytes_is_refused_before_it_is_read_whole(school: School, tmp_path: Path) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield b'x' * 100_000

    with pytest.raises(TooLarge) as caught:
        await photos.receive('0' * 64, endless(), None)
    told(caught.value.code, caught.value.facts)
    assert read <= 41
    assert files(tmp_path) == []


@pytest.mark.parametrize('name', ['', 'x', '../../etc/passwd', 'A' * 64, '0' * 63, '０' * 64])
async def test_a_photo_is_named_by_its_hash_and_nothing_else(school: School, name: str) -> None:
    with pytest.raises(BadInput) as caught:
        await take_in(picture(), name or ' ')
    told(caught.value.code)


async def test_a_photo_nobody_sent_is_not_found(school: School) -> None:
    with pytest.raises(NotFound) as caught:
        await photos.file_of('0' * 64)
    told(caught.value.code)


# Over HTTP


async def put(phone: Phone, data: bytes, name: str = '', **headers: str) -> httpx.Response:
    assert phone.http
    headers = {'Content-Type': 'image/jpeg', **headers}
    return await phone.http.put(f'/api/photos/{name or name_of(data)}', content=data, headers=headers)


async def test_a_photo_goes_up_once_and_comes_back_as_a_jpeg(api: School) -> None:
    phone = await api.call('teacher')
    assert phone.http
    data = picture('PNG')
    sha = name_of(data)
    assert_refused(await phone.http.get(f'/api/photos/{sha}'), 404, 'unknown_photo')
    assert (await phone.http.head(f'/api/photos/{sha}')).status_code == 404
    assert [(await put(phone, data)).status_code for _ in range(2)] == [201, 200]
    assert (await phone.http.head(f'/api/photos/{sha}')).status_code == 200
    answer = await phone.http.get(f'/api/photos/{sha}')
    assert answer.headers['content-type'] == 'image/jpeg'
    assert answer.headers['x-content-type-options'] == 'nosniff'
    assert answer.headers['content-security-policy'] == "sandbox; default-src 'none'"
    assert answer.headers['content-disposition'] == f'inline; filename="photo-{sha[:8]}.jpg"'
    assert Image.open(io.BytesIO(answer.content)).format == 'JPEG'
    small = await phone.http.get(f'/api/photos/{sha}?small=1')
    assert Image.open(io.BytesIO(small.content)).size == (192, 144) and len(small.content) < len(answer.content)
    assert 'immutable' in small.headers['cache-control']
    assert (await Photo.get(sha256=sha)).by_id == api.people['teacher']


async def test_a_record_asks_for_its_photos_until_they_are_here(api: School) -> None:
    phone = await api.call('monitor')
    data = picture()
    note = {'sha256': name_of(data), 'bytes': len(data), 'w': 400, 'h': 300, 'mime': 'image/jpeg', 'role': 'fault'}
    sealed = phone.remark(api.id_of('fan'), photos=[note])
    assert [(await phone.hand_in(sealed))[0]['need_photos'] for _ in range(2)] == [[note['sha256']]] * 2
    assert (await put(phone, data)).status_code == 201
    assert (await phone.hand_in(sealed))[0]['need_photos'] == []


@pytest.mark.parametrize(
    ('data', 'name', 'type', 'status', 'code'),
    [
        (b'<html>', '', 'image/jpeg', 415, 'not_a_photo'),
        (picture(), '', 'text/html', 415, 'not_a_photo'),
        (picture(), '', 'multipart/form-data', 415, 'not_a_photo'),
        (picture(), '0' * 64, 'image/jpeg', 422, 'photo_damaged'),
        (picture(), 'short', 'image/jpeg', 422, 'bad_photo_name'),
        (bomb(13_000), '', 'image/png', 415, 'not_a_photo'),
        (b'x' * 4_000_001, '', 'image/jpeg', 413, 'photo_too_large'),
        (b'x' * 9_000_000, '', 'image/jpeg', 413, 'photo_too_large'),
    ],
    ids=['html', 'type', 'multipart', 'damaged', 'name', 'bomb', 'just too large', 'far too large'],
)
async def test_bad_photos_are_refused_in_words(
    api: School, tmp_path: Path, data: bytes, name: str, type: str, status: int, code: str
) -> None:
    phone = await api.call('teacher')
    assert_refused(await put(phone, data, name, **{'Content-Type': type}), status, code)
    assert await count('photo') == len(files(tmp_path)) == 0
