"""The first hour as a card on the first page: what is done is ticked by itself, what comes next stands out."""

from app import first_hour
from pages.parts import Visitor, box, row, words


async def card(visitor: Visitor) -> None:
    """For whoever sets the school up; it is gone when everything is done."""
    if not (visitor.may('people.add') and visitor.may('register.add')):
        return
    steps = await first_hour.steps()
    done = sum(step.done for step in steps)
    if done == len(steps):
        return
    following = next(step for step in steps if not step.done)
    with box('tw-card tw-card-flush tw-first-hour'):
        with box('tw-first-hour-head'):
            words(visitor.t('first-hour-title'), 'tw-h2', 'h2')
            words(visitor.t('first-hour-count', done=done, all=len(steps)), 'tw-sub')
            bar = {'role': 'progressbar', 'aria-valuenow': done, 'aria-valuemax': len(steps)}
            progress = box('tw-progress').style(f'--value: {done / len(steps)}')
            progress._props.update(bar | {'aria-label': visitor.t('first-hour-title')})
        for step in steps:
            name = visitor.t(f'first-hour-{step.name}')
            if step.done:
                row(step.path, name, picture='ok', chips=[(visitor.t('first-hour-done'), 'ok')])
            elif step is following:
                chips = [(visitor.t('first-hour-next'), 'info')]
                row(step.path, name, visitor.t(f'first-hour-{step.name}-more'), picture='arrow', chips=chips)
            else:
                row(step.path, name, visitor.t(f'first-hour-{step.name}-more'), picture='next')
