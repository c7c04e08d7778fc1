"""What PostgreSQL itself can say about the wholeness of its tables."""

import asyncpg

from app.audit_books import Books
from app.audit_compare import Found

UNSOUND = """
    SELECT indexrelid::regclass::text AS name FROM pg_index
    WHERE NOT indisvalid AND indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)
"""
FAILURES = 'SELECT COALESCE(checksum_failures, 0) AS n FROM pg_stat_database WHERE datname = current_database()'
REFERENCES = """
    SELECT child.relname AS child, mine.attname AS column, parent.relname AS parent, theirs.attname AS key
    FROM pg_constraint
    JOIN pg_class AS child ON child.oid = conrelid JOIN pg_class AS parent ON parent.oid = confrelid
    JOIN pg_attribute AS mine ON mine.attrelid = conrelid AND mine.attnum = conkey[1]
    JOIN pg_attribute AS theirs ON theirs.attrelid = confrelid AND theirs.attnum = confkey[1]
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
"""
TREES = """
    SELECT bt_index_check(pg_index.indexrelid, true) FROM pg_index
    JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam
    WHERE amname = 'btree' AND relnamespace = current_schema()::regnamespace
"""


async def look(books: Books, found: Found) -> None:
    """Pages that did not match their checksum, indexes that are not valid, and rows that point at nothing."""
    [failures] = await books.rows(FAILURES)
    if failures['n']:
        found('checksums', {'count': failures['n']})
    for row in await books.rows(UNSOUND):
        found('index', {'table': row['name']})
    for each in await books.rows(REFERENCES):
        child, column, parent, key = (f'"{each[name]}"' for name in ('child', 'column', 'parent', 'key'))
        sql = f"""
            SELECT mine.{column}::text AS key FROM {child} AS mine LEFT JOIN {parent} AS theirs
            ON theirs.{key} = mine.{column} WHERE mine.{column} IS NOT NULL AND theirs.{key} IS NULL LIMIT 20
        """
        for row in await books.rows(sql):
            found('dangling', {'table': each['child'], 'key': row['key'], 'to': each['parent']})
    if await books.rows("SELECT 1 FROM pg_extension WHERE extname = 'amcheck'"):
        try:
            await books.rows(TREES)
        except asyncpg.PostgresError as error:
            found('index', {'table': str(error)})
