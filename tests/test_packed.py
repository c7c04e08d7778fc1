"""Files packed at build time: given to browsers that can unpack them, and to nobody else."""

import subprocess
import sys
from pathlib import Path

import httpx
import nicegui
import pytest

from app.packed import packed_files

ADDRESSES = sorted(packed_files())


def test_the_long_files_of_a_first_visit_are_packed() -> None:
    ours = [address for address in ADDRESSES if address.startswith('/static/dist/')]
    theirs = [address for address in ADDRESSES if address.startswith(f'/_nicegui/{nicegui.__version__}/static/')]
    assert len(ours) > 10 and len(theirs) > 8 and sorted(ours + theirs) == ADDRESSES


@pytest.mark.parametrize('address', ADDRESSES)
async def test_a_browser_that_can_unpack_gets_the_same_in_less(stranger: httpx.AsyncClient, address: str) -> None:
    whole = await stranger.get(address, headers={'Accept-Encoding': 'identity'})
    assert whole.status_code == 200 and 'content-encoding' not in whole.headers
    async with stranger.stream('GET', address, headers={'Accept-Encoding': 'gzip, deflate, br'}) as packed:
        small = b''.join([piece async for piece in packed.aiter_raw()])
    assert packed.headers['content-encoding'] == 'br' and len(small) < len(whole.content)
    assert unpacked(small) == whole.content
    assert packed.headers['vary'] == 'Accept-Encoding' and 'immutable' in packed.headers['cache-control']
    assert kind_of(packed) == kind_of(whole)
    assert packed.headers['x-content-type-options'] == 'nosniff'


def unpacked(small: bytes) -> bytes:
    """By the Node that the phone's code is built with, since Python cannot."""
    script = "process.stdout.write(require('zlib').brotliDecompressSync(require('fs').readFileSync(0)))"
    return subprocess.run(
        [Path(sys.executable).with_name('node'), '-e', script], input=small, capture_output=True, check=True
    ).stdout


def kind_of(answer: httpx.Response) -> str:
    return answer.headers['content-type'].partition(';')[0].rpartition('/')[2]


async def test_a_worker_that_has_not_changed_is_not_sent_again(stranger: httpx.AsyncClient) -> None:
    first = await stranger.get('/sw.js')
    again = await stranger.get('/sw.js', headers={'If-None-Match': first.headers['etag']})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b'')
    assert (await stranger.get('/sw.js', headers={'If-None-Match': '"older"'})).status_code == 200
