from __future__ import annotations

from typing import Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import Enumeration, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.contact_order import ContactOrder
from ...models.contact_page import ContactPage

OPERATION: Operation[ContactPage] = Operation(
    id="contacts_search",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts/search",
    returns=Object(ContactPage),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("query", "q", Plain("string"), required=True),
        Parameter("query", "sort", Enumeration(ContactOrder)),
        Parameter("query", "include_contact_inboxes", Plain("boolean")),
        Parameter("query", "page", Plain("integer"), minimum=1),
    ),
)


async def contacts_search(
    client: Caller,
    *,
    account_id: int | None = None,
    q: str,
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
    """One page of the contacts that contain a text.

    `GET /api/v1/accounts/{account_id}/contacts/search`

    Looks in name, email, phone number and identifier, also of visitors whom the list leaves out. 15
    contacts a page; a page past the end is empty.

    Args:
        account_id: The account's number; the client's own where it is left out.
        q: The text; upper and lower case are the same, but for the identifier (source, not captured).
        sort: The order; one with a minus is descending.
        include_contact_inboxes: Whether `contact_inboxes` come with a contact; the server takes true where
            it is left out (source, not captured; the page does not have it).
        page: The page, from 1.

    Returns:
        The page.

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
            "q": q,
            "sort": sort,
            "include_contact_inboxes": include_contact_inboxes,
            "page": page,
        },
    )
