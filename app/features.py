"""The list of features: importing one declares its kinds of record."""

from app import (
    barcodes,
    batches,
    blanks,
    calendar,
    checklists,
    corrections,
    dispatch,
    enrolments,
    hazards,
    imports,
    inspections,
    labels,
    logs,
    people,
    phones,
    pictures,
    plans,
    public,
    refusals,
    register,
    remarks,
    repairs,
    rounds,
    routing,
    schedules,
    schools,
    scores,
    tags,
    writeoffs,
)

FEATURES = (
    remarks, register, batches, pictures, corrections, writeoffs, imports, tags, blanks, enrolments, barcodes, labels,
    checklists, inspections, logs, repairs, dispatch, routing, plans, hazards, people, phones, refusals, schools,
    scores, calendar, schedules, rounds, public,
)  # fmt: skip
