"""The list of features: importing one declares its kinds of record."""

from app import (
    barcodes,
    batches,
    blanks,
    checklists,
    corrections,
    enrolments,
    inspections,
    people,
    pictures,
    refusals,
    register,
    remarks,
    repairs,
    tags,
    writeoffs,
)

FEATURES = (
    remarks, register, batches, pictures, corrections, writeoffs, tags, blanks, enrolments, barcodes, checklists,
    inspections, repairs, people, refusals,
)  # fmt: skip
