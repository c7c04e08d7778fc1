"""What a checklist's template may hold: the shape that the editor, imports and phones all rely on."""

from typing import Any, Literal, Self

from pydantic import ConfigDict, Field, ValidationError, field_validator, model_validator

from app.core.errors import BadInput
from app.core.kinds import Form

MOST_ITEMS = 200
NAME = r'^[A-Za-z0-9][A-Za-z0-9_-]*$'
TYPES = ('ok', 'number', 'text', 'choice', 'photo', 'signature')
SCHOOLS = ('kindergarten', 'primary', 'secondary')
ANSWERS_OF_OK = ('ok', 'fault', 'na')


class Wrong(ValueError):
    """A mistake in a template: `word` names the sentence, `item` where it is."""

    def __init__(self, word: str, item: str = '') -> None:
        super().__init__(word)
        self.word, self.item = word, item


class Said(Form):
    """A text in both languages."""

    model_config = ConfigDict(extra='forbid', str_strip_whitespace=True, str_max_length=500)

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Choice(Said):
    v: str = Field(min_length=1, max_length=40)
    fault: bool = False

    @field_validator('v', mode='before')
    @classmethod
    def _read_yaml(cls, value: Any) -> Any:
        """YAML 1.1 reads a bare yes, no, on and off as a truth value."""
        return {True: 'yes', False: 'no'}[value] if isinstance(value, bool) else value


class Section(Said):
    id: str = Field(pattern=NAME, max_length=40)


class Item(Said):
    id: str = Field(pattern=NAME, max_length=40)
    type: Literal['ok', 'number', 'text', 'choice', 'photo', 'signature']
    section: str = ''
    hint: str = Field(default='', max_length=500)
    unit: str = Field(default='', max_length=20)
    min: float | int | None = None
    max: float | int | None = None
    warn_below: float | int | None = None
    warn_above: float | int | None = None
    choices: list[Choice] = Field(default=[], max_length=40)
    required: bool | None = None
    blocks_use: bool = False
    fix_now: bool = False
    opens_repair: bool = True
    show_if: dict[str, list[str | int | float]] = {}

    @model_validator(mode='after')
    def _hold_together(self) -> Self:
        limits = [limit for limit in (self.min, self.max, self.warn_below, self.warn_above) if limit is not None]
        if limits and self.type != 'number':
            raise Wrong('limits_without_number', self.zh)
        if self.min is not None and self.max is not None and self.min > self.max:
            raise Wrong('limits_crossed', self.zh)
        inside = [limit for limit in (self.warn_below, self.warn_above) if limit is not None]
        if any(limit < (limit if self.min is None else self.min) for limit in inside):
            raise Wrong('warning_outside_limits', self.zh)
        if any(limit > (limit if self.max is None else self.max) for limit in inside):
            raise Wrong('warning_outside_limits', self.zh)
        if self.type == 'choice' and len({choice.v for choice in self.choices}) != max(2, len(self.choices)):
            raise Wrong('choices_missing', self.zh)
        return self

    @property
    def answers(self) -> tuple[str, ...]:
        """What may be chosen here, for questions that hang on it."""
        return ANSWERS_OF_OK if self.type == 'ok' else tuple(choice.v for choice in self.choices)


class Log(Form):
    """What makes a checklist a logbook: each filling-in is a line of a list, and some lines are closed later."""

    closes: Said | None = None  # what closing is called; without it a line is closed when it is written
    open: Said | None = None  # what is said of a line that is not closed yet
    overdue: Said | None = None  # and of one that should have been
    items: list[Item] = Field(default=[], max_length=40)  # asked when it is closed
    title: list[str] = Field(default=[], max_length=4)  # the items that name a line
    by: str = Field(default='', pattern=r'^(\d\d:\d\d)?$')  # the hour of the same day by which it is closed
    hours: float | None = Field(default=None, gt=0, le=8760)  # or the hours after which it is closed, not earlier


class Template(Said):
    """A checklist as it is written down; what stands in `frequency` belongs to schedules."""

    id: str = Field(pattern=r'^[a-z0-9-]+$', max_length=60)
    target: dict[Literal['categories', 'place_kinds', 'places'], list[str]] = {}
    schools: list[Literal['kindergarten', 'primary', 'secondary']] = []
    frequency: dict[str, Any] = {}
    role: str = Field(default='', max_length=40)
    seed: list[str] = []
    basis: str = Field(default='', max_length=1000)
    scored: bool = False
    log: Log | None = None
    sections: list[Section] = Field(default=[], max_length=40)
    items: list[Item] = Field(min_length=1, max_length=MOST_ITEMS)

    @model_validator(mode='after')
    def _hold_together(self) -> Self:
        before: dict[str, Item] = {}
        sections = {section.id for section in self.sections}
        for item in self.items:
            if item.id in before:
                raise Wrong('item_twice', item.zh)
            if item.section and item.section not in sections:
                raise Wrong('unknown_section', item.zh)
            for other, values in item.show_if.items():
                if other not in before:
                    raise Wrong('asked_too_early', item.zh)
                if not values or (before[other].answers and set(map(str, values)) - set(before[other].answers)):
                    raise Wrong('never_shown', item.zh)
            before[item.id] = item
        if self.log and set(self.log.title) - set(before):
            raise Wrong('unknown_title', sorted(set(self.log.title) - set(before))[0])
        return self


def read_template(body: dict[str, Any]) -> dict[str, Any]:
    """A template in its shortest form, for keeping. Raises BadInput `bad_template` with what is wrong and where."""
    try:
        template = Template.model_validate(body)
    except ValidationError as error:
        raise _said(error, body) from None
    return template.model_dump(mode='json', exclude_defaults=True) | {'id': template.id}


def _said(error: ValidationError, body: dict[str, Any]) -> BadInput:
    first = error.errors()[0]
    wrong = first.get('ctx', {}).get('error')
    if isinstance(wrong, Wrong):
        return BadInput('bad_template', why=wrong.word, item=wrong.item, field='')
    place = first['loc']
    item = ''
    if len(place) > 1 and place[0] == 'items' and isinstance(place[1], int):
        try:
            item = str(body['items'][place[1]].get('zh') or place[1] + 1)[:80]
        except (AttributeError, IndexError, KeyError, TypeError):
            item = str(place[1] + 1)
    name = '.'.join(str(part) for part in place[-2:])[:80]
    return (
        BadInput('bad_template', why='field', item=item, field=name)
        if item
        else BadInput('bad_template_field', field=name)
    )
