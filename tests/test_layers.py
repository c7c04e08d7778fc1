"""Who may import whom, and other rules of the house, read from the syntax trees."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
LAYERS = ('pages', 'app', 'app.core', 'models')
MAY_IMPORT = {
    'models': {'models'},
    'app.core': {'app.core', 'models'},
    'app': {'app', 'app.core', 'models'},
    'pages': {'pages', 'app', 'app.core', 'models'},
}
# The assembled server puts the pages in; nothing else of the app knows them.
MAY_BESIDES = {('app/server.py', 'pages')}
NICEGUI = ('app/server.py', 'app/core/live.py')
WRITES = (
    'create', 'bulk_create', 'get_or_create', 'update_or_create', 'save', 'delete', 'update', 'bulk_update',
    'execute_query', 'execute_script',
)  # fmt: skip


def files(*folders: str) -> list[str]:
    found = (path for folder in folders for path in (HOUSE / folder).rglob('*.py'))
    return sorted(str(path.relative_to(HOUSE)) for path in found if 'migrations' not in path.parts)


SOURCES = files('app', 'models', 'pages')


def layer_of(name: str) -> str | None:
    """The layer of a module's dotted name, None for what is not ours."""
    parts = name.split('.')
    if parts[:2] == ['app', 'core']:
        return 'app.core'
    return parts[0] if parts[0] in LAYERS else None


def module_of(file: str) -> str:
    return file.removesuffix('.py').removesuffix('/__init__').replace('/', '.')


