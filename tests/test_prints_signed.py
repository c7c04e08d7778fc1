"""Signatures on paper: drawn, with who wrote the record down; what has not arrived is said."""

import hashlib
import io
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE
from python_calamine import CalamineWorkbook

from app import checklists, prints, prints_files, prints_signed
from app.core import photos
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write_one
from app.prints_shape import Sheet
from tests.cast import School, clean_answers
from tests.test_prints import MONTH, text_of


def drawing() -> bytes:
    """A small signature in the corner of a large white field."""
    field = Image.new('RGB', (680, 320), 'white')
    ImageDraw.Draw(field).line([(40, 40), (90, 80), (140, 50)], fill='#14213d', width=5)
    out = io.BytesIO()
    field.save(out, 'PNG')
    return out.getvalue()


def blank() -> bytes:
    out = io.BytesIO()
    Image.new('RGB', (680, 320), 'white').save(out, 'PNG')
    return out.getvalue()


async def send(data: bytes) -> None:
    async def stream() -> AsyncIterator[bytes]:
        yield data

    await photos.receive(hashlib.sha256(data).hexdigest(), stream(), None)


async def handed_over(school: School) -> str:
    """A line of the duty book, signed at nine; the hash of its signature."""
    sha = hashlib.sha256(drawing()).hexdigest()
    gate = await write_one(enter('register.add', {'name': '校门', 'kind': 'place', 'category': 'gate'}), the_server())
    answers = clean_answers((await checklists.current('handover')).body, to='李师傅', sign={'photos': [sha]})
    form = {'checklist': 'handover', 'version': 1, 'answers': answers}
    phone = await school.sign_in('caretaker')
    await write_one(enter('inspections.inspect', form, thing_id=gate.id, at=MONTH), phone.actor)
    return sha


async def month_of(language: str = 'zh-CN') -> Sheet:
    return await prints.month(await checklists.current('handover'), '2026-03', None, language)


def cell_of(sheet: Sheet, title: str) -> str:
    [table] = sheet.tables
    return table.rows[0][table.head.index(title)]


def pictures_in(pdf: bytes) -> int:
    return sum(len(list(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))) for page in pypdfium2.PdfDocument(pdf))


async def test_a_signature_is_printed_as_it_was_drawn_with_who_wrote_the_record_and_when(school: School) -> None:
    await handed_over(school)
    await send(drawing())
    sheet = await month_of()
    assert cell_of(sheet, '接班人签名') == '已签名，caretaker 登记，03-02 09:00'
    pdf = prints_files.to_pdf(sheet)
    assert pictures_in(pdf) == 1
    assert '已签名' in text_of(pdf)
    assert CalamineWorkbook.from_filelike(io.BytesIO(prints_files.to_xlsx(sheet))).sheet_names == ['1']


async def test_a_signature_whose_picture_has_not_arrived_says_so(school: School) -> None:
    await handed_over(school)
    sheet = await month_of()
    assert cell_of(sheet, '接班人签名') == '已签名，图片还没有传到（caretaker 登记，03-02 09:00）'
    assert pictures_in(prints_files.to_pdf(sheet)) == 0
    assert 'has not arrived yet' in cell_of(await month_of('en'), 'Signature of who takes over')


async def test_a_signature_in_a_check_stands_in_the_column_of_its_day(school: School) -> None:
    body = dict((await checklists.current('play-weekly')).body)
    sign = {'id': 'sign', 'zh': '签名', 'en': 'Signature', 'type': 'signature'}
    await write_one(
        enter('checklists.revise', {'key': 'play-weekly', 'body': {**body, 'items': [*body['items'], sign]}}),
        the_server(),
    )
    sha = hashlib.sha256(drawing()).hexdigest()
    await send(drawing())
    for day, more in enumerate(({}, {'sign': {'photos': [sha]}})):
        answers = clean_answers(body, **more)
        form = {'checklist': 'play-weekly', 'version': 2, 'answers': answers}
        at = MONTH + timedelta(days=day)
        await write_one(enter('inspections.inspect', form, thing_id=school.id_of('slide'), at=at), the_server())
    sheet = await prints.month(await checklists.current('play-weekly'), '2026-03', None, 'zh-CN')
    [table] = sheet.tables
    [place] = table.pictures
    assert table.rows[place[0]][1] == '签名' and table.head[place[1]].startswith('03-03')
    assert pictures_in(prints_files.to_pdf(sheet)) == 1


async def test_a_small_signature_is_cut_out_of_its_field(tmp_path: Path) -> None:
    path = tmp_path / 'signature.png'
    for data, least in ((drawing(), 0.8), (blank(), 0)):
        path.write_bytes(data)
        cut = prints_signed.ink(path)
        box = cut.point(lambda brightness: 255 if brightness < prints_signed.FAINT else 0).getbbox()
        assert cut.size == prints_signed.PIXELS
        assert (box[3] - box[1] if box else 0) >= least * prints_signed.PIXELS[1]
