"""A button that takes a file: from the tap to its bytes, for whoever may, and never more of them than fit."""

from collections.abc import Awaitable, Callable

from nicegui import events, ui

from app.core.actors import Actor
from app.core.errors import TooLarge
from pages.parts import Visitor, button, guarded

Take = Callable[[str, bytes, Actor], Awaitable[None]]


def pick_file(
    visitor: Visitor, label: str, take: Take, *, right: str, most: int, classes: str = 'tw-primary'
) -> ui.element:
    """The button. `take` gets the file's name, its bytes (`most` of them) and whoever has the right at that moment."""
    upload = ui.upload(auto_upload=True, max_file_size=most).classes('hidden')
    choose = button(label, lambda: None, picture='upload', classes=classes)
    choose.on('click', js_handler=f'() => runMethod({upload.id}, "pickFiles", [])')  # in the tap itself

    async def hand_on(event: events.UploadEventArguments) -> None:
        actor = await visitor.now(right)
        try:
            data = await event.file.read()
        finally:
            upload.reset()
        if len(data) > most:
            await refuse()
        await take(event.file.name, data, actor)

    async def refuse() -> None:
        raise TooLarge('body_too_large', kilobytes=most // 1000)

    upload.on_upload(guarded(visitor, hand_on))
    upload.on_rejected(guarded(visitor, refuse))
    return choose
