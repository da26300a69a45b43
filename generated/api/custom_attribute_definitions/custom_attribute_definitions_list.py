from __future__ import annotations

from typing import Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import Enumeration, ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.custom_attribute_definition import CustomAttributeDefinition
from ...models.custom_attribute_model_code import CustomAttributeModelCode

OPERATION: Operation[list[CustomAttributeDefinition]] = Operation(
    id="custom_attribute_definitions_list",
    method="GET",
    path="/api/v1/accounts/{account_id}/custom_attribute_definitions",
    returns=ListOf(Object(CustomAttributeDefinition)),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("query", "attribute_model", Enumeration(CustomAttributeModelCode)),
    ),
)


async def custom_attribute_definitions_list(
    client: Caller,
    *,
    account_id: int | None = None,
    attribute_model: CustomAttributeModelCode | Literal[0, 1] | None = None,
) -> list[CustomAttributeDefinition]:
    """The custom attributes that an account defined.

    `GET /api/v1/accounts/{account_id}/custom_attribute_definitions`

    All at once, or those of conversations or of contacts alone.

    Args:
        account_id: The account's number; the client's own where it is left out.
        attribute_model: Only those of conversations (0) or of contacts (1); both where it is left out. The
            page requires it, and as a string.

    Returns:
        The definitions.

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
            "attribute_model": attribute_model,
        },
    )
