from __future__ import annotations

from ..._paging import Cursor, Paginator
from ..._wire.arguments import Parameter
from ..._wire.kinds import Object, Plain
from ..._wire.operation import Operation, Resource
from .. import models

LIST: Operation[models.AuditLogPage] = Operation(
    id="audit_logs.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/audit_logs",
    returns=lambda: Object(models.AuditLogPage),
    parameters=(
        Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id"),
        Parameter("query", "page", Plain("integer", minimum=1)),
    ),
)


class AuditLogsResource(Resource):
    """The audit log: who changed what in an account."""

    __slots__ = ()

    async def list(self, *, page: int | None = None, account_id: int | None = None) -> models.AuditLogPage:
        """Get one page of an account's audit log.

        `GET /api/v1/accounts/{account_id}/audit_logs`

        25 entries per page, newest first; a page past the end is empty. For administrators only: the server
        responds to agents with 401. Only with the paid edition.

        Args:
            page: Page number, from 1.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The page.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {"account_id": account_id, "page": page})

    def iter(
        self, *, limit: int | None = None, cursor: Cursor | str | None = None, account_id: int | None = None
    ) -> Paginator[models.AuditLogPage, models.AuditLog]:
        """Iterate over the items of all pages of `list`, without duplicate IDs. Fetches pages on demand.

        Args:
            limit: Maximum number of items.
            cursor: Resume after this position: the `cursor` of another iterator, or its text.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            An iterator over the items, with a `cursor`; its `pages()` iterates over the pages.

        Raises:
            InvalidRequestError: the limit or the cursor is invalid. The iteration raises the errors of `list`.
        """
        return Paginator(
            LIST.id,
            lambda page: self.list(account_id=account_id, page=page),
            lambda page: page.audit_logs,
            limit=limit,
            cursor=cursor,
        )
