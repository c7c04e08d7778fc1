"""What kind of school this is: which of the starter checklists it begins with."""

from typing import Literal

from pydantic import Field

from app import checklists, settings
from app.checklists_template import SCHOOLS
from app.core.actors import Actor, the_server
from app.core.entries import enter
from app.core.kinds import Form, kind
from app.core.records import Writing, write
from models import Setting

KEY = 'schools'


class ChooseForm(Form):
    kinds: list[Literal['kindergarten', 'primary', 'secondary']] = Field(min_length=1, max_length=3)


@kind
async def choose(form: ChooseForm, record: Writing) -> None:
    """The school says what it is; its checklists follow in the same batch."""
    await Setting.update_or_create(key=KEY, defaults={'value': ' '.join(sorted(set(form.kinds), key=SCHOOLS.index))})


async def kinds() -> list[str]:
    """What the school said it is; nothing when nobody has said it yet."""
    return (await settings.setting(KEY)).split()


async def choose_kinds(wanted: list[str], by: Actor) -> None:
    """Say what the school is: starters that are for other schools are withdrawn if nobody changed them.

    Starters that are missing, or were withdrawn that way, come into use. Raises Refused.
    """
    by.must('schools.choose')
    entries = [enter('schools.choose', {'kinds': wanted})]
    used = {checklist.key: checklist for checklist in await checklists.current_checklists()}
    gone = {checklist.key: checklist for checklist in await checklists.withdrawn_checklists()}
    for template in checklists.starters():
        key, fits = template['id'], suits(template, wanted)
        if fits and key in gone and not suits(template, await kinds() or list(SCHOOLS)):
            entries.append(enter('checklists.restore', {'key': key}))
        elif fits and key not in used and key not in gone:
            entries.append(enter('checklists.revise', {'key': key, 'body': template}))
        elif not fits and key in used and used[key].body == template:
            entries.append(enter('checklists.withdraw', {'key': key}))
    for verdict in await write(entries, by):
        assert verdict.fate == 'accepted', verdict


async def load_starters() -> None:
    """Put the starter checklists in where a school has none of that name yet."""
    have = set(await checklists.names())
    chosen = await kinds() or list(SCHOOLS)
    missing = [each for each in checklists.starters() if each['id'] not in have and suits(each, chosen)]
    if missing:
        entries = [enter('checklists.revise', {'key': template['id'], 'body': template}) for template in missing]
        await write(entries, the_server())


def suits(template: dict[str, object], chosen: list[str]) -> bool:
    """Whether a template is for one of these kinds of school; one that names none is for all."""
    wanted = template.get('schools') or list(SCHOOLS)
    return bool(set(wanted) & set(chosen))  # type: ignore[call-overload]
