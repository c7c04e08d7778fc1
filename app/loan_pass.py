"""The gate pass (物品出门证) on paper: what goes out, for whom, who allowed it, and the code that the gate scans."""

import qrcode
from fpdf import FPDF
from PIL import Image

from app import loan_list, people, schedules
from app.core.config import read_config
from app.core.errors import NotFound
from app.core.words import t
from app.label_sheets import qr_text
from app.prints_files import to_pdf as drawn
from app.prints_shape import Sheet, Table
from models import LoanSlip

SIZE, CORNER, BELOW = 28.0, (170.0, 10.0), 28.0  # mm; the facts stand under the code


async def sheet(slip: LoanSlip, language: str) -> tuple[Sheet, Image.Image]:
    """Raises NotFound for a slip that has no pass."""
    if not slip.pass_code:
        raise NotFound('no_pass', ref=slip.ref)
    names = await people.names_of({id for id in (slip.approved_by, slip.lent_by) if id})
    who = await loan_list.borrower_of(slip)
    day = schedules.day_of(slip.approved_at or slip.lent_at)
    allowed = names.get(slip.approved_by or slip.lent_by, '') if slip.approved_by or slip.lent_by else ''  # type: ignore[arg-type]
    facts = [
        t('loans-pass_number', language, ref=slip.ref), f'{day}', t('loans-pass_for', language, name=who),
    ]  # fmt: skip
    loans = await loan_list.of_slip(slip.id)
    rows = [
        [str(number), loan.thing.name, loan.thing.spec, loan.thing.code, str(loan.quantity)]
        for number, loan in enumerate(loans, 1)
    ]
    head = [t(f'loans-pass_column_{name}', language) for name in COLUMNS]
    table = Table(head, rows, [6.0, 34.0, 28.0, 22.0, 10.0])
    signers = [t('loans-pass_allowed', language, name=allowed), t('loans-pass_gate', language)]
    code = qrcode.make(qr_text(read_config().public_url, slip.pass_code), border=1)
    return Sheet(t('loans-pass', language), facts, [table], signers), code.get_image()


COLUMNS = ('number', 'name', 'spec', 'code', 'quantity')


def to_pdf(sheet: Sheet, code: Image.Image) -> bytes:
    def stamp(paper: FPDF) -> None:
        paper.image(code, *CORNER, SIZE)
        paper.set_y(BELOW)

    return drawn(sheet, stamp=stamp)
