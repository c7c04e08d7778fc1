"""What a person fills in about a repair, from the report to the last invoice."""

from datetime import date
from typing import Any, Literal, get_args
from uuid import UUID

from pydantic import ConfigDict, Field, field_validator

from app.core.kinds import Form
from app.repair_costs import Cost
from app.trades import known_trade

BUTTONS: dict[str, Any] = {'widget': 'buttons'}
HIDDEN: dict[str, Any] = {'widget': 'hidden'}
MINUTES: dict[str, Any] = {'widget': 'minutes'}
LONG: dict[str, Any] = {'widget': 'textarea'}
NOTE: str = Field(default='', max_length=2000, title='repairs-note', json_schema_extra=LONG)
PHOTOS: list[str] = Field(default=[], max_length=12, title='repairs-photos', json_schema_extra={'widget': 'photos'})


VOICE: str = Field(
    default='', pattern='^([0-9a-f]{64})?$', title='repairs-voice', json_schema_extra={'widget': 'voice'}
)


class ReportForm(Form):
    """A few words, a photo or a voice note: one of them says what is broken."""

    model_config = ConfigDict(json_schema_extra={'either': ['photos', 'what', 'voice']})

    photos: list[str] = PHOTOS
    what: str = Field(default='', max_length=2000, title='repairs-report-what', json_schema_extra=LONG)
    voice: str = VOICE
    pieces: int | None = Field(
        default=None, ge=1, le=100_000, title='repairs-report-pieces', json_schema_extra={'only': 'batch'}
    )
    urgency: Literal['low', 'normal', 'high'] = Field(
        default='normal', title='repairs-report-urgency', json_schema_extra=BUTTONS
    )
    trade: str = Field(default='', max_length=20, json_schema_extra=HIDDEN)
    things: list[UUID] = Field(default=[], max_length=300, json_schema_extra=HIDDEN)

    _known = field_validator('trade')(known_trade)


class RepairForm(Form):
    """Which repair; every step that follows a report names it."""

    repair: UUID = Field(title='repairs-close-repair', json_schema_extra=HIDDEN)


class NoteForm(RepairForm):
    note: str = NOTE


class CommentForm(RepairForm):
    note: str = NOTE
    photos: list[str] = PHOTOS


class WaitForm(NoteForm):
    waits_for: Literal['parts', 'outside', 'access', 'other'] = Field(
        title='repairs-wait-waits_for', json_schema_extra=BUTTONS
    )
    until: date | None = Field(default=None, title='repairs-wait-until')


class CloseForm(RepairForm):
    outcome: Literal['fixed', 'replaced', 'not_needed'] = Field(
        default='fixed', title='repairs-close-outcome', json_schema_extra=BUTTONS
    )
    note: str = Field(default='', max_length=2000, title='repairs-close-note', json_schema_extra=LONG)
    photos: list[str] = PHOTOS
    cause: Literal['overload', 'quality', 'management', 'wear', 'deliberate', 'accident', 'unknown'] = Field(
        default='unknown', title='repairs-close-cause', json_schema_extra={'widget': 'causes'}
    )
    costs: list[Cost] = Field(
        default=[], max_length=50, title='repairs-close-costs', json_schema_extra={'widget': 'costs'}
    )
    travel_minutes: int | None = Field(
        default=None, ge=0, le=1_440, title='repairs-close-travel_minutes', json_schema_extra=MINUTES
    )
    work_minutes: int | None = Field(
        default=None, ge=0, le=10_000, title='repairs-close-work_minutes', json_schema_extra=MINUTES
    )
    signature: str = Field(
        default='', max_length=64, title='repairs-close-signature', json_schema_extra={'widget': 'signature'}
    )


class ConfirmForm(RepairForm):
    stars: int | None = Field(
        default=None, ge=1, le=5, title='repairs-confirm-stars', json_schema_extra={'widget': 'stars'}
    )
    word: str = Field(default='', max_length=500, title='repairs-confirm-word', json_schema_extra=LONG)


class ChargeForm(RepairForm, Cost):
    """One more line of what it cost: invoices come later than the work."""


CAUSES: tuple[str, ...] = get_args(CloseForm.model_fields['cause'].annotation)
