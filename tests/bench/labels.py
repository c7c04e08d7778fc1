"""Label sheets beside the naive way with the same libraries: `qrcode` for each label, fpdf2 for every module run."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from fpdf import FPDF
from qrcode import constants
from qrcode.main import QRCode

from app.core.tagcode import spell
from app.fonts import find_font
from app.label_designs import Label
from app.label_sheets import level_for, qr_text, write_labels
from app.layouts import LAYOUTS
from tests.bench.figures import Figure, Figures, duration, median_duration
from tests.cast import new_code
from tests.house import ROOT, House

ADDRESS = 'https://tag.school.edu.cn'
LAYOUT = LAYOUTS['l7160']
NAMES = (
    '触控一体机', '学生课桌椅', '移动紫外线消毒灯车（幼儿园中一班活动室专用）', 'Interactive flat panel with stand', '㛃𠅤䶮𬭎的办公桌',
    '升降式铝合金防静电学生实验操作台（带水槽、电源）',
)  # fmt: skip
NAIVE = 'qrcode and fpdf2, label by label'
FEWER = 10  # the naive way makes so many times fewer labels, and its time is taken times that


def figures(_house: House) -> Figures:
    few, many = some(1_000), some(10_000)
    write_labels(few[:1], ADDRESS, LAYOUT)  # fonts and tables are read once a process
    yield Figure(
        'labels.1000', median_duration(lambda: write_labels(few, ADDRESS, LAYOUT), 3), 'ms',
        NAIVE, duration(lambda: naive(few)),
    )  # fmt: skip
    yield Figure(
        'labels.10000', median_duration(lambda: write_labels(many, ADDRESS, LAYOUT), 3), 'ms',
        f'{NAIVE}, 1,000 times {FEWER}', duration(lambda: naive(few)) * FEWER,
    )  # fmt: skip
    yield Figure('labels.memory', peak('ours'), 'bytes', f'{NAIVE}, 10,000 labels', peak('naive'))


def some(count: int) -> list[Label]:
    return [
        Label(
            new_code(), NAMES[n % len(NAMES)], (f'{n % 30 // 5 + 1}({n % 5 + 1})班教室', f'QH2017-{n:05}'), '清河小学'
        )
        for n in range(count)
    ]


def naive(labels: Sequence[Label]) -> bytes:
    """The same sheets as the libraries' manuals would have them made."""
    paper = FPDF(unit='mm', format=LAYOUT.page)
    paper.set_auto_page_break(False)
    font = find_font()
    letters = set('-0123456789').union(*(text for label in labels for text in (*label.texts, label.code)))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / 'font.otf'
        file.write_bytes(font.cut(letters)[0])
        paper.add_font('font', fname=file)
    level, _ = level_for(LAYOUT, qr_text(ADDRESS, labels[0].code))
    for place, label in enumerate(labels):
        if place % LAYOUT.count == 0:
            paper.add_page()
        x, y = LAYOUT.corner(place)
        code = QRCode(
            error_correction={'H': constants.ERROR_CORRECT_H, 'Q': constants.ERROR_CORRECT_Q}[level], border=4
        )
        code.add_data(qr_text(ADDRESS, label.code))
        rows = code.get_matrix()
        module = 30 / len(rows)
        for number, row in enumerate(rows):
            start = None
            for column, dark in enumerate([*row, False]):
                if dark and start is None:
                    start = column
                elif not dark and start is not None:
                    paper.rect(x + start * module, y + number * module, (column - start) * module, module, style='F')
                    start = None
        for size, down, text in ((13, 8, label.title[:6]), (8, 13, label.lines[0]), (8, 17, label.lines[1])):
            paper.set_font('font', size=size)
            paper.text(x + 31, y + down, text)
        paper.text(x + 3, y + 34, spell(label.code))
    return bytes(paper.output())


def peak(way: str) -> float:
    """The largest resident memory of a process that makes 10,000 labels and nothing else, in bytes."""
    make = 'write_labels(some(10_000), ADDRESS, LAYOUT)' if way == 'ours' else 'naive(some(10_000))'
    program = (
        f'from tests.bench.labels import *; {make}; '
        "print(*(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, '-c', program], cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE)
    return float(done.stdout) * 1024
