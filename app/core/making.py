"""Models from rows and rows from models, where many are made at once and Tortoise would take long over each."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, TypeVar
from uuid import UUID

from tortoise.fields import DatetimeField, Field, UUIDField
from tortoise.models import Model

M = TypeVar('M', bound=Model)


def made(model: type[M], rows: Sequence[Any]) -> list[M]:
    """Models from the rows of one query that asks for all their columns; others do no harm.

    It does what Tortoise's `_init_from_db` does, but asks a field only for a value that its column keeps in another
    form, and writes all of them at once: a batch of records makes a model for each thing it is about.
    """
    if not rows:
        return []
    names, kept_otherwise, own_key = _names(model, tuple(rows[0].keys())), _kept_otherwise(model), _own_key(model)
    found = []
    for row in rows:
        one = model.__new__(model)
        values = one.__dict__
        values.update(zip(names, row, strict=True))
        for name, read in kept_otherwise:
            if (value := values[name]) is not None:
                values[name] = read(value)
        values.update(_partial=False, _saved_in_db=True, _await_when_save={}, _custom_generated_pk=own_key)
        found.append(one)
    return found


@cache
def _names(model: type[Model], columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(model._meta.fields_db_projection_reverse.get(column, '_more') for column in columns)


@cache
def _kept_otherwise(model: type[Model]) -> list[tuple[str, Callable[[Any], Any]]]:
    """The fields whose columns hold something else than the model does, and how it is read."""
    fields = {name: model._meta.fields_map[name] for name in model._meta.fields_db_projection}
    return [(name, _reading(field)) for name, field in fields.items() if not _is_plain(field)]


def _reading(field: Field[Any]) -> Callable[[Any], Any]:
    if isinstance(field, UUIDField):
        return _id
    return _moment if isinstance(field, DatetimeField) else field.to_python_value


@lru_cache(maxsize=10_000)  # the same things and places again and again
def _id(kept: str | UUID) -> UUID:
    return kept if isinstance(kept, UUID) else UUID(kept)


def _moment(kept: str | datetime) -> datetime:
    """A moment as SQLite keeps it, read by Python itself; Tortoise's way takes as long as five rows."""
    return kept if isinstance(kept, datetime) else datetime.fromisoformat(kept).astimezone(UTC)


def _is_plain(field: Field[Any]) -> bool:
    """Whether every database gives back what was put in."""
    read_as_all = type(field).to_python_value is Field.to_python_value or field.skip_to_python_if_native
    return field.field_type in (str, int, float, bytes) and read_as_all


@cache
def _own_key(model: type[Model]) -> bool:
    return model._meta.db_pk_column not in model._meta.generated_db_fields


@cache
def blank(model: type[Model]) -> dict[str, Any]:
    """A row with nothing in it but what the model says by itself, by column; without a key that the table gives."""
    meta = model._meta
    return {
        meta.fields_map[name].source_field or name: meta.fields_map[name].default
        for name in meta.db_fields
        if not meta.fields_map[name].generated
    }
