"""On a thing's page: what is broken, what was repaired, what that cost, and whether to go on repairing."""

from app import register, repair_history, schedules, warranty
from app.repair_history import Advice, Past
from app.repair_states import OPEN
from models import Thing
from pages.parts import Visitor, banner, box, chip, go, row, section, words
from pages.repairs_lines import STATE_LOOKS

MONEY = 'costs.see'
FEW = 5


async def draw(visitor: Visitor, thing: Thing) -> None:
    found = await repair_history.repairs_of(thing)
    open_now = [one for one in found if one.repair.state in OPEN]
    past = [one for one in found if one.repair.state not in OPEN]
    if open_now:
        section(visitor.t('thing-open-repairs'))
        _rows(visitor, open_now)
    if visitor.may('repairs.close') and not thing.is_retired and warranty.holds(thing, schedules.today()):
        supplier = thing.supplier or visitor.t('repairs-the-supplier')
        banner('info', visitor.t('repairs-under-warranty', until=thing.warranty, supplier=supplier))
    if past:
        section(visitor.t('repairs-past', count=len(past)))
        _rows(visitor, past[:FEW])
        if len(past) > FEW:
            code = register.code_of(thing) or thing.name
            path = f'/repairs?view=list&status=all&period=ever&q={code}'
            go(path, visitor.t('repairs-past-all'), picture='list', classes='tw-quiet')
    if visitor.may(MONEY) and any(one.cost for one in found) and not thing.is_place:
        _money(visitor, thing, found)


def _rows(visitor: Visitor, found: list[Past]) -> None:
    with box('tw-card tw-card-flush'):
        for one in found:
            repair = one.repair
            cost = f'¥{one.cost:,.2f}' if one.cost and visitor.may(MONEY) else ''
            cause = visitor.t(f'repairs-close-cause-{repair.cause}') if repair.cause not in ('', 'unknown') else ''
            about = ' · '.join(part for part in (visitor.when(repair.reported_at), cause, cost) if part)
            urgent = repair.state in OPEN and (repair.blocks_use or repair.urgency == 'high')
            mood = 'bad' if urgent else STATE_LOOKS[repair.state]
            chips = [(visitor.t(f'repairs-state-{repair.state}'), mood)]
            row(f'/repairs/{repair.id}', repair.what, about, picture='wrench', chips=chips)


def _money(visitor: Visitor, thing: Thing, found: list[Past]) -> None:
    """What was paid, against price and age, and what follows from it."""
    t = visitor.t
    advice = repair_history.advise(thing, found)
    section(t('repairs-worth'))
    with box('tw-card tw-stack-small'):
        if advice.what:
            with box('tw-line'):
                chip(t(f'repairs-advice-{advice.what}'), LOOKS[advice.what])
        for said in _reckoned(visitor, advice, found):
            words(said, '', 'p')
        if advice.what:
            words(t(f'repairs-advice-{advice.what}-why'), 'tw-sub', 'p')


LOOKS = {'warranty': 'info', 'repair': 'ok', 'watch': 'warn', 'replace': 'bad'}


def _reckoned(visitor: Visitor, advice: Advice, found: list[Past]) -> list[str]:
    """The sums that the advice comes from."""
    t, total = visitor.t, repair_history.spent(found)
    said = [t('repairs-spent', total=f'{total:,.2f}', lately=f'{advice.spent:,.2f}')]
    if advice.worth is None:
        said.append(t('repairs-no-price'))
    else:
        said.append(t('repairs-share', share=advice.share, worth=f'{advice.worth:,.2f}'))
    if advice.age is not None and advice.life:
        said.append(t('repairs-age-of-life', age=f'{advice.age:.1f}', life=advice.life))
    elif advice.age is not None:
        said.append(t('repairs-age', age=f'{advice.age:.1f}'))
    else:
        said.append(t('repairs-no-age'))
    return said
