"""The list of features: importing one declares its kinds of record."""

from app import (
    barcodes,
    blanks,
    checklists,
    enrolments,
    imports,
    inspections,
    labels,
    people,
    refusals,
    register,
    remarks,
    repairs,
    tags,
)

FEATURES = (
    remarks, register, tags, blanks, enrolments, barcodes, checklists, inspections, repairs, people, refusals, imports,
    labels,
)  # fmt: skip
