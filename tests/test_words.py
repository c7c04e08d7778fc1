"""Words: both languages say everything, nothing is missing and nothing is left over."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from app import checklists_template, tags
from app.checklists_draft import NUMBERS, SAID
from app.checklists_template import ANSWERS_OF_OK, SCHOOLS
from app.columns import COLUMNS
from app.compensation import STATES as CLAIM_STATES
from app.compensation import VERBS as CLAIM_VERBS
from app.compensation_list import LINES as CLAIM_LINES
from app.compensation_list import SETTLEMENT
from app.compensation_list import VIEWS as CLAIM_VIEWS
from app.compensation_sums import CAUSES as CLAIM_CAUSES
from app.compensation_sums import STEPS as CLAIM_STEPS
from app.core import trouble
from app.core.errors import BadInput, Problem
from app.core.kinds import KINDS
from app.core.permissions import REPORT, RIGHTS, ROLES
from app.core.words import FOLDER, sentence, t, text_of
from app.facts import STATES, Facts
from app.first_hour import PATHS as STEPS
from app.handover_lists import CHANGING, OCCASIONS
from app.handover_lists import CONDITIONS as HANDOVER_CONDITIONS
from app.handover_paper import COLUMNS as HANDOVER_COLUMNS
from app.handover_paper import COPIES
from app.hazard_list import COLUMNS as HAZARD_COLUMNS
from app.hazard_list import VIEWS as HAZARD_VIEWS
from app.hazard_states import LEVELS as HAZARD_LEVELS
from app.hazard_states import STATES as HAZARD_STATES
from app.hazard_states import STEPS as HAZARD_STEPS
from app.hazards import CancelForm, RecheckForm
from app.history import HINTS
from app.label_files import TYPES
from app.layouts import LAYOUTS
from app.ledger_file import HELD
from app.letter_list import ROLES as LETTER_ROLES
from app.letter_paper import COPIES as LETTER_COPIES
from app.loan_due import RULES as LOAN_RULES
from app.loan_forms import BackThing, LendForm
from app.loan_list import VIEWS as LOAN_VIEWS
from app.loan_paper import COLUMNS as SLIP_COLUMNS
from app.loan_paper import COPIES as SLIP_COPIES
from app.loan_paper import SIGNERS as SLIP_SIGNERS
from app.loan_pass import COLUMNS as PASS_COLUMNS
from app.notices import KINDS as NOTICES
from app.phone_words import phone_text, titles
from app.public import STATES as PUBLIC_STATES
from app.repair_costs import Cost
from app.repair_figures import AGES
from app.repair_forms import CAUSES, CloseForm, ReportForm, WaitForm
from app.repair_periods import PERIODS
from app.repair_states import MOVES
from app.repair_states import STATES as REPAIR_STATES
from app.robots import CODES as ROBOT_CODES
from app.robots import LONGEST
from app.round_list import STATES as ROUND_STATES
from app.routing import PRIORITIES
from app.rows import REJECTS, WARNINGS
from app.sheets import count_rows
from app.signing import ROLES as SIGNERS
from app.stocktake_deciding import ACTIONS as STOCKTAKE_ACTIONS
from app.stocktake_deciding import REASONS as STOCKTAKE_REASONS
from app.stocktake_list import ROOM_STATES
from app.stocktake_list import VIEWS as STOCKTAKE_VIEWS
from app.stocktake_presets import PRESETS
from app.stocktake_report import COLUMNS as STOCKTAKE_COLUMNS
from app.trades import TRADES
from app.writeoffs import ApplyForm
from pages import conflicts as conflicts_page
from pages import help as help_here
from pages import label_files, repairs_dispatch, writeoffs
from pages.checklists_item import FLAGS
from pages.checklists_sort import SORTS
from pages.handovers_one import INTO
from pages.label_settings import PAPERS
from pages.notices_here import STATES as HERE
from pages.phones import OUR_OWN as PHONES
from pages.public_reports import OFTEN
from pages.schedule_form import EVERY, MAKES
from pages.stocktakes import MOODS as STOCKTAKE_STATES
from pages.stocktakes_met import REASONS as MET_REASONS
from pages.stocktakes_steps import STEPS as STOCKTAKE_STEPS
from pages.thing_repairs import LOOKS as ADVICE

BORROWERS = get_args(LendForm.model_fields['borrower_kind'].annotation)
CONDITIONS = get_args(BackThing.model_fields['condition'].annotation)
# What walk mode says of a code: `why` in static/src/stocktakes.js, stocktake-walk.js and stocktake-view.js.
SAID_OF_COUNTS = (
    'here', 'elsewhere', 'elsewhere-blind', 'moved', 'unplaced', 'unlisted', 'unknown', 'nameless', 'again', 'roomless',
    'wrong',
)  # fmt: skip
HOUSE = Path(__file__).parent.parent
PYTHON = sorted([*(HOUSE / 'app').rglob('*.py'), *(HOUSE / 'pages').rglob('*.py')])
SCRIPTS = sorted([*(HOUSE / 'static' / 'src').rglob('*.js'), *(HOUSE / 'pages' / 'components').rglob('*.js')])
LANGUAGES = ('zh-CN', 'en')
PROBLEMS = {
    'Problem',
    'BadInput',
    'Refused',
    'SignIn',
    'NotFound',
    'Conflict',
    'Held',
    'TooLarge',
    'WrongType',
    'TooOften',
}
# A sentence that takes other facts in one language than in the other.
OTHER_FACTS = {'problem-missing_columns': ({'wanted', 'found'}, {'wanted_en', 'found'})}


class Variables(Visitor):
    """The names of the facts that a sentence takes."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:
        self.found.add(node.id.name)