def imports(file: str, source: str) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, wherever in it, with the line."""
    package = module_of(file).rpartition('.')[0] if not file.endswith('__init__.py') else module_of(file)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ''
            if node.level:
                base = '.'.join(
                    [*package.split('.')[: len(package.split('.')) - node.level + 1], *filter(None, [base])]
                )
            yield from ((node.lineno, f'{base}.{alias.name}') for alias in node.names)


def trespasses(file: str, source: str) -> list[str]:
    """What a file imports that its layer may not."""
    own = layer_of(module_of(file))
    assert own, file
    found = []
    for line, name in imports(file, source):
        layer = layer_of(name)
        if layer and layer not in MAY_IMPORT[own] and (file, layer) not in MAY_BESIDES:
            found.append(f'{file}:{line}: {own} may not import {name}')
        if name.split('.')[0] == 'nicegui' and own != 'pages' and file not in NICEGUI:
            found.append(f'{file}:{line}: only pages, {" and ".join(NICEGUI)} import NiceGUI')
        if name.split('.')[0] == 'tortoise' and own == 'pages':
            found.append(f'{file}:{line}: pages ask features, not tables')
    return found


def table_writes(file: str, source: str) -> list[str]:
    """Where a page writes to a table: a write called on a class of models, or awaited on what is no module of ours."""
    tree = ast.parse(source)
    models, verbs = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {alias.asname or alias.name for alias in node.names}
            models |= names if node.module.split('.')[0] == 'models' else set()
            verbs |= names if node.module.split('.')[0] == 'app' else set()
    awaited = {node.value for node in ast.walk(tree) if isinstance(node, ast.Await)}
    return [
        f'{file}:{node.lineno}: pages never write to a table: {ast.unparse(node)[:60]}'
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (
            (node.func.attr in WRITES and (root_of(node) in models or (node in awaited and root_of(node) not in verbs)))
            or node.func.attr in ('write_tx', 'in_transaction')
        )
    ]


def root_of(node: ast.expr) -> str:
    """The name that a chain of calls and attributes begins with."""
    while isinstance(node, ast.Call | ast.Attribute | ast.Await):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ''


def bare_transactions(file: str, source: str) -> list[str]:
    """Transactions opened outside of the one place that a cancelled caller cannot stop half-way."""
    if file in ('app/core/db.py', 'app/core/transacting.py'):
        return []
    return [
        f'{file}:{node.lineno}: use db.write_tx'
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Name) and node.id in ('in_transaction', 'atomic'))
        or (isinstance(node, ast.Attribute) and node.attr in ('in_transaction', 'atomic'))
    ]


def without_purpose(file: str, source: str) -> list[str]:
    said = (ast.get_docstring(ast.parse(source)) or '').split('\n')[0]
    return [] if said.strip().endswith(('.', '!', '?')) else [f'{file}:1: no line that says what it is for']


RULES = (trespasses, table_writes, bare_transactions, without_purpose)


def broken(rule, sources: Iterable[str]) -> list[str]:
    return [line for file in sources for line in rule(file, (HOUSE / file).read_text(encoding='utf-8'))]


def test_nobody_imports_from_a_layer_above() -> None:
    assert broken(trespasses, SOURCES) == []


def test_pages_never_write_to_a_table() -> None:
    assert broken(table_writes, files('pages')) == []


def test_every_transaction_is_opened_in_one_place() -> None:
    assert broken(bare_transactions, SOURCES) == []


def test_every_file_says_in_its_first_line_what_it_is_for() -> None:
    assert broken(without_purpose, files('app', 'models', 'pages', 'tests')) == []


def test_phones_know_the_server_only_through_its_contract() -> None:
    """No feature but `sync` (and commands, for the server's own machine) declares an HTTP call."""
    found = [
        file
        for file in files('app')
        if any(
            name.split('.')[:1] == ['fastapi'] and 'APIRouter' in name
            for _, name in imports(file, (HOUSE / file).read_text())
        )
    ]
    assert found == ['app/commands.py', 'app/sync.py']


@pytest.mark.parametrize(
    ('rule', 'file', 'source'),
    [
        (trespasses, 'app/core/x.py', 'from app import tags'),
        (trespasses, 'app/core/x.py', 'import app.tags'),
        (trespasses, 'app/core/x.py', 'def f():\n    from app.repairs import report'),
        (trespasses, 'app/core/x.py', 'from .. import tags'),
        (trespasses, 'app/x.py', 'from pages import frame'),
        (trespasses, 'app/x.py', 'import nicegui'),
        (trespasses, 'app/core/x.py', 'from nicegui import ui'),
        (trespasses, 'models/x.py', 'from app.core import db'),
        (trespasses, 'pages/x.py', 'from tortoise.expressions import Q'),
        (table_writes, 'pages/x.py', 'from models import Thing\nasync def f():\n    await Thing.filter(id=1).delete()'),
        (table_writes, 'pages/x.py', 'from models import Thing\nasync def f():\n    await Thing.create(id=1)'),
        (table_writes, 'pages/x.py', 'async def f(thing):\n    await thing.save()'),
        (table_writes, 'pages/x.py', 'from app.core import db\nasync def f():\n    await db.write_tx(x)'),
        (bare_transactions, 'app/x.py', 'from tortoise.transactions import in_transaction\nx = in_transaction()'),
        (without_purpose, 'app/x.py', 'x = 1'),
        (without_purpose, 'app/x.py', ''),
    ],
)
def test_a_broken_rule_names_the_file_and_line(rule, file: str, source: str) -> None:
    [line, *_] = rule(file, source)
    assert line.startswith(f'{file}:')


@pytest.mark.parametrize(
    ('file', 'source'),
    [
        ('app/server.py', 'import pages\nfrom nicegui import ui'),
        ('app/core/live.py', 'from nicegui import Event'),
        ('app/x.py', 'from app.core import db\nfrom models import Thing\nfrom app import tags'),
        ('pages/x.py', 'from nicegui import ui\nfrom app import tags\nfrom models import Thing'),
        (
            'pages/x.py',
            'from app import people\nfrom nicegui import ui\nasync def f(t):\n    t.update()\n    await people.save(1)',
        ),
    ],
)
def test_what_the_rules_allow_is_let_through(file: str, source: str) -> None:
    assert [line for rule in (trespasses, table_writes, bare_transactions) for line in rule(file, source)] == []


def third_party(file: str) -> Iterator[str]:
    """The outside modules that a file imports when it runs."""
    ours = {*LAYERS, 'tests'}
    for _, name in imports(file, (HOUSE / file).read_text(encoding='utf-8')):
        top = name.partition('.')[0]
        if top not in ours and top not in sys.stdlib_module_names:
            yield top


def test_the_program_runs_on_what_is_installed_for_it_and_not_on_what_tests_need() -> None:
    """`make run` installs requirements.lock alone; a package of the tests would be missing there."""
    lock = (HOUSE / 'requirements.lock').read_text(encoding='utf-8')
    locked = {plain_name(name) for name in re.findall(r'^([A-Za-z0-9._-]+)==', lock, re.MULTILINE)}
    owners = packages_distributions()
    missing = {
        f'{file}: {module}'
        for file in SOURCES
        for module in third_party(file)
        if not locked & {plain_name(owner) for owner in owners.get(module, [])}
    }
    assert not missing


def plain_name(package: str) -> str:
    return re.sub('[-_.]+', '-', package).lower()
