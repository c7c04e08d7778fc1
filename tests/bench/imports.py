"""How long a register of 20,000 rows takes to be checked and written, and how much memory, beside the naive way."""

import asyncio
import os
import random
import resource
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from tests.bench.figures import Figure, Figures
from tests.house import ROOT, House

ROWS = 20_000
PAUSE = 0.02  # seconds between two looks at the memory
HEADINGS = (
    '资产编号',
    '资产名称',
    '规格型号',
    '计量单位',
    '数量',
    '单价',
    '金额',
    '购置日期',
    '存放地点',
    '保管人',
    '使用状况',
)
NAMES = (
    ('学生课桌椅', '套', 245),
    ('吊扇', '台', 210),
    ('投影仪', '台', 4980),
    ('空调', '台', 3300),
    ('风琴', '架', 1200),
)


def figures(house: House) -> Figures:
    with tempfile.TemporaryDirectory(prefix='tagwalk-bench-') as folder:
        file = Path(folder) / 'register.xlsx'
        _write(file)
        ours = House(Path(folder) / 'ours')
        seconds, own, memory = _measure([sys.executable, '-m', 'app', 'import', str(file)], ours)
        naive = House(Path(folder) / 'naive')
        naive.command('migrate')
        slow, theirs, more = _measure([sys.executable, '-m', 'tests.bench.imports', str(file)], naive)
    against = 'calamine and one Tortoise create a row, unchecked'
    yield Figure('import.20000', seconds * 1000, 'ms', against, slow * 1000)
    yield Figure('import.cpu', own * 1000, 'ms', against, theirs * 1000)
    yield Figure('import.memory', memory, 'bytes', against, more)


def _write(file: Path) -> None:
    """A register as a school has it: 200 rooms, a date as text, every price right."""
    with Workbook(file) as book:
        page = book.add_worksheet('台账')
        page.write_row(0, 0, HEADINGS)
        for row in range(1, ROWS + 1):
            name, unit, price = NAMES[row % len(NAMES)]
            code, room = f'QH2018-{row:05}', f'{row // 100 + 1}号教室'
            page.write_row(
                row, 0, [code, name, f'规格 {row % 40}', unit, 1, price, price, '2018.9.1', room, '王海燕', '在用']
            )


def _measure(words: Sequence[str], house: House) -> tuple[float, float, int]:
    """Seconds until it has ended, seconds of a processor, and the most bytes it and its children had at one moment."""
    most, start, worked = 0, time.perf_counter(), _worked()
    done = subprocess.Popen(words, cwd=ROOT, env=house.settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while done.poll() is None:
        most = max(most, _resident(done.pid))
        time.sleep(PAUSE)
    if done.returncode:
        raise RuntimeError(f'{words} ended with {done.returncode}')
    return time.perf_counter() - start, _worked() - worked, most


def _worked() -> float:
    """Seconds that processes begun from here have worked, once they have ended; a busy machine does not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f'/proc/{pid}/statm').read_text().split()[1])
        children = [Path(each).read_text().split() for each in Path(f'/proc/{pid}/task').glob('*/children')]
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf('SC_PAGE_SIZE') + sum(_resident(int(child)) for part in children for child in part)


async def naive(file: Path) -> None:
    """Every row a thing, a label and a record by the same libraries, as one would write it on a first day."""
    from tortoise.transactions import in_transaction

    from app.core import db
    from models import Record, Tag, Thing

    rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()[1:]
    await db.connect()
    try:
        async with in_transaction():
            places: dict[str, Thing] = {}
            for number, row in enumerate(rows, 1):
                code, name, spec, unit, quantity, price, _, _, place, keeper, _ = row
                if place not in places:
                    places[place] = await Thing.create(id=uuid4(), kind='place', name=place)
                thing = await Thing.create(
                    id=uuid4(), kind='asset', name=name, code=code, spec=spec, unit=unit, quantity=int(quantity),
                    price=price, bought='2018-09-01', custodian=keeper, inside=places[place],
                )  # fmt: skip
                label = ''.join(random.choices(string.ascii_uppercase, k=12))
                await Tag.create(code=label, thing=thing, bound_at=datetime.now(UTC))
                await Record.create(
                    id=uuid4(), number=number, kind='register.add', at=datetime.now(UTC), received_at=datetime.now(UTC),
                    verdict='accepted', digest='', envelope='{}',
                )  # fmt: skip
    finally:
        await db.disconnect()


if __name__ == '__main__':
    asyncio.run(naive(Path(sys.argv[1])))
