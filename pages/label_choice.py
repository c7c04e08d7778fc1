"""What somebody chose on the labels page, and the labels that it means."""

from dataclasses import field

from nicegui import binding

from app import labels, register
from app.label_designs import Label
from app.layouts import Layout


@binding.bindable_dataclass
class Choice:
    """What is to be printed and how, as it stands on the screen."""

    what: str = 'waiting'
    place: str = ''
    thing: str = ''
    layout: str = 'a4-3x8'
    printer: str = ''
    start: int | float | None = 1
    copies: int | float | None = 1
    marks: bool = False
    is_roll: bool = False  # it has no page to begin on and nothing to cut
    found: list[Label] = field(default_factory=list)

    async def labels(self, language: str) -> list[Label]:
        layout = await self.chosen()
        inside = await register.thing(self.place) if self.place else None
        things = [(await register.thing(self.thing)).id] if self.thing else None
        signs = language if layout.design == 'door' else ''
        waiting = self.what == 'waiting' and not things
        return await labels.labels_of(inside=inside, things=things, waiting=waiting, signs=signs)

    async def chosen(self) -> Layout:
        return await labels.layout_of(self.layout, self.printer)

    @property
    def first(self) -> int:
        return 1 if self.is_roll else int(self.start or 0)

    @property
    def lines(self) -> bool:
        return self.marks and not self.is_roll

    @property
    def times(self) -> int:
        return int(self.copies or 0)
