from __future__ import annotations

from ...._wire.kinds import UNSET, Unset
from ...._wire.operation import Caller
from ...models.account import Account
from .account_get import account_get
from .account_update import account_update


class AccountResource:
    """The account itself."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def get(
        self,
        *,
        account_id: int | None = None,
    ) -> Account:
        """The account.

        `GET /api/v1/accounts/{account_id}`

        Its settings and features. An account that is not the token's user's is answered 404 (source, not
        captured).

        Args:
            account_id: The account's number; the client's own where it is left out.

        Returns:
            The account.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await account_get(
            self._client,
            account_id=account_id,
        )

    async def update(
        self,
        *,
        account_id: int | None = None,
        name: str | Unset = UNSET,
        locale: str | Unset = UNSET,
        domain: str | None | Unset = UNSET,
        support_email: str | None | Unset = UNSET,
        auto_resolve_after: int | None | Unset = UNSET,
        auto_resolve_message: str | None | Unset = UNSET,
        auto_resolve_ignore_waiting: bool | None | Unset = UNSET,
        auto_resolve_label: str | None | Unset = UNSET,
        audio_transcriptions: bool | None | Unset = UNSET,
        industry: str | Unset = UNSET,
        company_size: str | Unset = UNSET,
        timezone: str | Unset = UNSET,
    ) -> Account:
        """Change the account.

        `PATCH /api/v1/accounts/{account_id}`

        Changes what is named and leaves the rest. For administrators only (source). The page also takes a
        form, `application/x-www-form-urlencoded`.

        Args:
            account_id: The account's number; the client's own where it is left out.
            name: What it is called.
            locale: The language of what the server writes, such as en or pt_BR. The server answers 500 to one
                that it does not know (source).
            domain: The domain of its mails, at most 100 characters (source). The page has no null.
            support_email: From where its mails come. The page has no null.
            auto_resolve_after: After how many minutes without activity a conversation is resolved; null for
                never.
            auto_resolve_message: What the contact is told then.
            auto_resolve_ignore_waiting: Whether conversations in which the contact waits for an answer are left
                open.
            auto_resolve_label: The label that such a conversation gets (source, not captured; the page does not
                have it).
            audio_transcriptions: Whether audio is written down as text; only with the paid edition (source, not
                captured; the page does not have it).
            industry: What the account does; in `custom_attributes`.
            company_size: How large it is; in `custom_attributes`.
            timezone: Where it is, such as Asia/Jakarta; in `custom_attributes`.

        Returns:
            The account as it is now, without `latest_chatwoot_version`.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await account_update(
            self._client,
            account_id=account_id,
            name=name,
            locale=locale,
            domain=domain,
            support_email=support_email,
            auto_resolve_after=auto_resolve_after,
            auto_resolve_message=auto_resolve_message,
            auto_resolve_ignore_waiting=auto_resolve_ignore_waiting,
            auto_resolve_label=auto_resolve_label,
            audio_transcriptions=audio_transcriptions,
            industry=industry,
            company_size=company_size,
            timezone=timezone,
        )
