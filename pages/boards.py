"""A score board for the hall's big screen, which also prints: a page of its own that needs no socket."""

import html
import math
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app import checklists, scores, standings
from app.core import web
from app.core.clock import now
from app.core.config import read_config
from app.core.words import t
from pages.bundle import address, look

router = APIRouter()
AGAIN = 300  # seconds until a screen that hangs in the hall looks again
# Columns on a wide screen for so many rows: nobody scrolls in the hall.
COLUMNS = ((1, 6), (2, 20), (3, 42), (4, 72), (5, 10_000))
FEWEST = 6  # rows that the height is shared out among, so that few do not become giants


@router.get('/boards/{id}', include_in_schema=False)
async def show(id: str, caller: web.Caller) -> HTMLResponse:
    """One board, or the newest of a checklist: a screen in the hall is given the checklist's address once."""
    caller.must('scores.see')
    board = await scores.board(id) if _is_id(id) else await scores.latest_board(id)
    template = await checklists.latest(board.checklist)
    language = caller.language
    title = html.escape(template.body['en' if language == 'en' else 'zh'])
    period = html.escape(standings.said(board.period, language))
    until = f'{board.appeals_until.astimezone(read_config().timezone):%Y-%m-%d %H:%M}'
    word = 'scores-until' if board.appeals_until > now() else 'scores-final'
    columns = next(count for count, most in COLUMNS if len(board.rows) <= most)
    size = f'--columns: {columns}; --rows: {max(math.ceil(len(board.rows) / columns), FEWEST)}'
    lines = ''.join(_line(row) for row in board.rows)
    return HTMLResponse(
        f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="{AGAIN}">
<title>{title} · {period}</title>
<link rel="icon" href="/icons/192.png">{look()}<link rel="stylesheet" href="{address('tagwalk.css')}">
</head>
<body class="tw-body tw-board">
<header><h1>{title}</h1><p>{period}</p></header>
<ol class="tw-board-rows" style="{size}">{lines}</ol>
<footer>{html.escape(t(word, language, day=until))}</footer>
</body>
</html>""",
        headers={'Cache-Control': 'no-store'},
    )


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _line(row: dict[str, Any]) -> str:
    given = row.get('awards', 0)
    award = (
        f'<span class="tw-chip tw-chip-{"ok" if given > 0 else "bad"}">{standings.signed(given)}</span>'
        if given
        else ''
    )
    return (
        f'<li class="tw-board-row tw-board-row-{min(row["rank"], 4)}"><span class="tw-rank">{row["rank"]}</span>'
        f'<span class="tw-board-name">{html.escape(row["name"])}</span>{award}'
        f'<span class="tw-points">{row["points"]:g}</span></li>'
    )
