"""What `tagwalk check` says and prints."""

import asyncio
import json
import sys
from typing import Any

from app.cli_progress import progress
from app.core import db
from app.core import progress as steps
from app.core.config import read_config
from app.core.words import t
from app.handing import do


def check() -> None:
    """Look whether everything is whole: file, log, photos, and whether each table follows from the log."""
    from app import audit

    config = read_config()
    findings = audit.Findings(say)
    if db.is_sqlite(config.database_url) and db.file_of(config.database_url).exists():
        for damage in audit.file_damage(db.file_of(config.database_url)):
            findings.add('damaged', {'what': damage})
    if findings.count:
        say('restore', {})
        raise SystemExit(1)
    counts = do('check')
    with progress(''):
        looked = asyncio.run(audit.run(config.database_url, findings, steps.tell))
    looked['backups'] = asyncio.run(_heads(config.database_url, findings))
    if not looked['rebuilt']:
        say('not_rebuilt', {})
    state = {'status': 'bad', 'findings': findings.count} if findings.count else {'status': 'ok'}
    print(json.dumps(counts | looked | state, ensure_ascii=False))
    if findings.count:
        raise SystemExit(1)


async def _heads(url: str, findings: Any) -> int:
    """How many backups' notes of the log were compared with it."""
    from app import audit_heads, backups_folder
    from app.audit_books import opened

    async with opened(url) as books:
        return await audit_heads.look(books, backups_folder.kept(), findings.add)


def say(word: str, facts: dict[str, Any]) -> None:
    print(t(f'audit-{word}', read_config().language, **facts), file=sys.stderr, flush=True)
