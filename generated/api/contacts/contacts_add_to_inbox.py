from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import UNSET, Object, Plain, Unset
from ...._wire.operation import Caller, Operation
from ...models.contact_inbox import ContactInbox

OPERATION: Operation[ContactInbox] = Operation(
    id="contacts_add_to_inbox",
    method="POST",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/contact_inboxes",
    returns=Object(ContactInbox),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "contact_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "inbox_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "source_id", Plain("string")),
    ),
)


async def contacts_add_to_inbox(
    client: Caller,
    contact_id: int,
    *,
    account_id: int | None = None,
    inbox_id: int,
    source_id: str | Unset = UNSET,
) -> ContactInbox:
    """Give a contact an identity in an inbox.

    `POST /api/v1/accounts/{account_id}/contacts/{contact_id}/contact_inboxes`

    Conversations of the contact in that inbox can be created with it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        contact_id: The contact's number.
        inbox_id: The inbox.
        source_id: The contact's name there; the server makes one where it is left out (source).

    Returns:
        The identity.

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
            "inbox_id": inbox_id,
            "source_id": source_id,
        },
    )
