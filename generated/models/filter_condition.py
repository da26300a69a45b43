from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, Plain, field
from ..._wire.model import Model, declare
from .filter_attribute_owner import FilterAttributeOwner
from .filter_conjunction import FilterConjunction
from .filter_operator import FilterOperator


@declare
class FilterCondition(Model):
    """One condition of a filter, of conversations or contacts.

    Attributes:
        attribute_key: The field to compare, such as `status`, `assignee_id`, `labels` or `created_at`, or
            the key of a custom attribute. The server responds to an unknown field with 422 and lists the known
            ones.
        filter_operator: Comparison operator of a condition. The type of the attribute decides which
            operators are allowed; the server responds with 422 to others.
        values: Values to compare with; one must match. Empty for `is_present` and `is_not_present`.
        query_operator: Operator that joins this condition with the next; the last condition has none.
        attribute_model: The app's name for the type of the attribute (standard, additional or
            customAttributes); the server ignores it.
        custom_attribute_type: Whether a condition reads a custom attribute of conversations or of contacts.
    """

    attribute_key: str = field(Plain("string"))
    filter_operator: FilterOperator = field(Enumeration(FilterOperator))
    values: list[Any] = field(ListOf(Anything()))
    query_operator: FilterConjunction | None = field(Enumeration(FilterConjunction, nullable=True), default=None)
    attribute_model: str | None = field(Plain("string"), default=None)
    custom_attribute_type: FilterAttributeOwner | None = field(Enumeration(FilterAttributeOwner), default=None)