@cache
def catalogue(language: str) -> dict[str, set[str]]:
    """Every id of a language with the facts its sentence takes."""
    found: dict[str, set[str]] = {}
    for entry in FluentParser().parse((FOLDER / f'{language}.ftl').read_text(encoding='utf-8')).body:
        assert not isinstance(entry, fluent.Junk), entry.content
        if isinstance(entry, fluent.Message):
            assert entry.id.name not in found, f'{entry.id.name} is written twice in {language}'
            seen = Variables()
            seen.visit(entry)
            found[entry.id.name] = seen.found
    return found


WORDS = catalogue('en')


# Ids that are put together at run time: each shape with everything it may become. A shape that is not listed fails.


@cache
def problems() -> dict[str, list[tuple[str, set[str] | None]]]:
    """Every code of a problem with the places that raise it and the facts given there (None: some that are not seen)."""
    found: dict[str, list[tuple[str, set[str] | None]]] = {}
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text())):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in PROBLEMS
                and node.args
            ):
                continue
            place = f'{path.relative_to(HOUSE)}:{node.lineno}'
            codes = [
                part.value
                for part in ast.walk(node.args[0])
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
            if isinstance(node.args[0], ast.Attribute):
                continue  # a code that was raised before is raised again
            assert codes, f'{place}: the code of a problem is written out'
            names = {keyword.arg for keyword in node.keywords}
            for code in codes:
                found.setdefault(code, []).append((place, None if None in names else {name for name in names if name}))
    return found


PHONE_PROBLEMS = ('unknown', 'photo_lost', 'storage')  # what goes wrong on the phone itself


def outcomes() -> set[str]:
    return set(get_args(CloseForm.model_fields['outcome'].annotation))


def reasons() -> set[str]:
    return set(get_args(ApplyForm.model_fields['reason'].annotation))


def choices() -> set[str]:
    """What can be chosen at the steps of a write-off, as step-field-value."""
    return {
        word.removeprefix('writeoffs-') for word in titles() if word.startswith('writeoffs-') and word.count('-') == 3
    }


TROUBLES = {'database_moved', *trouble.OF_SQLITE.values(), *trouble.OF_POSTGRES.values(), *trouble.OF_FILES.values()}
AUDIT = (
    'damaged', 'restore', 'chain', 'untrue', 'number_gone', 'dangling', 'checksums', 'index', 'photo_gone', 'photo_damaged',
    'unwritable', 'other_flags', 'extra', 'missing', 'differs', 'more', 'not_rebuilt',
    'photos_lack', 'other_log', 'other_head',
)  # fmt: skip
DERIVED: dict[str, Iterable[str]] = {
    'checklists-type-{}': checklists_template.TYPES,
    'checklists-as-{}': ['xlsx', 'yaml'],
    'checklists-sort-{}': SORTS,
    'checklists-sort-{}-more': SORTS,
    'checklists-publish-{}': ['week', 'month'],
    'checklists-log-{}-{}': [],
    'checklists-{}': [*NUMBERS, *FLAGS],
    'checklists-{}-short': ['fix_now'],
    'schools-{}': SCHOOLS,
    'audit-{}': AUDIT,
    'answer-{}': ANSWERS_OF_OK,
    'problem-{}': [*problems(), *TROUBLES, *PHONE_PROBLEMS],
    'repairs-close-outcome-{}': outcomes(),
    'repairs-state-{}': REPAIR_STATES,
    'repairs-period-{}': PERIODS,
    'repairs-age-{}': [key for key, _ in AGES],
    'repairs-advice-{}': ADVICE,
    'repairs-advice-{}-why': ADVICE,
    'repairs-priority-{}': PRIORITIES,
    'repairs-close-cause-{}': CAUSES,
    'repairs-wait-waits_for-{}': get_args(WaitForm.model_fields['waits_for'].annotation),
    'trade-{}': TRADES,
    'imports-{}': [*count_rows([])],
    'imports-step-{}': ['read', 'check', 'write', 'undo'],
    'imports-column-{}': [column.key for column in COLUMNS],
    'imports-outcome-{}': ['create', 'update', 'unchanged', 'warn', 'reject'],
    'layout-{}': LAYOUTS,
    'labels-paper-{}': PAPERS,
    'labels-make-{}': TYPES,
    'labels-test-{}': [str(number + 1) for number in range(label_files.STEPS)],
    '{}-x': ['labels-size', 'labels-grid', 'labels-corner', 'labels-pitch'],
    '{}-y': ['labels-size', 'labels-grid', 'labels-corner', 'labels-pitch'],
    'role-{}': ROLES,
    'notices-{}': NOTICES,
    'public-{}': [*PUBLIC_STATES, 'asset', 'place', 'reported', 'added', 'counted'],
    'public-often-{}': OFTEN,
    'hazards-state-{}': HAZARD_STATES,
    'compensation-open-cause-{}': CLAIM_CAUSES,
    'compensation-state-{}': CLAIM_STATES,
    'compensation-step-{}': CLAIM_STEPS,
    'compensation-did-{}': CLAIM_VERBS,
    'compensation-asks-{}': ['cause', 'price', 'bought', 'life', 'repair_cost'],
    'compensation-column-{}': [*SETTLEMENT, *CLAIM_LINES],
    'compensation-signer-{}': SIGNERS,
    'handovers-draw-occasion-{}': OCCASIONS,
    'handovers-into-{}': INTO,
    'handovers-found-{}': [*HANDOVER_CONDITIONS, 'differs'],
    'handovers-role-{}': (*SIGNERS, *CHANGING),
    'handovers-copy-{}': COPIES,
    'handovers-column-{}': HANDOVER_COLUMNS,
    'handovers-{}': ['added', 'left'],
    'handovers-verify-{}': ['holds', 'broken'],
    'letters-role-{}': LETTER_ROLES,
    'letters-lacks-{}': LETTER_ROLES,
    'letters-copy-{}': LETTER_COPIES,
    'letters-state-{}': ['signed', 'cancelled'],
    'hazards-level-{}': HAZARD_LEVELS,
    'hazards-recheck-result-{}': get_args(RecheckForm.model_fields['result'].annotation),
    'hazards-column-{}': HAZARD_COLUMNS,
    'hazards-cancel-reason-{}': get_args(CancelForm.model_fields['reason'].annotation),
    'hazards-step-{}': HAZARD_STEPS,
    'loans-kind-{}': BORROWERS,
    'loans-find-{}': BORROWERS,
    'loans-rule-{}': LOAN_RULES,
    'loans-view-{}': LOAN_VIEWS,
    'loans-none-{}': ['late', 'out', 'custody', 'age', 'asked'],
    'loans-state-{}': ['out', 'back', 'claim', 'settled', 'asked'],
    'loans-asked_{}': ['inside', 'outside'],
    'loans-pass_column_{}': PASS_COLUMNS,
    'loans-paper_column_{}': SLIP_COLUMNS,
    'loans-paper_signer_{}': SLIP_SIGNERS,
    'loans-copy_{}': SLIP_COPIES,
    'loans-condition-{}': CONDITIONS,
    'loans-back_{}': CONDITIONS,
    'loans-scan-{}': ['again', 'lent', 'not_lendable', 'writeoff', 'not_out', 'kit_out'],
    'loans-{}': ['purpose', 'brought', 'mark', 'borrower', 'until', 'leaves'],
    'notices-why-{}': [*ROBOT_CODES, 'gone'],
    'notices-maker-{}': LONGEST,
    'notices-here-{}': HERE,
    'first-hour-{}': STEPS,
    'first-hour-{}-more': STEPS,
    'stocktakes-{}': [verb for steps in STOCKTAKE_STEPS.values() for verb, _, _ in steps],
    'stocktakes-state-{}': STOCKTAKE_STATES,
    'stocktakes-result-{}': [*STOCKTAKE_VIEWS, 'unknown', 'late'],
    'stocktakes-room-{}': ROOM_STATES,
    'stocktakes-reason-{}': dict.fromkeys([*STOCKTAKE_REASONS, *MET_REASONS]),
    'stocktakes-action-{}': STOCKTAKE_ACTIONS,
    'stocktakes-preset-{}': PRESETS,
    'stocktakes-preset-{}-more': PRESETS,
    'stocktakes-column-{}': [*STOCKTAKE_COLUMNS, 'day'],
    'stocktakes-compare-{}': ['result', 'then', 'now', 'again'],
    'weekday-{}': range(7),
    'month-{}': range(1, 13),
    'calendar-what-{}': ['holiday', 'makeup', 'usual', 'term'],
    'calendar-why-{}': ['no_date', 'no_kind', 'repeats', 'bad_dates'],
    'schedules-every-{}': EVERY,
    'schedules-makes-{}': MAKES,
    'schedules-when-{}': ['meal', 'week', 'month', 'quarter', 'year', 'holiday'],
    'schedules-when-day-{}': ['school', 'any'],
    'schedules-at-{}': ['day', 'first-school', 'last-school', 'first-any', 'last-any'],
    'rounds-state-{}': ROUND_STATES,
    'rounds-skip-{}': ['locked', 'class', 'works', 'other'],
    'how-{}': ['scan', 'link', 'list', 'typed'],
    'flag-{}': HINTS,
    'state-{}': [state for state in STATES if state],
    'sheets-{}': [*WARNINGS.values(), *REJECTS.values()],
    'mend-{}': [*WARNINGS.values(), *REJECTS.values()],
    'register-{}': [*Facts.model_fields],
    'writeoffs-apply-reason-{}': reasons(),
    'writeoffs-{}': writeoffs.STEPS,
    'writeoffs-{}-{}-{}': [],
    'ledger-{}': HELD,
    '{}-title': ['sign-in', 'first', 'join', 'hazards', 'compensation'],
    '{}-sub': ['sign-in', 'first', 'join', 'hazards', 'compensation'],
    '{}-view-{}': [],
    '{}-none-{}': [],
    '{}-go': ['sign-in', 'first', 'join'],
    'conflicts-meant-{}': [*conflicts_page.MEANT, 'other'],
    'help-{}': [*dict.fromkeys(help_here.HELP.values())],
    'saved-{}': ['phone', 'server', 'held', 'look'],
    'saved-{}-more': ['phone', 'server', 'held', 'look'],
    'scan-{}': ['foreign', 'one-wrong', 'not-a-code'],
    'phones-{}': PHONES,
    'stocktakes-walk-said-{}': SAID_OF_COUNTS,
    'scan-camera-refused-{}': ('ios', 'android'),
    'scan-camera-{}': ['insecure', 'refused', 'none', 'busy'],
    'voice-{}': ['insecure', 'refused', 'none', 'busy'],
    'outbox-{}': ['safe', 'sending', 'waiting', 'needs'],
    'tags-report-what-{}': get_args(tags.ReportForm.model_fields['what'].annotation),
    'tags-retire-why-{}': get_args(tags.RetireForm.model_fields['why'].annotation),
    'tags-replace-why-{}': get_args(tags.ReplaceForm.model_fields['why'].annotation),
    'enrolments-{}': ['again', 'taken', 'retired'],
    'repairs-step-{}': [*MOVES, 'report', 'route', 'pass_on', 'closed_too', 'merged_in'],
    'repairs-clock-{}{}': [],
    'repairs-left-{}': ['minutes', 'hours', 'days'],
    'repairs-spent-{}': ['travel', 'work'],
    'repairs-charge-sort-{}': get_args(Cost.model_fields['sort'].annotation),
    'repairs-close-cause-{}-more': CAUSES,
    'repairs-report-urgency-{}': get_args(ReportForm.model_fields['urgency'].annotation),
    'dispatch-{}': [verb for verb, _, _ in repairs_dispatch.ACTIONS],
    'dispatch-refuse-reason-{}': repairs_dispatch.REASONS,
}
# Expressions that name a word without writing it: where it comes from is checked by a test of its own.
NAMED_ELSEWHERE = {
    'problem.word', 'rule.word', 'finding.word', 'finding.mending', 'word', 'id', 'field.title', 'option.word',
    "writeoffs.next_step(writeoff).replace('.', '-')",
    "record.kind.replace('.', '-')", "refusal.kind.replace('.', '-')", "kind.replace('.', '-')",
    "row.envelope.kind.replaceAll('.', '-')", "props.kind.replaceAll('.', '-')", "kind.replaceAll('.', '-')",
}  # fmt: skip


def spelled(shape: str) -> set[str]:
    if shape == 'checklists-log-{}-{}':
        return {f'checklists-log-{name}-{language}' for name in SAID for language in ('zh', 'en')}
    if shape == 'repairs-clock-{}{}':
        return {f'repairs-clock-{about}{late}' for about in ('respond', 'finish') for late in ('', '_late')}
    if shape == 'writeoffs-{}-{}-{}':
        return {f'writeoffs-{choice}' for choice in choices()}
    if shape in ('{}-view-{}', '{}-none-{}'):
        lists = {'hazards': HAZARD_VIEWS, 'compensation': CLAIM_VIEWS}
        return {shape.format(feature, view) for feature, views in lists.items() for view in views}
    return {shape.replace('{}', str(part)) for part in DERIVED[shape]}


def calls_in_python() -> Iterator[tuple[str, ast.expr]]:
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            name = getattr(node.func, 'attr', getattr(node.func, 'id', ''))
            if name == 't' or (name == 'say' and path.name in ('sign_in.py', 'public_reports.py', 'trust.py')):
                yield f'{path.relative_to(HOUSE)}:{node.lineno}', node.args[0]


def ids_in(place: str, expression: ast.expr) -> Iterator[str]:
    """The ids that an expression may be."""
    match expression:
        case ast.Constant(value=str(id)):
            yield id
        case ast.IfExp(body=body, orelse=orelse):
            yield from ids_in(place, body)
            yield from ids_in(place, orelse)
        case ast.JoinedStr(values=values):
            shape = ''.join(str(part.value) if isinstance(part, ast.Constant) else '{}' for part in values)
            assert shape in DERIVED, f'{place}: list what {shape!r} may become in DERIVED'
            yield from spelled(shape)
        case _:
            text = ast.unparse(expression)
            assert text in NAMED_ELSEWHERE, f'{place}: {text} is no word that can be checked'


CALL = re.compile(r'(?<![\w.])(?:this\.)?t\(\s*')
TEMPLATE = re.compile(r'\$\{[^}]*\}')


def ids_in_scripts() -> Iterator[tuple[str, str]]:
    """Ids in the phone's `t(…)` calls, up to the first comma or bracket that closes the call."""
    for path in SCRIPTS:
        text = path.read_text(encoding='utf-8')
        for match in CALL.finditer(text):
            argument = first_argument(text, match.end())
            place = f'{path.relative_to(HOUSE)}:{text.count(chr(10), 0, match.start()) + 1}'
            written = re.findall(r"'([a-z][\w-]*-[\w-]+)'", argument)
            shapes = [TEMPLATE.sub('{}', shape) for shape in re.findall(r'`([^`]*)`', argument)]
            for shape in shapes:
                assert shape in DERIVED, f'{place}: list what {shape!r} may become in DERIVED'
                yield from ((place, id) for id in spelled(shape))
            if not written and not shapes:
                assert argument.strip() in NAMED_ELSEWHERE, f'{place}: {argument} is no word that can be checked'
            yield from ((place, id) for id in written)


def first_argument(text: str, start: int) -> str:
    depth, end = 0, start
    while depth or text[end] not in ',)':
        depth += (text[end] in '([{') - (text[end] in ')]}')
        end += 1
    return text[start:end]


def used() -> dict[str, str]:
    """Every id that is used, with a place where it is."""
    found = {id: place for place, expression in calls_in_python() for id in ids_in(place, expression)}
    found |= {id: place for place, id in ids_in_scripts()}
    found |= dict.fromkeys(titles(), 'a kind or its form')
    found |= {id: shape for shape in DERIVED for id in spelled(shape)}
    return found


def test_both_languages_have_the_same_words() -> None:
    zh, en = set(catalogue('zh-CN')), set(catalogue('en'))
    assert sorted(zh - en) == []
    assert sorted(en - zh) == []


def test_both_languages_take_the_same_facts() -> None:
    zh, en = (catalogue(language) for language in LANGUAGES)
    differing = {id: (zh[id], en[id]) for id in zh if id in en and zh[id] != en[id]}
    assert differing == OTHER_FACTS


def test_every_word_that_is_used_exists() -> None:
    assert {id: place for id, place in used().items() if id not in WORDS} == {}


def test_no_word_is_left_over() -> None:
    """A word is used when it is in a call, derived, or written out whole anywhere in the source."""
    sources = ''.join(path.read_text(encoding='utf-8') for path in [*PYTHON, *SCRIPTS])
    written = set(re.findall(r"""['"`]([a-z][\w-]*)['"`]""", sources))
    assert sorted(set(WORDS) - set(used()) - written) == []


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_phone_gets_the_words_of_its_own_screens_and_not_the_offices(language: str) -> None:
    got = set(re.findall(r'^([a-z][\w-]*) =', phone_text(language), re.MULTILINE))
    said = {id: place for place, id in ids_in_scripts()} | dict.fromkeys(titles(), 'a kind or its form')
    assert {id: place for id, place in said.items() if id not in got} == {}
    assert 'imports-step-read' in WORDS and 'imports-step-read' not in got
    assert len(phone_text(language)) < len(text_of(language)) / 2


def test_every_fact_a_problems_sentence_takes_is_given_where_it_is_raised() -> None:
    lacking = []
    for code, places in problems().items():
        for language in LANGUAGES:
            wanted = catalogue(language).get(f'problem-{code}', set())
            lacking += [
                f'{place}: {code} lacks {wanted - given}'
                for place, given in places
                if given is not None and wanted - given
            ]
    assert lacking == []


def test_every_kind_is_named_and_every_right_is_of_something_that_exists() -> None:
    assert {kind.word for kind in KINDS.values()} <= set(WORDS)
    read_only = {'see', 'print', 'settle'}
    for role, rights in RIGHTS.items():
        for right in (*rights, *REPORT):
            feature, _, verb = right.partition('.')
            is_known = right == '*' or right in KINDS or verb in read_only
            is_known = is_known or (verb == '*' and any(name.startswith(f'{feature}.') for name in KINDS))
            assert is_known, f'{role}: {right}'


@pytest.mark.parametrize('language', LANGUAGES)
def test_every_sentence_can_be_made(language: str) -> None:
    for id, facts in catalogue(language).items():
        for value in (1, 2, 'x'):
            made = t(id, language, **dict.fromkeys(facts, value))
            assert made.strip() and '{' not in made and made != id, id


@pytest.mark.parametrize('language', LANGUAGES)
def test_problems_are_whole_sentences_in_the_right_script(language: str) -> None:
    for id, facts in catalogue(language).items():
        if not id.startswith('problem-'):
            continue
        made = t(id, language, **dict.fromkeys(facts, 7))
        is_chinese = bool(re.search('[一-鿿]', made))
        assert is_chinese is (language == 'zh-CN'), made
        assert made[-1] in ('。？！' if is_chinese else '.?!'), made


def test_chinese_is_written_with_chinese_punctuation() -> None:
    text = (FOLDER / 'zh-CN.ftl').read_text(encoding='utf-8')
    assert re.findall(r'^[^#\n]*[一-鿿][,;:!?].*', text, re.MULTILINE) == []


def test_the_words_of_the_field_are_the_agreed_ones() -> None:
    """starter/glossary.csv: the terms to use, with the ones it warns of."""
    text = (FOLDER / 'zh-CN.ftl').read_text(encoding='utf-8')
    assert '设备报废' not in text
    for wanted in ('报修', '暂停使用', '资产编号', '保管人'):
        assert wanted in text


def test_a_word_nobody_knows_shows_as_itself() -> None:
    assert t('nothing-of-the-kind', 'en') == 'nothing-of-the-kind'


@pytest.mark.parametrize(
    ('asked', 'got'), [('zh-TW', 'zh-CN'), ('', 'zh-CN'), ('en-GB', 'en'), ('fr', 'en'), (None, 'zh-CN')]
)
def test_the_nearest_language_is_taken(asked: Any, got: str) -> None:
    assert t('app-name', asked) == t('app-name', got)


def test_a_fact_may_be_called_language_or_word() -> None:
    problem: Problem = BadInput('unknown_language', language='tlh', word='x')
    assert 'tlh' in sentence(problem, 'en')
