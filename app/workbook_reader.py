"""Reads one spreadsheet from standard input and prints its cells as JSON: run by app/workbook.py, on its own.

Exit codes: 3 locked with a password, 4 broken; anything else but 0 means that it needed more than it was given.
"""

import io
import json
import re
import struct
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

BOUND_SHEET, BOOL_ERR, FORMULA, END = 0x0085, 0x0205, 0x0006, 0x000A
ERRORS = {0x00: '#NULL!', 0x07: '#DIV/0!', 0x0F: '#VALUE!', 0x17: '#REF!', 0x1D: '#NAME?', 0x24: '#NUM!', 0x2A: '#N/A'}
MEMORY = 1 << 30
CPU_SECONDS = 15
MOST_SHEETS = 20
ERROR_CELL = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d{1,7})"[^>]*>(?:(?!</c>).)*?<v>([^<]{1,20})</v>', re.DOTALL
)


def main() -> None:
    _limit()
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    data = sys.stdin.buffer.read()
    most_rows, most_columns = int(sys.argv[1]), int(sys.argv[2])
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = []
        for number, about in enumerate(book.sheets_metadata[:MOST_SHEETS]):
            if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
                continue
            sheet = book.get_sheet_by_index(number)
            rows = sheet.to_python(skip_empty_area=False, nrows=most_rows)
            rows = [[float(cell) if type(cell) is int else cell for cell in row[:most_columns]] for row in rows]
            for row, column, error in _errors(data, number):
                if row < len(rows) and column < len(rows[row]) and rows[row][column] == '':
                    rows[row][column] = error
            merged = [(*start, *end) for start, end in sheet.merged_cell_ranges or []]
            sheets.append({'name': about.name, 'rows': rows, 'merged': merged[:most_rows]})
    except PasswordError:
        sys.exit(3)
    except MemoryError:
        sys.exit(5)
    except (CalamineError, ValueError, OSError):
        sys.exit(4)
    except BaseException as error:
        if type(error).__name__ == 'PanicException':  # what calamine does of a workbook that breaks off
            sys.exit(4)
        raise
    json.dump(sheets, sys.stdout, default=_plain)


def _limit() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass  # a system without such limits still has the time limit of the parent


def _errors(data: bytes, number: int) -> Iterator[tuple[int, int, str]]:
    """The cells of a sheet that hold #N/A or its like, which the reader leaves empty: an error is not a blank."""
    if data.startswith(b'PK'):
        yield from _errors_in_xml(data, number)
    elif data.startswith(b'\xd0\xcf'):
        yield from _errors_in_biff(data, number)


def _errors_in_xml(data: bytes, number: int) -> Iterator[tuple[int, int, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            book, links = archive.read('xl/workbook.xml').decode(), archive.read('xl/_rels/workbook.xml.rels').decode()
            link = re.findall(r'<(?:\w+:)?sheet\b[^>]*?r:id="([^"]+)"', book)[number]
            entry = next(tag for tag in re.findall(r'<Relationship\b[^>]*>', links) if f'Id="{link}"' in tag)
            target = re.search(r'Target="/?(?:xl/)?([^"]+)"', entry)
            cells = archive.read('xl/' + target[1]) if target else b''
        except (KeyError, IndexError, StopIteration, UnicodeDecodeError):
            return
    for letters, row, error in ERROR_CELL.findall(cells):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        yield int(row) - 1, column - 1, error.decode(errors='replace')


def _errors_in_biff(data: bytes, number: int) -> Iterator[tuple[int, int, str]]:
    """By the records of [MS-XLS]: BoundSheet8 says where a sheet begins, BoolErr and Formula hold its errors."""
    from olefile import OleFileIO

    with OleFileIO(io.BytesIO(data)) as file:
        if not file.exists('Workbook'):
            return
        book = file.openstream('Workbook').read()
    starts = [struct.unpack_from('<I', body)[0] for kind, body in _records(book, 0) if kind == BOUND_SHEET]
    for kind, body in _records(book, starts[number]):
        if kind not in (BOOL_ERR, FORMULA) or len(body) < 8:
            continue
        row, column = struct.unpack_from('<HH', body)
        is_error = body[7] == 1 if kind == BOOL_ERR else body[6] == 2 and body[12:14] == b'\xff\xff'
        code = body[6] if kind == BOOL_ERR else body[8]
        if is_error:
            yield row, column, ERRORS.get(code, '#N/A')


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, up to its end."""
    while at + 4 <= len(book):
        kind, size = struct.unpack_from('<HH', book, at)
        if kind == END:
            return
        yield kind, book[at + 4 : at + 4 + size]
        at += 4 + size


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return {'date': value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    raise TypeError(type(value))


if __name__ == '__main__':
    main()
