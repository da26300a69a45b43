from __future__ import annotations

import builtins

from ..._wire.arguments import Parameter
from ..._wire.kinds import ListOf, Object, Plain
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_CANNED_RESPONSE_ID = Parameter(
    "path", "canned_response_id", Plain("integer", minimum=1, maximum=2147483647), required=True
)

LIST: Operation[list[models.CannedResponse]] = Operation(
    id="canned_responses.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/canned_responses",
    returns=lambda: ListOf(Object(models.CannedResponse)),
    parameters=(_ACCOUNT_ID, Parameter("query", "search", Plain("string"))),
)

CREATE: Operation[models.CannedResponse] = Operation(
    id="canned_responses.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/canned_responses",
    returns=lambda: Object(models.CannedResponse),
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "short_code", Plain("string"), required=True),
        Parameter("body", "content", Plain("string"), required=True),
    ),
)

DELETE: Operation[None] = Operation(
    id="canned_responses.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/canned_responses/{canned_response_id}",
    returns=None,
    parameters=(_ACCOUNT_ID, _CANNED_RESPONSE_ID),
)

UPDATE: Operation[models.CannedResponse] = Operation(
    id="canned_responses.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/canned_responses/{canned_response_id}",
    returns=lambda: Object(models.CannedResponse),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _CANNED_RESPONSE_ID,
        Parameter("body", "short_code", Plain("string")),
        Parameter("body", "content", Plain("string")),
    ),
)


class CannedResponsesResource(Resource):
    """Texts that users insert by a short code."""

    __slots__ = ()

    async def list(
        self, *, search: str | None = None, account_id: int | None = None
    ) -> builtins.list[models.CannedResponse]:
        """List the canned responses of an account.

        `GET /api/v1/accounts/{account_id}/canned_responses`

        Returns all canned responses in one response, or only the ones that contain a text.

        Args:
            search: Only canned responses with this text in their short code or content; matches at the start of
                the short code come first.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The canned responses.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {"account_id": account_id, "search": search})

    async def create(self, *, short_code: str, content: str, account_id: int | None = None) -> models.CannedResponse:
        """Create a canned response.

        `POST /api/v1/accounts/{account_id}/canned_responses`

        The server refuses a short code that is already in use (422).

        Args:
            short_code: The text that users type after a slash; unique in the account.
            content: The text, with placeholders such as {{contact.name}}.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The canned response.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(CREATE, {"account_id": account_id, "short_code": short_code, "content": content})

    async def delete(self, canned_response_id: int, *, account_id: int | None = None) -> None:
        """Delete a canned response.

        `DELETE /api/v1/accounts/{account_id}/canned_responses/{canned_response_id}`

        The deletion cannot be undone.

        Args:
            canned_response_id: ID of the canned response.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "canned_response_id": canned_response_id})

    async def update(
        self,
        canned_response_id: int,
        *,
        short_code: str | None = None,
        content: str | None = None,
        account_id: int | None = None,
    ) -> models.CannedResponse:
        """Change a canned response.

        `PATCH /api/v1/accounts/{account_id}/canned_responses/{canned_response_id}`

        Changes only the given fields.

        Args:
            canned_response_id: ID of the canned response.
            short_code: The text that users type after a slash; unique in the account.
            content: The text, with placeholders such as {{contact.name}}.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The canned response after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            UPDATE,
            {
                "account_id": account_id,
                "canned_response_id": canned_response_id,
                "short_code": short_code,
                "content": content,
            },
        )
