"""When a score board comes out by itself and how long there is to appeal: said, and changed."""

from nicegui import ui

from app import score_dates
from app.core.clock import now
from app.core.config import read_config
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.records import write_one
from models import ScorePlan
from pages.parts import Visitor, box, button, go, guarded, words


def line(visitor: Visitor, plan: ScorePlan, *, has_board: bool) -> None:
    """How it is now, and a way to change it for whoever may."""
    with box('tw-card tw-stack-small'):
        words(_said(visitor, plan))
        words(visitor.t('scores-plan-appeal', days=plan.appeal_days), 'tw-sub', 'p')
        with box('tw-line'):
            if visitor.may('inspections.inspect'):
                go(f'/scoring/{plan.checklist}', visitor.t('score-walks-go'), picture='check', classes='tw-small')
            if visitor.may('scores.plan'):
                button(
                    visitor.t('scores-plan-change'), lambda: _change(visitor, plan), picture='pen', classes='tw-small'
                )
            if has_board:
                hall = go(f'/boards/{plan.checklist}', visitor.t('scores-hall'), picture='trophy', classes='tw-small')
                hall.props('target=_blank')
        today = now().astimezone(read_config().timezone)
        with box('tw-line'):
            words(visitor.t('scores-month', year=str(today.year), month=today.month), 'tw-sub')
            for ending, word in (('pdf', 'prints-pdf'), ('xlsx', 'prints-xlsx')):
                path = f'/prints/{plan.checklist}/{today:%Y-%m}.{ending}'
                go(path, visitor.t(word), picture='download', classes='tw-small').props('target=_blank')


def _said(visitor: Visitor, plan: ScorePlan) -> str:
    if not plan.automatic:
        return visitor.t('scores-plan-by-hand')
    _, moment = score_dates.next_out(plan, now())
    return visitor.t('scores-plan-next', weekday=visitor.t(f'weekday-{moment.weekday()}'), when=visitor.when(moment))


def _change(visitor: Visitor, plan: ScorePlan) -> None:
    with ui.dialog() as dialog, box('tw-card tw-stack tw-dialog'):
        words(visitor.t('scores-plan'), 'tw-h2', 'h2')
        automatic = ui.switch(visitor.t('scores-plan-automatic'), value=plan.automatic)
        every = {'week': visitor.t('scores-plan-every-week'), 'month': visitor.t('scores-plan-every-month')}
        chosen = ui.toggle(every, value=plan.every).props('unelevated spread no-caps').classes('tw-wide')
        days = {
            day: visitor.t('scores-plan-own' if day >= score_dates.OWN_WEEK else 'scores-plan-before',
                           weekday=visitor.t(f'weekday-{day}'))
            for day in range(7)
        }  # fmt: skip
        weekday = ui.select(days, value=plan.weekday, label=visitor.t('scores-plan-weekday'))
        weekday.props('outlined').classes('tw-wide').bind_visibility_from(chosen, 'value', value='week')
        day = ui.number(visitor.t('scores-plan-day'), value=plan.day, min=1, max=28, step=1)
        day.props('outlined').classes('tw-wide').bind_visibility_from(chosen, 'value', value='month')
        at = ui.input(visitor.t('scores-plan-at'), value=plan.at).props('outlined mask=time').classes('tw-wide')
        appeal = ui.number(visitor.t('scores-plan-days'), value=plan.appeal_days, min=0, max=30, step=1)
        appeal.props('outlined').classes('tw-wide')

        async def save() -> None:
            if not at.value or not score_dates.is_time(at.value):
                raise BadInput('bad_times', text=at.value or '')
            form = {
                'checklist': plan.checklist, 'automatic': bool(automatic.value), 'every': chosen.value,
                'weekday': weekday.value, 'day': int(day.value or 1), 'at': at.value,
                'appeal_days': int(appeal.value or 0),
            }  # fmt: skip
            await write_one(enter('scores.plan', form), await visitor.now('scores.plan'))
            dialog.close()

        button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')
        button(visitor.t('saved-back'), dialog.close, classes='tw-quiet')
    dialog.open()
