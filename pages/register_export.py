"""The register as a workbook, to be corrected there and imported again."""

from nicegui import ui

from app import register, registering
from pages.parts import Visitor, button, guarded


def door(visitor: Visitor, classes: str = '') -> None:
    """The button, for those who also may see what things cost."""
    if not visitor.may('register.revise'):
        return

    async def export() -> None:
        await visitor.now('register.revise')
        note = ui.notification(visitor.t('register-export-now'), spinner=True, timeout=None, position='top')
        try:
            data = await registering.export_file(visitor.language)
        finally:
            note.dismiss()
        ui.download.content(data, f'{visitor.t("register-export-file")} {register.today()}.xlsx')

    button(visitor.t('register-export'), guarded(visitor, export), picture='download', classes=classes)
