"""Whole classes of holes that cannot open: what no file of the program does, read from the syntax trees."""

import ast
import re
from collections.abc import Iterator

import pytest

from app.sheet_paper import OPTIONS
from tests.test_layers import HOUSE, SOURCES, imports

# Who may call out, and to whom: robots and push services named in settings, and the server on this machine.
CALLS_OUT = {'app/robots.py', 'app/web_push.py', 'app/handing.py', 'app/cli_progress.py'}
CALLERS = {
    'httpx',
    'urllib.request',
    'requests',
    'aiohttp',
    'http.client',
    'smtplib',
    'ftplib',
    'urllib3',
    'websockets',
}
STARTS = {'app/workbook.py', 'app/core/photos.py', 'app/backups_hourly.py'}  # processes: our own Python alone
RUNS_TEXT = {'eval', 'exec', 'compile', '__import__'}
UNSAFE = {'pickle', 'marshal', 'shelve', 'dill', 'jinja2', 'mako', 'importlib.util', 'code', 'runpy'}
# HTML that is not cleaned: made of our own pieces, with what people wrote by `written` or `escape` alone.
HTML = {
    'pages/calendar.py', 'pages/parts.py', 'pages/register_tree.py', 'pages/register_lines.py', 'pages/phone.py',
}  # fmt: skip
HEADS = {'ui.add_head_html': {'pages/phone.py', 'pages/early.py'}, 'ui.add_body_html': {'pages/early.py'}}
READS_MARKUP = {'markdown', 'restructured_text', 'mermaid', 'interactive_image', 'add_css', 'add_scss'}
SERVES_FILES = {'add_static_files', 'add_static_file', 'add_media_files', 'add_media_file'}
SQL = re.compile(r'\b(SELECT|UPDATE|INSERT|DELETE|WHERE|ORDER BY|GROUP BY|IS NULL|IN \()')
# What stands in the text of a statement besides names in capitals and `among(…)`: looked at one by one, all of it
# names of tables and columns, marks, numbers and conditions out of the code itself.
LOOKED_AT = {
    'app/audit_books.py': {'by', 'table', 'where'},
    'app/audit_postgres.py': {'child', 'column', 'parent', 'key'},
    'app/audit_replay.py': {'table'},
    'app/backups.py': {'name', 'media'},
    'app/backups_dump.py': {'shown', 'marks', 'table'},
    'app/backups_load.py': {'table'},
    'app/repair_figures.py': {'since', 'where', 'counted', 'running'},
    'app/commands.py': {'table'},
    'app/core/db.py': {
        'table', 'where', 'sets', 'model._meta.db_table', 'meta.db_table', 'meta.db_pk_column',
        "', '.join(columns)", "', '.join('?' * len(columns))",
    },
    'app/core/known.py': {'column', "', '.join('?' * len(values))"},
    'app/core/migrating.py': {'name'},
    'app/finding.py': {'where', 'limit', 'limit + 1', 'column', 'name', 'query.order', 'query.before', 'inner', 'sql',
        "' UNION '.join(found)"},
    'app/finding_query.py': {'self.before', 'columns', 'self.source', 'joins', "' AND '.join(self.where)", 'end'},
    'app/handover_rooms.py': {'where'},
    'app/history.py': {'kind', 'marks', 'limit'},
    'app/import_undo.py': {'here'},
    'app/labels.py': {'sql'},
    'app/ledger.py': {'columns', 'places', 'sql'},
    'app/pull.py': {'where'},
    'app/round_list.py': {'own'},
    'app/search.py': {'read', 'marks', 'new', 'old', 'columns', 'missing'},
    'app/stocktake_book.py': {"', '.join(FACTS)", "' AND '.join(where)"},
    'app/stocktake_deciding.py': {'these', 'where'},
    'app/stocktake_met.py': {'these'},
    'app/stocktake_list.py': {"' AND '.join(where)", 'limit', "', '.join((repr(each) for each in DIFFERENCES))"},
    'app/stocktake_phones.py': {'which'},
    'app/stops.py': {'named', 'where', 'most', "', '.join((f'thing.{column}' for column in COLUMNS.split(', ')))"},
    'app/waiting.py': {'book'},
}  # fmt: skip


def trees() -> Iterator[tuple[str, ast.Module]]:
    for file in SOURCES:
        yield file, ast.parse((HOUSE / file).read_text(encoding='utf-8'))


