"""A score board for the hall's big screen, which also prints: a page of its own that needs no socket."""

import html
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app import checklists, scores
from app.core import web
from app.core.config import read_config
from app.core.words import t
from pages.bundle import address

router = APIRouter()
AGAIN = 300  # seconds until a screen that hangs in the hall looks again


@router.get('/boards/{id}', include_in_schema=False)
async def show(id: str, caller: web.Caller) -> HTMLResponse:
    caller.must('scores.see')
    board = await scores.board(id)
    template = await checklists.latest(board.checklist)
    language = caller.language
    title = html.escape(template.body['en' if language == 'en' else 'zh'])
    year, _, part = board.period.partition('-')
    week = part.startswith('W')
    period = (
        t('scores-week', language, year=year, week=int(part[1:]))
        if week
        else t('scores-month', language, year=year, month=int(part))
    )
    until = f'{board.appeals_until.astimezone(read_config().timezone):%Y-%m-%d %H:%M}'
    lines = ''.join(_line(row) for row in board.rows)
    return HTMLResponse(
        f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="{AGAIN}">
<title>{title} · {html.escape(period)}</title>
<link rel="icon" href="/icons/192.png"><link rel="stylesheet" href="{address('tagwalk.css')}">
</head>
<body class="tw-body tw-board">
<header><h1>{title}</h1><p>{html.escape(period)}</p></header>
<ol class="tw-board-rows">{lines}</ol>
<footer>{html.escape(t('scores-until', language, day=until))}</footer>
</body>
</html>""",
        headers={'Cache-Control': 'no-store'},
    )


def _line(row: dict[str, Any]) -> str:
    award = f'<span class="tw-chip tw-chip-ok">{row["awards"]:+g}</span>' if row.get('awards', 0) > 0 else ''
    return (
        f'<li class="tw-board-row tw-board-row-{min(row["rank"], 4)}"><span class="tw-rank">{row["rank"]}</span>'
        f'<span class="tw-board-name">{html.escape(row["name"])}</span>{award}'
        f'<span class="tw-points">{row["points"]:g}</span></li>'
    )
