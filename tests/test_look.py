"""The design system: one file names the colours and sizes, every theme can be read, every page wears the device's look."""

import re
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write_one
from pages.bundle import look, look_hash
from tests.cast import School
from tests.house import ROOT
from tests.test_pages import Visit
from tests.test_pages import visit as visit

SHEETS = sorted((ROOT / 'static' / 'src').glob('look-*.css'))
TOKENS = ROOT / 'static' / 'src' / 'look-tokens.css'
ON_PICTURES = 'look-scanner.css'  # over the camera's picture, whatever the theme
COLOUR = re.compile(r'#[0-9a-f]{3,8}\b|rgb\(|hsl\(', re.IGNORECASE)
DRAWINGS = ('look-trust.css', 'look-walk.css')  # units of an SVG, not of the page
THEMES = {
    'light': (':root',),
    'light, high contrast': (':root', '.tw-contrast'),
    'dark': (':root', '.tw-dark'),
    'dark, high contrast': (':root', '.tw-dark', '.tw-dark.tw-contrast'),
}
READ = 4.5  # WCAG 2.2, 1.4.3: text of ordinary size
SEEN = 3.0  # 1.4.11: the border of a field
MORE = 7.0  # 1.4.6: text, for whoever asks for more contrast
TEXTS = ('ink', 'muted', 'primary', 'ok', 'warn', 'bad', 'info')
GROUNDS = ('bg', 'surface', 'sunken')


@pytest.mark.parametrize('sheet', SHEETS, ids=lambda sheet: sheet.stem)
def test_no_other_sheet_names_a_colour_or_a_size_of_type(sheet: Path) -> None:
    text = sheet.read_text(encoding='utf-8')
    if sheet.name not in (TOKENS.name, ON_PICTURES):
        assert COLOUR.findall(text) == []
    if sheet not in (TOKENS,) and sheet.name not in DRAWINGS:
        assert re.findall(r'font-size: [\d.]+(?:px|rem)', text) == []


@pytest.mark.parametrize('theme', THEMES)
def test_what_is_written_can_be_read_on_every_ground(theme: str) -> None:
    found = tokens(theme)
    least = MORE if 'contrast' in theme else READ
    pairs = [(text, ground, least) for text, ground in product(TEXTS, GROUNDS)]
    pairs += [(mood, f'{mood}-soft', READ) for mood in ('ok', 'warn', 'bad', 'info', 'primary')]
    pairs += [('on-primary', fill, READ) for fill in ('primary', 'ok-fill', 'warn-fill', 'bad-fill', 'neutral-fill')]
    pairs += [
        ('on-deep', 'primary-deep', READ),
        ('on-deep', 'primary-lit', READ),
        ('on-badge-warn', 'badge-warn', READ),
    ]
    pairs += [('on-badge-bad', 'badge-bad', READ), ('on-paper', 'paper', READ)]
    pairs += [('field-line', ground, SEEN) for ground in GROUNDS]
    wrong = {
        f'{text} on {ground}': round(contrast(found[text], found[ground]), 2)
        for text, ground, wanted in pairs
        if contrast(found[text], found[ground]) < wanted
    }
    assert wrong == {}


@pytest.mark.parametrize('path', ['/sign-in', '/offline', '/trust', '/me'])
async def test_every_page_wears_the_look_before_it_is_drawn(path: str, visit: Visit) -> None:
    user = await visit('keeper', '/')
    if path == '/sign-in':
        user.http_client.cookies.clear()
    answer = await user.http_client.get(path)
    script = look().removeprefix('<script>').removesuffix('</script>')
    head = answer.text.partition('</head>')[0]
    assert head.index(script) < head.index('rel="stylesheet"')
    noted = re.search(r'<script nonce="([^"]+)">', head)
    allowed = f"'nonce-{noted[1]}'" if noted else f"'{look_hash()}'"
    assert allowed in answer.headers['content-security-policy']


async def test_a_page_can_be_read_before_its_code_runs_and_harms_nobody(
    visit: Visit, founded: tuple[Path, School]
) -> None:
    fan = founded[1].id_of('fan')
    user = await visit('keeper', '/')
    await write_one(enter('register.revise', {'name': '<script>扇</script>'}, thing_id=fan), the_server())
    text = (await user.http_client.get(f'/things/{fan}')).text
    early = text.partition('<div id="tw-early">')[2].partition('<nav class="tw-tabs"')[0]
    assert '<h1 class="tw-h1">&lt;script&gt;扇&lt;/script&gt;</h1>' in early
    assert 'tw-waits-page' in early
    assert '<script' not in early


@cache
def tokens(theme: str) -> dict[str, str]:
    """Each colour of a theme by its name."""
    text = TOKENS.read_text(encoding='utf-8')
    found: dict[str, str] = {}
    for selector in THEMES[theme]:
        [block] = re.findall(rf'^\s*{re.escape(selector)} \{{(.*?)\}}', text, re.DOTALL | re.MULTILINE)
        found |= dict(re.findall(r'--tw-([\w-]+): (#[0-9a-f]{3,6});', block))
    return found


def contrast(one: str, other: str) -> float:
    """How far two colours are apart: WCAG 2.2, relative luminance and contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else ''.join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
