from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import Literal

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Enumeration, ListOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_ATTRIBUTE_DISPLAY_TYPE = Parameter(
    "body", "attribute_display_type", lambda: Enumeration(models.CustomAttributeDisplayTypeCode)
)
_ATTRIBUTE_DESCRIPTION = Parameter("body", "attribute_description", Plain("string"))
_ATTRIBUTE_VALUES = Parameter("body", "attribute_values", ListOf(Plain("string")))
_ATTRIBUTE_MODEL = Parameter("body", "attribute_model", lambda: Enumeration(models.CustomAttributeModelCode))
_REGEX_PATTERN = Parameter("body", "regex_pattern", Plain("string", nullable=True))
_REGEX_CUE = Parameter("body", "regex_cue", Plain("string", nullable=True))
_CUSTOM_ATTRIBUTE_DEFINITION_ID = Parameter(
    "path", "custom_attribute_definition_id", Plain("integer", minimum=1, maximum=2147483647), required=True
)

LIST: Operation[list[models.CustomAttributeDefinition]] = Operation(
    id="custom_attribute_definitions.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/custom_attribute_definitions",
    returns=lambda: ListOf(Object(models.CustomAttributeDefinition)),
    parameters=(
        _ACCOUNT_ID,
        Parameter("query", "attribute_model", lambda: Enumeration(models.CustomAttributeModelCode)),
    ),
)

CREATE: Operation[models.CustomAttributeDefinition] = Operation(
    id="custom_attribute_definitions.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/custom_attribute_definitions",
    returns=lambda: Object(models.CustomAttributeDefinition),
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "attribute_display_name", Plain("string"), required=True),
        Parameter("body", "attribute_key", Plain("string"), required=True),
        _ATTRIBUTE_DISPLAY_TYPE,
        _ATTRIBUTE_DESCRIPTION,
        _ATTRIBUTE_VALUES,
        _ATTRIBUTE_MODEL,
        _REGEX_PATTERN,
        _REGEX_CUE,
    ),
)

GET: Operation[models.CustomAttributeDefinition] = Operation(
    id="custom_attribute_definitions.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/custom_attribute_definitions/{custom_attribute_definition_id}",
    returns=lambda: Object(models.CustomAttributeDefinition),
    parameters=(_ACCOUNT_ID, _CUSTOM_ATTRIBUTE_DEFINITION_ID),
)

DELETE: Operation[None] = Operation(
    id="custom_attribute_definitions.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/custom_attribute_definitions/{custom_attribute_definition_id}",
    returns=None,
    parameters=(_ACCOUNT_ID, _CUSTOM_ATTRIBUTE_DEFINITION_ID),
)

UPDATE: Operation[models.CustomAttributeDefinition] = Operation(
    id="custom_attribute_definitions.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/custom_attribute_definitions/{custom_attribute_definition_id}",
    returns=lambda: Object(models.CustomAttributeDefinition),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _CUSTOM_ATTRIBUTE_DEFINITION_ID,
        Parameter("body", "attribute_display_name", Plain("string")),
        _ATTRIBUTE_DISPLAY_TYPE,
        _ATTRIBUTE_DESCRIPTION,
        Parameter("body", "attribute_key", Plain("string")),
        _ATTRIBUTE_VALUES,
        _ATTRIBUTE_MODEL,
        _REGEX_PATTERN,
        _REGEX_CUE,
    ),
)


