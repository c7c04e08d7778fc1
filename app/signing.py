"""Signatures on the phone's screen: three roles, ink that is more than a few dots, and what exactly was signed."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from app.core.errors import BadInput, Conflict
from app.core.kinds import Form
from app.core.records import Writing

Role = Literal['pupil', 'teacher', 'keeper']
ROLES: tuple[Role, ...] = ('pupil', 'teacher', 'keeper')  # DOMAIN 1.24, rule 4
NAMELESS = ('pupil',)  # who signs for the class; no pupil's name is kept (SECURITY S31)
LEAST = (400, 150, 40)  # thousandths of the field's width: how long, how wide and how high ink is at least

Share = Annotated[int, Field(ge=0, le=1_000_000)]


@dataclass(frozen=True)
class Verdict:
    """Whether what was signed is still what the books hold."""

    rows_agree: bool  # with the digest
    log_agrees: bool  # every signature of the log speaks of that digest
    paper_agrees: bool | None  # nothing was said of a paper

    @property
    def holds(self) -> bool:
        return self.rows_agree and self.log_agrees and self.paper_agrees is not False


class SignForm(Form):
    digest: str = Field(pattern='^[0-9a-f]{64}$', json_schema_extra={'widget': 'hidden'})
    name: str = Field(default='', max_length=40, title='signing-name')
    signature: str = Field(
        pattern='^[0-9a-f]{64}$', title='signing-signature', json_schema_extra={'widget': 'signature'}
    )
    ink: list[Share] = Field(min_length=3, max_length=3, json_schema_extra={'widget': 'ink'})


def check_ink(ink: list[int]) -> None:
    """Raises BadInput for dots and dashes: somebody tapped where they should have signed."""
    if any(drawn < least for drawn, least in zip(ink, LEAST, strict=True)):
        raise BadInput('too_little_ink')


def signed_by(
    signatures: dict[str, dict[str, Any]], role: str, form: SignForm, record: Writing
) -> dict[str, dict[str, Any]]:
    """The signatures with another one. Raises BadInput or Conflict for ink, a name or a picture that will not do."""
    check_ink(form.ink)
    if role in signatures:
        raise Conflict('signed_role')
    if any(each['signature'] == form.signature for each in signatures.values()):
        raise BadInput('same_signature')
    name = '' if role in NAMELESS else form.name
    if role not in NAMELESS and not name:
        raise BadInput('no_signer')
    at = min(record.at, record.received_at)
    by = str(record.by.id) if record.by.id else None
    return signatures | {role: {'signature': form.signature, 'name': name, 'by': by, 'at': at.isoformat()}}
