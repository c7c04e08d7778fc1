"""What classes are called: by their rooms and accounts, or as groups are; a pupil's name does not pass for one.

A pupil borrows as the class and stands on no slip by name (SECURITY S31): what is said to be a class is one that the
school has, or is written as classes and groups are: 三(2)班, 初一3班, 足球社, 3(2), Class 3B.
"""

import re
import unicodedata

from app.cells import place_key
from app.core.errors import BadInput
from models import Person, Thing

MONITOR = 'class_monitor'  # whose account is the class
CLASSROOMS = ('classroom', 'kg-classroom')
_CHINESE = re.compile(r'\S{1,12}(?:班|级|社|社团|队|组)')
_LATIN = re.compile(r'(?:class|grade|year|form|team)?\d{1,4}[a-z]?(?:[-.(]?\d{1,3}\)?)?(?:class\d{1,3})?[a-z]?')
_MARK = re.compile(r'[0-9A-Za-z-]*号?')  # of a pupil: numbers and letters, which hold no name


async def known() -> set[str]:
    """The classes that the school has."""
    rooms = await Thing.filter(kind='place', category__in=CLASSROOMS).exclude(state='retired')
    accounts = [person for person in await Person.filter(left_at=None) if MONITOR in person.roles]
    return {bare(room.name) for room in rooms} | {person.shown for person in accounts}


async def must_be_class(name: str) -> None:
    """Raises BadInput for what is no class of the school and is not written like one."""
    if reads_like_one(name):
        return
    key = place_key(name)
    if not any(place_key(each) == key for each in await known()):
        raise BadInput('no_class', name=name)


def must_be_mark(mark: str) -> None:
    """Raises BadInput for a mark that may be a name."""
    if not _MARK.fullmatch(unicodedata.normalize('NFKC', mark)):
        raise BadInput('mark_like_a_name')


def reads_like_one(name: str) -> bool:
    plain = unicodedata.normalize('NFKC', name).lower().strip()
    return bool(_CHINESE.fullmatch(plain) or _LATIN.fullmatch(''.join(plain.split())))


def bare(name: str) -> str:
    """A class by its room: 一(1)班 of 一(1)班教室."""
    return name.removesuffix('教室') or name
