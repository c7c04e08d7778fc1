"""Why a record of somebody else's did not take effect, said to whoever looks after it."""

from typing import Any

from app.core.kinds import KINDS
from pages.parts import Visitor


def title(visitor: Visitor, kind: str) -> str:
    """What was to be done; of a kind that nobody knows, that it cannot be read."""
    return visitor.t(kind.replace('.', '-')) if kind in KINDS else visitor.t('refusals-unreadable')


def reason(visitor: Visitor, kind: str, code: str, facts: dict[str, Any]) -> str:
    """The sentence for the reader: the account meant is the recorder's, and a field has the name it has on screen."""
    if code == 'not_allowed':
        return visitor.t('refusals-not-theirs')
    return visitor.t(f'problem-{code}', **(facts | _field(visitor, kind, str(facts.get('field', '')))))


def _field(visitor: Visitor, kind: str, name: str) -> dict[str, str]:
    field = KINDS[kind].form.model_fields.get(name.partition('.')[0]) if kind in KINDS else None
    return {'field': visitor.t(field.title)} if field and field.title else {}
