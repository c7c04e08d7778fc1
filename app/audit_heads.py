"""What older backups noted of the log: they find rows that were cut off or written anew since, chain and all."""

from collections.abc import Iterable

from app.audit_books import Books
from app.audit_compare import Found
from app.backups_folder import Kept

CHAIN = 'SELECT chain FROM record WHERE number = ?'


async def look(books: Books, kept: Iterable[Kept], found: Found) -> int:
    """Compare each backup's last link with the log. Gives back how many could be compared.

    One that was made before an older backup was put back may well know more than the log does: its epoch tells.
    """
    ours = {
        row['key']: row['value']
        for row in await books.rows("SELECT key, value FROM setting WHERE key IN ('server_id', 'epoch')")
    }
    looked = 0
    for each in kept:
        said = each.manifest
        if {name: said.get(name) for name in ours} != ours or not said.get('head'):
            continue
        rows = await books.rows(CHAIN, said['number'])
        looked += 1
        if not rows or rows[0]['chain'] != said['head']:
            found('other_head', {'number': said['number'], 'file': each.file.name})
    return looked