def called(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last part of its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func
            yield (name.attr if isinstance(name, ast.Attribute) else getattr(name, 'id', '')), node


def modules_of(file: str) -> set[str]:
    return {name for _, name in imports(file, (HOUSE / file).read_text(encoding='utf-8'))}


def test_nothing_that_people_write_is_run() -> None:
    """No evaluation, no templates, no pickles, no YAML that makes objects."""
    for file, tree in trees():
        assert not {name for name in modules_of(file) if name in UNSAFE or name.split('.')[0] in UNSAFE}, file
        for name, node in called(tree):
            own = isinstance(node.func, ast.Name)
            assert not (own and name in RUNS_TEXT), f'{file}:{node.lineno}'
            assert not ('yaml' in ast.unparse(node.func) and name in ('load', 'load_all', 'full_load', 'unsafe_load'))


def test_processes_are_our_own_python_and_never_a_shell() -> None:
    for file, tree in trees():
        for name, node in called(tree):
            text = ast.unparse(node.func)
            if name in ('create_subprocess_exec', 'Popen') or text.startswith(('subprocess.', 'os.system', 'os.popen')):
                assert file in STARTS, f'{file}:{node.lineno}'
                assert 'sys.executable' in ast.unparse(node), f'{file}:{node.lineno}'
            assert name != 'create_subprocess_shell', file
            assert not any(word.arg == 'shell' for word in node.keywords), f'{file}:{node.lineno}'


def test_only_settings_say_whom_the_server_calls_and_it_follows_nobody_further() -> None:
    for file, tree in trees():
        if modules_of(file) & CALLERS:
            assert file in CALLS_OUT, file
        for name, node in called(tree):
            if name in ('AsyncClient', 'Client') and 'httpx' in ast.unparse(node.func):
                assert 'follow_redirects=False' in ast.unparse(node), f'{file}:{node.lineno}'


def test_every_workbook_keeps_texts_as_texts() -> None:
    """A text that begins like a formula stays one, in each workbook that is handed out; no other tables are."""
    made = 0
    for file, tree in trees():
        assert not {name for name in modules_of(file) if name.split('.')[0] == 'openpyxl'}, file
        for name, node in called(tree):
            text = ast.unparse(node)
            assert not (name == 'writer' and 'csv' in text), f'{file}:{node.lineno}'
            if name == 'Workbook':
                told = text.replace('OPTIONS', str(OPTIONS))
                assert "'strings_to_formulas': False" in told and "'strings_to_urls': False" in told, file
                made += 1
            assert name not in ('write_formula', 'write_array_formula', 'write_url'), f'{file}:{node.lineno}'
    assert made >= 4


def test_pages_make_no_html_of_what_people_wrote() -> None:
    for file, tree in trees():
        for name, node in called(tree):
            text = ast.unparse(node.func)
            where = f'{file}:{node.lineno}'
            assert name not in READS_MARKUP and name not in SERVES_FILES, where
            if text == 'ui.html':
                assert file in HTML, where
            if name in ('add_head_html', 'add_body_html'):
                assert file in HEADS[text], where
            if name == 'run_javascript':
                given = ast.unparse(node.args[0])
                assert given.isupper() or given == 'question' or 'globalThis.tagwalk?.use({language!r})' in given, where


def test_no_statement_is_put_together_from_what_people_wrote() -> None:
    """Values go into statements as `?`; what else stands in one has been looked at and is listed above."""
    found: dict[str, set[str]] = {}
    for file, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                text = ''.join(part.value if isinstance(part, ast.Constant) else '' for part in node.values)
                if SQL.search(text) and file.startswith('app/'):
                    found.setdefault(file, set()).update(gaps(node))
    unknown = {file: names - LOOKED_AT.get(file, set()) for file, names in found.items()}
    assert {file: names for file, names in unknown.items() if names} == {}


def gaps(node: ast.JoinedStr) -> Iterator[str]:
    """What is filled into a text, but for constants of the file and lists of marks."""
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            given = ast.unparse(part.value)
            if not given.isupper() and not given.startswith('among('):
                yield given


@pytest.mark.parametrize('file', ['requirements.lock', 'requirements-dev.lock'])
def test_everything_installed_is_named_with_its_version_and_its_hash(file: str) -> None:
    lines = (HOUSE / file).read_text(encoding='utf-8').replace('\\\n', ' ').splitlines()
    wanted = [line for line in lines if line.strip() and not line.strip().startswith('#')]
    assert len(wanted) > 40
    assert [line for line in wanted if '==' not in line or '--hash=sha256:' not in line] == []


NODE_LOCKS = ('static/package-lock.json', 'tests/lighthouse/package-lock.json')


@pytest.mark.parametrize('file', NODE_LOCKS)
def test_scripts_of_the_phone_are_named_with_their_hashes_too(file: str) -> None:
    lock = (HOUSE / file).read_text(encoding='utf-8')
    assert lock.count('"version"') - lock.count('"integrity"') <= 2  # the project itself stands there twice


@pytest.mark.parametrize('file', ['requirements.lock', 'requirements-dev.lock', *NODE_LOCKS])
def test_a_lock_holds_no_address(file: str) -> None:
    """Where packages come from is whoever's who installs them; npm also notes where their makers take money."""
    assert '://' not in (HOUSE / file).read_text(encoding='utf-8')


def test_these_rules_can_be_broken() -> None:
    tree = ast.parse("async def f(name):\n    await db.rows(f'SELECT * FROM thing WHERE name = {name}')")
    [node] = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    assert list(gaps(node)) == ['name']
