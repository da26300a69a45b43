from __future__ import annotations

from ..._wire.arguments import Parameter
from ..._wire.kinds import Object, Plain
from ..._wire.operation import Operation, Resource
from .. import models

GET: Operation[models.PublicInbox] = Operation(
    id="public_inboxes.get",
    method="GET",
    path="/public/api/v1/inboxes/{inbox_identifier}",
    returns=lambda: Object(models.PublicInbox),
    anonymous=True,
    parameters=(Parameter("path", "inbox_identifier", Plain("string", secret=True), setting="inbox_identifier"),),
)


class PublicInboxesResource(Resource):
    """The inbox that the contact writes to."""

    __slots__ = ()

    async def get(self, *, inbox_identifier: str | None = None) -> models.PublicInbox:
        """Get the inbox.

        `GET /public/api/v1/inboxes/{inbox_identifier}`

        Returns the business hours and whether contacts must prove their identity.

        Args:
            inbox_identifier: The identifier of an API inbox, from its settings. Default: the client's setting.

        Returns:
            The inbox.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"inbox_identifier": inbox_identifier})
