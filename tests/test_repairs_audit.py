"""What the server itself writes about repairs follows from the log as all else does."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app import plans, repair_acceptance
from app.core.actors import the_server
from app.core.entries import enter
from app.core.records import write
from models import Repair
from tests.cast import School
from tests.test_audit import empty, empty_at_once, look
from tests.test_plans import planned
from tests.test_repair_steps import Job

__all__ = ['empty', 'empty_at_once']
pytestmark = pytest.mark.sqlite


async def test_planned_and_accepted_work_is_found_whole(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule: dict[str, Any] = {
        'trade': 'electric',
        'place': school.id_of('room'),
        'person': str(school.people['caretaker']),
    }
    await write([enter('routing.rule', rule)], the_server())
    await planned(school)
    await plans.open_due()
    job = await Job(school).report(things=[school.id_of('desk')])
    await job.do('caretaker', 'repairs.close', costs=[{'what': '灯管', 'price': '12.50'}])
    later = datetime.now(UTC) + timedelta(days=30)
    monkeypatch.setattr('app.repair_acceptance.now', lambda: later)
    await repair_acceptance.accept_due()
    assert sorted(await Repair.all().values_list('state', flat=True)) == ['assigned', 'confirmed']
    assert await look(tmp_path) == []
