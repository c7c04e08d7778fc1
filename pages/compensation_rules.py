"""The school's rules of compensation and its price list (赔偿规定和价目)."""

from decimal import Decimal

from nicegui import ui

from app import compensation_list, register, scores
from app.compensation_opening import rules_now
from app.compensation_sums import CAUSES, presets
from app.core.entries import enter
from app.core.records import write_one
from models import ListPrice
from pages.amounts import money, points, share, years
from pages.checklists import title_of
from pages.parts import Visitor, box, button, crumbs, guarded, heading, link, section, watch, words


async def show(visitor: Visitor) -> None:
    """The school's rules and its price list."""
    visitor.actor.must('compensation.price')
    with crumbs(visitor), link('/compensation'):
        words(visitor.t('compensation-title'))
    heading(visitor.t('compensation-rules-title'))
    if visitor.may('compensation.rules'):
        await _rules(visitor)

    section(visitor.t('compensation-prices'))
    words(visitor.t('compensation-prices-more'), 'tw-sub', 'p')
    categories = {key: visitor.name_of(each) for key, each in (await register.categories()).items()}

    @ui.refreshable
    async def live() -> None:
        found = await compensation_list.prices()
        with box('tw-card tw-stack'):
            if not found:
                words(visitor.t('compensation-no-prices'), 'tw-sub', 'p')
            for each in found:
                _price(visitor, each, categories)

    await live()
    watch('compensation', then=live.refresh)
    _more(visitor, categories)


def _price(visitor: Visitor, each: ListPrice, categories: dict[str, str]) -> None:
    """A line of the list: of one sort of thing, or of all in a category that have no line of their own."""
    key = each.key.removeprefix('category:')
    whole = key != each.key
    with box('tw-line'):
        with box('tw-row-main'):
            words(categories.get(key, key) if whole else each.name, 'tw-title', 'div')
            about = [visitor.t('compensation-price-whole')] if whole else []
            about += [visitor.t('compensation-years', years=each.life)] if each.life else []
            words(' · '.join(about), 'tw-sub', 'div')
        words(f'¥{each.price:.2f}', 'tw-num')

        async def drop() -> None:
            await write_one(enter('compensation.unprice', {'key': each.key}), await visitor.now('compensation.unprice'))

        button(visitor.t('compensation-unprice'), guarded(visitor, drop), classes='tw-small tw-quiet')


def _more(visitor: Visitor, categories: dict[str, str]) -> None:
    """A further line: by the name of a thing, or for a whole category."""
    with box('tw-card tw-stack'):
        options = {'': visitor.t('compensation-price-by-name'), **categories}
        category = ui.select(options, label=visitor.t('compensation-price-for'), value='', with_input=True)
        name = ui.input(visitor.t('compensation-price-name')).props('maxlength=100')
        name.bind_visibility_from(category, 'value', lambda chosen: not chosen)
        price = ui.input(visitor.t('compensation-price-new')).props('inputmode=decimal')
        life = ui.input(visitor.t('compensation-life')).props('inputmode=numeric')
        for field in (category, name, price, life):
            field.props('outlined').classes('tw-wide')

        async def add() -> None:
            what = {'category': category.value} if category.value else {'name': (name.value or '').strip()}
            form = {**what, 'price': str(money(price.value)), 'life': years(life.value)}
            await write_one(enter('compensation.price', form), await visitor.now('compensation.price'))
            name.value, price.value, life.value = '', '', ''

        button(visitor.t('compensation-price-add'), guarded(visitor, add), picture='plus', classes='tw-primary')


async def _rules(visitor: Visitor) -> None:
    _, body = await rules_now()
    tongue = 'en' if visitor.language == 'en' else 'zh'
    boards = {each.key: title_of(visitor, each.body) for each in await scores.scored_checklists()}
    with box('tw-card tw-stack'):
        options = {each['key']: each[tongue] for each in presets()}
        preset = ui.select(options, label=visitor.t('compensation-preset'), value=body['key'])
        board = ui.select(
            {'': visitor.t('compensation-no-board'), **boards}, label=visitor.t('compensation-board'),
            value=body.get('checklist', '') if body.get('checklist', '') in boards else '',
        )  # fmt: skip
        allowance = ui.input(visitor.t('compensation-allowance'), value=body['allowance'])
        residual = ui.input(visitor.t('compensation-residual'), value=_percent(body['residual']))
        residual.props('suffix=% hide-bottom-space')
        words(visitor.t('compensation-residual-more'), 'tw-sub', 'p')
        off = {
            cause: ui.input(
                visitor.t('compensation-points-for', cause=visitor.t(f'compensation-open-cause-{cause}')),
                value=body['points'][cause],
            )
            for cause in CAUSES
            if cause != 'wear'
        }
        reward = ui.input(visitor.t('compensation-reward-rule'), value=body['reward'])
        for field in (preset, board, allowance, residual, *off.values(), reward):
            field.props('outlined').classes('tw-wide')

        def fill() -> None:
            chosen = next(each for each in presets() if each['key'] == preset.value)
            allowance.value, reward.value = chosen['allowance'], chosen['reward']
            residual.value = _percent(chosen['residual'])
            for cause, field in off.items():
                field.value = chosen['points'][cause]

        preset.on_value_change(fill)

        async def save() -> None:
            form = {
                'preset': preset.value, 'checklist': board.value or '', 'allowance': str(money(allowance.value)),
                'residual': str(share(residual.value)), 'reward': str(points(reward.value)),
                'points': {cause: str(points(field.value)) for cause, field in off.items()},
            }  # fmt: skip
            await write_one(enter('compensation.rules', form), await visitor.now('compensation.rules'))
            ui.notify(visitor.t('compensation-rules-saved'), type='positive', position='top')

        button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')


def _percent(part: str) -> str:
    """A share of one as people read it."""
    return f'{(Decimal(part) * 100).normalize():f}'
