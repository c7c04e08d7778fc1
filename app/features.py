"""The list of features: importing one declares its kinds of record."""

from app import checklists, inspections, people, refusals, register, remarks, repairs, tags

FEATURES = (remarks, register, tags, checklists, inspections, repairs, people, refusals)
