"""Score boards on their day: published without anybody pressing a button, once, and only where there are scores."""

from datetime import date, datetime, time, timedelta

from app import scores, settings
from app.core.actors import the_server
from app.core.clock import now
from app.core.config import read_config
from app.core.entries import enter
from app.core.errors import Conflict
from app.core.records import write_one
from app.standings import period_of, span
from models import Board, Checklist, Inspection, ScorePlan

OWN_WEEK = 4  # from Friday on it is the scores of that week that come out, before that those of the week before
LATE = timedelta(days=3)  # after which what a stopped server did not publish waits for somebody


def is_time(text: str) -> bool:
    """Whether a text is a time of day, such as 08:00."""
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 5


async def plan_of(template: Checklist) -> ScorePlan:
    """What was chosen, or else: weeks on Monday, months on the first, at eight, with three days to appeal."""
    every = template.body.get('frequency', {}).get('publish') or 'week'
    return await ScorePlan.get_or_none(checklist=template.key) or ScorePlan(
        checklist=template.key, automatic=True, every=every, weekday=0, day=1, at='08:00', appeal_days=3,
        since=await settings.began(),
    )  # fmt: skip


def out_at(plan: ScorePlan, period: str) -> datetime:
    """When the scores of a week or month come out by themselves."""
    zone = read_config().timezone
    begin, end = (moment.astimezone(zone).date() for moment in span(period))
    if plan.every == 'month':
        day = end + timedelta(days=plan.day - 1)
    else:
        day = (begin if plan.weekday >= OWN_WEEK else end) + timedelta(days=plan.weekday)
    return datetime.combine(day, time.fromisoformat(plan.at), zone)


def next_out(plan: ScorePlan, moment: datetime) -> tuple[str, datetime]:
    """The next week or month to come out, and when."""
    return next((period, out_at(plan, period)) for period in _around(plan, moment) if out_at(plan, period) > moment)


def _around(plan: ScorePlan, moment: datetime) -> list[str]:
    """The periods before and after a moment, in their order."""
    step = 7 if plan.every == 'week' else 28
    today = moment.astimezone(read_config().timezone).date()
    days: list[date] = [today + timedelta(days=step * turn) for turn in range(-2, 3)]
    return list(dict.fromkeys(period_of(plan.every, day) for day in days))


async def publish_due() -> None:
    """Publish what is due. What is out already, by hand or by itself, stays as it is."""
    moment = now()
    for template in await scores.scored_checklists():
        plan = await plan_of(template)
        for period in _around(plan, moment) if plan.automatic else ():
            due = out_at(plan, period)
            if not max(moment - LATE, plan.since) < due <= moment:
                continue
            begin, end = span(period)
            if await Board.exists(checklist=template.key, period=period) or not await Inspection.exists(
                checklist=template.key, at__gte=begin, at__lt=end
            ):
                continue
            form = {'checklist': template.key, 'period': period, 'appeal_days': plan.appeal_days}
            try:
                await write_one(enter('scores.publish', form), the_server())
            except Conflict:  # somebody pressed the button at this very moment
                continue
