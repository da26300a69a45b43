from __future__ import annotations

from typing import TYPE_CHECKING

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Anything, MapOf, Object, Plain, Unset
from ..._wire.operation import Operation, RateLimitRule, Resource
from .. import models

if TYPE_CHECKING:
    from ..._wire.files import Progress, Upload

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")

GET: Operation[models.Account] = Operation(
    id="account.get",
    method="GET",
    path="/api/v1/accounts/{account_id}",
    returns=lambda: Object(models.Account),
    parameters=(_ACCOUNT_ID,),
)

UPDATE: Operation[models.Account] = Operation(
    id="account.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}",
    returns=lambda: Object(models.Account),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "name", Plain("string")),
        Parameter("body", "locale", Plain("string")),
        Parameter("body", "domain", Plain("string", nullable=True)),
        Parameter("body", "support_email", Plain("string", nullable=True)),
        Parameter("body", "auto_resolve_after", Plain("integer", minimum=10, maximum=1439856, nullable=True)),
        Parameter("body", "auto_resolve_message", Plain("string", nullable=True)),
        Parameter("body", "auto_resolve_ignore_waiting", Plain("boolean", nullable=True)),
        Parameter("body", "auto_resolve_label", Plain("string", nullable=True)),
        Parameter("body", "audio_transcriptions", Plain("boolean", nullable=True)),
        Parameter("body", "industry", Plain("string")),
        Parameter("body", "company_size", Plain("string")),
        Parameter("body", "timezone", Plain("string")),
    ),
)

UPLOAD: Operation[models.UploadedFile] = Operation(
    id="account.upload",
    method="POST",
    path="/api/v1/accounts/{account_id}/upload",
    returns=lambda: Object(models.UploadedFile),
    rate_limits=(RateLimitRule(rule="upload", requests=60, seconds=3600, by=("account",)),),
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "external_url", Plain("string")),
        Parameter("file", "attachment", Anything()),
    ),
)

CACHE_KEYS: Operation[dict[str, str]] = Operation(
    id="account.cache_keys",
    method="GET",
    path="/api/v1/accounts/{account_id}/cache_keys",
    returns=MapOf(Plain("string")),
    unwrap=("cache_keys",),
    parameters=(_ACCOUNT_ID,),
)

UPDATE_ACTIVE_AT: Operation[None] = Operation(
    id="account.update_active_at",
    method="POST",
    path="/api/v1/accounts/{account_id}/update_active_at",
    returns=None,
    retry_safe=True,
    parameters=(_ACCOUNT_ID,),
)

BRANDED_EMAIL_LAYOUT: Operation[str | None] = Operation(
    id="account.branded_email_layout",
    method="GET",
    path="/api/v1/accounts/{account_id}/branded_email_layout",
    returns=Plain("string", nullable=True),
    unwrap=("branded_email_layout",),
    parameters=(_ACCOUNT_ID,),
)

SET_BRANDED_EMAIL_LAYOUT: Operation[str | None] = Operation(
    id="account.set_branded_email_layout",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/branded_email_layout",
    returns=Plain("string", nullable=True),
    unwrap=("branded_email_layout",),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, Parameter("body", "branded_email_layout", Plain("string"), required=True)),
)


