"""The drill: a backup is put back into a scratch folder and looked through there, as if it were in earnest."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from app import audit, backups_restore
from app.audit_books import opened
from app.backups import Told
from app.backups_folder import kept
from app.core.config import read_config
from app.core.errors import BadInput


def newest() -> Path:
    """Raises BadInput when there is no backup yet."""
    for each in kept():
        return each.file
    raise BadInput('no_backups')


async def drill(file: Path, key_file: Path | None, findings: audit.Findings, told: Told) -> dict[str, Any]:
    """Restore a backup where it harms nobody, check it whole, and compare. Gives back how it went."""
    began, live = monotonic(), read_config().database_url
    with _elsewhere() as url:
        restored = await backups_restore.restore(file.absolute(), key_file, told)
        seconds = monotonic() - began
        looked = await audit.run(url, findings, told)
        if restored.missing:
            findings.add('photos_lack', {'count': restored.missing})
    manifest = restored.manifest
    if manifest['head'] and not await _goes_on_from(live, manifest['number'], manifest['head']):
        findings.add('other_log', {'number': manifest['number']})
    return looked | {'restored_in': round(seconds, 1), 'photos_missing': restored.missing}


@contextmanager
def _elsewhere() -> Iterator[str]:
    """Settings for a scratch folder, with a database of SQLite in it; afterwards those from before."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix='tagwalk-drill-') as folder:
        os.environ |= {'TAGWALK_DATA': folder, 'TAGWALK_DATABASE_URL': ''}
        try:
            yield read_config().database_url
        finally:
            os.environ.clear()
            os.environ.update(before)


async def _goes_on_from(url: str, number: int, head: str) -> bool:
    """Whether the school's log is a continuation of the backup's."""
    async with opened(url) as books:
        found = await books.rows('SELECT chain FROM record WHERE number = ?', number)
    return bool(found) and found[0]['chain'] == head