class CustomAttributeDefinitionsResource(Resource):
    """The definitions of an account's custom attributes of conversations and contacts."""

    __slots__ = ()

    async def list(
        self,
        *,
        attribute_model: models.CustomAttributeModelCode | Literal[0, 1] | None = None,
        account_id: int | None = None,
    ) -> builtins.list[models.CustomAttributeDefinition]:
        """List the custom attributes that an account defined.

        `GET /api/v1/accounts/{account_id}/custom_attribute_definitions`

        Returns all definitions in one response, or only the ones for conversations or for contacts.

        Args:
            attribute_model: Only attributes of conversations (0) or of contacts (1). Default: both.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The definitions.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {"account_id": account_id, "attribute_model": attribute_model})

    async def create(
        self,
        *,
        attribute_display_name: str,
        attribute_key: str,
        attribute_display_type: models.CustomAttributeDisplayTypeCode | Literal[0, 1, 2, 3, 4, 5, 6, 7] | None = None,
        attribute_description: str | None = None,
        attribute_values: Sequence[str] | None = None,
        attribute_model: models.CustomAttributeModelCode | Literal[0, 1] | None = None,
        regex_pattern: str | None | Unset = UNSET,
        regex_cue: str | None | Unset = UNSET,
        account_id: int | None = None,
    ) -> models.CustomAttributeDefinition:
        """Define a custom attribute.

        `POST /api/v1/accounts/{account_id}/custom_attribute_definitions`

        The type and the model are numbers in the request and names in the response. The server refuses a
        key that is already in use or reserved (such as `status` or `email`) (422). Servers do not check
        values against the type: after a value of the wrong type is stored, they respond to **every filter
        by this attribute** with 500.

        Args:
            attribute_display_name: Name in the app.
            attribute_key: The key in `custom_attributes`: letters, digits, `_`, `.` and `-`.
            attribute_display_type: The type, as a number.
            attribute_description: A description for users.
            attribute_values: The allowed values of a list.
            attribute_model: Whether it belongs to conversations (0) or to contacts (1).
            regex_pattern: Regular expression that texts in the app must match.
            regex_cue: The app's message for a mismatch.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The definition.

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
                "attribute_display_name": attribute_display_name,
                "attribute_key": attribute_key,
                "attribute_display_type": attribute_display_type,
                "attribute_description": attribute_description,
                "attribute_values": attribute_values,
                "attribute_model": attribute_model,
                "regex_pattern": regex_pattern,
                "regex_cue": regex_cue,
            },
        )

    async def get(
        self, custom_attribute_definition_id: int, *, account_id: int | None = None
    ) -> models.CustomAttributeDefinition:
        """Get the definition of a custom attribute.

        `GET /api/v1/accounts/{account_id}/custom_attribute_definitions/{custom_attribute_definition_id}`

        Returns the name, type and model of the attribute.

        Args:
            custom_attribute_definition_id: ID of the definition, not its key.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The definition.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            GET, {"account_id": account_id, "custom_attribute_definition_id": custom_attribute_definition_id}
        )

    async def delete(self, custom_attribute_definition_id: int, *, account_id: int | None = None) -> None:
        """Delete the definition of a custom attribute.

        `DELETE /api/v1/accounts/{account_id}/custom_attribute_definitions/{custom_attribute_definition_id}`

        Values in conversations and contacts are kept.

        Args:
            custom_attribute_definition_id: ID of the definition, not its key.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            DELETE, {"account_id": account_id, "custom_attribute_definition_id": custom_attribute_definition_id}
        )

    async def update(
        self,
        custom_attribute_definition_id: int,
        *,
        attribute_display_name: str | None = None,
        attribute_display_type: models.CustomAttributeDisplayTypeCode | Literal[0, 1, 2, 3, 4, 5, 6, 7] | None = None,
        attribute_description: str | None = None,
        attribute_key: str | None = None,
        attribute_values: Sequence[str] | None = None,
        attribute_model: models.CustomAttributeModelCode | Literal[0, 1] | None = None,
        regex_pattern: str | None | Unset = UNSET,
        regex_cue: str | None | Unset = UNSET,
        account_id: int | None = None,
    ) -> models.CustomAttributeDefinition:
        """Change the definition of a custom attribute.

        `PATCH /api/v1/accounts/{account_id}/custom_attribute_definitions/{custom_attribute_definition_id}`

        Changes only the given fields; `attribute_values` **replaces** all previous values. Existing values
        of conversations and contacts do not change.

        Args:
            custom_attribute_definition_id: ID of the definition, not its key.
            attribute_display_name: Name in the app.
            attribute_display_type: The type, as a number.
            attribute_description: A description for users.
            attribute_key: The key in `custom_attributes`: letters, digits, `_`, `.` and `-`.
            attribute_values: The allowed values of a list.
            attribute_model: Whether it belongs to conversations (0) or to contacts (1).
            regex_pattern: Regular expression that texts in the app must match.
            regex_cue: The app's message for a mismatch.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The definition after the change.

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
                "custom_attribute_definition_id": custom_attribute_definition_id,
                "attribute_display_name": attribute_display_name,
                "attribute_display_type": attribute_display_type,
                "attribute_description": attribute_description,
                "attribute_key": attribute_key,
                "attribute_values": attribute_values,
                "attribute_model": attribute_model,
                "regex_pattern": regex_pattern,
                "regex_cue": regex_cue,
            },
        )
