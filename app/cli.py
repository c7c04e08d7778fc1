"""The `tagwalk` command."""

import asyncio
import base64
import json
import os
import socket
import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from typer._click.exceptions import ClickException  # what a wrong word on the command line raises

from app import audit_command, backups_command
from app.cli_progress import progress
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
def run(
    https: Annotated[bool, typer.Option('--https', help='Make certificates for this machine and speak https')] = False,
) -> None:
    """Migrate, start the server and print its address."""
    if https:
        os.environ['TAGWALK_HTTPS'] = '1'
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
    welcome.greet(link)
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
    sheet: Annotated[str, typer.Option('--sheet', help='Which sheet, where a workbook has several registers')] = '',
    rejects: Annotated[Path | None, typer.Option('--rejects', help='Write the rejected rows into this .xlsx')] = None,
    as_json: Json = False,
) -> None:
    """Read a spreadsheet into the register."""
    say(f'Reading {file.name} …')
    data, language = base64.b64encode(read(file)).decode(), read_config().language
    with progress(file.name):
        how = {'check': check, 'language': language, 'rejects': rejects is not None, 'sheet': sheet}
        found = do('import', data=data, filename=file.name, **how)
    if rejects:
        write(rejects, base64.b64decode(found.pop('rejects')))
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for row in found['rows']:
        if row['outcome'] in ('warn', 'reject'):
            print(f'{row["row"]:>6}  {row["outcome"]:<7} {row["message"]} ({row["suggestion"]})')
    counts = ('created', 'updated', 'unchanged', 'warned', 'rejected', 'skipped', 'tags')
    print(' · '.join(f'{name} {found[name]}' for name in counts) + (' (nothing written)' if check else ''))
    if found['not_read']:
        print(f'Read {found["sheet"]}. Not read: {", ".join(found["not_read"])} (--sheet NAME reads one of them)')
    if found['rejected'] and not found['created'] + found['updated'] + found['unchanged']:
        raise BadInput('all_rejected')


@app.command('undo-import')
def undo_import(
    id: Annotated[str, typer.Argument(help='Which import; the last one when left out')] = '',
) -> None:
    """Take back an import as a whole."""
    done = do('undo-import', id=id)
    print(f'{done["name"] or done["import"]} is undone.')


@app.command()
def export(
    output: Out,
    finance: Annotated[str, typer.Option(help='The finance list of this month instead, such as 2026-11')] = '',
) -> None:
    """Write the register, or a month's finance list, as a spreadsheet."""
    found = do('export-ledger', month=finance) if finance else do('export')
    write(output, base64.b64decode(found['data']))


@app.command()
def labels(
    output: Out,
    layout: Annotated[str, typer.Option(help='A label sheet, or its measures: A4/3x7/63.5x38.1')] = 'a4-3x8',
    place: Annotated[str, typer.Option(help='Only what stands in this place')] = '',
    everything: Annotated[bool, typer.Option('--all', help='Labels for everything (the default)')] = False,
    waiting: Annotated[bool, typer.Option('--waiting', help='Only labels nobody has printed yet')] = False,
    code: Annotated[str, typer.Option(help='Only the label with this code')] = '',
    start: Annotated[int, typer.Option(help='Where to begin on a sheet that is partly used: 1 is the first')] = 1,
    skip: Annotated[int, typer.Option(help='Labels already used on the first sheet')] = 0,
    copies: Annotated[int, typer.Option(help='How often each label is printed')] = 1,
    marks: Annotated[bool, typer.Option('--marks', help='Lines to cut along')] = False,
    printer: Annotated[str, typer.Option(help='Move everything as this printer needs it')] = '',
    printed: Annotated[bool, typer.Option('--printed', help='Note these labels as printed')] = False,
) -> None:
    """Write QR labels: .pdf for any printer, .png for one label, .zpl or .tspl for a thermal printer."""
    if place and everything:
        raise BadInput('place_or_all')
    found = do('labels', layout=layout, place=place, waiting=waiting, printer=printer, code=code)
    from app import label_command

    data = label_command.drawn(found, output.suffix, start=start + skip, copies=copies, marks=marks)
    write(output, data)
    if printed:
        do('labels-printed', codes=[label['code'] for label in found['labels']], layout=layout)
    print(f'{len(found["labels"])} labels: {output}')


app.command()(backups_command.backup)
app.command()(backups_command.restore)
app.command()(backups_command.drill)
app.command('backup-key')(backups_command.backup_key)


@app.command()
def demo() -> None:
    """Fill an empty installation with a small school to try things on."""
    for name, password in do('demo')['passwords'].items():
        print(f'{name:<12}{password}')


app.command()(audit_command.check)


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


def write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as error:
        raise BadInput('cannot_write', file=str(file), why=error.strerror or '') from None


def say(text: str) -> None:
    """Progress, for people only: programs read standard output."""
    print(text, file=sys.stderr)
