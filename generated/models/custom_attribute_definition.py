from __future__ import annotations

import datetime

from ..._wire.kinds import AnyOf, Enumeration, ListOf, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .custom_attribute_display_type import CustomAttributeDisplayType
from .custom_attribute_model import CustomAttributeModel


@declare
class CustomAttributeDefinition(Model):
    """The definition of one custom attribute.

    Attributes:
        attribute_display_name: Name in the app.
        attribute_display_type: The type of a custom attribute's values, in responses.
        attribute_description: A description for users.
        attribute_key: Key in `custom_attributes`.
        regex_pattern: Regular expression that texts in the app must match.
        regex_cue: The app's message for a mismatch.
        attribute_values: The allowed values of a list.
        attribute_model: Whether the attribute belongs to conversations or to contacts, as a name in
            responses.
        default_value: Unused.
    """

    id: int = field(Plain("integer"))
    attribute_display_name: str = field(Plain("string"))
    attribute_display_type: CustomAttributeDisplayType = field(Enumeration(CustomAttributeDisplayType))
    attribute_description: str | None = field(Plain("string", nullable=True))
    attribute_key: str = field(Plain("string"))
    regex_pattern: str | None = field(Plain("string", nullable=True))
    regex_cue: str | None = field(Plain("string", nullable=True))
    attribute_values: list[str] | None = field(ListOf(Plain("string"), nullable=True))
    attribute_model: CustomAttributeModel = field(Enumeration(CustomAttributeModel))
    default_value: int | str | None = field(AnyOf((Plain("integer"), Plain("string")), nullable=True))
    created_at: datetime.datetime = field(Timestamp("iso"))
    updated_at: datetime.datetime = field(Timestamp("iso"))
