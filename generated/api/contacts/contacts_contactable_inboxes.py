from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.contactable_inbox import ContactableInbox

OPERATION: Operation[list[ContactableInbox]] = Operation(
    id="contacts_contactable_inboxes",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}/contactable_inboxes",
    returns=ListOf(Object(ContactableInbox)),
    unwrap=("payload",),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "contact_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def contacts_contactable_inboxes(
    client: Caller,
    contact_id: int,
    *,
    account_id: int | None = None,
) -> list[ContactableInbox]:
    """The inboxes through which a contact can be written to.

    `GET /api/v1/accounts/{account_id}/contacts/{contact_id}/contactable_inboxes`

    Those of the account whose channel can reach the contact: by mail where it has an email, by SMS or
    WhatsApp where it has a phone number.

    Args:
        account_id: The account's number; the client's own where it is left out.
        contact_id: The contact's number.

    Returns:
        The inboxes, each with the identity that the contact has or would have there.

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
