from __future__ import annotations

import builtins

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, ListOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_DESCRIPTION = Parameter("body", "description", Plain("string", nullable=True))
_COLOR = Parameter("body", "color", Plain("string"))
_SHOW_ON_SIDEBAR = Parameter("body", "show_on_sidebar", Plain("boolean"))
_LABEL_ID = Parameter("path", "label_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[list[models.Label]] = Operation(
    id="labels.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/labels",
    returns=lambda: ListOf(Object(models.Label)),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID,),
)

CREATE: Operation[models.Label] = Operation(
    id="labels.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/labels",
    returns=lambda: Object(models.Label),
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "title", Plain("string"), required=True),
        _DESCRIPTION,
        _COLOR,
        _SHOW_ON_SIDEBAR,
    ),
)

GET: Operation[models.Label] = Operation(
    id="labels.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/labels/{label_id}",
    returns=lambda: Object(models.Label),
    parameters=(_ACCOUNT_ID, _LABEL_ID),
)

DELETE: Operation[None] = Operation(
    id="labels.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/labels/{label_id}",
    returns=None,
    parameters=(_ACCOUNT_ID, _LABEL_ID),
)

UPDATE: Operation[models.Label] = Operation(
    id="labels.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/labels/{label_id}",
    returns=lambda: Object(models.Label),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _LABEL_ID,
        Parameter("body", "title", Plain("string")),
        _DESCRIPTION,
        _COLOR,
        _SHOW_ON_SIDEBAR,
    ),
)


class LabelsResource(Resource):
    """The labels of an account, with their colors. `set_labels` adds them to conversations and contacts."""

    __slots__ = ()

    async def list(self, *, account_id: int | None = None) -> builtins.list[models.Label]:
        """List all labels of an account.

        `GET /api/v1/accounts/{account_id}/labels`

        Returns all labels in one response, sorted by title.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The labels.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {"account_id": account_id})

    async def create(
        self,
        *,
        title: str,
        description: str | None | Unset = UNSET,
        color: str | None = None,
        show_on_sidebar: bool | None = None,
        account_id: int | None = None,
    ) -> models.Label:
        """Create a label.

        `POST /api/v1/accounts/{account_id}/labels`

        For administrators only. The server refuses a title that is already in use (422).

        Args:
            title: Title of the label: at least two letters, digits, hyphens or underscores, starting with a
                letter or digit; no spaces. The server converts it to lower case.
            description: A description for users.
            color: A CSS color. Default: #1f93ff, set by the server.
            show_on_sidebar: Whether the app shows the label in its sidebar.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The label.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE,
            {
                "account_id": account_id,
                "title": title,
                "description": description,
                "color": color,
                "show_on_sidebar": show_on_sidebar,
            },
        )

    async def get(self, label_id: int, *, account_id: int | None = None) -> models.Label:
        """Get a label.

        `GET /api/v1/accounts/{account_id}/labels/{label_id}`

        For administrators only; `labels.list` is for all users.

        Args:
            label_id: ID of the label, not its title.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The label.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id, "label_id": label_id})

    async def delete(self, label_id: int, *, account_id: int | None = None) -> None:
        """Delete a label.

        `DELETE /api/v1/accounts/{account_id}/labels/{label_id}`

        For administrators only.

        Args:
            label_id: ID of the label, not its title.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "label_id": label_id})

    async def update(
        self,
        label_id: int,
        *,
        title: str | None = None,
        description: str | None | Unset = UNSET,
        color: str | None = None,
        show_on_sidebar: bool | None = None,
        account_id: int | None = None,
    ) -> models.Label:
        """Change a label.

        `PATCH /api/v1/accounts/{account_id}/labels/{label_id}`

        Changes only the given fields. The server updates the conversations and contacts with the label in
        the background. For administrators only.

        Args:
            label_id: ID of the label, not its title.
            title: Title of the label: at least two letters, digits, hyphens or underscores, starting with a
                letter or digit; no spaces. The server converts it to lower case.
            description: A description for users.
            color: A CSS color. Default: #1f93ff, set by the server.
            show_on_sidebar: Whether the app shows the label in its sidebar.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The label after the change.

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
                "label_id": label_id,
                "title": title,
                "description": description,
                "color": color,
                "show_on_sidebar": show_on_sidebar,
            },
        )
