"""Indexes that Tortoise has no word for, as they are in the newest tables; older tables get them by migrations."""

ON_BOTH = (
    # one open write-off a thing
    'CREATE UNIQUE INDEX writeoff_open ON writeoff (thing_id) WHERE is_open',
    # the few records that were not simply accepted, found among a million that were
    "CREATE INDEX record_unsettled ON record (code, number) WHERE verdict != 'accepted'",
)
# What searching reads (app/search.py).
ON_SQLITE = (
    """CREATE VIRTUAL TABLE lookup_fts USING fts5(
        tokens, content='lookup', content_rowid='id', tokenize='ascii', detail=none, prefix='1 2 3')""",
)
ON_POSTGRES = ("""CREATE INDEX lookup_tokens ON lookup USING gin (array_to_tsvector(string_to_array(tokens, ' ')))""",)
