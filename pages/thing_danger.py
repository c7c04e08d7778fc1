"""The red banner: a thing out of use, why, and what it waits for; a place says which of its things are."""

from app import dangers, register
from models import Thing
from pages.parts import Visitor, box, go, link, row, words
from pages.phone import icon


async def show(visitor: Visitor, thing: Thing) -> None:
    if thing.blocked_by:
        await _own(visitor, thing)
    if thing.is_place:
        for inner in await register.blocked_inside(thing):
            with link(f'/things/{inner.id}', 'tw-banner tw-banner-bad tw-danger-row'):
                icon('tape')
                with box('tw-row-main'):
                    words(visitor.t('danger-inside', name=inner.name), 'tw-strong')
                icon('next')


async def _own(visitor: Visitor, thing: Thing) -> None:
    """What is wrong, and the step that comes next: the repair, then a check by somebody else."""
    blocking = await dangers.blocking(thing)
    waiting = [repair for repair in blocking if not repair.closed_at]
    with box('tw-card tw-tape tw-stack-small'):
        with box('tw-banner tw-banner-bad'):
            icon('tape')
            words(visitor.t('thing-out-of-use-more'), 'tw-strong')
        for repair in waiting:
            row(f'/repairs/{repair.id}', repair.what, visitor.when(repair.reported_at), picture='wrench')
        if not waiting:
            words(visitor.t('danger-recheck'), '', 'p')
            if visitor.may('inspections.inspect') and visitor.actor.id not in {last.closed_by for last in blocking}:
                for key in sorted(await dangers.recheck_keys(blocking)):
                    go(
                        f'/things/{thing.id}/check/{key}', visitor.t('danger-recheck-go'), picture='check',
                        classes='tw-primary',
                    )  # fmt: skip
