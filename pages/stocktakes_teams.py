"""Who counts which rooms: given out in the plan, and given to others while it is counted."""

from functools import partial
from typing import Any

from nicegui import ui

from app import people, stocktake_list
from app.core.entries import enter
from app.core.errors import Conflict
from app.core.permissions import may
from app.core.records import write_one
from app.stocktake_book import COUNT
from app.stocktake_list import Room
from models import Stocktake
from pages.parts import Visitor, banner, box, button, chip, guarded, heading, link, section, words
from pages.place_choice import place_choice

MOST = 100  # rooms shown


class Teams:
    """Rows of people and of the places that they count."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.rows: list[tuple[ui.select, ui.select]] = []

    async def draw(self, teams: list[dict[str, Any]]) -> None:
        known = await people.people()
        self.able = {str(each.id): each.shown for each in known if not each.left_at and may(each.roles, COUNT)}
        self.box = box('tw-stack')
        for team in teams:
            await self._add(team)
        with box('tw-line'):
            button(self.visitor.t('stocktakes-team-add'), guarded(self.visitor, self._add), picture='plus')

    async def _add(self, team: dict[str, Any] | None = None) -> None:
        t, team = self.visitor.t, team or {'people': [], 'places': []}
        with self.box, box('tw-card tw-stack') as card:
            chosen = [person for person in team['people'] if person in self.able]
            who = ui.select(self.able, label=t('stocktakes-team-people'), value=chosen, multiple=True, with_input=True)
            places = await place_choice(t('stocktakes-team-places'), team['places'])
            for field in (who, places):
                field.props('outlined use-chips').classes('tw-wide')
            row = (who, places)
            with box('tw-line'):
                button(
                    t('stocktakes-team-remove'), partial(self._remove, card, row), picture='close', classes='tw-small'
                )
        self.rows.append(row)

    def _remove(self, card: ui.element, row: tuple[ui.select, ui.select]) -> None:
        self.rows.remove(row)
        card.delete()

    def said(self) -> list[dict[str, Any]]:
        """The whole ones."""
        return [{'people': who.value, 'places': at.value} for who, at in self.rows if who.value and at.value]


async def show(visitor: Visitor, id: str) -> None:
    """Give rooms to other people, and take in a room that nobody expected."""
    visitor.actor.must('stocktakes.assign')
    found = await stocktake_list.stocktake(id)
    if found.state not in ('planned', 'counting'):
        raise Conflict('stocktake_state', name=found.name, state=found.state)
    with box('tw-crumbs', 'nav'), link(f'/stocktakes/{found.id}'):
        words(found.name)
    heading(visitor.t('stocktakes-teams'))
    words(visitor.t('stocktakes-teams-more'), 'tw-sub', 'p')
    if found.state == 'counting':
        banner('info', visitor.t('stocktakes-teams-running'))
    teams = Teams(visitor)
    await teams.draw(found.teams)
    rooms = None
    if found.state == 'counting':
        section(visitor.t('stocktakes-rooms-more'))
        with box('tw-card tw-stack'):
            rooms = (await place_choice(visitor.t('stocktakes-rooms-add'), [])).props('outlined use-chips')
            rooms.classes('tw-wide')
            words(visitor.t('stocktakes-rooms-add-more'), 'tw-hint', 'p')

    async def save() -> None:
        facts = {'stocktake': str(found.id), 'teams': teams.said(), 'rooms': rooms.value if rooms else []}
        await write_one(enter('stocktakes.assign', facts), await visitor.now('stocktakes.assign'))
        ui.navigate.to(f'/stocktakes/{found.id}')

    button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')
    if found.state == 'counting':
        await _left(visitor, found)


async def _left(visitor: Visitor, found: Stocktake) -> None:
    """The rooms that are not done, with whose they are: where help is needed."""
    progress = await stocktake_list.progress(found)
    open_rooms = [room for _, rooms in progress.buildings for room in rooms if not room.is_done]
    if not open_rooms:
        return
    section(visitor.t('stocktakes-rooms-open', count=len(open_rooms)))
    with box('tw-card tw-card-flush'):
        for room in sorted(open_rooms, key=lambda room: bool(room.people))[:MOST]:
            _open_room(visitor, room)


def _open_room(visitor: Visitor, room: Room) -> None:
    with box('tw-row'), box('tw-row-main'):
        words(room.name, 'tw-title', 'div')
        said = visitor.t('stocktakes-room-seen', seen=room.seen, expected=room.expected)
        words(said, 'tw-sub tw-num', 'div')
        with box('tw-row-states'):
            if not room.people:
                chip(visitor.t('stocktakes-room-nobody'), 'warn')
            for name in room.people:
                chip(name)
