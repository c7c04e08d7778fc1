"""The list of pages: which address shows what, and to whom."""

import inspect
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import ui

from app import second
from app.core.errors import Problem, SignIn
from app.core.trouble import trouble_of
from app.core.words import sentence
from pages import (
    backups,
    barcodes,
    batches,
    blanks,
    calendar,
    checklists,
    checklists_editor,
    compensation,
    compensation_one,
    compensation_rules,
    compensation_term,
    enrolments,
    everywhere,
    handovers,
    handovers_one,
    handovers_paper,
    handovers_sign,
    hazards,
    help,
    home,
    imports,
    inspections,
    kits,
    labels,
    ledger,
    letters,
    letters_one,
    loans,
    loans_rules,
    loans_slip,
    logs,
    me,
    me_password,
    me_pin,
    me_second,
    more,
    notices,
    outbox,
    pairing,
    people,
    phones,
    prints,
    public,
    refusals,
    register,
    register_form,
    repairs,
    repairs_board,
    repairs_figures,
    repairs_rules,
    rescue,
    reservations,
    rounds,
    scan,
    schedule_form,
    schedules,
    score_walks,
    scores,
    stocktakes,
    stocktakes_line,
    stocktakes_lines,
    stocktakes_plan,
    stocktakes_report,
    stocktakes_teams,
    stocktakes_walk,
    tags,
    tags_binding,
    thing,
    writeoffs,
)
from pages.parts import Visitor, empty, go, words

logger = logging.getLogger('tagwalk.pages')

Page = Callable[..., Awaitable[None]]

ROUTES: dict[str, Page] = {
    '/': home.show,
    '/scan': scan.show,
    '/find': everywhere.show,
    '/t/{code}': thing.by_tag,
    '/things': register.show,
    '/things/new': register_form.add,
    '/things/{id}': thing.by_id,
    '/things/{id}/edit': register_form.edit,
    '/things/{id}/split': batches.split,
    '/things/{id}/kit': kits.edit,
    '/things/{id}/prints': prints.show,
    '/things/{id}/check/{key}': thing.check,
    '/things/{id}/do/{kind}': thing.do,
    '/things/{id}/label': tags_binding.replace,
    '/things/{id}/barcode': barcodes.add,
    '/logs': logs.show,
    '/logs/{id}': logs.show_one,
    '/inspections/{id}': inspections.show,
    '/repairs': repairs_board.show,
    '/repairs/figures': repairs_figures.show,
    '/repairs/rules': repairs_rules.show,
    '/repairs/{id}': repairs.show_one,
    '/repairs/{id}/hazard': hazards.escalate,
    '/hazards': hazards.show,
    '/hazards/{id}': hazards.show_one,
    '/compensation': compensation.show,
    '/compensation/rules': compensation_rules.show,
    '/compensation/class': compensation_term.show,
    '/compensation/class/sign': compensation_term.sign,
    '/compensation/rewards': compensation_term.rewards,
    '/compensation/{id}': compensation_one.show,
    '/handovers': handovers.show,
    '/handovers/{id}': handovers_one.show,
    '/handovers/{id}/sign/{role}': handovers_sign.sign,
    '/handovers/{id}/verify': handovers_paper.verify,
    '/letters': letters.show,
    '/letters/new': letters.add,
    '/letters/sign': letters.sign_all,
    '/letters/{id}': letters_one.show,
    '/letters/{id}/sign/{role}': letters_one.sign,
    '/letters/{id}/verify': letters_one.verify,
    '/writeoffs': writeoffs.show,
    '/ledger': ledger.show,
    '/tags': tags.show,
    '/tags/{code}': tags.one,
    '/blanks': blanks.show,
    '/blanks/{id}': blanks.show_one,
    '/enrol': enrolments.show,
    '/loans': loans.show,
    '/loans/rules': loans_rules.show,
    '/loans/{id}': loans_slip.show,
    '/reservations': reservations.show,
    '/reservations/new': reservations.add,
    '/lend': loans.lend,
    '/borrow': loans.borrow,
    '/give-back': loans.give_back,
    '/take-back': loans.take_back,
    '/barcode': thing.by_barcode,
    '/import': imports.show,
    '/labels': labels.show,
    '/scores': scores.show,
    '/scoring/{key}': score_walks.show,
    '/scores/{id}': scores.show_one,
    '/stocktakes': stocktakes.show,
    '/stocktakes/new': stocktakes_plan.show,
    '/stocktakes/{id}': stocktakes.show_one,
    '/stocktakes/{id}/lines': stocktakes_lines.show,
    '/stocktakes/{id}/lines/{thing}': stocktakes_line.show_one,
    '/stocktakes/{id}/books': stocktakes_report.books,
    '/stocktakes/{id}/teams': stocktakes_teams.show,
    '/checklists': checklists.show,
    '/checklists/{key}': checklists_editor.show,
    '/checklists/{key}/{number}': checklists.version,
    '/calendar': calendar.show,
    '/rounds': rounds.show,
    '/rounds/{id}': rounds.show_one,
    '/stocktakes/{id}/walk': stocktakes_walk.show,
    '/schedules': schedules.show,
    '/schedules/new': schedule_form.add,
    '/schedules/{id}': schedule_form.edit,
    '/notices': notices.show,
    '/backups': backups.show,
    '/public': public.show,
    '/people': people.show,
    '/people/{id}/pair': pairing.show,
    '/phones': phones.show,
    '/refusals': refusals.show,
    '/rescue': rescue.show,
    '/outbox': outbox.show,
    '/me': me.show,
    '/me/password': me_password.show,
    '/me/pin': me_pin.show,
    '/me/second': me_second.show,
    '/more': more.show,
}


CODES = ('bad_code', 'not_a_code')  # what somebody typed or scanned wrongly: they want to try again


async def _show(address: str, visitor: Visitor, given: dict[str, Any]) -> None:
    """A page as this visitor sees it; a Problem becomes a sentence on an otherwise empty page."""
    page = ROUTES[address]
    try:
        actor = await visitor.now()
        if page is not me_second.show and await second.is_lacking(actor):
            ui.navigate.to('/me/second')
            return
        await page(visitor, **given)
        help.show(visitor, address)
    except SignIn:
        ui.navigate.to('/sign-in')
    except Problem as problem:
        empty('info', sentence(problem, visitor.language), 'h1')
        if problem.code in CODES and visitor.may('things.see'):
            go('/scan', visitor.t('home-scan'), picture='scan', classes='tw-primary')
    except Exception as error:
        trouble = trouble_of(error)
        id = secrets.token_hex(3)
        logger.exception('page broke %s', id)
        empty('error', sentence(trouble, visitor.language) if trouble else visitor.t('problem-page_broken'), 'h1')
        words(visitor.t('page-broken-id', id=id), 'tw-sub tw-centre', 'p')


def _drawn(address: str) -> Callable[..., Awaitable[None]]:
    """A page as NiceGUI calls it: inside of an element that knows who looks (`frame.Pages`)."""

    def draw(**given: Any) -> Awaitable[None]:
        return _show(address, ui.context.slot.parent.visitor, given)  # type: ignore[attr-defined]

    signature = inspect.signature(ROUTES[address])
    wanted = [parameter for name, parameter in signature.parameters.items() if name != 'visitor']
    draw.__signature__ = signature.replace(parameters=wanted)  # type: ignore[attr-defined]
    return draw


# One for all visitors: a page of its own for each of them would cost a connected phone 60 kB.
DRAWN = {path: _drawn(path) for path in ROUTES}
