from __future__ import annotations

from typing import Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import Enumeration, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.contact_order import ContactOrder
from ...models.contact_page import ContactPage

OPERATION: Operation[ContactPage] = Operation(
    id="contacts_active",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts/active",
    returns=Object(ContactPage),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("query", "sort", Enumeration(ContactOrder)),
        Parameter("query", "include_contact_inboxes", Plain("boolean")),
        Parameter("query", "page", Plain("integer"), minimum=1),
    ),
)


async def contacts_active(
    client: Caller,
    *,
    account_id: int | None = None,
    sort: ContactOrder
    | Literal[
        "name",
        "email",
        "phone_number",
        "last_activity_at",
        "created_at",
        "company_name",
        "city",
        "country",
        "company",
        "-name",
        "-email",
        "-phone_number",
        "-last_activity_at",
        "-created_at",
        "-company_name",
        "-city",
        "-country",
        "-company",
    ]
    | None = None,
    include_contact_inboxes: bool | None = None,
    page: int | None = None,
) -> ContactPage:
    """One page of the contacts who are online.

    `GET /api/v1/accounts/{account_id}/contacts/active`

    15 contacts a page; a page past the end is empty. The published page does not have this operation.

    Args:
        account_id: The account's number; the client's own where it is left out.
        sort: The order; one with a minus is descending.
        include_contact_inboxes: Whether `contact_inboxes` come with a contact; the server takes true where
            it is left out (source, not captured; the page does not have it).
        page: The page, from 1.

    Returns:
        The page, with the count of all contacts who are online.

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
            "sort": sort,
            "include_contact_inboxes": include_contact_inboxes,
            "page": page,
        },
    )
