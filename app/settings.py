"""Facts about this installation: its id, its epoch and the key to the first account."""

import secrets
from datetime import datetime
from uuid import uuid4

from app.backups_seal import new_key
from app.core import chain, db
from app.core.clock import now
from models import Setting

# For as long as the server runs: only `tagwalk restore` gives others, and not while it runs.
_installation: dict[str, str] = {}


async def prepare() -> None:
    """Give a new installation its id, its first epoch, and the moment from which it does things by itself."""
    _installation.clear()

    async def work() -> None:
        for key in ('server_id', 'epoch'):
            await Setting.get_or_create(key=key, defaults={'value': str(uuid4())})
        await Setting.get_or_create(key='began_at', defaults={'value': now().isoformat()})
        _, is_new = await Setting.get_or_create(key='code_key', defaults={'value': new_secret()})
        await Setting.get_or_create(key='rescue_key', defaults={'value': new_key()[1]})
        if is_new:
            number, _ = await chain.head()
            await Setting.create(key='codes_since', value=str(number))

    await db.write_tx(work)


async def setting(key: str) -> str:
    row = await Setting.get_or_none(key=key)
    return row.value if row else ''


async def installation() -> dict[str, str]:
    """The `server_id` and the `epoch` that stand in every answer to a phone."""
    if not _installation:
        found = await db.rows("SELECT key, value FROM setting WHERE key IN ('server_id', 'epoch')")
        _installation.update((row['key'], row['value']) for row in found)
    return _installation


async def code_key() -> str:
    """The secret that the codes on labels derive from."""
    return await setting('code_key')


async def began() -> datetime:
    """From when on this installation reminds and publishes by itself: what was before is left alone."""
    return datetime.fromisoformat(await setting('began_at'))


async def put(key: str, value: str) -> None:
    await db.write_tx(lambda: Setting.update_or_create(key=key, defaults={'value': value}))


def new_secret() -> str:
    return secrets.token_urlsafe(24)
