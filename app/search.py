"""Finding things by what people type: Chinese, pinyin, initials, codes.

Every thing has a row of tokens. A token answers to its own beginning (`dian` finds `diannaozhuo`), so a look-up walks
one stretch of an index however many things there are; `LIKE '%…%'` reads them all. Chinese is cut into pairs of
characters because neither FTS5's nor PostgreSQL's trigrams find a word of two, which most are. Python cuts the tokens
for both databases: SQLite holds them in FTS5, PostgreSQL in a GIN index.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from app.core import db
from app.core.records import Writing
from app.core.tagcode import LENGTH, begun_code, clean_code
from models import Lookup, Thing

TEXTS = ('name', 'spec', 'brand', 'custodian', 'department', 'supplier')
CODES = ('code', 'old_code', 'serial')
COLUMNS = ('id', *TEXTS, *CODES, 'piece')
LONGEST, MOST_PARTS, MOST_TAILS = 40, 6, 14  # letters of a token, words of a question, tokens from one text
AT_ONCE = 900
_RUNS = re.compile(r'[a-z0-9]+|[^\W_a-z0-9]+')
_PIECES = re.compile(r'[a-z]+|[0-9]+|[^\W_a-z0-9]+')
_NUMERALS = str.maketrans('一二三四五六七八九', '123456789')
_NUMBERED = re.compile(r'[一二三四五六七八九](?=[(0-9年级班楼层号室区栋])')


def folded(*texts: str) -> str:
    """Texts as they are compared: case and width of letters ignored."""
    return unicodedata.normalize('NFKC', ' '.join(text for text in texts if text)).casefold()


def tokens_of(texts: Iterable[str], codes: Iterable[str]) -> str:
    """What a thing is found by, between spaces: texts in characters and in pinyin, codes from each of their parts."""
    found: dict[str, None] = {}
    for text in texts:
        if text:
            found |= dict.fromkeys(_tokens_of_text(text))
    for code in codes:
        if code:
            found |= dict.fromkeys(_tokens_of_code(code))
    return ' '.join(found)


@lru_cache(maxsize=20_000)  # a school's things share few names
def _tokens_of_text(text: str) -> tuple[str, ...]:
    plain = folded(text)
    runs = _RUNS.findall(plain)
    found = [token for run in runs for token in ([run[:LONGEST]] if run.isascii() else [*run, *_pairs(run)])]
    return (
        *found,
        *_tails([spoken for spoken, _ in _syllables(plain)]),
        *_tails([first for _, first in _syllables(plain)]),
    )


def _tokens_of_code(code: str) -> list[str]:
    plain = folded(code)
    pieces = _PIECES.findall(plain)
    last = pieces[-1] if pieces else ''
    return [*_tails(pieces), last.lstrip('0') or last, *(last[-size:] for size in (4, 5, 6))] if last else []


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


@lru_cache(maxsize=20_000)
def _syllables(plain: str) -> tuple[tuple[str, str], ...]:
    """Each syllable as it is typed, with what stands for it among initials: (dian, d), (nao, n), (7160, 7160)."""
    from pypinyin import lazy_pinyin  # which takes longer to load than most commands to run

    found: list[tuple[str, str]] = []
    for piece in _PIECES.findall(plain):
        if piece.isascii():
            found.append((piece, piece))
        else:
            found += [(said, said[0]) for said in map(_bare, lazy_pinyin(piece, errors=_letters)) if said]
    return tuple(found)


def _letters(unknown: str) -> Any:
    """What has no pinyin stays as it is, letter by letter."""
    return list(unknown)


def _bare(said: str) -> str:
    return ''.join(letter for letter in said.casefold() if letter.isalnum())


def _tails(parts: Sequence[str]) -> list[str]:
    return [''.join(parts[at:])[:LONGEST] for at in range(min(len(parts), MOST_TAILS))]


def sort_of(name: str, code: str = '', piece: str = '') -> str:
    """What lists are sorted by: pinyin, numbers by their value (三 as 3), then the code."""
    plain = _NUMBERED.sub(lambda found: found[0].translate(_NUMERALS), folded(name))
    said = ''.join(f'{spoken:0>6}' if spoken.isdecimal() else spoken for spoken, _ in _syllables(plain))
    rest = re.sub(r'\d+', lambda number: number[0].zfill(6), folded(code, piece))
    return f'{said[:60]} {rest}'[:120]


def words_in(typed: str) -> list[str]:
    """The words of a question: tokens, Chinese ones in pairs, empty when there is nothing to look for."""
    found: dict[str, None] = {}
    for run in _RUNS.findall(folded(typed)):
        if run.isascii() or len(run) == 1:
            found[run[:LONGEST]] = None
        else:
            found |= dict.fromkeys(_pairs(run))
    return list(found)[: MOST_PARTS * 2]


def long_runs(typed: str) -> list[str]:
    """Runs of three characters and more, whose pairs may also stand apart."""
    return [run for run in _RUNS.findall(folded(typed)) if not run.isascii() and len(run) > 2][:MOST_PARTS]


def question(words: Sequence[str]) -> str:
    """The words as the index of the open database takes them: all of them, a word in letters by its beginning."""
    if db.on_sqlite():
        return ' AND '.join(f'"{word}" *' if word.isascii() else f'"{word}"' for word in words)
    return ' & '.join(f"'{word}':*" if word.isascii() else f"'{word}'" for word in words)


def code_in(typed: str) -> tuple[str, str] | None:
    """The first and the last code of a label that this may be the beginning of."""
    code = clean_code(typed) or begun_code(typed)
    return (code, code.ljust(LENGTH, 'Z')) if code else None


def plant(thing: Thing, record: Writing) -> None:
    """Write down what a new thing is found by, together with the others of its batch."""
    record.plant_row(Lookup, thing_id=str(thing.id), tokens=_of(vars_of(thing)))
    record.after_planting(index_new)


async def index_new() -> None:
    """Give FTS5 the rows that it has not read.

    SQLite keeps FTS5 out of triggers while the schema is not trusted, so the index is written beside its table.
    """
    if db.on_sqlite():
        read = 'SELECT COALESCE(MAX(id), 0) FROM lookup_fts_docsize'
        new = f'SELECT id, tokens FROM lookup WHERE id > ({read})'
        await db.run(f'INSERT INTO lookup_fts (rowid, tokens) {new}')


async def put(thing: Thing) -> None:
    """Write down what a thing is found by; to be called wherever a name or a code of it changes."""
    tokens = _of(vars_of(thing))
    row = await Lookup.get_or_none(thing_id=thing.id)
    if not row:
        await Lookup.create(thing_id=thing.id, tokens=tokens)
        await index_new()
    elif row.tokens != tokens:
        await _forget(row)
        row.tokens = tokens
        await row.save(update_fields=['tokens'])
        if db.on_sqlite():
            await db.run('INSERT INTO lookup_fts (rowid, tokens) VALUES (?, ?)', row.id, tokens)


async def drop(thing: Thing) -> None:
    """Forget a thing that was registered by mistake, before it is deleted."""
    if row := await Lookup.get_or_none(thing_id=thing.id):
        await _forget(row)
        await row.delete()


async def drop_all(ids: Sequence[str]) -> None:
    """Forget many things at once, before they are deleted."""
    marks = f'({", ".join("?" * len(ids))})'
    if db.on_sqlite():
        old = f"SELECT 'delete', id, tokens FROM lookup WHERE thing_id IN {marks}"
        await db.run(f'INSERT INTO lookup_fts (lookup_fts, rowid, tokens) {old}', *ids)
    await db.run(f'DELETE FROM lookup WHERE thing_id IN {marks}', *ids)


async def _forget(row: Lookup) -> None:
    if db.on_sqlite():
        sql = "INSERT INTO lookup_fts (lookup_fts, rowid, tokens) VALUES ('delete', ?, ?)"
        await db.run(sql, row.id, row.tokens)


def vars_of(thing: Thing) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in COLUMNS}


def _of(row: dict[str, Any]) -> str:
    return tokens_of((row[name] for name in TEXTS), (row[name] for name in CODES))


async def catch_up() -> int:
    """Write down what is missing: things registered before there was a look-up. Gives back how many there were."""
    columns = ', '.join(f'thing.{name}' for name in COLUMNS)
    missing = 'thing LEFT JOIN lookup ON lookup.thing_id = thing.id WHERE lookup.id IS NULL'
    done = 0
    while rows := await db.rows(f'SELECT {columns} FROM {missing} LIMIT {AT_ONCE}'):

        async def work(rows: list[dict[str, Any]] = rows) -> None:
            found = [[str(row['id']), _of(row)] for row in rows]
            await db.run_many('INSERT INTO lookup (thing_id, tokens) VALUES (?, ?)', found)
            await index_new()
            sorts = [[sort_of(row['name'], row['code'], row['piece']), str(row['id'])] for row in rows]
            await db.run_many('UPDATE thing SET sort = ? WHERE id = ?', sorts)

        await db.write_tx(work)
        done += len(rows)
    return done
