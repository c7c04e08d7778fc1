"""One repair: its state and the next step, what the office decides, what was done and cost, and who did what when."""

from uuid import UUID

from nicegui import ui

from app import people, repair_costs, repair_list, repair_story, repair_told
from app.repair_states import OFFICE
from models import Repair, RepairCost, RepairStep
from pages import compensation_here, hazards_here, repairs_dispatch, repairs_steps
from pages.parts import Visitor, banner, box, section, watch, words
from pages.phone import RepairView

NOBODY = UUID(int=0)
WATCHED = ('repairs', 'dispatch', 'inspections', 'people', 'hazards', 'compensation')


async def show_one(visitor: Visitor, id: str) -> None:
    visitor.actor.must('repairs.see')
    repair = await repair_list.repair(id)
    told = await repair_told.told_whole(repair, visitor.actor)
    view = RepairView(str(repair.id), told, await repair_story.places_of(repair), repair_told.moves())

    @ui.refreshable
    async def live() -> None:
        repair = await repair_list.repair(id)
        steps = await repair_story.steps_of(repair)
        involved = repairs_steps.people_in(repair, steps) if visitor.may('names.see') else set()
        names = await people.names_of(involved)
        if repair.clashes and visitor.may(OFFICE):
            _clash(visitor, steps, names)
        await repairs_dispatch.draw(visitor, repair)
        await hazards_here.of_repair(visitor, repair)
        await compensation_here.of_repair(visitor, repair)
        _done(visitor, repair, names)
        if visitor.may('costs.see'):
            _costs(visitor, repair, await repair_costs.costs_of(repair))
        repairs_steps.draw(visitor, steps, names)

    async def again() -> None:
        repair = await repair_list.repair(id)
        view.show(await repair_told.told_whole(repair, visitor.actor), await repair_story.places_of(repair))
        await live.refresh()

    await live()
    watch(*WATCHED, then=again)


def _clash(visitor: Visitor, steps: list[RepairStep], names: dict[UUID, str]) -> None:
    """What each of two people said about it; confirming settles it."""
    with box('tw-card tw-stack').props('data-clash'):
        banner('bad', visitor.t('repairs-clash-more'), 'alert')
        with box('tw-pair'):
            for step in (each for each in steps if each.verb in ('close', 'closed_too', 'refuse')):
                with box('tw-stack-small'):
                    words(names.get(step.by_id or NOBODY, '—'), 'tw-strong')
                    words(visitor.when(step.at), 'tw-sub')
                    repairs_steps.details(visitor, step)


def _done(visitor: Visitor, repair: Repair, names: dict[UUID, str]) -> None:
    """What was done about it, by whom, and what whoever asked for it says."""
    if not repair.outcome or not repair.closed_at:
        return
    section(visitor.t('repairs-close-outcome'))
    with box('tw-card tw-stack').props('data-done'):
        outcome = visitor.t(f'repairs-close-outcome-{repair.outcome}')
        closer = names.get(repair.closed_by or NOBODY, '—')
        banner('ok', visitor.t('repairs-closed', name=closer, outcome=outcome), 'ok')
        if repair.note:
            words(repair.note, 'tw-wrap', 'p')
        if repair.cause and repair.cause != 'unknown':
            said = visitor.t(f'repairs-close-cause-{repair.cause}')
            words(f'{visitor.t("repairs-close-cause")} · {said}', '', 'p')
        spent = [
            visitor.t(f'repairs-spent-{name}', count=minutes)
            for name, minutes in (('travel', repair.travel_minutes), ('work', repair.work_minutes))
            if minutes
        ]
        if spent:
            words(' · '.join(spent), 'tw-sub', 'p')
        repairs_steps.photos(visitor, repair.photos_after or [])
        if repair.signature:
            words(visitor.t('repairs-close-signature'), 'tw-sub')
            ui.image(f'/api/photos/{repair.signature}').classes('tw-sign').props('fit=contain no-spinner')
        if repair.stars or repair.word:
            stars = visitor.t('repairs-stars', count=repair.stars) if repair.stars else ''
            words(' · '.join(part for part in (stars, repair.word) if part), 'tw-wrap', 'p')


def _costs(visitor: Visitor, repair: Repair, costs: list[RepairCost]) -> None:
    if not costs:
        return
    section(visitor.t('repairs-close-costs'))
    with box('tw-card tw-stack-small').props('data-costs'):
        for cost in costs:
            with box('tw-cost-line'):
                words(cost.what, 'tw-row-main')
                words(visitor.t(f'repairs-charge-sort-{cost.sort}'), 'tw-sub')
                words(f'{cost.count.normalize():f} × ¥{cost.price:.2f}', 'tw-num')
        words(visitor.t('repairs-cost-total', total=f'¥{repair.cost:.2f}'), 'tw-strong tw-num')
