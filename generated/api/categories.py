from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, ListOf, MapOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_PORTAL_SLUG = Parameter("path", "portal_slug", Plain("string", min_length=1), required=True)
_DESCRIPTION = Parameter("body", "description", Plain("string", nullable=True))
_POSITION = Parameter("body", "position", Plain("integer"))
_ICON = Parameter("body", "icon", Plain("string"))
_ICON_COLOR = Parameter("body", "icon_color", Plain("string"))
_PARENT_CATEGORY_ID = Parameter(
    "body", "parent_category_id", Plain("integer", minimum=1, maximum=2147483647, nullable=True)
)
_ASSOCIATED_CATEGORY_ID = Parameter(
    "body", "associated_category_id", Plain("integer", minimum=1, maximum=2147483647, nullable=True)
)
_RELATED_CATEGORY_IDS = Parameter(
    "body", "related_category_ids", ListOf(Plain("integer", minimum=1, maximum=2147483647))
)
_CATEGORY_ID = Parameter("path", "category_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[models.CategoryList] = Operation(
    id="categories.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/portals/{portal_slug}/categories",
    returns=lambda: Object(models.CategoryList),
    not_found=500,
    parameters=(_ACCOUNT_ID, _PORTAL_SLUG, Parameter("query", "locale", Plain("string"))),
)

CREATE: Operation[models.Category] = Operation(
    id="categories.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/portals/{portal_slug}/categories",
    returns=lambda: Object(models.Category),
    unwrap=("payload",),
    wrap="category",
    not_found=500,
    parameters=(
        _ACCOUNT_ID,
        _PORTAL_SLUG,
        Parameter("body", "name", Plain("string"), required=True),
        Parameter("body", "slug", Plain("string"), required=True),
        Parameter("body", "locale", Plain("string"), required=True),
        _DESCRIPTION,
        _POSITION,
        _ICON,
        _ICON_COLOR,
        _PARENT_CATEGORY_ID,
        _ASSOCIATED_CATEGORY_ID,
        _RELATED_CATEGORY_IDS,
    ),
)

REORDER: Operation[None] = Operation(
    id="categories.reorder",
    method="POST",
    path="/api/v1/accounts/{account_id}/portals/{portal_slug}/categories/reorder",
    returns=None,
    retry_safe=True,
    not_found=500,
    parameters=(_ACCOUNT_ID, _PORTAL_SLUG, Parameter("body", "positions_hash", MapOf(Plain("integer")), required=True)),
)

GET: Operation[models.Category] = Operation(
    id="categories.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/portals/{portal_slug}/categories/{category_id}",
    returns=lambda: Object(models.Category),
    unwrap=("payload",),
    not_found=500,
    parameters=(_ACCOUNT_ID, _PORTAL_SLUG, _CATEGORY_ID),
)

DELETE: Operation[None] = Operation(
    id="categories.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/portals/{portal_slug}/categories/{category_id}",
    returns=None,
    not_found=500,
    parameters=(_ACCOUNT_ID, _PORTAL_SLUG, _CATEGORY_ID),
)

UPDATE: Operation[models.Category] = Operation(
    id="categories.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/portals/{portal_slug}/categories/{category_id}",
    returns=lambda: Object(models.Category),
    unwrap=("payload",),
    wrap="category",
    retry_safe=True,
    not_found=500,
    parameters=(
        _ACCOUNT_ID,
        _PORTAL_SLUG,
        _CATEGORY_ID,
        Parameter("body", "name", Plain("string")),
        Parameter("body", "slug", Plain("string")),
        Parameter("body", "locale", Plain("string")),
        _DESCRIPTION,
        _POSITION,
        _ICON,
        _ICON_COLOR,
        _PARENT_CATEGORY_ID,
        _ASSOCIATED_CATEGORY_ID,
        _RELATED_CATEGORY_IDS,
    ),
)


