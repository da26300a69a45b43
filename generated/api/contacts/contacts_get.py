from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.contact import Contact

OPERATION: Operation[Contact] = Operation(
    id="contacts_get",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts/{contact_id}",
    returns=Object(Contact),
    unwrap=("payload",),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "contact_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("query", "include_contact_inboxes", Plain("boolean")),
    ),
)


async def contacts_get(
    client: Caller,
    contact_id: int,
    *,
    account_id: int | None = None,
    include_contact_inboxes: bool | None = None,
) -> Contact:
    """One contact.

    `GET /api/v1/accounts/{account_id}/contacts/{contact_id}`

    A contact, with its identities in inboxes.

    Args:
        account_id: The account's number; the client's own where it is left out.
        contact_id: The contact's number.
        include_contact_inboxes: Whether `contact_inboxes` come with a contact; the server takes true where
            it is left out (source, not captured; the page does not have it).

    Returns:
        The contact.

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
            "include_contact_inboxes": include_contact_inboxes,
        },
    )
