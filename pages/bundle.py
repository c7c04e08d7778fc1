"""What `static/build.mjs` made: names, hashes and addresses of the phone's files."""

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DIST = Path(__file__).parent.parent / 'static' / 'dist'
ADDRESS = '/static/dist'


@dataclass(frozen=True)
class File:
    """One file the phone may keep."""

    url: str
    sha256: str

    @property
    def integrity(self) -> str:
        return f'sha256-{base64.b64encode(bytes.fromhex(self.sha256)).decode()}'


@cache
def manifest() -> dict[str, dict]:
    """`names` (logical name to file) and `files` (file to sha256, bytes, gzip, imports).

    Raises FileNotFoundError with the remedy when nothing was built yet.
    """
    path = DIST / 'manifest.json'
    if not path.exists():
        raise FileNotFoundError('static/dist is not built: run `npm ci && npm run build` in static/ (or `make build`)')
    return json.loads(path.read_text(encoding='utf-8'))


def address(name: str) -> str:
    """The address of a logical file: `address('phone.js')`."""
    return f'{ADDRESS}/{manifest()["names"][name]}'


def needed_by(name: str) -> list[str]:
    """Addresses of the modules a file imports at once, so that the browser can fetch them together."""
    files = manifest()['files']
    todo, seen = [manifest()['names'][name]], []
    while todo:
        for other in files[todo.pop()]['imports']:
            if other not in seen:
                seen.append(other)
                todo.append(other)
    return [f'{ADDRESS}/{file}' for file in seen]


@cache
def look() -> str:
    """What puts the device's look on a page before anything is drawn: it stands in the head itself."""
    script = (DIST / manifest()['names']['look.js']).read_text(encoding='utf-8')
    return f'<script>{script}</script>'


def look_hash() -> str:
    """How a policy of a page's own lets that script run."""
    script = look().removeprefix('<script>').removesuffix('</script>')
    return File('', hashlib.sha256(script.encode()).hexdigest()).integrity


def built() -> list[File]:
    """Every file of the bundle that is fetched by its address, but the worker."""
    inside = ('sw.js', manifest()['names']['look.js'])
    return [
        File(f'{ADDRESS}/{file}', facts['sha256']) for file, facts in manifest()['files'].items() if file not in inside
    ]
