"""The `tagwalk` command."""

import asyncio
import base64
import json
import sqlite3
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from app import commands, restoring
from app.core import db, migrating
from app.core.config import read_config
from app.core.errors import Problem
from app.core.words import sentence, t

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help='Tagwalk 码上巡: school logistics by scanning labels.',
)  # fmt: skip
user = typer.Typer(no_args_is_help=True, help='People who may sign in.')
app.add_typer(user, name='user')

File = Annotated[Path, typer.Argument(help='The file')]
Out = Annotated[Path, typer.Option('-o', '--output', help='The file to write')]
Json = Annotated[bool, typer.Option('--json', help='Print one JSON object')]


def main() -> None:
    try:
        app()
    except (migrating.Lossy, sqlite3.Error) as error:
        fail(f'The database cannot be used: {error}')


@app.command()
def run() -> None:
    """Migrate, start the server and print its address."""
    config = read_config()
    lock = db.take_lock(config.data)
    if not lock:
        fail(f'Another Tagwalk is using {config.data} already.')
    asyncio.run(migrating.bring_up_to_date())
    commands.leave_note()
    from app import server, welcome

    link = asyncio.run(_alone('first-link', {}))['link']
    welcome.greet(config.public_url, link)
    server.serve()


@app.command()
def migrate() -> None:
    """Bring the database's tables up to date."""
    config = read_config()
    lock = db.take_lock(config.data)
    if not lock:
        fail('A server is running on this data. Stop it first; it migrates by itself when it starts.')
    asyncio.run(migrating.bring_up_to_date())
    print('The database is up to date.')


@user.command('add')
def user_add(
    name: Annotated[str, typer.Argument(help='The name to sign in with')],
    role: Annotated[list[str], typer.Option('--role', help='May be given more than once')],
    display: Annotated[str, typer.Option('--display', help='The name shown to others')] = '',
) -> None:
    """Make an account; its password is read from standard input."""
    if sys.stdin.isatty():
        password = typer.prompt('Password', hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip('\n')
    done = do('user-add', name=name, roles=role, password=password, display=display)
    print(f'{done["name"]}: {", ".join(done["roles"])}')


@app.command('import')
def import_(
    file: File,
    check: Annotated[bool, typer.Option('--check', help='Only look; nothing is written')] = False,
    as_json: Json = False,
) -> None:
    """Read a spreadsheet into the register."""
    say(f'Reading {file.name} …')
    data = base64.b64encode(read(file)).decode()
    found = do('import', data=data, filename=file.name, check=check, language=read_config().language)
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for row in found['rows']:
        if row['outcome'] in ('warn', 'reject'):
            print(f'{row["row"]:>6}  {row["outcome"]:<7} {row["message"]}')
    counts = ('created', 'updated', 'unchanged', 'warned', 'rejected', 'skipped', 'tags')
    print(' · '.join(f'{name} {found[name]}' for name in counts) + (' (nothing written)' if check else ''))
    if found['rejected'] and not found['created'] + found['updated'] + found['unchanged']:
        raise typer.Exit(1)


@app.command()
def export(output: Out) -> None:
    """Write the register as a spreadsheet."""
    write(output, do('export'))


@app.command()
def labels(
    output: Out,
    layout: Annotated[str, typer.Option(help='The label sheet')] = 'a4-3x8',
    place: Annotated[str, typer.Option(help='Only what stands in this place')] = '',
    everything: Annotated[bool, typer.Option('--all', help='Labels for everything (the default)')] = False,
    skip: Annotated[int, typer.Option(help='Labels already used on the first sheet')] = 0,
) -> None:
    """Write a PDF of QR labels."""
    if place and everything:
        fail('Either --place or --all, not both.')
    say('Drawing labels …')
    done = do('labels', layout=layout, place=place, skip=skip)
    write(output, done)
    print(f'{done["labels"]} labels: {output}')


@app.command()
def backup(file: File) -> None:
    """Copy the database into one file."""
    do('backup', file=str(file.absolute()))
    print(f'{file.stat().st_size} bytes: {file}')


@app.command()
def restore(file: File) -> None:
    """Put a backup back; the server must be stopped. Phones then send again what the backup lacks."""
    config = read_config()
    lock = db.take_lock(config.data)
    if not lock:
        fail('A server is running on this data. Stop it first.')
    try:
        aside = restoring.restore(file)
    except Problem as problem:
        fail(sentence(problem, config.language))
    asyncio.run(migrating.bring_up_to_date())
    print(f'Restored from {file}.' + (f' What was there before: {aside}' if aside else ''))


@app.command()
def demo() -> None:
    """Fill an empty installation with a small school to try things on."""
    for name, password in do('demo')['passwords'].items():
        print(f'{name:<12}{password}')


@app.command()
def check() -> None:
    """Look whether the database is whole."""
    print(json.dumps(do('check'), ensure_ascii=False))


def do(name: str, /, **arguments: Any) -> dict[str, Any]:
    """Do a command here, or hand it to the running server; a refusal ends the program with one clear line."""
    config = read_config()
    lock = db.take_lock(config.data)
    try:
        if not lock:
            return _through_server(name, arguments)
        asyncio.run(migrating.bring_up_to_date())
        return asyncio.run(_alone(name, arguments))
    except Problem as problem:
        fail(sentence(problem, config.language))
    finally:
        if lock:
            lock.close()


async def _alone(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    from app import server

    await db.connect()
    try:
        await server.prepare()
        return await commands.COMMANDS[name](**arguments)
    finally:
        await db.disconnect()


def _through_server(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    note = commands.note()
    if not note:
        fail('Another process is using the data but does not answer.')
    request = urllib.request.Request(
        f'http://127.0.0.1:{note["port"]}/api/command/{name}',
        json.dumps(arguments).encode(),
        {
            'Content-Type': 'application/json',
            'X-Tagwalk-Command': note['key'],
            'Accept-Language': read_config().language,
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=600) as response:
            answer: dict[str, Any] = json.load(response)
            return answer
    except urllib.error.HTTPError as error:
        body = error.read()
        fail(json.loads(body).get('message', str(error)) if body.startswith(b'{') else str(error))
    except OSError as error:
        fail(f'The running server does not answer: {error}')


def read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        fail(t('problem-cannot_read', read_config().language, file=str(file), why=error.strerror or ''))


def write(file: Path, done: dict[str, Any]) -> None:
    try:
        file.write_bytes(base64.b64decode(done['data']))
    except OSError as error:
        fail(t('problem-cannot_write', read_config().language, file=str(file), why=error.strerror or ''))


def say(text: str) -> None:
    """Progress, for people only: programs read standard output."""
    print(text, file=sys.stderr)


def fail(text: str) -> NoReturn:
    print(text, file=sys.stderr)
    raise SystemExit(1)
