from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import UNSET, Enumeration, ListOf, Object, Plain, Unset
from ...._wire.operation import Caller, Operation
from ...models.custom_attribute_definition import CustomAttributeDefinition
from ...models.custom_attribute_display_type_code import CustomAttributeDisplayTypeCode
from ...models.custom_attribute_model_code import CustomAttributeModelCode

OPERATION: Operation[CustomAttributeDefinition] = Operation(
    id="custom_attribute_definitions_update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/custom_attribute_definitions/{custom_attribute_definition_id}",
    returns=Object(CustomAttributeDefinition),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter(
            "path", "custom_attribute_definition_id", Plain("integer"), minimum=1, maximum=2147483647, required=True
        ),
        Parameter("body", "attribute_display_name", Plain("string")),
        Parameter("body", "attribute_display_type", Enumeration(CustomAttributeDisplayTypeCode)),
        Parameter("body", "attribute_description", Plain("string")),
        Parameter("body", "attribute_key", Plain("string")),
        Parameter("body", "attribute_values", ListOf(Plain("string"))),
        Parameter("body", "attribute_model", Enumeration(CustomAttributeModelCode)),
        Parameter("body", "regex_pattern", Plain("string", nullable=True)),
        Parameter("body", "regex_cue", Plain("string", nullable=True)),
    ),
)


async def custom_attribute_definitions_update(
    client: Caller,
    custom_attribute_definition_id: int,
    *,
    account_id: int | None = None,
    attribute_display_name: str | Unset = UNSET,
    attribute_display_type: CustomAttributeDisplayTypeCode | Literal[0, 1, 2, 3, 4, 5, 6, 7] | Unset = UNSET,
    attribute_description: str | Unset = UNSET,
    attribute_key: str | Unset = UNSET,
    attribute_values: Sequence[str] | Unset = UNSET,
    attribute_model: CustomAttributeModelCode | Literal[0, 1] | Unset = UNSET,
    regex_pattern: str | None | Unset = UNSET,
    regex_cue: str | None | Unset = UNSET,
) -> CustomAttributeDefinition:
    """Change the definition of a custom attribute.

    `PATCH /api/v1/accounts/{account_id}/custom_attribute_definitions/{custom_attribute_definition_id}`

    Changes what is named and leaves the rest; `attribute_values` **replaces** all values that were
    there. What conversations and contacts hold already does not change.

    Args:
        account_id: The account's number; the client's own where it is left out.
        custom_attribute_definition_id: The definition's number; its key does not do.
        attribute_display_name: What the app calls it.
        attribute_display_type: What it holds, as a number.
        attribute_description: What users are told about it.
        attribute_key: The key in `custom_attributes`: letters, digits, `_`, `.` and `-` (source).
        attribute_values: The values that a list allows.
        attribute_model: Where it belongs, as a number.
        regex_pattern: What a text must look like in the app. The page has no null.
        regex_cue: What the app says where it does not. The page has no null.

    Returns:
        The definition as it is now.

    Raises:
        InvalidRequestError: an argument that cannot be sent; nothing was sent.
        ApiStatusError: the server answered with an error.
        ConnectionFailedError, RequestTimeoutError: there was no answer.
        DecodeError: the answer is not what the contract says.
    """
    return await client.call(
        OPERATION,
        {
            "account_id": account_id,
            "custom_attribute_definition_id": custom_attribute_definition_id,
            "attribute_display_name": attribute_display_name,
            "attribute_display_type": attribute_display_type,
            "attribute_description": attribute_description,
            "attribute_key": attribute_key,
            "attribute_values": attribute_values,
            "attribute_model": attribute_model,
            "regex_pattern": regex_pattern,
            "regex_cue": regex_cue,
        },
    )
