"""A loan slip on paper (物品借用单) in two copies: what went out and came back, what it is worth, and who signed."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from app import loan_list, people, prints_signed
from app.compensation_sums import NOTHING, fen
from app.core.config import read_config
from app.core.errors import Conflict
from app.core.words import t
from app.prints_shape import Sheet, Table
from models import Loan, LoanReturn, LoanSlip

COPIES = ('borrower', 'office')
PRICES = ('price', 'amount')
COLUMNS = {
    'number': 6, 'thing': 20, 'code': 15, 'spec': 14, 'quantity': 6, 'price': 10, 'amount': 11, 'out': 18, 'back': 24,
}  # fmt: skip
SIGNERS = ('borrower', 'lender', 'allowed', 'back')


async def sheets(slip: LoanSlip, language: str, *, priced: bool) -> list[Sheet]:
    """The same sheet twice, for the borrower and for the office; what things are worth only where that is asked for.

    Raises Conflict for a slip that was not allowed.
    """
    if slip.state == 'refused':
        raise Conflict('slip_moved', ref=slip.ref)
    loans = await loan_list.of_slip(slip.id)
    returns = await loan_list.returns_of(loans)
    came = [each for loan in loans for each in returns.get(loan.id, [])]
    tables = [await _facts(slip, language), _things(loans, returns, language, priced=priced)]
    tables.append(await _signatures(slip, came, language))
    return [
        Sheet(
            t('loans-paper', language),
            [t('loans-pass_number', language, ref=slip.ref), _day(slip.lent_at), t(f'loans-copy_{copy}', language)],
            tables,
            is_wide=True,
        )
        for copy in COPIES
    ]


async def _facts(slip: LoanSlip, language: str) -> Table:
    """Who has it, what for and until when."""
    who = await loan_list.borrower_of(slip) or t('loans-forgotten', language)
    said = {
        'borrower': ' · '.join(part for part in (t(f'loans-kind-{slip.borrower_kind}', language), who) if part),
        'purpose': slip.purpose,
        'until': _moment(slip.due_at) if slip.due_at else t('loans-rule-custody', language),
    }
    if slip.mark:
        said['mark'] = slip.mark
    if slip.leaves:
        said['leaves'] = t('loans-pass_number', language, ref=slip.ref) if slip.pass_code else '✓'
    head = [t(f'loans-{name}', language) for name in said]
    return Table(head, [[*said.values()]], [1.0] * len(said))


def _things(loans: list[Loan], returns: dict[UUID, list[LoanReturn]], language: str, *, priced: bool) -> Table:
    names = [name for name in COLUMNS if priced or name not in PRICES]
    rows, total = [], NOTHING
    for number, loan in enumerate(loans, 1):
        price = loan.thing.price
        amount = None if price is None else fen(Decimal(price) * loan.quantity)
        total += amount or NOTHING
        said = {
            'number': f'{number}', 'thing': loan.thing.name, 'code': loan.thing.code, 'spec': loan.thing.spec,
            'quantity': f'{loan.quantity}', 'price': _yuan(price), 'amount': _yuan(amount),
            'out': _out(loan, language), 'back': ' / '.join(_back(each, language) for each in returns.get(loan.id, [])),
        }  # fmt: skip
        rows.append([said[name] for name in names])
    if priced:
        last = {'thing': t('loans-paper_total', language), 'quantity': f'{sum(loan.quantity for loan in loans)}'}
        last['amount'] = f'{total:.2f}'
        rows.append([last.get(name, '') for name in names])
    head = [t(f'loans-paper_column_{name}', language) for name in names]
    return Table(head, rows, [float(COLUMNS[name]) for name in names])


def _out(loan: Loan, language: str) -> str:
    """How it went out, and whether it did."""
    state = '' if loan.state in ('out', 'back') else t(f'loans-state-{loan.state}', language)
    condition = t('loans-worn' if loan.condition == 'worn' else 'loans-condition-good', language)
    return ' · '.join(part for part in (state, condition, loan.note) if part)


def _back(each: LoanReturn, language: str) -> str:
    said = t(f'loans-back_{each.condition}', language, count=each.quantity, when=_day(each.at))
    by = t('loans-brought_by', language, name=each.brought_by) if each.brought_by else ''
    return ' · '.join(part for part in (said, each.note, by) if part)


async def _signatures(slip: LoanSlip, came: list[LoanReturn], language: str) -> Table:
    """What was drawn on the screen, whose names the books know, and room for a pen."""
    backs = [each for each in came if each.signature]
    last = backs[-1] if backs else None
    drawn = {'borrower': slip.signature, 'back': last.signature if last else ''}
    pictures = await prints_signed.arrived({'photos': [sha]} for sha in drawn.values() if sha)
    names = await people.names_of({id for id in (slip.lent_by, slip.approved_by) if id})
    said = {
        'borrower': _day(slip.lent_at) if slip.signature else '',
        'lender': names.get(slip.lent_by, '') if slip.lent_by else '',
        'allowed': names.get(slip.approved_by, '') if slip.approved_by else '',
        'back': _day(last.at) if last else '',
    }
    if slip.approved_by and slip.approved_at:
        said['allowed'] = f'{said["allowed"]} {_day(slip.approved_at)}'.strip()
    cells, found = [], {}
    for column, name in enumerate(SIGNERS):
        sha = drawn.get(name, '')
        waits = t('handovers-ink-waiting', language) if sha and sha not in pictures else ''
        cells.append(' · '.join(part for part in (said[name], waits) if part))
        if sha in pictures:
            found[0, column] = pictures[sha]
    head = [t(f'loans-paper_signer_{name}', language) for name in SIGNERS]
    return Table(head, [cells], [1.0] * len(SIGNERS), t('loans-paper_signatures', language), tall=True, pictures=found)


def _yuan(amount: Decimal | None) -> str:
    return '' if amount is None else f'{fen(Decimal(amount)):.2f}'


def _day(moment: datetime) -> str:
    return f'{moment.astimezone(read_config().timezone):%Y-%m-%d}'


def _moment(moment: datetime) -> str:
    return f'{moment.astimezone(read_config().timezone):%Y-%m-%d %H:%M}'
