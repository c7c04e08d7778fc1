"""The register as a spreadsheet."""

import asyncio

from app import register, sheets
from models import Thing

FACTS = (
    'name', 'code', 'spec', 'unit', 'quantity', 'bought', 'funds', 'department', 'custodian', 'serial', 'state',
    'remarks',
)  # fmt: skip


async def export_file(language: str) -> bytes:
    """The register as .xlsx, in the columns that importing reads."""
    things = await Thing.filter(kind='asset').exclude(state='retired').select_related('inside').order_by('code', 'name')
    names = {key: category.zh for key, category in (await register.categories()).items()}
    lines = [
        {
            **{name: getattr(thing, name) for name in FACTS},
            'price': thing.price,
            'amount': thing.price * thing.quantity if thing.price is not None else '',
            'category': names.get(thing.category, ''),
            'place': thing.inside.name if thing.inside else '',
        }
        for thing in things
    ]
    return await asyncio.to_thread(sheets.write_register, lines, language)
