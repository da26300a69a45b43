from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import Enumeration, ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.contact_order import ContactOrder
from ...models.contact_page import ContactPage
from ...models.filter_condition import FilterCondition

OPERATION: Operation[ContactPage] = Operation(
    id="contacts_filter",
    method="POST",
    path="/api/v1/accounts/{account_id}/contacts/filter",
    returns=Object(ContactPage),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("query", "sort", Enumeration(ContactOrder)),
        Parameter("query", "include_contact_inboxes", Plain("boolean")),
        Parameter("query", "page", Plain("integer"), minimum=1),
        Parameter("body", "payload", ListOf(Object(FilterCondition)), required=True),
    ),
)


async def contacts_filter(
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
    payload: Sequence[FilterCondition | Mapping[str, Any]],
) -> ContactPage:
    """One page of the contacts that meet conditions.

    `POST /api/v1/accounts/{account_id}/contacts/filter`

    15 contacts a page; a page past the end is empty. An unknown attribute, operator or value is refused
    (422). Nothing is changed.

    Args:
        account_id: The account's number; the client's own where it is left out.
        sort: The order; one with a minus is descending.
        include_contact_inboxes: Whether `contact_inboxes` come with a contact; the server takes true where
            it is left out (source, not captured; the page does not have it).
        page: The page, from 1.
        payload: The conditions, in their order. Attributes of the server are name, email, phone_number,
            identifier, country_code, city, created_at, last_activity_at, blocked, labels and others (source).

    Returns:
        The page, with the count of all contacts that match (not captured).

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
            "payload": payload,
        },
    )
