from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.reporting_event import ReportingEvent

OPERATION: Operation[list[ReportingEvent]] = Operation(
    id="conversations_reporting_events",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/reporting_events",
    returns=ListOf(Object(ReportingEvent)),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def conversations_reporting_events(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
) -> list[ReportingEvent]:
    """What the reports know of a conversation.

    `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}/reporting_events`

    Only with the paid edition, and only for administrators: an agent gets 401. The rows are as
    published; none was captured. A server without the paid edition's code answers 404 with a page of
    HTML.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.

    Returns:
        The events, the oldest first (source, not captured).

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
            "conversation_id": conversation_id,
        },
    )
