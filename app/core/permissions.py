"""Who may do what: one table, asked by pages, phones and the command line alike."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import lru_cache

# An action is a kind of record, or something that is only read or printed. `*` stands for a whole feature.
LOOK = (
    'things.see', 'records.see', 'photos.see', 'checklists.see', 'repairs.see', 'scores.see', 'people.prefer',
    'people.choose_password', 'second.switch_on', 'second.switch_off', 'phones.sign_out',
)  # fmt: skip
# Walking rounds, looking at what is due and at logbooks, where visitors' names stand: all who check things.
WALK = (
    'rounds.start', 'rounds.pause', 'rounds.resume', 'rounds.hand_over', 'rounds.skip', 'rounds.explain',
    'schedules.see', 'calendar.see', 'logs.see', 'hazards.see', 'hazards.report', 'hazards.fix', 'names.see',
)  # fmt: skip
# Counting is for everybody who works here; planning, deciding and approving is not.
COUNT = ('stocktakes.count', 'stocktakes.meet', 'stocktakes.uncount', 'stocktakes.finish')
STOCKTAKE = (
    *COUNT, 'stocktakes.see', 'stocktakes.plan', 'stocktakes.assign', 'stocktakes.start', 'stocktakes.recount',
    'stocktakes.cancel', 'stocktakes.settle', 'stocktakes.explain', 'stocktakes.explain_met',
    'stocktakes.countersign', 'stocktakes.wait', 'stocktakes.close', 'stocktakes.reopen',
)  # fmt: skip
REPORT = (
    'remarks.add', 'repairs.report', 'repairs.me_too', 'repairs.comment', 'repairs.confirm', 'repairs.reopen',
    'tags.sighted', 'tags.report',
)  # fmt: skip
# Mending: a repair may be given to whoever may close one. Others' repairs are for whoever may merge them to decide.
MEND = (
    'repairs.accept', 'repairs.start', 'repairs.wait', 'repairs.close', 'repairs.charge', 'dispatch.assign',
    'costs.see',
)  # fmt: skip
DECIDE = (*MEND, 'dispatch.*', 'routing.*', 'hazards.*')
# The counter: who has what, giving it out and taking it back.
LEND = (
    'loans.see', 'loans.lend', 'loans.take_back', 'loans.renew', 'loans.settle', 'loans.let_out', 'loans.rule',
    'kits.*',
)  # fmt: skip
RESERVE = (
    'reservations.reserve',
    'reservations.cancel',
    'reservations.see',
    'loans.use',
    'loans.borrow',
    'loans.give_back',
)
# Hand-overs: who draws a room's list, counts it and has it signed. Compensation is approved and waived by another.
HAND_OVER = ('handovers.see', 'handovers.draw', 'handovers.recheck', 'handovers.sign', 'handovers.reopen')
# One's own safety responsibility letter is signed by everybody who works here.
LETTERS = ('letters.see', 'letters.sign')
COMPENSATE = ('compensation.see', 'compensation.open')
WRITE_OFF = ('writeoffs.see', 'writeoffs.apply', 'writeoffs.withdraw')  # to approve one is for the administrator

RIGHTS: dict[str, tuple[str, ...]] = {
    'administrator': ('*',),
    'property_keeper': (
        *LOOK, *REPORT, *WALK, 'rounds.see', 'calendar.*', 'schedules.*',
        'register.*', 'imports.*', 'batches.*', 'pictures.*', 'corrections.*', 'ledger.see', *WRITE_OFF,
        'writeoffs.appraise', 'writeoffs.dispose', 'tags.*', 'labels.*', 'inspections.inspect', 'logs.close',
        *DECIDE, *LEND, *RESERVE,
        'blanks.*', 'enrolments.*', 'barcodes.*',
        'refusals.see', 'refusals.settle', 'conflicts.resolve', 'held.drop',
        'people.see', 'checklists.*', 'scores.*', *STOCKTAKE,
        'handovers.*', *COMPENSATE, 'compensation.verify', 'compensation.pay', 'compensation.work_off',
        'compensation.price', 'compensation.unprice', 'compensation.reward', 'compensation.sign', *LETTERS,
    ),
    'director': (
        *LOOK, *REPORT, *WALK, 'rounds.see', 'calendar.*', 'schedules.*', 'inspections.inspect', 'logs.close',
        *DECIDE, *LEND, *RESERVE, 'checklists.*', 'scores.*', 'ledger.see', 'labels.print', *WRITE_OFF,
        'writeoffs.appraise', 'refusals.see', 'people.see', 'stocktakes.*', 'loans.approve', 'loans.refuse',
        'handovers.*', 'compensation.*', 'letters.*',
    ),
    'maintenance': (
        *LOOK, *REPORT, *WALK, *RESERVE, 'inspections.inspect', 'logs.close', *MEND,
        'tags.bind', 'tags.unbind', 'tags.replace',
        'enrolments.*', 'barcodes.attach', 'pictures.add', *WRITE_OFF, 'writeoffs.appraise', *COUNT,
        *LETTERS,
    ),
    'staff': (
        *LOOK, *REPORT, *WALK, *RESERVE, 'scores.award', 'scores.appeal', 'inspections.inspect', 'logs.close',
        *WRITE_OFF, *COUNT,
        *HAND_OVER, 'compensation.open', *LETTERS,
    ),
    'gatekeeper': (*LOOK, *REPORT, *WALK, 'loans.let_out', *COUNT, 'inspections.inspect', 'logs.close', *LETTERS),
    'kitchen': (*LOOK, *REPORT, *WALK, *COUNT, 'inspections.inspect', 'logs.close', *LETTERS),
    'score_inspector': (*LOOK, *REPORT, *WALK, *COUNT, 'inspections.inspect', 'logs.close', 'scores.award', *LETTERS),
    'class_monitor': (
        *LOOK, *REPORT, *COUNT, 'enrolments.*', 'handovers.see', 'handovers.recheck', 'loans.borrow', 'loans.give_back',
    ),
    'read_only': (
        *LOOK, 'rounds.see', 'schedules.see', 'calendar.see', 'logs.see', 'hazards.see', 'stocktakes.see', 'names.see',
    ),
    'stranger': ('public.report', 'public.me_too'),
}  # fmt: skip

STRANGER = 'stranger'  # whoever scans without an account; nobody is given this role
ROLES = tuple(role for role in RIGHTS if role != STRANGER)


def may(roles: Iterable[str], action: str) -> bool:
    """Whether somebody with these roles may do this; nobody may do what is not in the table."""
    return any(_is_among(RIGHTS.get(role, ()), action) for role in roles)


def is_everywhere(action: str) -> bool:
    """Whether even somebody with rooms of their own may do this anywhere: looking, and saying what is wrong."""
    return _is_among((*LOOK, *REPORT), action)


@lru_cache(maxsize=4_000)
def _is_among(rights: tuple[str, ...], action: str) -> bool:
    return any(fnmatchcase(action, right) for right in rights)


def rights_of(roles: Iterable[str], actions: Iterable[str]) -> list[str]:
    """Which of these actions somebody may do, for hiding the other buttons."""
    roles = tuple(roles)
    return sorted(action for action in actions if may(roles, action))
