"""Scores: how it stands, rewards and deductions, publication, and appeals."""

from datetime import datetime
from functools import partial
from typing import Any

from nicegui import ui

from app import checklists, people, score_dates, scores, standings
from app.core.clock import now
from app.core.config import read_config
from app.core.entries import enter
from app.core.records import write_one
from models import Appeal, Board, Checklist, ScorePlan
from pages import scores_plan
from pages.checklists import title_of
from pages.parts import Visitor, banner, box, button, chip, empty, go, guarded, heading, row, section, watch, words


async def show(visitor: Visitor) -> None:
    visitor.actor.must('scores.see')
    heading(visitor.t('scores-title'))
    words(visitor.t('scores-sub'), 'tw-sub', 'p')

    @ui.refreshable
    async def live() -> None:
        found = await scores.scored_checklists()
        if not found:
            empty('trophy', visitor.t('scores-none'))
        for template in found:
            section(title_of(visitor, template.body))
            plan = await score_dates.plan_of(template)
            today = datetime.now(read_config().timezone).date()
            published = await scores.boards(template.key)
            scores_plan.line(visitor, plan, has_board=bool(published))
            out = {board.period for board in published}
            for number, period in enumerate(standings.periods(plan.every, today)):
                rows = [] if period in out else await standings.standing(template.key, period)
                if rows or (not number and period not in out):  # nothing came in the period before, nothing is to do
                    _standing(visitor, template, plan, period, rows)
            if published:
                section(visitor.t('scores-published'))
                with box('tw-card tw-card-flush'):
                    for board in published:
                        first = visitor.t('separator').join(line['name'] for line in board.rows if line['rank'] == 1)
                        row(f'/scores/{board.id}', said(visitor, board.period), first, picture='trophy')

    await live()
    watch('scores', 'inspections', then=live.refresh)


def said(visitor: Visitor, period: str) -> str:
    return standings.said(period, visitor.language)


def _standing(visitor: Visitor, template: Checklist, plan: ScorePlan, period: str, rows: list[dict[str, Any]]) -> None:
    with box('tw-card tw-stack'):
        with box('tw-line'):
            words(said(visitor, period), 'tw-label')
            box('tw-spacer')
            chip(visitor.t('scores-open'), 'info')
        if not rows:
            words(visitor.t('scores-nothing-yet'), 'tw-sub', 'p')
            return
        mine = visitor.may('scores.award')
        _table(visitor, rows, partial(_award, visitor, template.key) if mine else None)
        if visitor.may('scores.publish'):

            async def publish() -> None:
                form = {'checklist': template.key, 'period': period, 'appeal_days': plan.appeal_days}
                verdict = await write_one(enter('scores.publish', form), await visitor.now('scores.publish'))
                ui.navigate.to(f'/scores/{verdict.id}')

            words(visitor.t('scores-publish-more', days=plan.appeal_days), 'tw-sub', 'p')
            button(visitor.t('scores-publish'), guarded(visitor, publish), picture='check', classes='tw-primary')


def _table(visitor: Visitor, rows: list[dict[str, Any]], act: Any = None) -> None:
    with box('tw-scores'):
        for line in rows:
            with box('tw-row', 'button' if act else 'div') as made:
                words(str(line['rank']), f'tw-rank tw-rank-{min(line["rank"], 4)}')
                with box('tw-row-main'):
                    words(line['name'], 'tw-title', 'div')
                    parts = [visitor.t('scores-checks', count=line['checks']), *line['reasons'][:3]]
                    words(' · '.join(parts), 'tw-sub', 'div')
                if line.get('awards'):
                    chip(standings.signed(line['awards']), 'ok' if line['awards'] > 0 else 'bad')
                words(f'{line["points"]:g}', 'tw-points tw-num')
            if act:
                made.props('type=button').on('click', partial(act, line))


