"""A hand-over on paper: the list in two copies with the three signatures, the digest, and whether it still holds."""

from datetime import datetime

import orjson

from app import handover_lists, prints_signed
from app.core.config import read_config
from app.core.words import t
from app.handover_lists import Result
from app.prints_shape import Sheet, Table
from app.signing import Verdict
from models import Handover, Record, Thing

COPIES = ('class', 'office')
COLUMNS = {'number': 7, 'thing': 19, 'code': 14, 'spec': 13, 'quantity': 10, 'before': 12, 'found': 13, 'note': 18}


async def sheets(handover: Handover, language: str) -> list[Sheet]:
    """The same sheet twice: one for the class or room, one for the office."""
    pictures = await prints_signed.arrived({'photos': [each['signature']]} for each in handover.signatures.values())
    title = t('handovers-paper', language, occasion=t(f'handovers-draw-occasion-{handover.occasion}', language))
    found = handover_lists.results(handover)
    rows = [_row(number, line, found[line['thing']], language) for number, line in enumerate(handover.lines, 1)]
    head = [t(f'handovers-column-{name}', language) for name in COLUMNS]
    made = []
    for copy in COPIES:
        facts = [
            ' '.join(dict.fromkeys((handover.room_name, handover.owner))),
            handover.term or _day(handover.drawn_at),
            t(f'handovers-copy-{copy}', language),
        ]
        tables = [Table(head, rows, [float(width) for width in COLUMNS.values()])]
        tables.append(_signatures(handover, pictures, language))
        foot, code = [], ''
        if handover.digest:
            seal = handover_lists.seal(handover)
            foot = [
                t('handovers-paper-digest', language, digest=handover.digest),
                t('handovers-paper-seal', language, seal=seal),
            ]
            code = f'{read_config().public_url}/handovers/{handover.id}/verify?seal={seal}'
        made.append(Sheet(title, facts, tables, foot=foot, code=code, is_numbered=True))
    return made


def _row(number: int, line: dict, result: Result, language: str) -> list[str]:
    before = t(f'handovers-found-{line["condition"]}', language)
    if line['was']:
        before = t(f'handovers-{line["was"]}', language)
    found = t(f'handovers-found-{result.condition}', language) if result.condition else ''
    if result.condition and result.quantity != line['quantity'] and result.condition != 'missing':
        found = f'{found} {result.quantity}'
    note = result.note or line['note']
    if result.photos:
        note = ' · '.join(part for part in (note, t('handovers-photos', language, count=len(result.photos))) if part)
    return [str(number), line['name'], line['code'], line['spec'], f'{line["quantity"]}', before, found, note]


def _signatures(handover: Handover, pictures: dict, language: str) -> Table:
    """The three beside one another; whoever has not signed leaves room for a pen."""
    cells, drawn = [], {}
    roles = handover_lists.signers(handover)
    for column, role in enumerate(roles):
        signed = handover.signatures.get(role)
        if not signed:
            cells.append('')
            continue
        when = f'{datetime.fromisoformat(signed["at"]).astimezone(read_config().timezone):%Y-%m-%d %H:%M}'
        cells.append(' '.join(part for part in (signed['name'], when) if part))
        if signed['signature'] in pictures:
            drawn[0, column] = pictures[signed['signature']]
        else:
            cells[-1] += f' · {t("handovers-ink-waiting", language)}'
    head = [t(f'handovers-role-{role}', language) for role in roles]
    return Table(head, [cells], [1.0] * len(roles), t('handovers-signatures', language), tall=True, pictures=drawn)


def _day(moment: datetime) -> str:
    return f'{moment.astimezone(read_config().timezone):%Y-%m-%d}'


async def verdict(handover: Handover, seal: str = '') -> Verdict:
    """Compare a list with its digest, the log's own signatures and a paper's seal."""
    records = await Record.filter(kind='handovers.sign', thing_id=handover.room_id, verdict='accepted').order_by(
        'number'
    )
    payloads = [orjson.loads(record.envelope)['payload'] for record in records]
    own = [each for each in payloads if each['handover'] == str(handover.id)]
    last = {each['role']: each for each in own}
    signed = {role: last.get(role, {}) for role in handover.signatures}
    log_agrees = bool(signed) and all(
        each.get('digest') == handover.digest and each.get('signature') == handover.signatures[role]['signature']
        for role, each in signed.items()
    )
    paper = seal == handover_lists.seal(handover) if seal else None
    return Verdict(handover_lists.digest(handover) == handover.digest, log_agrees, paper)


async def since(handover: Handover) -> tuple[int, int]:
    """How many things stand in the room by the register of today that did not when it was signed, and how many left."""
    here = {
        str(id)
        for id in await Thing.filter(inside_id=handover.room_id, kind='asset')
        .exclude(state='retired')
        .values_list('id', flat=True)
    }
    found = handover_lists.results(handover)
    listed = {
        line['thing']
        for line in handover.lines
        if line['was'] != 'left' and found[line['thing']].condition != 'missing'
    }
    return len(here - listed), len(listed - here)


def paper_name(handover: Handover, language: str) -> str:
    occasion = t(f'handovers-draw-occasion-{handover.occasion}', language)
    return f'{handover.room_name} {occasion} {_day(handover.drawn_at)}'
