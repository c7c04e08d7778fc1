"""Inspections: a checklist filled in, and the repairs that its faults open."""

from datetime import UTC
from typing import Any
from uuid import UUID, uuid5

from pydantic import Field

from app import checklists, dangers, logs, proof, rounds
from app.answers import Answer, faulty_items, said
from app.core.kinds import Form, kind
from app.core.records import Writing
from app.repair_opening import open_repair
from models import Inspection, Thing


class InspectForm(Form):
    checklist: str = Field(max_length=60)
    version: int = Field(ge=1)
    answers: dict[str, Answer] = Field(max_length=200)
    note: str = Field(default='', max_length=2000)
    round: UUID | None = None  # that it is a stop of
    quick: bool = False  # «all normal» was pressed; `spot` is the item that had to be answered by hand all the same
    spot: str = Field(default='', max_length=60)


@kind(plants=True)
async def inspect(thing: Thing, form: InspectForm, record: Writing) -> None:
    """A check was done. What was seen is kept as it was seen; each fault opens a repair without retyping."""
    template = await record.known.once(checklists.checklist, form.checklist, form.version)
    if not template.is_current:
        record.flags.append('template_old')
    record.flags += await proof.flags_of(thing, record)
    language = 'en' if record.by.language == 'en' else 'zh'
    faulty = faulty_items(template.body['items'], form.answers, language)
    record.plant_row(
        Inspection, id=str(record.id), thing_id=str(thing.id), checklist=form.checklist, version=form.version,
        faults=len(faulty), by_id=str(record.by.id) if record.by.id else None, at=record.at.astimezone(UTC),
    )  # fmt: skip
    if not thing.is_retired and not template.body.get('scored'):
        opening = [item for item in faulty if item.get('opens_repair', True)]
        for nth, item in enumerate(opening):
            await _open_repair(thing, item, nth, form, record)
    if logs.is_log(template.body):
        logs.add_line(thing, template, form.answers, record, language)
        await record.change(thing)
        await rounds.visited(thing, form.checklist, record, round=form.round, many=True)
        return
    await record.change(thing, checked_at=max(filter(None, (thing.checked_at, min(record.at, record.received_at)))))
    if not any(item.get('blocks_use') for item in faulty):
        await dangers.put_back(thing, record, form.checklist)
    await rounds.visited(thing, form.checklist, record, round=form.round, quick=form.quick)


async def _open_repair(thing: Thing, item: dict[str, Any], nth: int, form: InspectForm, record: Writing) -> None:
    answer = form.answers[item['id']]
    language = record.by.language if record.by.language == 'en' else 'zh'
    about = said(item, answer, language)
    title = item[language]
    await open_repair(
        thing, record, uuid5(record.id, item['id']), what=f'{title}: {about}' if about else title,
        urgency='high' if item.get('blocks_use') else 'normal', photos=answer.photos, item=item['id'],
        inspection_id=record.id, blocks_use=bool(item.get('blocks_use')), source='check', nth=nth,
    )  # fmt: skip
