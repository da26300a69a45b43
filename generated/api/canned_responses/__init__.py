from __future__ import annotations

import builtins

from ...._wire.kinds import UNSET, Unset
from ...._wire.operation import Caller
from ...models.canned_response import CannedResponse
from .canned_responses_create import canned_responses_create
from .canned_responses_delete import canned_responses_delete
from .canned_responses_list import canned_responses_list
from .canned_responses_update import canned_responses_update


class CannedResponsesResource:
    """Texts that users insert by a short code."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def list(
        self,
        *,
        account_id: int | None = None,
        search: str | None = None,
    ) -> builtins.list[CannedResponse]:
        """The canned responses of an account.

        `GET /api/v1/accounts/{account_id}/canned_responses`

        All at once, or those that contain a text.

        Args:
            account_id: The account's number; the client's own where it is left out.
            search: Only those whose short code or content contains this text; those whose short code begins
                with it come first (source, not captured; the page does not have it).

        Returns:
            The canned responses.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await canned_responses_list(
            self._client,
            account_id=account_id,
            search=search,
        )

    async def create(
        self,
        *,
        account_id: int | None = None,
        short_code: str,
        content: str,
    ) -> CannedResponse:
        """Create a canned response.

        `POST /api/v1/accounts/{account_id}/canned_responses`

        A short code that is taken is refused (422; source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            short_code: What users type after a slash; unique in the account (source).
            content: The text, with placeholders such as {{contact.name}}.

        Returns:
            The canned response.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await canned_responses_create(
            self._client,
            account_id=account_id,
            short_code=short_code,
            content=content,
        )

    async def delete(
        self,
        canned_response_id: int,
        *,
        account_id: int | None = None,
    ) -> None:
        """Delete a canned response.

        `DELETE /api/v1/accounts/{account_id}/canned_responses/{canned_response_id}`

        It does not come back.

        Args:
            account_id: The account's number; the client's own where it is left out.
            canned_response_id: The canned response's number.

        Returns:
            The canned response is deleted.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await canned_responses_delete(
            self._client,
            canned_response_id,
            account_id=account_id,
        )

    async def update(
        self,
        canned_response_id: int,
        *,
        account_id: int | None = None,
        short_code: str | Unset = UNSET,
        content: str | Unset = UNSET,
    ) -> CannedResponse:
        """Change a canned response.

        `PATCH /api/v1/accounts/{account_id}/canned_responses/{canned_response_id}`

        Changes what is named and leaves the rest.

        Args:
            account_id: The account's number; the client's own where it is left out.
            canned_response_id: The canned response's number.
            short_code: What users type after a slash; unique in the account (source).
            content: The text, with placeholders such as {{contact.name}}.

        Returns:
            The canned response as it is now.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await canned_responses_update(
            self._client,
            canned_response_id,
            account_id=account_id,
            short_code=short_code,
            content=content,
        )
