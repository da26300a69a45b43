from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.contact import Contact

OPERATION: Operation[Contact] = Operation(
    id="contacts_merge",
    method="POST",
    path="/api/v1/accounts/{account_id}/actions/contact_merge",
    returns=Object(Contact),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("body", "base_contact_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "mergee_contact_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def contacts_merge(
    client: Caller,
    *,
    account_id: int | None = None,
    base_contact_id: int,
    mergee_contact_id: int,
) -> Contact:
    """Make one contact of two.

    `POST /api/v1/accounts/{account_id}/actions/contact_merge`

    Conversations, messages, notes and inbox identities of the mergee go to the base contact, and what
    the base contact does not have of name, email, attributes and the like is taken over; then **the
    mergee is deleted**. This cannot be undone. With two equal ids nothing happens. (Source, not
    captured.)

    Args:
        account_id: The account's number; the client's own where it is left out.
        base_contact_id: The contact that stays.
        mergee_contact_id: The contact that is deleted.

    Returns:
        The base contact, without `contact_inboxes` and not wrapped (source, not captured; the page
        has a list in `payload`).

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
            "base_contact_id": base_contact_id,
            "mergee_contact_id": mergee_contact_id,
        },
    )
