"""What somebody without an account may see at a label: for the categories that a school has opened, and no more.

Names and whether a thing is in use, taped off or being repaired; never a price, a person, a place of valuables.
"""

from dataclasses import dataclass
from datetime import datetime

from pydantic import Field

from app import repair_list, settings
from app.core.errors import BadInput
from app.core.kinds import Form, kind
from app.core.records import Writing
from models import Category, Setting, Thing

KEY = 'public'
STATES = ('in_use', 'repair', 'idle')


class OpenForm(Form):
    categories: list[str] = Field(max_length=200)


@kind
async def open(form: OpenForm, record: Writing) -> None:
    """Which categories have a public page, and no others from now on."""
    known = {category.key for category in await Category.filter(key__in=form.categories)}
    if set(form.categories) - known:
        raise BadInput('unknown_category')
    await Setting.update_or_create(key=KEY, defaults={'value': ' '.join(sorted(known))})


async def opened() -> set[str]:
    """The categories with a public page."""
    return set((await settings.setting(KEY)).split())


@dataclass(frozen=True)
class Shown:
    """All that a stranger learns of a thing that is not dangerous."""

    name: str
    state: str
    since: datetime | None = None


async def of(thing: Thing) -> Shown | None:
    """What the public page says; None where the school has not opened one."""
    if thing.is_retired or thing.category not in await opened():
        return None
    broken = await repair_list.open_repairs_of(thing.id)
    if broken:
        return Shown(thing.name, 'repair', broken[0].reported_at)
    return Shown(thing.name, 'idle' if thing.state == 'idle' else 'in_use')
