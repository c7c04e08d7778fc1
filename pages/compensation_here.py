"""Claims where they begin: on a thing's page and a repair's, and the ways back from a claim to there."""

from app import compensation_damage, compensation_list
from app.core.entries import enter
from app.core.records import write_one
from models import Claim, Repair, Thing
from pages.compensation import rows, sum_of
from pages.parts import Visitor, box, button, go, guarded, section


async def whence(visitor: Visitor, claim: Claim) -> None:
    """The ways to where the claim began."""
    slip, repair = await compensation_damage.slip_of(claim), await compensation_damage.repair_of(claim)
    with box('tw-line'):
        if slip and visitor.may('loans.see'):
            go(f'/loans/{slip}', visitor.t('compensation-to-slip'), picture='loan', classes='tw-quiet tw-small')
        if repair and visitor.may('repairs.see'):
            said = visitor.t('compensation-to-repair', number=repair.ref)
            go(f'/repairs/{repair.id}', said, picture='wrench', classes='tw-quiet tw-small')
        if claim.source == 'handover' and visitor.may('handovers.see'):
            path = f'/handovers/{claim.source_id}'
            go(path, visitor.t('handovers-title'), picture='handover', classes='tw-quiet tw-small')
        stocktake = await compensation_damage.stocktake_of(claim) if claim.source == 'stocktake' else None
        if stocktake and visitor.may('stocktakes.see'):
            path = f'/stocktakes/{stocktake}/lines/{claim.thing.id}'
            go(path, visitor.t('stocktakes-title'), picture='count', classes='tw-quiet tw-small')


async def of_thing(visitor: Visitor, thing: Thing) -> None:
    """On a thing's page: what was claimed for it."""
    found = await compensation_list.of_thing(thing.id) if visitor.may('compensation.see') else []
    if found:
        section(visitor.t('compensation-title'))
        rows(visitor, found)


async def of_repair(visitor: Visitor, repair: Repair) -> None:
    """On a repair's page: its claim, or the way to open one."""
    if not visitor.may('compensation.open'):
        return
    found = await compensation_damage.of_repair(repair.id)
    for each in found if visitor.may('compensation.see') else []:
        go(
            f'/compensation/{each.id}',
            visitor.t('compensation-of-repair', number=each.ref, amount=sum_of(visitor, each)),
            picture='count',
        )
    if found or repair.nature != 'fault':
        return

    async def claim() -> None:
        form = {'of_repair': str(repair.id)}
        await write_one(
            enter('compensation.open', form, thing_id=repair.thing_id), await visitor.now('compensation.open')
        )

    button(visitor.t('compensation-open'), guarded(visitor, claim), picture='count', classes='tw-quiet')
