"""`tagwalk backup`, `restore`, `drill` and `backup-key`."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from app.audit_command import say
from app.cli_progress import progress
from app.core import holding
from app.core import progress as steps
from app.core.config import read_config
from app.core.errors import BadInput
from app.core.words import t
from app.handing import do

KeyFile = Annotated[Path | None, typer.Option('--key', help='The file with the secret key of a sealed backup')]


def backup(file: Annotated[Path | None, typer.Argument(help='The file to write')] = None) -> None:
    """Copy everything, photos too, into one file; without FILE the next one into the folder of backups.

    A FILE that ends in .sqlite3 gets the database alone.
    """
    from app import backups, backups_folder

    do('check')  # there is a database, and it is up to date
    with progress(''):
        if file:
            work = backups.write(file.absolute(), steps.tell, key=read_config().backup_key)
        else:
            work = backups_folder.keep_one(steps.tell)
        made = asyncio.run(work)
    name = file or backups_folder.folder() / made['file']['name']
    print(f'{made["file"]["bytes"]} bytes: {name}')
    print(f'{made["number"]} records, {made["head"]}')


def restore(file: Annotated[Path, typer.Argument(help='The backup')], key: KeyFile = None) -> None:
    """Put a backup back; the server must be stopped. Phones then send again what the backup lacks."""
    lock = holding.take_lock(read_config().data)
    if not lock:
        raise BadInput('stop_server_first')
    from app import backups_restore
    from app.core import migrating

    with progress(file.name):
        done = asyncio.run(backups_restore.restore(file.absolute(), key, steps.tell))
        asyncio.run(migrating.bring_up_to_date())
    print(f'Restored from {file}.' + (f' What was there before: {done.aside}' if done.aside else ''))
    if done.missing:
        say('photos_lack', {'count': done.missing})


def drill(
    file: Annotated[Path | None, typer.Argument(help='The backup; the newest')] = None, key: KeyFile = None
) -> None:
    """Put a backup back into a scratch folder, check it there and compare it; nothing of the school is touched."""
    from app import audit, backups_drill

    do('check')
    findings = audit.Findings(say)
    with progress(''):
        found = asyncio.run(backups_drill.drill(file or backups_drill.newest(), key, findings, steps.tell))
    state: dict[str, Any] = {'status': 'bad', 'findings': findings.count} if findings.count else {'status': 'ok'}
    print(json.dumps(found | state, ensure_ascii=False))
    if findings.count:
        raise SystemExit(1)


def backup_key(file: Annotated[Path, typer.Argument(help='Where the secret key goes')]) -> None:
    """Make a pair of keys: the secret one into FILE, to be kept in a safe, and the public one for the server."""
    from app.backups_seal import new_key

    public, secret = new_key()
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), 'w') as opened:
            opened.write(f'# {public}\n{secret}\n')
    except FileExistsError:
        raise BadInput('file_exists', file=str(file)) from None
    except OSError as error:
        raise BadInput('cannot_write', file=str(file), why=error.strerror or '') from None
    print(f'TAGWALK_BACKUP_KEY={public}')
    print(t('backups-key-hint', read_config().language, file=str(file)), file=sys.stderr)
