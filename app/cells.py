"""Cleaning the cells of a register: what people type, turned into codes, numbers, days and states.

Each function takes a cell as read and gives the value with the marks of what had to be done (see `NOTES` in
app/rows.py); None stands for a value that cannot be understood.
"""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any

MOST_PIECES = 1_000_000
LONGEST_RANGE = 80  # characters
MOST_MONEY = Decimal(10) ** 10
OLDEST_YEAR = 1950
FORMULA_STARTS = '=+-@\t\r\n＝＋－＠'
DITTO = {'同上', '同前', '〃', '′′', '"', "''", '--〃--', '′′′′'}  # as they look half width
STATES = (  # state, its words in both languages, and what else people write
    ('in_use', '在用', 'In use', '正常 完好 使用中 正常使用 良好 使用'),
    ('idle', '闲置', 'Idle', '未用 停用 未使用 备用'),
    ('repair', '待修', 'Under repair', '坏 损坏 维修 维修中 待维修 故障 repair broken'),
    ('lent', '借出', 'Lent', '外借 onloan'),
    ('writeoff', '待报废', 'To be written off', '拟报废 申请报废'),
    ('retired', '已报废', 'Written off', '报废 已处置 retired'),
)
STATE_WORDS = {'zh': {key: zh for key, zh, *_ in STATES}, 'en': {key: en for key, _, en, _ in STATES}}
UNPRINTABLE = re.compile(r'[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]')
CHINESE = r'[\u2e80-\u9fff\U00020000-\U0003ffff]'
_STATES = {''.join(word.lower().split()): key for key, zh, en, more in STATES for word in (key, zh, en, *more.split())}
_CLASS = re.compile(r'([一二三四五六七八九1-9])(?:年级)?\(?([一二三四五六七八九十]{1,3}|\d{1,2})\)?班(?:教室)?')
_DAY = re.compile(r'(\d{4}|\d{2}(?=年))(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})[日号]?|月份?)?|年)?')
_WRITTEN_DAY = re.compile(
    r'([〇○零一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,3})月(?:份|([一二三四五六七八九十]{1,3})[日号])?)?'
)
_NUMERALS = str.maketrans('〇○零一二三四五六七八九', '000123456789')
# Words that count single things; 一批 and 一宗 say nothing of how many there are.
_COUNTED = re.compile(r'([一二两三四五六七八九十]{1,3})([台套件个张把架只块盏副辆部支根条本册座扇床口顶面幅间])')
_PACKED_DAY = re.compile(r'((?:19|20)\d\d)(\d\d)(\d\d)?')
_MONEY = re.compile(r'(?:¥|\$|€|£|us\$|rmb|cny|usd|eur)?(-?\d+(?:\.\d+)?)(万)?(?:元|€|\$|rmb|cny|yuan|usd|eur)?')
_COMMA_DECIMAL = re.compile(r'(\D*-?\d{1,3}(?:\.\d{3})*|\D*-?\d+),(\d{1,2})(\D*)')  # 1.299,00
_CLOCK = re.compile(r't?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?(?:am|pm)?')
_ENGLISH_DAY = re.compile(
    r'(?:[a-z]{3,9},?)?(?:([a-z]{3})[a-z]*\.?(\d{1,2})(?:st|nd|rd|th)?,?|(\d{1,2})[-.]?([a-z]{3})[a-z]*\.?[-,]?)(\d{4})'
)
MONTHS = ('jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec')
_RANGE = re.compile(r'(.*?)(\d+)(?:~|〜|至|\.\.)(.*?)(\d+)')

Cleaned = tuple[Any, set[str]]


def text(cell: Any) -> str:
    """A cell as plain text: whole numbers without a point, our own export's apostrophe taken off again."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    plain = UNPRINTABLE.sub('', str(cell))
    guarded = len(plain) > 1 and plain[0] == "'" and plain[1] in FORMULA_STARTS
    return ' '.join(plain[guarded:].split())


def half(cell: Any) -> str:
    """Half width, without any white space: for comparing and for reading numbers."""
    return ''.join(unicodedata.normalize('NFKC', text(cell)).split())


def name(cell: Any) -> Cleaned:
    """A name without the spaces that stand before, after or between Chinese characters."""
    plain = re.sub(f'(?<={CHINESE}) (?={CHINESE})', '', text(cell))
    return plain, {'N1'} if plain != str(cell) and plain else set()


def code(cell: Any) -> Cleaned:
    """The school's own code: half width, upper case, every dash a hyphen, no spaces."""
    plain = re.sub(r'[‐-―−﹘﹣－ー]', '-', half(cell)).upper()
    return plain, {'N11'} if plain != str(cell) else set()


def code_range(plain: str) -> list[str]:
    """The codes in `QH2018-0301~0348`, at most 10,000; empty where it is one code."""
    match = _RANGE.fullmatch(plain) if len(plain) <= LONGEST_RANGE else None
    if not match or match[3] not in ('', match[1]):
        return []
    first, last, width = int(match[2]), int(match[4]), len(match[2])
    if not 0 < last - first < 10_000 or len(match[4]) > width:
        return []
    return [f'{match[1]}{number:0{width}}' for number in range(first, last + 1)]


