from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_COLOR = Parameter("body", "color", Plain("string"))
_CUSTOM_DOMAIN = Parameter("body", "custom_domain", Plain("string", nullable=True))
_HEADER_TEXT = Parameter("body", "header_text", Plain("string", nullable=True))
_HOMEPAGE_LINK = Parameter("body", "homepage_link", Plain("string", nullable=True))
_PAGE_TITLE = Parameter("body", "page_title", Plain("string", nullable=True))
_CONFIG = Parameter("body", "config", lambda: Object(models.PortalConfigChanges))
_PORTAL_SLUG = Parameter("path", "portal_slug", Plain("string", min_length=1), required=True)

LIST: Operation[models.PortalList] = Operation(
    id="portals.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/portals",
    returns=lambda: Object(models.PortalList),
    parameters=(_ACCOUNT_ID,),
)

CREATE: Operation[models.Portal] = Operation(
    id="portals.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/portals",
    returns=lambda: Object(models.Portal),
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "name", Plain("string"), required=True),
        Parameter("body", "slug", Plain("string"), required=True),
        _COLOR,
        _CUSTOM_DOMAIN,
        _HEADER_TEXT,
        _HOMEPAGE_LINK,
        _PAGE_TITLE,
        _CONFIG,
    ),
)

GET: Operation[models.Portal] = Operation(
    id="portals.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/portals/{portal_slug}",
    returns=lambda: Object(models.Portal),
    not_found=500,
    parameters=(_ACCOUNT_ID, _PORTAL_SLUG, Parameter("query", "locale", Plain("string"))),
)

DELETE: Operation[None] = Operation(
    id="portals.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/portals/{portal_slug}",
    returns=None,
    not_found=500,
    parameters=(_ACCOUNT_ID, _PORTAL_SLUG),
)

UPDATE: Operation[models.Portal] = Operation(
    id="portals.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/portals/{portal_slug}",
    returns=lambda: Object(models.Portal),
    retry_safe=True,
    not_found=500,
    parameters=(
        _ACCOUNT_ID,
        _PORTAL_SLUG,
        Parameter("body", "name", Plain("string")),
        Parameter("body", "slug", Plain("string")),
        _COLOR,
        _CUSTOM_DOMAIN,
        _HEADER_TEXT,
        _HOMEPAGE_LINK,
        _PAGE_TITLE,
        _CONFIG,
    ),
)


class PortalsResource(Resource):
    """The help centers of an account. Visitors read them under `/hc/<slug>`."""

    __slots__ = ()

    async def list(self, *, account_id: int | None = None) -> models.PortalList:
        """List the help centers of an account.

        `GET /api/v1/accounts/{account_id}/portals`

        Returns all help centers in one response, with the numbers of their articles and categories. Agents
        can read them, too.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The help centers, with their count.

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
        name: str,
        slug: str,
        color: str | None = None,
        custom_domain: str | None | Unset = UNSET,
        header_text: str | None | Unset = UNSET,
        homepage_link: str | None | Unset = UNSET,
        page_title: str | None | Unset = UNSET,
        config: models.PortalConfigChanges | Mapping[str, Any] | None = None,
        account_id: int | None = None,
    ) -> models.Portal:
        """Create a help center.

        `POST /api/v1/accounts/{account_id}/portals`

        For administrators only. The server refuses a slug that is already in use (422).

        Args:
            name: The name.
            slug: Name of the help center in URLs: letters, digits and hyphens; unique on the server.
            color: A CSS color, such as #1f93ff.
            custom_domain: Domain that serves the help center; unique on the server.
            header_text: Headline of the help center's pages.
            homepage_link: The URL of the company's website.
            page_title: Title of the help center's pages.
            config: The languages of a help center, in requests.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The help center.

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
                "name": name,
                "slug": slug,
                "color": color,
                "custom_domain": custom_domain,
                "header_text": header_text,
                "homepage_link": homepage_link,
                "page_title": page_title,
                "config": config,
            },
        )

    async def get(self, portal_slug: str, *, locale: str | None = None, account_id: int | None = None) -> models.Portal:
        """Get a help center.

        `GET /api/v1/accounts/{account_id}/portals/{portal_slug}`

        The server responds with 500 if the help center does not exist.

        Args:
            portal_slug: Slug of the help center.
            locale: Count articles and categories of this language only.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The help center.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id, "portal_slug": portal_slug, "locale": locale})

    async def delete(self, portal_slug: str, *, account_id: int | None = None) -> None:
        """Delete a help center.

        `DELETE /api/v1/accounts/{account_id}/portals/{portal_slug}`

        Also deletes its categories and articles. For administrators only. The server responds with 500 if
        the help center does not exist.

        Args:
            portal_slug: Slug of the help center.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "portal_slug": portal_slug})

    async def update(
        self,
        portal_slug: str,
        *,
        name: str | None = None,
        slug: str | None = None,
        color: str | None = None,
        custom_domain: str | None | Unset = UNSET,
        header_text: str | None | Unset = UNSET,
        homepage_link: str | None | Unset = UNSET,
        page_title: str | None | Unset = UNSET,
        config: models.PortalConfigChanges | Mapping[str, Any] | None = None,
        account_id: int | None = None,
    ) -> models.Portal:
        """Change a help center.

        `PATCH /api/v1/accounts/{account_id}/portals/{portal_slug}`

        Changes only the given fields; `config` replaces the languages. For administrators only. The server
        responds with 500 if the help center does not exist.

        Args:
            portal_slug: Slug of the help center.
            name: The name.
            slug: Name of the help center in URLs: letters, digits and hyphens; unique on the server.
            color: A CSS color, such as #1f93ff.
            custom_domain: Domain that serves the help center; unique on the server.
            header_text: Headline of the help center's pages.
            homepage_link: The URL of the company's website.
            page_title: Title of the help center's pages.
            config: The languages of a help center, in requests.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The help center after the change.

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
                "portal_slug": portal_slug,
                "name": name,
                "slug": slug,
                "color": color,
                "custom_domain": custom_domain,
                "header_text": header_text,
                "homepage_link": homepage_link,
                "page_title": page_title,
                "config": config,
            },
        )
