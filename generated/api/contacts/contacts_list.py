from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import Enumeration, ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.contact_order import ContactOrder
from ...models.contact_page import ContactPage

OPERATION: Operation[ContactPage] = Operation(
    id="contacts_list",
    method="GET",
    path="/api/v1/accounts/{account_id}/contacts",
    returns=Object(ContactPage),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("query", "sort", Enumeration(ContactOrder)),
        Parameter("query", "labels[]", ListOf(Plain("string")), argument="labels"),
        Parameter("query", "include_contact_inboxes", Plain("boolean")),
        Parameter("query", "page", Plain("integer"), minimum=1),
    ),
)


async def contacts_list(
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
    labels: Sequence[str] | None = None,
    include_contact_inboxes: bool | None = None,
    page: int | None = None,
) -> ContactPage:
    """One page of contacts.

    `GET /api/v1/accounts/{account_id}/contacts`

    15 contacts a page; a page past the end is empty. Only contacts with an email, a phone number or an
    identifier: visitors without any are not in it. Without `sort` the order is the database's own, and
    may change from page to page (source, not captured). The list moves while it is read: a contact can
    be on two pages, or on none.

    Args:
        account_id: The account's number; the client's own where it is left out.
        sort: The order; one with a minus is descending.
        labels: Only contacts that carry one of these labels (source, not captured; the page does not have
            it).
        include_contact_inboxes: Whether `contact_inboxes` come with a contact; the server takes true where
            it is left out (source, not captured; the page does not have it).
        page: The page, from 1.

    Returns:
        The page, with the count of all contacts that match.

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
            "labels": labels,
            "include_contact_inboxes": include_contact_inboxes,
            "page": page,
        },
    )
