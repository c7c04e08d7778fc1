"""docs/security.md: every line of the requirements is there, with tests that exist or an excuse in words."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
ROWS = dict(
    re.findall(r'^\| (S\d+) \| (.*) \|$', (HOUSE / 'docs' / 'security.md').read_text(encoding='utf-8'), re.MULTILINE)
)
LINES = [f'S{number}' for number in range(1, 41)]
# The items of ASVS 5.0 that the requirements name.
ITEMS = {
    'S2': ('8.2.2',), 'S3': ('15.3.3',), 'S5': ('6.2', '6.3.2', '6.3.3'), 'S9': ('7.4.5', '7.5.2'), 'S12': ('4.4.2',),
    'S20': ('5.2.3',), 'S22': ('14.3.1',), 'S23': ('14.3.3',), 'S32': ('16.4.2', '16.4.3'), 'S40': ('16.5.3',),
}  # fmt: skip


def python_tests() -> set[str]:
    files = (HOUSE / 'tests').rglob('test_*.py')
    return {
        name for file in files for name in re.findall(r'^(?:async )?def (test_\w+)', file.read_text(), re.MULTILINE)
    }


def phone_tests() -> set[str]:
    files = (HOUSE / 'tests' / 'js').glob('*.test.js')
    return {
        name for file in files for name in re.findall(r"^\s*test\('((?:[^'\\]|\\.)*)'", file.read_text(), re.MULTILINE)
    }


def test_every_line_of_the_requirements_is_there_once_and_in_order() -> None:
    assert list(ROWS) == LINES


@pytest.mark.parametrize('line', LINES)
def test_a_line_names_its_tests_or_its_excuse(line: str) -> None:
    required, does, proof = ROWS[line].split(' | ')
    named = re.findall(r'`(test_\w+)`', proof)
    phone = re.findall(r'phone «([^»]+)»', proof)
    assert len(required) > 10 and len(does) > 40
    assert named or phone or '**Not done' in does, f'{line} has neither test nor excuse'
    assert set(named) - python_tests() == set()
    assert set(phone) - phone_tests() == set()
    leftover = re.sub(r'`test_\w+`|phone «[^»]+»|[,\s]', '', proof)
    assert leftover == '', f'{line}: what is {leftover!r}?'
    for item in ITEMS.get(line, ()):
        assert re.search(rf'\({item}|, {item}|\b{re.escape(item)}\b', ROWS[line]), f'{line} lacks ASVS {item}'
