"""Repairs as lines of a list and as cards of a board, each page of them written as one piece of HTML."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app import people, repair_finding
from app.core.clock import now
from app.repair_finding import RUNNING, Line
from app.repair_states import OPEN, SETTLED
from app.schedules import WALK
from pages.parts import Visitor, box, button, chip_look, empty, piece, written
from pages.phone import drawn

if TYPE_CHECKING:
    from pages.repairs_board import Browsing


@dataclass(frozen=True)
class Teller:
    """Says what a line is about in the visitor's language; `names` are of people."""

    visitor: Visitor
    names: dict[UUID, str]
    moment: datetime

    def card(self, line: Line) -> str:
        """Of a board: the column says its state."""
        place = written(' · '.join(part for part in (line.thing, line.place) if part), 'tw-sub', 'div')
        about = f'<div class="tw-card-foot">{self._chips(line)}{self._owner(line)}</div>'
        what = written(line.what, 'tw-title tw-two-lines', 'div')
        late = ' tw-job-late' if line.blocks_use or line.late(self.moment) else ''
        return f'<a class="tw-job{late}" href="/repairs/{line.id}">{what}{place}{about}</a>'

    def row(self, line: Line) -> str:
        """Of a list: as columns on a desk, below each other on a phone."""
        state = written(self.visitor.t(f'repairs-state-{line.state}'), chip_look(STATE_LOOKS[line.state]))
        name = written(line.what, 'tw-title tw-two-lines', 'div')
        place = ' · '.join(part for part in (line.thing, line.place) if part)
        parts = (
            written(line.ref, 'tw-code tw-job-ref'),
            f'<div class="tw-job-what">{name}{written(place, "tw-sub", "div")}</div>',
            written(self.names.get(line.owner_id, '') if line.owner_id else '', 'tw-job-owner tw-sub'),
            written(self.visitor.when(line.reported_at), 'tw-sub tw-job-when'),
            f'<div class="tw-job-chips">{state}{self._chips(line)}</div>',
        )
        return f'<a class="tw-job-row" href="/repairs/{line.id}">{"".join(parts)}</a>'

    def _owner(self, line: Line) -> str:
        name = self.names.get(line.owner_id, '') if line.owner_id else ''
        return f'<span class="tw-job-owner tw-sub">{drawn("account")}{written(name)}</span>' if name else ''

    def _chips(self, line: Line) -> str:
        said = self._said(line)
        return ''.join(written(text, chip_look(mood)) for text, mood in said)

    def _said(self, line: Line) -> Iterable[tuple[str, str]]:
        """How urgent, how late, and what it waits for."""
        t = self.visitor.t
        if line.blocks_use and line.state not in SETTLED:
            yield t('thing-out-of-use'), 'bad'
        elif line.urgency == 'high' and line.state in OPEN:
            yield t('repairs-report-urgency-high'), 'bad'
        if line.nature == 'planned':
            yield t('repairs-planned'), 'info'
        if line.clashes:
            yield t('repairs-clash'), 'warn'
        late = line.late(self.moment)
        if late == 'finish' and line.finish_by:
            yield self._overdue(line.finish_by), 'bad'
        elif late == 'respond':
            yield t('repairs-late-respond'), 'bad'
        elif line.state == 'waiting':
            until = (
                t('repairs-until', month=line.waits_until.month, day=line.waits_until.day) if line.waits_until else ''
            )
            yield f'{t(f"repairs-wait-waits_for-{line.waits_for}")}{until}' if line.waits_for else until, 'warn'
        elif line.state in RUNNING and line.finish_by:
            yield t('repairs-by', when=self.visitor.when(line.finish_by)), ''
        if line.others:
            yield t('repairs-others', count=line.others), 'info'

    def _date(self, day: date) -> str:
        return self.visitor.t('when-day', month=day.month, day=day.day, time='').strip()

    def _overdue(self, moment: datetime) -> str:
        days, rest = divmod(int((self.moment - moment).total_seconds()), 86_400)
        if days:
            return self.visitor.t('repairs-late-days', count=days)
        return self.visitor.t('repairs-late-hours', count=max(1, rest // 3_600))


STATE_LOOKS = {
    'reported': 'warn', 'accepted': 'info', 'assigned': 'info', 'working': 'info', 'waiting': 'warn', 'done': 'ok',
    'confirmed': 'ok', 'refused': '', 'merged': '',
}  # fmt: skip


async def teller(visitor: Visitor, lines: Iterable[Line]) -> Teller:
    """Pupils and guests see no names."""
    owners = {line.owner_id for line in lines if line.owner_id} if visitor.may(WALK) else set()
    return Teller(visitor, await people.names_of(owners), now())


async def draw(visitor: Visitor, browsing: 'Browsing') -> None:
    """Page after page."""
    found = await repair_finding.find(browsing.sought, limit=repair_finding.PAGE * browsing.shown)
    if not found.lines:
        narrowed = browsing.sought.is_narrowed or browsing.sought.text or browsing.sought.status != 'open'
        empty('search' if narrowed else 'ok', visitor.t('repairs-none-found' if narrowed else 'repairs-none'))
        return
    with box('tw-card tw-card-flush'):
        heads = ('repairs-number', 'repairs-what', 'repairs-owner', 'repairs-reported-at', 'repairs-state')
        piece(''.join(written(visitor.t(word), 'tw-sub') for word in heads), 'tw-job-row tw-job-head')
        rows = box('tw-rows')

    async def put(lines: list[Line]) -> None:
        told = await teller(visitor, lines)
        with rows:
            piece(''.join(told.row(line) for line in lines), 'tw-lines')

    await put(found.lines)
    more: dict[str, Any] = {'next': found.next}

    async def on() -> None:
        following = await repair_finding.find(browsing.sought, more['next'])
        browsing.shown += 1
        await put(following.lines)
        more['next'] = following.next
        if not following.next:
            further.delete()

    if found.next:
        further = button(visitor.t('register-show-more'), on, picture='down', classes='tw-wide')
