"""Help where one is: three steps below a page, folded until somebody asks."""

from pages.parts import Visitor, piece, written
from pages.phone import drawn

# Which page's steps an address shows.
HELP = {
    '/': 'home',
    '/things': 'register',
    '/things/{id}': 'thing',
    '/t/{code}': 'thing',
    '/repairs': 'repairs',
    '/hazards': 'hazards',
    '/rounds': 'rounds',
    '/stocktakes': 'stocktakes',
    '/stocktakes/{id}': 'stocktakes',
    '/handovers': 'handovers',
    '/letters': 'letters',
    '/loans': 'loans',
    '/reservations': 'reservations',
    '/compensation': 'compensation',
    '/labels': 'labels',
    '/import': 'import',
    '/people': 'people',
    '/checklists': 'checklists',
    '/schedules': 'schedules',
    '/scores': 'scores',
    '/outbox': 'outbox',
    '/tags': 'tags',
    '/writeoffs': 'writeoffs',
    '/ledger': 'ledger',
    '/refusals': 'refusals',
    '/backups': 'backups',
    '/calendar': 'calendar',
    '/logs': 'logs',
}


def show(visitor: Visitor, address: str) -> None:
    """The steps of this page, where it has any."""
    if name := HELP.get(address):
        steps = ''.join(written(step, tag='li') for step in visitor.t(f'help-{name}').splitlines())
        title = f'<summary>{drawn("help")}{written(visitor.t("help-title"))}</summary>'
        piece(f'{title}<ol>{steps}</ol>', 'tw-help', 'details')
