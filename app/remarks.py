"""Remarks: the simplest thing to say about a thing."""

from pydantic import Field

from app.core.kinds import Form, kind


class AddForm(Form):
    text: str = Field(min_length=1, max_length=2000, title='remarks-add-text', json_schema_extra={'widget': 'textarea'})
    photos: list[str] = Field(
        default_factory=list, max_length=12, title='remarks-add-photos', json_schema_extra={'widget': 'photos'}
    )


@kind
async def add(form: AddForm, thing: object) -> None:
    """The record itself is the remark; there is nothing else to change."""
