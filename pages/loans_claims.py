"""Disputed loans: two were said to have the same thing, and somebody decides who really has it."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from app import loan_list, people
from app.core.entries import enter
from app.core.records import write_one
from app.loan_writing import form_in
from models import Record
from pages.parts import Visitor, box, button, empty, go, guarded, words


async def draw(visitor: Visitor) -> None:
    """Two were said to have the same: somebody decides who really has it."""
    lines, records = await loan_list.lines('claims', 200), await loan_list.conflicts()
    if not lines and not records:
        empty('ok', visitor.t('loans-none-claims'))
        return
    words(visitor.t('loans-claims_more'), 'tw-sub', 'p')
    for line in lines:
        said = ' · '.join((line.borrower, visitor.t('loans-since', when=visitor.when(line.lent_at))))
        _claim(visitor, line.id, line.name, said, f'/things/{line.thing}')
    for record in records:
        name, said, path = await _told(visitor, record)
        _claim(visitor, record.id, name, said, path)


async def _told(visitor: Visitor, record: Record) -> tuple[str, str, str]:
    form = await form_in(record)
    who = form.borrower or (form.person and (await people.names_of({form.person})).get(form.person)) or '—'
    first = form.things[0].thing
    names = await loan_list.names_of_things([str(each.thing) for each in form.things])
    since = visitor.t('loans-since', when=visitor.when(min(record.at, record.received_at)))
    return '、'.join(names), f'{who} · {since}', f'/things/{first}'


def _claim(visitor: Visitor, id: UUID, name: str, said: str, path: str) -> None:
    with box('tw-card tw-stack-small').props(f'data-claim={id}'):
        words(name, 'tw-title', 'div')
        words(said, 'tw-sub', 'div')
        if visitor.may('loans.settle'):
            with box('tw-grid tw-fit'):
                for word, has_it in (('loans-has_it', True), ('loans-has_it_not', False)):
                    button(visitor.t(word), guarded(visitor, _settle(visitor, id, has_it)), classes='tw-small')
        go(path, visitor.t('loans-who_has_it'), picture='box', classes='tw-quiet tw-small')


def _settle(visitor: Visitor, id: UUID, has_it: bool) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        entry = enter('loans.settle', {'claim': str(id), 'has_it': has_it})
        await write_one(entry, await visitor.now('loans.settle'))

    return work
