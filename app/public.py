"""What somebody without an account may see at a label, and report: for the categories that a school has opened.

Names and whether a thing is in use, taped off or being repaired; never a price, a person, a place of valuables.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from app import repair_list, settings
from app.core.config import read_config
from app.core.entries import Sha256
from app.core.errors import BadInput, Conflict, Refused
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.core.words import t
from app.repair_opening import open_repair
from app.repair_states import check, repair_of, root_of, save, step
from models import Category, Repair, Setting, Thing

KEY = 'public'
REPORTS = 'public_reports'  # 'on' where strangers may report faults; a school says so, nothing else does
STATES = ('in_use', 'repair', 'idle')
AT_ONCE = 3  # different faults of one thing that strangers may have open


class OpenForm(Form):
    categories: list[str] = Field(max_length=200)
    reports: bool | None = None  # nothing: as it was


@kind
async def open(form: OpenForm, record: Writing) -> None:
    """Which categories have a public page, and no others from now on; and whether faults may be reported there."""
    known = {category.key for category in await Category.filter(key__in=form.categories)}
    if set(form.categories) - known:
        raise BadInput('unknown_category')
    await Setting.update_or_create(key=KEY, defaults={'value': ' '.join(sorted(known))})
    if form.reports is not None:
        await Setting.update_or_create(key=REPORTS, defaults={'value': 'on' if form.reports else ''})


class ReportForm(Form):
    what: str = Field(default='', max_length=500)
    photos: list[Sha256] = Field(default=[], max_length=1)
    voice: Sha256 | Literal[''] = ''
    other: bool = False  # something else than what is being repaired already


@kind
async def report(thing: Thing, form: ReportForm, record: Writing) -> None:
    """Somebody without an account says that something is broken.

    What is known already is not opened twice: their words and photo are added to it.
    """
    await _must_take(thing)
    if not (form.what or form.photos or form.voice):
        raise BadInput('nothing_said')
    known = await known_fault(thing, other=form.other)
    if known:
        known.others += 1
        step(known, record, 'me_too', note=form.what, photos=form.photos, voice=form.voice, scanned=True)
        await save(known, record)
        return
    what = form.what or t('repairs-see_photo' if form.photos else 'repairs-hear_voice', read_config().language)
    await open_repair(
        thing, record, record.id, what=what, photos=list(form.photos), voice=form.voice, source='public'
    )  # fmt: skip


class MeTooForm(Form):
    repair: UUID


@kind
async def me_too(thing: Thing, form: MeTooForm, record: Writing) -> None:
    """Somebody without an account has found it too."""
    await _must_take(thing)
    repair = await root_of(await repair_of(thing, form.repair))
    check(repair, 'me_too')
    repair.others += 1
    step(repair, record, 'me_too', scanned=True)
    await save(repair, record)


async def _must_take(thing: Thing) -> None:
    if thing.is_retired:
        raise Conflict('retired', thing=thing.name)
    if not await takes_reports(thing):
        raise Refused('not_public')


async def opened() -> set[str]:
    """The categories with a public page."""
    return set((await settings.setting(KEY)).split())


async def reports_on() -> bool:
    """Whether strangers may report faults. Not until a school says so: whoever opens pages to be read has not said
    that anybody may write."""
    return await settings.setting(REPORTS) == 'on'


async def takes_reports(thing: Thing) -> bool:
    return await reports_on() and not thing.is_retired and thing.category in await opened()


async def known_fault(thing: Thing, *, other: bool = False) -> Repair | None:
    """The open repair that a stranger's words belong to: their own sort's first, else the newest.

    With `other` they mean something else; then only when there are too many of theirs already.
    """
    found = sorted(await repair_list.open_repairs_of(thing.id), key=lambda each: each.reported_at)
    theirs = [each for each in found if each.source == 'public']
    if other:
        return theirs[-1] if len(theirs) >= AT_ONCE else None
    fitting = theirs or found
    return fitting[-1] if fitting else None


@dataclass(frozen=True)
class Shown:
    """All that a stranger learns of a thing that is not dangerous."""

    name: str
    state: str
    since: datetime | None = None
    may_report: bool = False


async def of(thing: Thing) -> Shown | None:
    """What the public page says; None where the school has not opened one."""
    if thing.is_retired or thing.category not in await opened():
        return None
    may_report = await reports_on()
    broken = await repair_list.open_repairs_of(thing.id)
    if broken:
        return Shown(thing.name, 'repair', broken[0].reported_at, may_report)
    return Shown(thing.name, 'idle' if thing.state == 'idle' else 'in_use', may_report=may_report)
