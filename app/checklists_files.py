"""Checklists as files: YAML for people who like text, xlsx in the manner of XLSForm for people who like sheets."""

from typing import Any

import yaml

from app.checklists_template import read_template
from app.checklists_xlsx import from_xlsx, to_xlsx
from app.core.errors import BadInput

__all__ = ['MOST_BYTES', 'read_file', 'to_xlsx', 'to_yaml']

MOST_BYTES = 1_000_000
MOST_TEMPLATES = 100


class _Plain(yaml.SafeDumper):
    """Lists of items on lines of their own, without references to what was said before."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def to_yaml(bodies: list[dict[str, Any]]) -> bytes:
    text = yaml.dump({'version': 1, 'templates': bodies}, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)
    return text.encode()


def read_file(data: bytes) -> list[dict[str, Any]]:
    """The templates in a file, YAML or xlsx as its content tells. Raises BadInput with what is wrong and where."""
    if len(data) > MOST_BYTES:
        raise BadInput('not_a_checklist')
    bodies = [from_xlsx(data)] if data.startswith(b'PK') else _from_yaml(data)
    if not 0 < len(bodies) <= MOST_TEMPLATES:
        raise BadInput('not_a_checklist')
    return [read_template(_in_both(body)) for body in bodies]


def _from_yaml(data: bytes) -> list[dict[str, Any]]:
    text = data.decode('utf-8-sig', errors='replace')
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text)):
            raise BadInput('not_a_checklist')  # with aliases a short text may unfold into an endless one
        found = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError):
        raise BadInput('not_a_checklist') from None
    if isinstance(found, dict):
        found = found.get('templates', [found])
    if not isinstance(found, list) or not all(isinstance(body, dict) for body in found):
        raise BadInput('not_a_checklist')
    return found


def _in_both(body: dict[str, Any]) -> dict[str, Any]:
    """What is said in one language only stands for both."""

    def fill(said: Any) -> Any:
        if not isinstance(said, dict) or not (said.get('zh') or said.get('en')):
            return said
        return said | {'zh': said.get('zh') or said.get('en'), 'en': said.get('en') or said.get('zh')}

    body = fill(body)
    for name in ('items', 'sections'):
        if isinstance(body.get(name), list):
            body[name] = [fill(each) for each in body[name]]
    for item in body.get('items', []):
        if isinstance(item, dict) and isinstance(item.get('choices'), list):
            item['choices'] = [fill(choice) for choice in item['choices']]
    return body
