"""A safety responsibility letter on paper: its text in two copies, both signatures, the digest and its code."""

from datetime import datetime

from app import letter_list, people, prints_signed
from app.core.config import read_config
from app.core.words import t
from app.letter_list import ROLES
from app.prints_shape import Sheet, Table
from models import Letter

COPIES = ('school', 'holder')


async def sheets(letter: Letter, language: str) -> list[Sheet]:
    """The same sheet twice: one for the school, one for whoever is in charge."""
    pictures = await prints_signed.arrived({'photos': [each['signature']]} for each in letter.signatures.values())
    names = await people.names_of({letter.person_id})
    head = [t(f'letters-role-{role}', language) for role in ROLES]
    cells, drawn = [], {}
    for column, role in enumerate(ROLES):
        signed = letter.signatures.get(role)
        cells.append(_signed(signed, language, arrived=bool(signed and signed['signature'] in pictures)))
        if signed and signed['signature'] in pictures:
            drawn[0, column] = pictures[signed['signature']]
    seal = letter_list.seal(letter)
    made = []
    for copy in COPIES:
        facts = [
            t('letters-holder', language, name=names.get(letter.person_id, '')),
            t('letters-year', language, year=str(letter.year)),
            t(f'letters-copy-{copy}', language),
        ]
        foot = [
            t('letters-paper-digest', language, digest=letter.digest),
            *([t('handovers-paper-seal', language, seal=seal)] if letter.signatures else []),
        ]
        made.append(
            Sheet(
                letter.title, facts, [Table(head, [cells], [1.0] * len(ROLES), tall=True, pictures=drawn)], foot=foot,
                paragraphs=[f'{number}. {line}' for number, line in enumerate(letter.lines, 1)],
                code=f'{read_config().public_url}/letters/{letter.id}/verify?seal={seal}' if letter.signatures else '',
                is_numbered=True,
            )
        )  # fmt: skip
    return made


def _signed(signed: dict | None, language: str, *, arrived: bool) -> str:
    """What stands under a signature; whoever has not signed leaves room for a pen."""
    if not signed:
        return ''
    when = f'{datetime.fromisoformat(signed["at"]).astimezone(read_config().timezone):%Y-%m-%d %H:%M}'
    said = ' '.join(part for part in (signed['name'], when) if part)
    return said if arrived else f'{said} · {t("handovers-ink-waiting", language)}'
