"""Hand-overs and letters follow from the log: played again into an empty database they are the same."""

from pathlib import Path

import pytest

from models import Letter, WriteOff
from tests.cast import School
from tests.test_audit import empty, empty_at_once, look
from tests.test_handovers import Room, office, settling
from tests.test_letters import Year, both_signed

__all__ = ['empty', 'empty_at_once']
pytestmark = pytest.mark.sqlite


async def test_lists_losses_and_letters_are_found_whole(school: School, tmp_path: Path) -> None:
    await office('register.revise', {'quantity': 48}, school.things['desk'])
    room = Room(school)
    await room.draw()
    await room.sign_all()
    await room.draw('end')
    broken = {'condition': 'damaged', 'note': '叶片弯了', 'photos': ['c' * 64]}
    await room.recheck(fan=broken, slide='missing', desk={'condition': 'good', 'quantity': 46})
    await room.sign_all()
    into = settling(room, fan='repair_claim', slide='claim', desk='loss')
    assert (await room.write('keeper', 'settle', into)).fate == 'accepted'
    await both_signed(Year(school))
    assert (await WriteOff.all().count(), await Letter.all().count()) == (1, 1)
    assert await look(tmp_path) == []
