"""The `tagwalk` command."""

import asyncio
import base64
import json
import socket
import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer
from typer._click.exceptions import ClickException  # what a wrong word on the command line raises

from app.core import holding
from app.core.config import read_config
from app.core.errors import BadInput, Problem
from app.handing import alone, do, fail, told

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
    """Run a command. What stands in its way is said in one line; only a defect of ours shows where it happened."""
    try:
        sys.exit(app(standalone_mode=False))
    except ClickException as error:
        fail(error.format_message(), error.exit_code)
    except typer.Abort:
        sys.exit(130)
    except Problem as problem:
        fail(told(problem))
    except OSError as error:
        what = str(error.filename or read_config().database_host)
        fail(told(BadInput('no_access', what=what, why=error.strerror or str(error))))
    except Exception as error:
        if not is_of_the_database(error):
            raise
        fail(told(BadInput('database_unusable', why=str(error))))


def is_of_the_database(error: Exception) -> bool:
    import sqlite3

    import asyncpg
    from tortoise.exceptions import BaseORMException

    from app.core.migrating import Lossy

    return isinstance(error, Lossy | sqlite3.Error | asyncpg.PostgresError | asyncpg.InterfaceError | BaseORMException)


@app.command()
def run() -> None:
    """Migrate, start the server and print its address."""
    config = read_config()
    lock = holding.take_lock(config.data)
    if not lock:
        raise BadInput('data_in_use', folder=str(config.data))
    check_port_is_free(config.host, config.port)
    from app import server, welcome
    from app.core import migrating

    asyncio.run(migrating.bring_up_to_date())
    holding.leave_note()
    link = asyncio.run(alone('first-link', {}))['link']
    welcome.greet(config.public_url, link)
    server.serve()


@app.command()
def migrate() -> None:
    """Bring the database's tables up to date."""
    config = read_config()
    lock = holding.take_lock(config.data)
    if not lock:
        raise BadInput('stop_server_first')
    from app.core import migrating

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
        raise BadInput('all_rejected')


@app.command()
def export(
    output: Out,
    finance: Annotated[str, typer.Option(help='The finance list of this month instead, such as 2026-11')] = '',
) -> None:
    """Write the register, or a month's finance list, as a spreadsheet."""
    write(output, do('export-ledger', month=finance) if finance else do('export'))


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
        raise BadInput('place_or_all')
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
    lock = holding.take_lock(config.data)
    if not lock:
        raise BadInput('stop_server_first')
    from app import restoring
    from app.core import migrating

    aside = restoring.restore(file)
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


def check_port_is_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ':' in host else socket.AF_INET
    with closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadInput('port_in_use', address=f'{host}:{port}', why=error.strerror or '') from None


def read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise BadInput('no_such_file', file=str(file)) from None
    except OSError as error:
        raise BadInput('cannot_read', file=str(file), why=error.strerror or '') from None


def write(file: Path, done: dict[str, Any]) -> None:
    try:
        file.write_bytes(base64.b64decode(done['data']))
    except OSError as error:
        raise BadInput('cannot_write', file=str(file), why=error.strerror or '') from None


def say(text: str) -> None:
    """Progress, for people only: programs read standard output."""
    print(text, file=sys.stderr)
