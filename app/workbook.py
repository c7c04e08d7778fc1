"""Opening a spreadsheet that may lie: type, size and zip are checked here, the reading is done in a process of its own.

Macros are refused, links to other files are never followed and formulas never computed: only stored values are read.
"""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.core.errors import BadInput
from app.workbook_text import read_text

MOST_BYTES = 5_000_000
MOST_UNPACKED = 50_000_000
MOST_ENTRIES = 200
MOST_RATIO = 100
MOST_ROWS = 20_000
SLACK_ROWS = 100  # titles, blank rows and totals around the data
MOST_COLUMNS = 200
SECONDS = 20
OLDEST_EXCEL = (b'\x09\x00\x04\x00', b'\x09\x02\x06\x00', b'\x09\x04\x06\x00')  # BIFF 2, 3 and 4
OLD_EXCEL = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'

BOOKS = {'xl/workbook.xml', 'xl/workbook.bin'}
OPEN_DOCUMENT = b'application/vnd.oasis.opendocument.spreadsheet'

Cells = list[Any]  # of a row: '' where empty, str, float, bool, date or datetime


@dataclass(frozen=True)
class Grid:
    """One sheet as it stands: physical rows, and merged ranges as (top, left, bottom, right) from nought."""

    name: str
    rows: list[Cells]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def spread(self, header: int, columns: Collection[int]) -> list[Cells]:
        """Rows in which a block merged down a column below the header says 同上 in all its rows but the first."""
        rows = [list(row) for row in self.rows]
        for top, left, bottom, right in self.merged:
            if top > header and left == right and left in columns:
                for row in rows[top + 1 : bottom + 1]:
                    if left < len(row) and row[left] == '':
                        row[left] = '同上'
        return rows


def open_workbook(data: bytes) -> list[Grid]:
    """All sheets of an .xlsx, .xls or .ods, or the one of a .csv or .tsv; the content tells which, never the name.

    Raises BadInput: `not_a_spreadsheet`, `broken_spreadsheet`, `locked_spreadsheet`, `macros_in_spreadsheet`,
    `too_large_spreadsheet`, `empty_spreadsheet`.
    """
    if len(data) > MOST_BYTES:
        raise _too_large('bytes', MOST_BYTES)
    if data.startswith(b'PK'):
        _check_zip(data)
        grids = _read_apart(data)
    elif data.startswith(OLD_EXCEL):
        if 'EncryptedPackage'.encode('utf-16-le') in data:
            raise BadInput('locked_spreadsheet')
        grids = _read_apart(data)
    elif data.startswith(OLDEST_EXCEL):
        raise BadInput('not_a_spreadsheet', looks='oldest_excel')
    else:
        grids = [Grid('', read_text(data, MOST_ROWS + SLACK_ROWS, MOST_COLUMNS))]
    for grid in grids:
        while grid.rows and all(cell == '' for cell in grid.rows[-1]):
            grid.rows.pop()
        if len(grid.rows) > MOST_ROWS + SLACK_ROWS:
            raise _too_large('rows', MOST_ROWS)
    grids = [grid for grid in grids if grid.rows]
    if not grids:
        raise BadInput('empty_spreadsheet')
    return grids


def _check_zip(data: bytes) -> None:
    """Refuses zip bombs by what they declare, then unpacks everything once to see that they declared the truth."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_ENTRIES:
                raise _too_large('entries', MOST_ENTRIES)
            if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * len(data):
                raise _too_large('unpacked', MOST_UNPACKED)
            names = {entry.filename.lower() for entry in entries}
            if not names & BOOKS and not _is_open_document(archive, names):
                raise BadInput('not_a_spreadsheet', looks='zip')
            if any(name.endswith('vbaproject.bin') or name.startswith(('basic/', 'scripts/')) for name in names):
                raise BadInput('macros_in_spreadsheet')
            broken = archive.testzip()
    except BadInput:
        raise
    except Exception as error:  # zipfile and zlib have no common ancestor for what a broken archive makes them say
        raise BadInput('broken_spreadsheet') from error
    if broken:
        raise BadInput('broken_spreadsheet')


def _is_open_document(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if not {'mimetype', 'content.xml'} <= names:
        return False
    if b'encryption-data' in archive.read('META-INF/manifest.xml'):
        raise BadInput('locked_spreadsheet')
    return archive.read('mimetype').strip().startswith(OPEN_DOCUMENT)


def _read_apart(data: bytes) -> list[Grid]:
    """Reads in a child process with little memory and little time, so that a bad file can only harm itself."""
    script = Path(__file__).with_name('workbook_reader.py')
    try:
        done = subprocess.run(
            [sys.executable, '-I', str(script), str(MOST_ROWS + SLACK_ROWS + 1), str(MOST_COLUMNS)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise _too_large('seconds', SECONDS) from None
    if done.returncode == 3:
        raise BadInput('locked_spreadsheet')
    if done.returncode == 4:
        raise BadInput('broken_spreadsheet')
    if done.returncode:
        raise _too_large('memory', MOST_UNPACKED)
    sheets = json.loads(done.stdout, object_hook=_revive)
    return [Grid(sheet['name'], sheet['rows'], [tuple(each) for each in sheet['merged']]) for sheet in sheets]


def _revive(found: dict[str, Any]) -> Any:
    if 'date' not in found:
        return found
    moment = datetime.fromisoformat(found['date'])
    return moment.date() if moment == datetime.combine(moment, datetime.min.time()) else moment


def _too_large(measure: str, most: int) -> BadInput:
    """`measure` is for the log; people are told the two limits that they can do something about."""
    facts = {'rows': MOST_ROWS, 'megabytes': MOST_BYTES // 1_000_000}
    return BadInput('too_large_spreadsheet', measure=measure, most=most, **facts)
