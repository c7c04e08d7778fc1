"""The nouns: what the school remembers."""

from models.base import Setting
from models.calendar import SpecialDay, Term
from models.change import Change
from models.checklist import Checklist
from models.compensation import Claim, CompensationRules, ListPrice, Settlement
from models.enrolment import Enrolment
from models.handover import Handover
from models.hazard import Hazard
from models.imports import ColumnChoice, Gone, Import, PlaceAlias
from models.inspection import Inspection
from models.kit import KitPart
from models.letter import Letter
from models.loan import Loan, LoanReturn, LoanSlip, ThingUse
from models.log import LogEntry
from models.lookup import Lookup
from models.notice import Browser, Delivery, Notice
from models.person import Device, Factor, Pairing, Person, Session
from models.photo import Photo
from models.record import Record, Refusal, Resolution
from models.repair import DispatchRule, Repair, RepairCost, RepairStep, RepairThing
from models.reservation import Reservation
from models.round import Round, Visit
from models.schedule import Schedule, Substitute
from models.score import Appeal, Award, Board, ScorePlan
from models.stocktake import Stocktake, StocktakeCount, StocktakeLine, StocktakePlace
from models.tag import Barcode, Tag, TagBatch
from models.thing import Category, Thing
from models.writeoff import WriteOff

__all__ = [
    'Appeal', 'Award', 'Barcode', 'Board', 'Browser', 'Category', 'Change', 'Checklist', 'Claim', 'ColumnChoice',
    'CompensationRules', 'Delivery', 'Device', 'DispatchRule', 'Enrolment', 'Factor', 'Gone', 'Handover', 'Hazard',
    'Import', 'Inspection', 'KitPart', 'Letter', 'ListPrice', 'Loan', 'LoanReturn', 'LoanSlip', 'LogEntry', 'Lookup',
    'Notice', 'Pairing', 'Person', 'Photo', 'PlaceAlias', 'Record', 'Refusal', 'Repair', 'RepairCost', 'RepairStep',
    'RepairThing', 'Reservation', 'Resolution', 'Round', 'Schedule', 'ScorePlan', 'Session', 'Setting', 'Settlement',
    'SpecialDay', 'Stocktake', 'StocktakeCount', 'StocktakeLine', 'StocktakePlace', 'Substitute', 'Tag', 'TagBatch',
    'Term', 'Thing', 'ThingUse', 'Visit', 'WriteOff',
]  # fmt: skip