def _award(visitor: Visitor, key: str, line: dict[str, Any]) -> None:
    """Points besides the checks: rewards as well as deductions."""
    with ui.dialog() as dialog, box('tw-card tw-stack tw-dialog'):
        words(line['name'], 'tw-h2', 'h2')
        points = ui.number(visitor.t('scores-points'), value=1, step=1).props('outlined').classes('tw-wide')
        words(visitor.t('scores-points-more'), 'tw-sub', 'p')
        reason = ui.input(visitor.t('scores-reason')).props('outlined maxlength=300').classes('tw-wide')

        async def save() -> None:
            form = {'checklist': key, 'points': float(points.value or 0), 'reason': reason.value or ''}
            await write_one(enter('scores.award', form, thing_id=line['thing']), await visitor.now('scores.award'))
            dialog.close()

        button(visitor.t('form-save'), guarded(visitor, save), picture='check', classes='tw-primary')
        button(visitor.t('saved-back'), dialog.close, classes='tw-quiet')
    dialog.open()


async def show_one(visitor: Visitor, id: str) -> None:
    """A published board, and what is said against it."""
    visitor.actor.must('scores.see')
    first = await scores.board(id)
    heading(title_of(visitor, (await checklists.latest(first.checklist)).body))
    words(said(visitor, first.period), 'tw-sub', 'p')
    with box('tw-line'):
        big = go(f'/boards/{first.id}', visitor.t('scores-big'), picture='print', classes='tw-small')
        big.props('target=_blank')

    @ui.refreshable
    async def live() -> None:
        board = await scores.board(id)
        is_open = board.appeals_until > now()
        said_until = visitor.t('scores-until' if is_open else 'scores-final', day=visitor.when(board.appeals_until))
        banner('info', said_until)
        with box('tw-card tw-card-flush'):
            act = partial(_appeal, visitor, board) if is_open and visitor.may('scores.appeal') else None
            _table(visitor, board.rows, act)
        found = await scores.appeals(board.id)
        if found:
            section(visitor.t('scores-appeals'))
            names = {line['thing']: line['name'] for line in board.rows}
            writers = await people.names_of({appeal.by_id for appeal in found if appeal.by_id})
            for appeal in found:
                by = writers.get(appeal.by_id, '') if appeal.by_id else ''
                _settle(visitor, appeal, f'{names.get(str(appeal.thing_id), "")} · {by}')

    await live()
    watch('scores', then=live.refresh)


def _appeal(visitor: Visitor, board: Board, line: dict[str, Any]) -> None:
    with ui.dialog() as dialog, box('tw-card tw-stack tw-dialog'):
        words(visitor.t('scores-appeal-about', name=line['name']), 'tw-h2', 'h2')
        text = ui.textarea(visitor.t('scores-why')).props('outlined autogrow maxlength=1000').classes('tw-wide')

        async def save() -> None:
            form = {'board': str(board.id), 'text': text.value or ''}
            await write_one(enter('scores.appeal', form, thing_id=line['thing']), await visitor.now('scores.appeal'))
            dialog.close()

        button(visitor.t('scores-appeal'), guarded(visitor, save), picture='check', classes='tw-primary')
        button(visitor.t('saved-back'), dialog.close, classes='tw-quiet')
    dialog.open()


def _settle(visitor: Visitor, appeal: Appeal, title: str) -> None:
    with box('tw-card tw-stack-small'):
        words(title, 'tw-sub', 'div')
        words(appeal.text, 'tw-title', 'p')
        if appeal.settled_at:
            with box('tw-line'):
                chip(visitor.t('scores-settled', points=standings.signed(appeal.points or 0)), 'ok')
            words(appeal.note, '', 'p')
        elif visitor.may('scores.settle') and appeal.by_id != visitor.actor.id:
            points = ui.number(visitor.t('scores-give-back'), value=0).props('outlined').classes('tw-wide')
            note = ui.input(visitor.t('scores-answer')).props('outlined').classes('tw-wide')

            async def settle() -> None:
                form = {'appeal': str(appeal.id), 'points': float(points.value or 0), 'note': note.value or ''}
                await write_one(enter('scores.settle', form), await visitor.now('scores.settle'))

            button(visitor.t('scores-settle'), guarded(visitor, settle), picture='check')
