"""What pages say about signatures: a line for each signer, and whether what was signed still holds."""

from datetime import datetime
from typing import Any

from nicegui import ui

from app.signing import Verdict
from pages.parts import Visitor, banner, box, chip, go, words


def signer(visitor: Visitor, title: str, signed: dict[str, Any] | None, path: str = '', *, bare: bool = False) -> None:
    """Who signed when and how it looks; else the way to the field, where `path` leads to one.

    `bare` leaves out name and ink, for a class's account.
    """
    with box('tw-line'):
        with box('tw-row-main'):
            words(title, 'tw-title', 'div')
            if signed:
                said = ['' if bare else signed['name'], visitor.when(datetime.fromisoformat(signed['at']))]
                words(' · '.join(part for part in said if part), 'tw-sub', 'div')
        if signed and bare:
            chip(visitor.t('handovers-state-signed'), 'ok')
        elif signed:
            ink = ui.image(f'/api/photos/{signed["signature"]}').classes('tw-handover-ink')
            ink.props('fit=contain no-spinner')
            ink._props['alt'] = visitor.t('signing-ink', who=title)
        elif path:
            go(path, visitor.t('handovers-sign-here'), picture='draw', classes='tw-strong-button')
        else:
            chip(visitor.t('handovers-not-signed'))


def checked(visitor: Visitor, found: Verdict, rows: str, log: str) -> None:
    """Whether it holds, and which of rows, log and paper agree; `rows` and `log` are sentences."""
    said = visitor.t(f'handovers-verify-{"holds" if found.holds else "broken"}')
    banner('ok' if found.holds else 'bad', said, 'ok' if found.holds else 'alert')
    lines = [(rows, found.rows_agree), (log, found.log_agrees)]
    if found.paper_agrees is not None:
        lines.append((visitor.t('handovers-verify-paper'), found.paper_agrees))
    with box('tw-card tw-stack-small'):
        for line, agrees in lines:
            with box('tw-line'):
                words(line, 'tw-row-main')
                words('✓' if agrees else '✗', 'tw-strong')
