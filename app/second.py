"""The second factor: who has switched an authenticator on or off, and whether administrators must have one."""

from uuid import UUID

from app import settings
from app.core import auth, factors
from app.core.actors import Actor
from app.core.entries import enter
from app.core.errors import NotFound, Refused
from app.core.kinds import Form, kind
from app.core.records import Writing, write_one
from models import Person, Setting

DEMANDED = 'second_demanded'
GUARDED = 'administrator'  # whose accounts it is for


class OnForm(Form):
    pass


@kind(grave=True)
async def switch_on(form: OnForm) -> None:
    """Somebody has set an authenticator up; the log does not see its secret."""


class OffForm(Form):
    person: UUID


@kind(grave=True)
async def switch_off(form: OffForm, record: Writing) -> None:
    """An authenticator is asked no more: one's own, or that of somebody who lost their phone."""
    if form.person != record.by.id and not record.by.may('people.revise'):
        raise Refused('not_allowed', action='second-switch_off')
    if not await Person.exists(id=form.person):
        raise NotFound('unknown_person')
    await factors.turn_off(form.person)
    if form.person != record.by.id:
        await auth.end_all(record.received_at, person_id=form.person)


class DemandForm(Form):
    on: bool


@kind(grave=True)
async def demand(form: DemandForm) -> None:
    """From now on administrators see nothing but how to set an authenticator up until they have one; or no longer."""
    await Setting.update_or_create(key=DEMANDED, defaults={'value': 'on' if form.on else ''})


async def is_demanded() -> bool:
    return bool(await settings.setting(DEMANDED))


async def is_lacking(actor: Actor) -> bool:
    """Whether somebody may go no further without an authenticator."""
    return GUARDED in actor.roles and await is_demanded() and not await factors.has_second(actor.id)


async def switch_on_for(by: Actor, secret: str, code: str) -> list[str]:
    """Ask this person for codes of this authenticator; gives the recovery codes. Raises SignIn for a wrong code."""
    assert by.id
    await write_one(enter('second.switch_on', {}), by)
    return await factors.turn_on(by.id, secret, code)
