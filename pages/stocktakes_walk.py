"""Walk mode of a stocktake: the phone's own part, on a page that a link can lead to."""

from pages.parts import Visitor
from pages.phone import StocktakeView


async def show(visitor: Visitor, id: str) -> None:
    visitor.actor.must('stocktakes.count')
    StocktakeView(id)
