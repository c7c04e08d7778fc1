"""What the books say of a thing, and what it looks like."""

from collections.abc import Callable

from nicegui import ui

from app import ledger, register, schedules, tags, warranty
from app.core.entries import enter
from app.core.records import write_one
from app.core.tagcode import spell
from app.register import today
from models import Thing
from pages.parts import Visitor, box, door, guarded, piece, section, words, written


async def draw(visitor: Visitor, thing: Thing) -> None:
    """Money only for those who keep the books."""
    tag = await tags.tag_of(thing.id)
    names = await register.categories()
    keeps = visitor.may('register.revise')
    gb = ' · '.join(part for part in (thing.gb_code, thing.gb_edition) if part)
    worn = ledger.depreciation(thing.price, thing.quantity, thing.booked or thing.bought, thing.life, today())
    money = [
        (visitor.t('register-price'), f'¥{thing.price:,.2f}' if thing.price is not None else ''),
        (visitor.t('register-amount'), f'¥{thing.price * thing.quantity:,.2f}' if thing.price is not None else ''),
        (visitor.t('ledger-net'), f'¥{thing.price * thing.quantity - worn:,.2f}' if thing.price and worn else ''),
        (visitor.t('register-funds'), thing.funds),
        (visitor.t('register-supplier'), thing.supplier),
    ]
    facts = [
        (visitor.t('register-category'), visitor.name_of(names.get(thing.category))),
        (visitor.t('register-gb_code'), gb),
        (visitor.t('register-tag'), spell(tag.code) if tag else ''),
        (visitor.t('register-code'), register.code_of(thing)),
        (visitor.t('register-old_code'), thing.old_code),
        (visitor.t('register-brand'), thing.brand),
        (visitor.t('register-spec'), thing.spec),
        (visitor.t('register-serial'), thing.serial),
        (visitor.t('register-department'), thing.department),
        (visitor.t('register-custodian'), thing.custodian if visitor.may('names.see') else ''),
        (visitor.t('register-acquired'), thing.acquired),
        (visitor.t('register-bought'), thing.bought),
        (visitor.t('register-booked'), thing.booked),
        *(money if keeps else []),
        (visitor.t('register-life'), str(thing.life or '')),
        (visitor.t('register-warranty'), _warranty(visitor, thing)),
        (visitor.t('register-upkeep'), str(thing.upkeep or '')),
        (visitor.t('register-disposed'), thing.disposed),
        (visitor.t('register-remarks'), thing.remarks),
    ]
    section(visitor.t('thing-facts'))
    code = spell(tag.code) if tag else None
    told = [
        written(word, 'tw-sub', 'dt') + written(value, 'tw-code' if value == code else '', 'dd')
        for word, value in facts
        if value
    ]
    piece(''.join(told), 'tw-card tw-facts', 'dl')


def _warranty(visitor: Visitor, thing: Thing) -> str:
    over = warranty.is_over(thing, schedules.today())
    return f'{thing.warranty} {visitor.t("register-warranty-over")}' if over else thing.warranty


async def draw_pictures(visitor: Visitor, thing: Thing) -> None:
    """The photos, big enough to know the thing by."""
    if not thing.photos:
        return

    def drop(sha: str) -> Callable:
        async def work() -> None:
            entry = enter('pictures.drop', {'photo': sha}, thing_id=str(thing.id))
            await write_one(entry, await visitor.now('pictures.drop'))

        return work

    with box('tw-gallery'):
        for sha in thing.photos:
            with box('tw-gallery-one'):
                with box('', 'a').props(f'href=/api/photos/{sha} target=_blank rel=noopener'):
                    ui.image(f'/api/photos/{sha}').props(f'fit=cover no-spinner alt="{visitor.t("pictures-photos")}"')
                if visitor.may('pictures.drop'):
                    with box('tw-gallery-drop', 'button') as made:
                        made.props(f'type=button aria-label="{visitor.t("pictures-drop")}"')
                        words('×').props('aria-hidden=true')
                    made.on('click', guarded(visitor, drop(sha)))


def doors(visitor: Visitor, thing: Thing, tag: str, how: str) -> list[str]:
    """What can be done with the card itself."""
    found = []
    if visitor.may('pictures.add') and not thing.is_retired:
        path = f'/things/{thing.id}/do/pictures.add?tag={tag}&how={how}'
        found.append(door(path, visitor.t('pictures-add'), picture='camera', classes='tw-quiet'))
    if visitor.may('batches.split') and thing.quantity > 1 and not thing.is_retired:
        found.append(door(f'/things/{thing.id}/split', visitor.t('batches-split'), picture='box', classes='tw-quiet'))
    if visitor.may('register.add') and thing.is_place and not thing.is_retired:
        path = f'/things/new?inside={thing.id}'
        found.append(door(path, visitor.t('register-add-here'), picture='plus', classes='tw-quiet'))
    return found
