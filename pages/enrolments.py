"""Registering by scanning blank labels, one after the other."""

from app import tags
from pages.parts import Visitor
from pages.phone import EnrolView


async def show(visitor: Visitor, place: str = '', tag: str = '') -> None:
    visitor.actor.must('enrolments.enrol')
    EnrolView(place=place, first=tags.checked(tag) if tag else '')
