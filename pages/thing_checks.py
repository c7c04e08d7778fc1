"""What is checked and written down on a thing: its checks, its logbooks, and its numbers over time."""

from typing import Any

from app import checklists, logs, round_list
from models import Thing
from pages.parts import Visitor, box, row, section
from pages.phone import FormView


async def show(visitor: Visitor, thing: Thing, tag: str, how: str) -> None:
    """The check that is due, or the only one, stands open; of several, the person chooses. Logbooks are chosen."""
    templates = await checklists.current_checklists()
    keys = checklists.checks_of(thing, templates)
    found = [template for template in templates if template.key in keys]
    checks = [checklists.shown(template) for template in found if not logs.is_log(template.body)]
    books = [template for template in found if logs.is_log(template.body)]
    if books:
        await _books(visitor, thing, books, f'?tag={tag}&how={how}')
    due = await round_list.due_checks(thing)
    open_now = [template for template in checks if template['id'] in due] or checks
    if len(open_now) == 1:
        form(visitor, thing, open_now[0], tag, how)
        checks.remove(open_now[0])
    if not checks:
        return
    section(visitor.t('thing-checks'))
    with box('tw-card tw-card-flush'):
        for template in checks:
            path = f'/things/{thing.id}/check/{template["id"]}?tag={tag}&how={how}'
            count = visitor.t('thing-items', count=len(template['items']))
            row(path, title(visitor, template), count, picture='checklist')


async def _books(visitor: Visitor, thing: Thing, books: list[Any], query: str) -> None:
    waiting = await logs.open_entries(thing.id)
    section(visitor.t('logs-title'))
    with box('tw-card tw-card-flush'):
        for book in books:
            mine = [line for line in waiting if line.checklist == book.key]
            late = [line for line in mine if logs.is_overdue(line)]
            log = book.body['log']
            chips = (
                [(f'{title(visitor, log["open"])} {len(mine) - len(late)}', 'info')] if len(mine) > len(late) else []
            )
            if late:
                chips.append((f'{title(visitor, log.get("overdue", log["open"]))} {len(late)}', 'bad'))
            row(f'/things/{thing.id}/check/{book.key}{query}', title(visitor, book.body), picture='book', chips=chips)


def form(
    visitor: Visitor, thing: Thing, template: dict[str, Any], tag: str, how: str, round: str = '', quick: bool = False
) -> None:
    section(title(visitor, template))
    with box('tw-card'):
        FormView(
            'inspections.inspect', thing=brief(thing), tag=tag, how=how, checklist=template, round=round, quick=quick,
            next=f'/rounds/{round}' if round else f'/things/{thing.id}',
        )  # fmt: skip


def title(visitor: Visitor, said: dict[str, Any]) -> str:
    return str(said['en' if visitor.language == 'en' else 'zh'])


def brief(thing: Thing) -> dict[str, Any]:
    return {
        'id': str(thing.id),
        'name': thing.name,
        'ver': thing.ver,
        'category': thing.category,
        'code': thing.code,
        'quantity': thing.quantity,
    }
