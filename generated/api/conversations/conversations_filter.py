from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.conversation_page import ConversationPage
from ...models.filter_condition import FilterCondition

OPERATION: Operation[ConversationPage] = Operation(
    id="conversations_filter",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/filter",
    returns=Object(ConversationPage),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("query", "page", Plain("integer"), minimum=1),
        Parameter("body", "payload", ListOf(Object(FilterCondition)), required=True),
    ),
)


async def conversations_filter(
    client: Caller,
    *,
    account_id: int | None = None,
    page: int | None = None,
    payload: Sequence[FilterCondition | Mapping[str, Any]],
) -> ConversationPage:
    """One page of the conversations that fulfil conditions.

    `POST /api/v1/accounts/{account_id}/conversations/filter`

    25 conversations a page, the most recently active first; a page past the end is empty. Conditions
    are joined from left to right by the `query_operator` of the one before. Unlike `conversations_list`
    it finds conversations of every status, unless a condition says otherwise.

    Args:
        account_id: The account's number; the client's own where it is left out.
        page: The page, from 1.
        payload: The conditions, joined from left to right.

    Returns:
        The page, with the counts of all conversations that match, but without `assigned_count`.
        (The page published has the list's envelope `data` around it.)

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
            "page": page,
            "payload": payload,
        },
    )
