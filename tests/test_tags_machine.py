"""Labels in any order: whatever people bind, replace, withdraw and undo, no label ever leads to two things."""

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from app import tags
from app.core import db
from app.core.errors import Problem
from app.core.tagcode import check_character
from models import Enrolment, Record, Refusal, Tag, Thing
from tests.cast import Phone, School

pytestmark = pytest.mark.sqlite

CODES = [body + check_character(body) for body in (f'{number:011d}' for number in range(5))]
NAMES = ('fan', 'desk', 'slide')


class Labels(RuleBasedStateMachine):
    """A small model beside the real thing: where each code leads, and which are replaced or withdrawn."""

    founded: tuple[Path, School]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.school = self.founded[1]
        self.on: dict[str, str] = {code: name for name, code in self.school.codes.items()}
        self.new: dict[str, str] = {}  # the replaced code: what replaced it
        self.retired: set[str] = set()
        self.made: dict[str, str] = {}  # things that scans made: their id by code

    @initialize()
    def open(self) -> None:
        shutil.copy(self.founded[0], Path(self.folder.name) / 'tagwalk.sqlite3')

        async def begin() -> Phone:
            await db.connect(f'sqlite://{self.folder.name}/tagwalk.sqlite3')
            return await self.school.sign_in('keeper')

        self.phone = self.runner.run(begin())

    def teardown(self) -> None:
        self.runner.run(db.disconnect())
        self.runner.close()
        self.folder.cleanup()

    def write(self, kind: str, payload: dict[str, Any], thing: str = '') -> str:
        more = {'thing_id': self.id_of(thing)} if thing else {}
        verdict = self.runner.run(self.phone.write_one(self.phone.seal(kind, payload, **more)))
        self.last = verdict.id
        return verdict.code or verdict.verdict

    def id_of(self, name: str) -> str:
        return self.school.id_of(name) if name in self.school.things else name

    def live(self, thing: str) -> set[str]:
        return {
            code for code, on in self.on.items() if on == thing and code not in self.new | dict.fromkeys(self.retired)
        }

    @rule(code=st.sampled_from(CODES), thing=st.sampled_from(NAMES))
    def bind(self, code: str, thing: str) -> None:
        said = self.write('tags.bind', {'code': code}, thing)
        if code in self.retired:
            assert said == 'tag_retired'
        elif self.on.get(code, thing) != thing:
            assert said == 'tag_taken'
        else:
            assert said == 'accepted'
            self.on[code] = thing
            self.new.pop(code, None)

    @rule(code=st.sampled_from(CODES), thing=st.sampled_from(NAMES))
    def replace(self, code: str, thing: str) -> None:
        before = self.live(thing)
        said = self.write('tags.replace', {'code': code}, thing)
        if code in before:
            assert said == 'tag_same'
        elif code in self.retired:
            assert said == 'tag_retired'
        elif self.on.get(code, thing) != thing:
            assert said == 'tag_taken'
        else:
            assert said == 'accepted'
            self.new.pop(code, None)
            self.new |= dict.fromkeys(before, code)
            self.on[code] = thing

    @rule(code=st.sampled_from(CODES), thing=st.sampled_from(NAMES))
    def unbind(self, code: str, thing: str) -> None:
        said = self.write('tags.unbind', {'code': code}, thing)
        if self.on.get(code) != thing or code in self.retired:
            assert said == 'tag_elsewhere'
        else:
            assert said == 'accepted'
            del self.on[code]
            self.new.pop(code, None)
            self.new = {old: new for old, new in self.new.items() if new != code}

    @rule(code=st.sampled_from(CODES))
    def retire(self, code: str) -> None:
        said = self.write('tags.retire', {'code': code})
        assert said == ('tag_retired' if code in self.retired else 'accepted')
        self.retired.add(code)

    @rule(code=st.sampled_from(CODES))
    def reinstate(self, code: str) -> None:
        said = self.write('tags.reinstate', {'code': code})
        assert said in ('accepted', 'unknown_tag')
        self.retired.discard(code)

    @rule(code=st.sampled_from(CODES))
    def enrol(self, code: str) -> None:
        said = self.write(
            'enrolments.enrol', {'code': code, 'inside': self.school.id_of('room'), 'name': '课桌', 'number': 1}
        )
        if code in self.retired:
            assert said == 'tag_retired'
        elif code in self.on:
            assert said == 'tag_taken'
        else:
            assert said == 'accepted'
            self.on[code] = self.made[code] = self.last

    @rule(code=st.sampled_from(CODES))
    def undo(self, code: str) -> None:
        if code not in self.made:
            return
        said = self.write('enrolments.undo', {'enrolment': self.made[code]})
        assert said == 'accepted'
        gone = self.made.pop(code)
        self.on = {label: thing for label, thing in self.on.items() if thing != gone}

    @rule(code=st.sampled_from(CODES), well=st.booleans())
    def print(self, code: str, well: bool) -> None:
        assert self.write('labels.printed' if well else 'labels.unprinted', {'codes': [code]}) == 'accepted'

    @invariant()
    def every_code_leads_where_people_put_it(self) -> None:
        if hasattr(self, 'phone'):
            self.runner.run(self.look())

    async def look(self) -> None:
        for code in [*CODES, *self.school.codes.values()]:
            try:
                found: str | None = str((await tags.thing_of(code)).id)
            except Problem as problem:
                found = problem.code
            leads = self.id_of(self.on[code]) if code in self.on else 'unknown_tag'
            assert found == ('tag_retired' if code in self.retired else leads)
        for name in NAMES:
            assert {tag.code for tag in await tags.live_tags(self.school.things[name])} == self.live(name)
        printed = await Tag.filter(replaced_at=None, retired_at=None, printed_at__not_isnull=True)
        labelled = {tag.thing_id for tag in printed if tag.thing_id}
        assert {thing.id for thing in await Thing.filter(labelled=True)} == labelled
        replaced = {tag.code: tag.replaced_by for tag in await Tag.filter(replaced_at__not_isnull=True)}
        assert replaced == self.new
        things = await Thing.all().count()
        assert things == len(self.school.things) + len(self.made)
        assert await Enrolment.filter(undone_at=None).count() == len(self.made)
        written = await Record.filter(device_id=self.phone.device_id).count()
        refused = await Refusal.filter(device_id=self.phone.device_id).count()
        assert written + refused == len(self.phone.sealed), 'every record is kept, whatever became of it'


def test_no_order_of_doings_leaves_a_label_astray(founded: tuple[Path, School]) -> None:
    machine = type('Labels', (Labels,), {'founded': founded})
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    run_state_machine_as_test(
        machine, settings=settings(max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=checks)
    )
