"""Safety responsibility letters of a year: who has signed and who has not, and one signature of the head for all."""

from nicegui import ui

from app import letter_list, letters, people, schedules
from app.core.entries import enter
from app.core.errors import BadInput
from app.core.kinds import KINDS
from app.core.records import write_one
from app.letter_list import OFFICE, Year
from models import Letter
from pages.parts import (
    Visitor,
    banner,
    box,
    button,
    chip,
    empty,
    go,
    guarded,
    heading,
    link,
    row,
    section,
    watch,
    words,
)
from pages.phone import FormView


def year_of(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) == 4 else schedules.today().year


async def show(visitor: Visitor, year: str = '') -> None:
    visitor.actor.must('letters.see')
    chosen = year_of(year)
    heading(visitor.t('letters-title'))
    words(visitor.t('letters-sub'), 'tw-sub', 'p')
    with box('tw-line'):
        for each in letter_list.years():
            classes = 'tw-small tw-strong-button' if each == chosen else 'tw-small'
            go(f'/letters?year={each}', str(each), classes=classes)

    @ui.refreshable
    async def live() -> None:
        found = await letter_list.of_year(chosen, visitor.actor)
        if visitor.may(OFFICE):
            _office(visitor, chosen, found)
        if not found.letters:
            empty('pen', visitor.t('letters-none'))
        for post in dict.fromkeys(letter.post for letter in found.letters):
            _post(visitor, found, [letter for letter in found.letters if letter.post == post])
        _without(visitor, found)

    await live()
    watch('letters', then=live.refresh)


def _office(visitor: Visitor, year: int, found: Year) -> None:
    """How far it is, what the head has to sign, and making more."""
    with box('tw-card tw-stack-small'):
        done = sum(letter.state == 'signed' for letter in found.letters)
        total = len(found.letters)
        words(visitor.t('letters-signed-of', signed=done, count=total), 'tw-strong')
        box('tw-progress').style(f'--value: {done / total if total else 0:.3f}')
        if waiting := found.unsigned('head'):
            said = visitor.t('letters-sign-all', count=len(waiting))
            go(f'/letters/sign?year={year}', said, picture='draw', classes='tw-primary')
        go(f'/letters/new?year={year}', visitor.t('letters-issue'), picture='plus')


def _post(visitor: Visitor, found: Year, made: list[Letter]) -> None:
    with box('tw-line'):
        section(made[0].title)
        box('tw-spacer')
        if visitor.may(OFFICE):
            done = sum(letter.state == 'signed' for letter in made)
            said = visitor.t('handovers-signed-short', signed=done, rooms=len(made))
            chip(said, 'ok' if done == len(made) else '')
    with box('tw-card tw-card-flush'):
        for letter in sorted(made, key=lambda letter: letter.state == 'signed'):
            name = found.names.get(letter.person_id, '—')
            row(f'/letters/{letter.id}', name, str(letter.year), picture='pen', chips=chips(visitor, letter))


def chips(visitor: Visitor, letter: Letter) -> list[tuple[str, str]]:
    """Who has not signed yet."""
    if letter.state != 'open':
        return [(visitor.t(f'letters-state-{letter.state}'), 'ok' if letter.state == 'signed' else '')]
    wanted = [role for role in letter_list.ROLES if role not in letter.signatures]
    return [(visitor.t(f'letters-lacks-{role}'), 'warn') for role in reversed(wanted)]


def _without(visitor: Visitor, found: Year) -> None:
    if not found.without:
        return
    section(visitor.t('letters-without', count=len(found.without)))
    with box('tw-card tw-stack-small'):
        for person in found.without:
            with box('tw-line'):
                words(person.shown, 'tw-row-main')
                words(', '.join(visitor.t(f'role-{role}') for role in person.roles), 'tw-sub')


async def sign_all(visitor: Visitor, year: str = '') -> None:
    """The head signs once for all letters of a year that lack this signature."""
    visitor.actor.must(OFFICE)
    chosen = year_of(year)
    with box('tw-crumbs', 'nav'), link(f'/letters?year={chosen}'):
        words(visitor.t('letters-title'))
    heading(visitor.t('letters-role-head'))
    found = await letter_list.of_year(chosen, visitor.actor)
    waiting = found.unsigned('head')[: letters.MOST]
    if not waiting:
        banner('ok', visitor.t('letters-all-signed'), 'ok')
        return
    words(visitor.t('letters-sign-for', count=len(waiting), year=str(chosen)), 'tw-wrap', 'p')
    with ui.expansion(visitor.t('letters-count', count=len(waiting))).classes('tw-card tw-wide'):
        for letter in waiting:
            with box('tw-line'):
                words(found.names.get(letter.person_id, '—'), 'tw-row-main')
                words(letter.title, 'tw-sub')
    sign_form(visitor, waiting, 'head', f'/letters?year={chosen}')


def sign_form(visitor: Visitor, waiting: list[Letter], role: str, next: str) -> None:
    """The field that one signature for these letters goes into."""
    rule = KINDS['letters.sign']
    known = {
        'letters': [str(letter.id) for letter in waiting], 'role': role, 'digest': letter_list.together(waiting),
    }  # fmt: skip
    FormView('letters.sign', schema=rule.form.model_json_schema(), kv=rule.version, prefill=known, next=next)


async def add(visitor: Visitor, year: str = '', post: str = '') -> None:
    """Making letters: the post's text, which can be changed, and who gets one."""
    visitor.actor.must(OFFICE)
    chosen = year_of(year)
    post = post if post in letters.posts() else letters.posts()[0]
    with box('tw-crumbs', 'nav'), link(f'/letters?year={chosen}'):
        words(visitor.t('letters-title'))
    heading(visitor.t('letters-issue'))
    has = {each.person_id for each in (await letter_list.of_year(chosen, visitor.actor)).letters if each.post == post}
    free = [person for person in await letter_list.candidates() if person.id not in has]
    names = await people.names_of({person.id for person in free})
    title, lines = letters.usual(post, visitor.language)
    roles = set(letters.texts()[post]['roles'])
    titles = {each: letters.usual(each, visitor.language)[0] for each in letters.posts()}
    with box('tw-card tw-stack'):
        chooser = ui.select(titles, label=visitor.t('letters-post'), value=post)
        name = ui.input(visitor.t('letters-issue-title'), value=title).props('maxlength=120')
        text = ui.textarea(visitor.t('letters-issue-lines'), value='\n'.join(lines)).props('autogrow')
        words(visitor.t('letters-lines-hint'), 'tw-sub', 'p')
        who = ui.select(
            {str(id): shown for id, shown in names.items()}, label=visitor.t('letters-issue-people'), multiple=True,
            value=[str(person.id) for person in free if roles & set(person.roles)], with_input=True,
        ).props('use-chips')  # fmt: skip
        for field in (chooser, name, text, who):
            field.props('outlined').classes('tw-wide')
        chooser.on_value_change(lambda change: ui.navigate.to(f'/letters/new?year={chosen}&post={change.value}'))

        async def make() -> None:
            if not who.value:
                raise BadInput('letters_nobody')
            said = [line.strip() for line in (text.value or '').splitlines() if line.strip()]
            form = {'year': chosen, 'post': post, 'title': name.value, 'lines': said, 'people': list(who.value)}
            await write_one(enter('letters.issue', form), await visitor.now('letters.issue'))
            ui.notify(visitor.t('letters-issued', count=len(who.value)), type='positive', position='top')
            ui.navigate.to(f'/letters?year={chosen}')

        button(visitor.t('letters-issue-go'), guarded(visitor, make), picture='check', classes='tw-primary')