def quantity(cell: Any) -> tuple[int | None, str, set[str]]:
    """Whole pieces, and the unit where it stands in the same cell; None unless it is a positive whole number."""
    plain, marks = _number_text(cell)
    if counted := _COUNTED.fullmatch(plain):
        plain = f'{_digit(counted[1].replace("两", "二"))}{counted[2]}'
    match = re.fullmatch(r'(\d{1,9})(?:\.0+)?([^\d.,%/?-]{0,4})', plain.replace(',', ''))
    if not match or not 0 < int(match[1]) <= MOST_PIECES:
        return None, '', marks
    if isinstance(cell, str) and not match[2] and 'N2' not in marks:
        marks.add('N15')
    return int(match[1]), match[2], marks | ({'N8'} if match[2] else set())


def money(cell: Any) -> Cleaned:
    """Yuan to the fen; None where it is not an amount."""
    plain, marks = _number_text(cell)
    bare = plain.lower().replace('￥', '¥')
    if comma := _COMMA_DECIMAL.fullmatch(bare):
        bare = comma[1].replace('.', '') + '.' + comma[2] + comma[3]
    bare = re.sub(r'[,\s]', '', bare)
    match = _MONEY.fullmatch(bare)
    amount = Decimal(match[1]) * (10_000 if match[2] else 1) if match else None
    if amount is None or not 0 <= amount < MOST_MONEY:
        return None, marks
    return amount.quantize(Decimal('0.01')), marks | ({'N5'} if isinstance(cell, str) else set())


def day(cell: Any, today: date) -> Cleaned:
    """`2017-06-11`, `2017-06` or `2017`, as exact as it was written; None for what is no day or lies out of reason."""
    if isinstance(cell, datetime | date):
        return (cell.isoformat()[:10] if _likely(cell.year, today) else None), set()
    plain, marks = _number_text(cell)
    marks.add('N3')
    if isinstance(cell, float) and cell > 10_000 and plain.isdecimal() and len(plain) == 5:
        found = date.fromordinal(date(1899, 12, 30).toordinal() + int(plain))
        return (found.isoformat() if _likely(found.year, today) else None), marks
    plain = _without_clock(_in_figures(plain))
    match = _PACKED_DAY.fullmatch(plain) or _DAY.fullmatch(plain)
    if not match:
        return None, marks
    year = int(match[1]) + (2000 if len(match[1]) == 2 else 0)
    parts = [int(part) for part in match.groups()[1:] if part]
    try:
        date(year, *[*parts, 1, 1][:2])
    except ValueError:
        return None, marks
    if not _likely(year, today):
        return None, marks
    return '-'.join([str(year), *(f'{part:02}' for part in parts)]), marks | ({'N4'} if len(parts) < 2 else set())


def _in_figures(plain: str) -> str:
    """A day written out, 二〇一九年九月, in figures."""
    match = _WRITTEN_DAY.fullmatch(plain)
    if not match:
        return plain
    year = match[1].translate(_NUMERALS)
    return '-'.join([year, *(str(_digit(part)) for part in match.groups()[1:] if part)])


def _without_clock(plain: str) -> str:
    """A day in figures, as `2021-03-04`, from `2021-03-04 10:30:00` or `Mar 4, 2021`, whose spaces are gone."""
    lower = plain.lower()
    clock = re.search(r'(?<=\d{4}-\d\d-\d\d)' + _CLOCK.pattern + '$', lower)
    lower = lower[: clock.start()] if clock else lower
    match = _ENGLISH_DAY.fullmatch(lower)
    if not match or (match[1] or match[4]) not in MONTHS:
        return lower if clock else plain
    return f'{match[5]}-{MONTHS.index(match[1] or match[4]) + 1}-{match[2] or match[3]}'


def state(cell: Any) -> Cleaned:
    plain = half(cell).lower()
    return _STATES.get(plain), set() if plain in STATE_WORDS['zh'].values() else {'N9'}


def custodians(cell: Any) -> list[str]:
    """The people in one cell: 林志强、于秀英."""
    return [each for part in re.split(r'[、/／,，;；\n]', text(cell)) if (each := name(part)[0])]


def place_key(written: Any) -> str:
    """What is the same in all the ways to write one place: 三(1)班教室, 三（1）班, 三1班, 3(1)班, 三年级一班."""
    plain = half(written).lower()
    match = _CLASS.fullmatch(plain)
    if not match:
        return plain
    return f'{_digit(match[1])}({_digit(match[2])})班'


def _digit(written: str) -> int:
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition('十')
    numbers = '零一二三四五六七八九'
    return (numbers.index(tens) if tens else bool(ten)) * 10 + (numbers.index(ones) if ones else 0)


def _number_text(cell: Any) -> tuple[str, set[str]]:
    wide = isinstance(cell, str) and re.search('[０-９]', cell)
    return half(cell), {'N2'} if wide else set()


def _likely(year: int, today: date) -> bool:
    return OLDEST_YEAR <= year <= today.year + 1
