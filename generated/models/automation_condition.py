from __future__ import annotations

from typing import Any

from ..._wire.kinds import AnyOf, Anything, Enumeration, ListOf, MapOf, Plain, field
from ..._wire.model import Model, declare
from .automation_operator import AutomationOperator
from .filter_attribute_owner import FilterAttributeOwner
from .filter_conjunction import FilterConjunction


@declare
class AutomationCondition(Model):
    """One condition of a rule.

    Attributes:
        attribute_key: The field to compare: an attribute of the message (`content`, `message_type`,
            `private_note`), the conversation (such as `status` or `inbox_id`) or the contact (such as `email`
            or `country_code`), or the key of a custom attribute.
        filter_operator: Comparison operator of a condition. The type of the attribute decides which
            operators are allowed.
        values: Values to compare with; one must match. Empty for `is_present` and `is_not_present`; for
            `attribute_changed` an object with the lists `from` and `to`.
        query_operator: Operator that joins this condition with the next; the last condition has none.
        custom_attribute_type: The model of the custom attribute.
    """

    attribute_key: str = field(Plain("string"))
    filter_operator: AutomationOperator = field(Enumeration(AutomationOperator))
    values: list[Any] | dict[str, Any] = field(AnyOf((ListOf(Anything()), MapOf(Anything()))))
    query_operator: FilterConjunction | None = field(Enumeration(FilterConjunction, nullable=True), default=None)
    custom_attribute_type: FilterAttributeOwner | None = field(Enumeration(FilterAttributeOwner), default=None)
