from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.conversation import Conversation

OPERATION: Operation[list[Conversation]] = Operation(
    id="contacts_conversations",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/conversations",
    returns=ListOf(Object(Conversation)),
    unwrap=("payload",),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "contact_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def contacts_conversations(
    client: Caller,
    contact_id: int,
    *,
    account_id: int | None = None,
) -> list[Conversation]:
    """The newest conversations of a contact.

    `GET /api/v1/accounts/{account_id}/contacts/{contact_id}/conversations`

    The newest 20, without pages, and only those that the token's user may see (source).

    Args:
        account_id: The account's number; the client's own where it is left out.
        contact_id: The contact's number.

    Returns:
        The conversations.

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
            "contact_id": contact_id,
        },
    )