class CategoriesResource(Resource):
    """The categories of a help center's articles."""

    __slots__ = ()

    async def list(
        self, portal_slug: str, *, locale: str | None = None, account_id: int | None = None
    ) -> models.CategoryList:
        """List the categories of a help center.

        `GET /api/v1/accounts/{account_id}/portals/{portal_slug}/categories`

        Returns all categories of one language in one response, sorted by position. The server responds with
        500 if the help center does not exist.

        Args:
            portal_slug: Slug of the help center.
            locale: Only categories in this language. Default: the help center's default language.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The categories, with their count.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {"account_id": account_id, "portal_slug": portal_slug, "locale": locale})

    async def create(
        self,
        portal_slug: str,
        *,
        name: str,
        slug: str,
        locale: str,
        description: str | None | Unset = UNSET,
        position: int | None = None,
        icon: str | None = None,
        icon_color: str | None = None,
        parent_category_id: int | None | Unset = UNSET,
        associated_category_id: int | None | Unset = UNSET,
        related_category_ids: Sequence[int] | None = None,
        account_id: int | None = None,
    ) -> models.Category:
        """Create a category.

        `POST /api/v1/accounts/{account_id}/portals/{portal_slug}/categories`

        For administrators only. The server refuses a slug that is already in use in this language (422).

        Args:
            portal_slug: Slug of the help center.
            name: Name of the category; not empty.
            slug: Name of the category in URLs; unique within its language.
            locale: Language code, such as en; one of the help center's languages.
            position: Position of the category in the list.
            icon: An emoji.
            icon_color: A CSS color.
            parent_category_id: ID of the parent category.
            associated_category_id: ID of the category that this one translates.
            related_category_ids: IDs of related categories, shown next to this one.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The category.

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
                "portal_slug": portal_slug,
                "name": name,
                "slug": slug,
                "locale": locale,
                "description": description,
                "position": position,
                "icon": icon,
                "icon_color": icon_color,
                "parent_category_id": parent_category_id,
                "associated_category_id": associated_category_id,
                "related_category_ids": related_category_ids,
            },
        )

    async def reorder(
        self, portal_slug: str, *, positions_hash: Mapping[str, int], account_id: int | None = None
    ) -> None:
        """Change the order of categories.

        `POST /api/v1/accounts/{account_id}/portals/{portal_slug}/categories/reorder`

        For administrators only.

        Args:
            portal_slug: Slug of the help center.
            positions_hash: Position of each category; the keys are category IDs as strings.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            REORDER, {"account_id": account_id, "portal_slug": portal_slug, "positions_hash": positions_hash}
        )

    async def get(self, portal_slug: str, category_id: int, *, account_id: int | None = None) -> models.Category:
        """Get a category.

        `GET /api/v1/accounts/{account_id}/portals/{portal_slug}/categories/{category_id}`

        Returns the category with the number of its articles.

        Args:
            portal_slug: Slug of the help center.
            category_id: ID of the category.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The category.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            GET, {"account_id": account_id, "portal_slug": portal_slug, "category_id": category_id}
        )

    async def delete(self, portal_slug: str, category_id: int, *, account_id: int | None = None) -> None:
        """Delete a category.

        `DELETE /api/v1/accounts/{account_id}/portals/{portal_slug}/categories/{category_id}`

        The articles are kept, without a category. For administrators only.

        Args:
            portal_slug: Slug of the help center.
            category_id: ID of the category.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            DELETE, {"account_id": account_id, "portal_slug": portal_slug, "category_id": category_id}
        )

    async def update(
        self,
        portal_slug: str,
        category_id: int,
        *,
        name: str | None = None,
        slug: str | None = None,
        locale: str | None = None,
        description: str | None | Unset = UNSET,
        position: int | None = None,
        icon: str | None = None,
        icon_color: str | None = None,
        parent_category_id: int | None | Unset = UNSET,
        associated_category_id: int | None | Unset = UNSET,
        related_category_ids: Sequence[int] | None = None,
        account_id: int | None = None,
    ) -> models.Category:
        """Change a category.

        `PATCH /api/v1/accounts/{account_id}/portals/{portal_slug}/categories/{category_id}`

        Changes only the given fields. For administrators only.

        Args:
            portal_slug: Slug of the help center.
            category_id: ID of the category.
            name: Name of the category; not empty.
            slug: Name of the category in URLs; unique within its language.
            locale: Language code, such as en; one of the help center's languages.
            position: Position of the category in the list.
            icon: An emoji.
            icon_color: A CSS color.
            parent_category_id: ID of the parent category.
            associated_category_id: ID of the category that this one translates.
            related_category_ids: IDs of related categories, shown next to this one.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The category after the change.

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
                "category_id": category_id,
                "name": name,
                "slug": slug,
                "locale": locale,
                "description": description,
                "position": position,
                "icon": icon,
                "icon_color": icon_color,
                "parent_category_id": parent_category_id,
                "associated_category_id": associated_category_id,
                "related_category_ids": related_category_ids,
            },
        )
