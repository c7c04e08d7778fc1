"""Work that nobody complained of counts as accepted after some school days: the server confirms it itself."""

from uuid import uuid5

from app import routing
from app.core.actors import the_server
from app.core.clock import now
from app.core.entries import enter
from app.core.records import write
from models import Repair

AT_ONCE = 200  # in one go; the others follow half a minute later
NATURES = ('fault', 'planned', 'works')


async def accept_due() -> None:
    """Confirm what was done long enough ago, one record each.

    What was out of use comes back by a check or by somebody's word only, and where two people say different things
    somebody has to look.
    """
    clock, moment = await routing.clock(), now()
    done = Repair.filter(state='done', settled_at=None, blocks_use=False, clashes=False, nature__in=NATURES)
    found = await done.order_by('closed_at').limit(AT_ONCE)
    due = [each for each in found if each.closed_at and clock.accepted_at(each.closed_at) <= moment]
    if due:
        await write(
            [
                enter(
                    'repairs.confirm', {'repair': str(each.id)}, thing_id=str(each.thing_id),
                    id=uuid5(each.id, f'accepted:{each.closed_at}'),
                )
                for each in due
            ],
            the_server(),
        )  # fmt: skip
