"""Scoring walks: where somebody still has to go and give points this week or month."""

from nicegui import ui

from app import score_walks, standings
from pages.checklists import title_of
from pages.parts import Visitor, box, empty, heading, row, section, watch, words

GIVE = 'inspections.inspect'


async def show(visitor: Visitor, key: str) -> None:
    """The places of one scored checklist, those without points first; each leads to its form."""
    visitor.actor.must(GIVE)
    first = await score_walks.walk(key)
    heading(title_of(visitor, first.template.body))
    words(standings.said(first.period, visitor.language), 'tw-sub', 'p')

    @ui.refreshable
    async def live() -> None:
        walk = await score_walks.walk(key)
        if not walk.places:
            empty('place', visitor.t('score-walks-none'))
            return
        words(_so_far(visitor, walk), 'tw-h2', 'h2')
        with box('tw-card tw-card-flush'):
            for place in walk.places:
                times = walk.times[place.id]
                chips = [(visitor.t('scores-checks', count=times), 'ok')] if times else []
                row(f'/things/{place.id}/check/{key}?how=list', place.name, picture='place', chips=chips)

    await live()
    watch('inspections', 'register', then=live.refresh)


async def mine(visitor: Visitor) -> None:
    """On the first page of whoever goes round giving points."""
    if 'score_inspector' not in visitor.actor.roles or not (found := await score_walks.walks()):
        return
    section(visitor.t('score-walks-title'))
    with box('tw-card tw-card-flush'):
        for walk in found:
            about = f'{standings.said(walk.period, visitor.language)} · {_so_far(visitor, walk)}'
            row(f'/scoring/{walk.template.key}', title_of(visitor, walk.template.body), about, picture='trophy')


def _so_far(visitor: Visitor, walk: score_walks.Walk) -> str:
    return visitor.t('score-walks-so-far', done=walk.scored, total=len(walk.places))
