"""Everything that is not for every day."""

from app.core.config import read_config
from pages.parts import Visitor, box, go, heading, row

DOORS = (
    # address, icon, word, what one must be allowed to do
    ('/outbox', 'outbox', 'outbox-title', ''),
    ('/rounds', 'route', 'rounds-all', 'rounds.see'),
    ('/schedules', 'checklist', 'schedules-title', 'schedules.see'),
    ('/calendar', 'calendar', 'calendar-title', 'calendar.see'),
    ('/import', 'upload', 'imports-title', 'register.add'),
    ('/labels', 'print', 'labels-title', 'labels.print'),
    ('/loans', 'loan', 'loans-title', ''),
    ('/reservations', 'calendar', 'reservations-title', 'reservations.see'),
    ('/hazards', 'alert', 'hazards-title', 'hazards.see'),
    ('/stocktakes', 'table', 'stocktakes-title', 'stocktakes.see'),
    ('/handovers', 'handover', 'handovers-title', 'handovers.see'),
    ('/letters', 'pen', 'letters-title', 'letters.see'),
    ('/compensation', 'count', 'compensation-title', 'compensation.see'),
    ('/writeoffs', 'delete', 'writeoffs-title', 'writeoffs.see'),
    ('/ledger', 'table', 'ledger-title', 'ledger.see'),
    ('/logs', 'book', 'logs-title', 'logs.see'),
    ('/scores', 'trophy', 'scores-title', 'scores.see'),
    ('/checklists', 'checklist', 'checklists-title', 'checklists.revise'),
    ('/things/new', 'plus', 'register-add', 'register.add'),
    ('/enrol', 'scan', 'enrolments-enrol', 'enrolments.enrol'),
    ('/tags', 'tag', 'tags-title', 'tags.bind'),
    ('/public', 'eye', 'public-title', 'public.open'),
    ('/notices', 'bell', 'notices-title', 'notices.see'),
    ('/backups', 'database', 'backups-title', 'backups.see'),
    ('/refusals', 'alert', 'refusals-title', 'refusals.see'),
    ('/rescue', 'phone', 'rescue-title', 'rescue.bring_in'),
    ('/people', 'people', 'people-title', 'people.see'),
    ('/phones', 'phone', 'phones-title', 'phones.see'),
    ('/me', 'account', 'me-title', ''),
)


async def show(visitor: Visitor) -> None:
    heading(visitor.t('more-title'))
    with box('tw-card tw-card-flush'):
        for path, picture, word, action in DOORS:
            if not action or visitor.may(action):
                row(path, visitor.t(word), picture=picture)
    if read_config().own_https and visitor.may('people.add'):  # to hold in front of a new phone
        go('/trust', visitor.t('trust-title'), picture='lock', classes='tw-quiet').props('target=_blank')