class AccountResource(Resource):
    """The account itself."""

    __slots__ = ()

    async def get(self, *, account_id: int | None = None) -> models.Account:
        """Get the account.

        `GET /api/v1/accounts/{account_id}`

        Returns its settings and features. The server responds with 404 if the token's user is not in the
        account.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The account.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id})

    async def update(
        self,
        *,
        name: str | None = None,
        locale: str | None = None,
        domain: str | None | Unset = UNSET,
        support_email: str | None | Unset = UNSET,
        auto_resolve_after: int | None | Unset = UNSET,
        auto_resolve_message: str | None | Unset = UNSET,
        auto_resolve_ignore_waiting: bool | None | Unset = UNSET,
        auto_resolve_label: str | None | Unset = UNSET,
        audio_transcriptions: bool | None | Unset = UNSET,
        industry: str | None = None,
        company_size: str | None = None,
        timezone: str | None = None,
        account_id: int | None = None,
    ) -> models.Account:
        """Change the account.

        `PATCH /api/v1/accounts/{account_id}`

        Changes only the given fields. For administrators only.

        Args:
            name: The name.
            locale: Language of the server's texts, such as en or pt_BR. The server responds with 500 to an
                unknown language.
            domain: Domain of the account's emails; at most 100 characters.
            support_email: Sender address of the account's emails.
            auto_resolve_after: Minutes without activity after which a conversation is resolved automatically;
                null for never.
            auto_resolve_message: Message to the contact when a conversation is resolved automatically.
            auto_resolve_ignore_waiting: Whether conversations that wait for a reply stay open.
            auto_resolve_label: Label that the server adds to automatically resolved conversations.
            audio_transcriptions: Whether audio is transcribed; only with the paid edition.
            industry: Industry of the company; stored in `custom_attributes`.
            company_size: Size of the company; stored in `custom_attributes`.
            timezone: Time zone of the account, such as Asia/Jakarta; stored in `custom_attributes`.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The account after the change, without `latest_chatwoot_version`.

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
                "name": name,
                "locale": locale,
                "domain": domain,
                "support_email": support_email,
                "auto_resolve_after": auto_resolve_after,
                "auto_resolve_message": auto_resolve_message,
                "auto_resolve_ignore_waiting": auto_resolve_ignore_waiting,
                "auto_resolve_label": auto_resolve_label,
                "audio_transcriptions": audio_transcriptions,
                "industry": industry,
                "company_size": company_size,
                "timezone": timezone,
            },
        )

    async def upload(
        self,
        *,
        external_url: str | None = None,
        attachment: Upload | None = None,
        on_progress: Progress | None = None,
        account_id: int | None = None,
    ) -> models.UploadedFile:
        """Upload a picture or a video.

        `POST /api/v1/accounts/{account_id}/upload`

        Stores a file for articles and messages and returns its URL. The server refuses other file types
        (422). With `external_url` the server fetches the file itself, from public addresses only. At most
        60 uploads an hour per account.

        Rate limit: 60 requests in 3600 seconds by account (Chatwoot's rule `upload`).

        Args:
            external_url: The URL of a picture or a video.
            attachment: A picture or a video.
            on_progress: Called with the number of bytes sent and the total number (None if unknown).
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The URL and the signed ID of the stored file.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            UPLOAD,
            {
                "account_id": account_id,
                "external_url": external_url,
                "attachment": attachment,
                "on_progress": on_progress,
            },
        )

    async def cache_keys(self, *, account_id: int | None = None) -> dict[str, str]:
        """Get the times at which labels, inboxes and teams of an account last changed.

        `GET /api/v1/accounts/{account_id}/cache_keys`

        A program that caches them should reload them when a key changes.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The keys.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(CACHE_KEYS, {"account_id": account_id})

    async def update_active_at(self, *, account_id: int | None = None) -> None:
        """Record that the token's user is active in an account.

        `POST /api/v1/accounts/{account_id}/update_active_at`

        The profile shows the time as `active_at` of the account.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(UPDATE_ACTIVE_AT, {"account_id": account_id})

    async def branded_email_layout(self, *, account_id: int | None = None) -> str | None:
        """Get the layout of an account's emails.

        `GET /api/v1/accounts/{account_id}/branded_email_layout`

        For administrators only.

        Since Chatwoot 4.16.0.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The layout.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(BRANDED_EMAIL_LAYOUT, {"account_id": account_id})

    async def set_branded_email_layout(self, *, branded_email_layout: str, account_id: int | None = None) -> str | None:
        """Set the layout of an account's emails.

        `PATCH /api/v1/accounts/{account_id}/branded_email_layout`

        For administrators only. The text is HTML with the Liquid tag `{{ content_for_layout }}`, which
        marks the place of the email's content. Emails use the layout only if the feature
        `branded_email_templates` is on.

        Since Chatwoot 4.16.0.

        Args:
            branded_email_layout: Layout in HTML, with `{{ content_for_layout }}`. Must be a string: the server
                stores a dump of any other value.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The layout after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SET_BRANDED_EMAIL_LAYOUT, {"account_id": account_id, "branded_email_layout": branded_email_layout}
        )
