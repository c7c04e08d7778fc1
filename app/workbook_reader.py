"""Reads one spreadsheet from standard input and prints its cells as JSON: run by app/workbook.py, on its own.

Exit codes: 3 locked with a password, 4 broken; anything else but 0 means that it needed more than it was given.
"""

import io
import json
import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

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
            rows = [row[:most_columns] for row in rows]
            _show_errors(rows, data, number)
            merged = [(*start, *end) for start, end in sheet.merged_cell_ranges or []]
            sheets.append({'name': about.name, 'rows': rows, 'merged': merged[:most_rows]})
    except PasswordError:
        sys.exit(3)
    except MemoryError:
        sys.exit(5)
    except (CalamineError, ValueError, OSError):
        sys.exit(4)
    json.dump(sheets, sys.stdout, default=_plain)


def _limit() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass  # a system without such limits still has the time limit of the parent


def _show_errors(rows: list[list[Any]], data: bytes, number: int) -> None:
    """Puts #N/A and its like back into their cells, which the reader leaves empty: an error is not a blank."""
    if not data.startswith(b'PK'):
        return
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
        if int(row) <= len(rows) and column <= len(rows[int(row) - 1]) and rows[int(row) - 1][column - 1] == '':
            rows[int(row) - 1][column - 1] = error.decode(errors='replace')


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return {'date': value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    raise TypeError(type(value))


if __name__ == '__main__':
    main()
