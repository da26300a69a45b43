from __future__ import annotations

import builtins

from ...._wire.kinds import UNSET, Unset
from ...._wire.operation import Caller
from ...models.label import Label
from .labels_create import labels_create
from .labels_delete import labels_delete
from .labels_get import labels_get
from .labels_list import labels_list
from .labels_update import labels_update


class LabelsResource:
    """The labels that an account has, with their colours. `set_labels` puts them on conversations and
    contacts."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def list(
        self,
        *,
        account_id: int | None = None,
    ) -> builtins.list[Label]:
        """All labels of an account.

        `GET /api/v1/accounts/{account_id}/labels`

        All at once, by title. The published page does not have the labels of an account.

        Args:
            account_id: The account's number; the client's own where it is left out.

        Returns:
            The labels.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await labels_list(
            self._client,
            account_id=account_id,
        )

    async def create(
        self,
        *,
        account_id: int | None = None,
        title: str,
        description: str | None | Unset = UNSET,
        color: str | Unset = UNSET,
        show_on_sidebar: bool | Unset = UNSET,
    ) -> Label:
        """Create a label.

        `POST /api/v1/accounts/{account_id}/labels`

        For administrators only (source). A title that is taken is refused (422).

        Args:
            account_id: The account's number; the client's own where it is left out.
            title: At least two letters, digits, hyphens or underscores, the first a letter or digit; no spaces.
                The server makes it lower case. (Source, not captured.)
            description: What users are told about it.
            color: As in CSS, such as #1f93ff, which the server takes where there is none.
            show_on_sidebar: Whether the app shows it beside the lists.

        Returns:
            The label.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await labels_create(
            self._client,
            account_id=account_id,
            title=title,
            description=description,
            color=color,
            show_on_sidebar=show_on_sidebar,
        )

    async def get(
        self,
        label_id: int,
        *,
        account_id: int | None = None,
    ) -> Label:
        """One label.

        `GET /api/v1/accounts/{account_id}/labels/{label_id}`

        For administrators only (source); the list is for everybody.

        Args:
            account_id: The account's number; the client's own where it is left out.
            label_id: The label's number; its title does not do.

        Returns:
            The label.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await labels_get(
            self._client,
            label_id,
            account_id=account_id,
        )

    async def delete(
        self,
        label_id: int,
        *,
        account_id: int | None = None,
    ) -> None:
        """Delete a label.

        `DELETE /api/v1/accounts/{account_id}/labels/{label_id}`

        For administrators only (source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            label_id: The label's number; its title does not do.

        Returns:
            The label is deleted.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await labels_delete(
            self._client,
            label_id,
            account_id=account_id,
        )

    async def update(
        self,
        label_id: int,
        *,
        account_id: int | None = None,
        title: str | Unset = UNSET,
        description: str | None | Unset = UNSET,
        color: str | Unset = UNSET,
        show_on_sidebar: bool | Unset = UNSET,
    ) -> Label:
        """Change a label.

        `PATCH /api/v1/accounts/{account_id}/labels/{label_id}`

        Changes what is named and leaves the rest. A new title reaches the conversations and contacts that
        carry the label some time later. For administrators only. (Source, not captured.)

        Args:
            account_id: The account's number; the client's own where it is left out.
            label_id: The label's number; its title does not do.
            title: At least two letters, digits, hyphens or underscores, the first a letter or digit; no spaces.
                The server makes it lower case. (Source, not captured.)
            description: What users are told about it.
            color: As in CSS, such as #1f93ff, which the server takes where there is none.
            show_on_sidebar: Whether the app shows it beside the lists.

        Returns:
            The label as it is now (not captured).

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await labels_update(
            self._client,
            label_id,
            account_id=account_id,
            title=title,
            description=description,
            color=color,
            show_on_sidebar=show_on_sidebar,
        )
