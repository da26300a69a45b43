"""Updates the contact with an identifier, address or number, or creates it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import _filters as encode
from .._filters import Condition, encode_value
from ..errors import ApiStatusError, DecodeError, InvalidRequestError
from ..generated.api.contacts import ContactsResource
from ..generated.models import Contact

_KEYS = ("identifier", "email", "phone_number")
"""The identifying keys of a contact, by precedence."""
_WRITERS = {"phone_number": encode.phone_number}
"""Encoders of these keys in a filter, if they differ from the text."""


class UpsertingContacts(ContactsResource):
    """Contacts, with a method to update or create one in a single call."""

    __slots__ = ()

    async def upsert(
        self,
        *,
        identifier: str | None = None,
        email: str | None = None,
        phone_number: str | None = None,
        name: str | None = None,
        blocked: bool | None = None,
        additional_attributes: Mapping[str, Any] | None = None,
        custom_attributes: Mapping[str, Any] | None = None,
        inbox_id: int | None = None,
        account_id: int | None = None,
    ) -> Contact:
        """Update the contact with an identifier, email address or phone number, or create it.

        If several contacts match, the identifier has precedence, then the address, then the number. Given values are
        written if they differ, as by `update`: attributes are merged.

        If several programs call this concurrently for one contact, one of them creates it and the others find it:
        servers reject a second contact with the same identifier, address or number. Three cases remain:

        - Numbers are checked, but not locked: two simultaneous calls with only a number can create two contacts.
        - Of two changes of one attribute the later one stays, and concurrent changes of `custom_attributes` may lose
          each other's keys.
        - A contact that is deleted meanwhile leads to a NotFoundError; call again.

        Args:
            identifier: The contact's ID in your own system; case-sensitive.
            email: The email address, ignoring case; servers store it in lower case.
            phone_number: The phone number in E.164 format, such as +6281234567890.
            name: The contact's name.
            blocked: Whether the contact is blocked.
            additional_attributes: Free-form: city, country_code, company_name and more.
            custom_attributes: Free-form: attributes that the account defined.
            inbox_id: The inbox for a new contact; an existing contact stays in its inboxes (`add_to_inbox`).
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The contact after the change.

        Raises:
            InvalidRequestError: neither an identifier nor an email address nor a phone number was given.
            UnprocessableError: an address or number belongs to a different contact than the one found; use `merge`.
            ChatwootError: see `filter`, `create` and `update`.
        """
        given = {"identifier": identifier, "email": email, "phone_number": phone_number}
        keys = {key: value for key, value in given.items() if value is not None}
        if not any(keys.values()):
            raise InvalidRequestError(f"contacts.upsert: needs one of {', '.join(_KEYS)}")
        more = {
            "name": name,
            "blocked": blocked,
            "additional_attributes": additional_attributes,
            "custom_attributes": custom_attributes,
        }
        wanted: dict[str, Any] = keys | {key: value for key, value in more.items() if value is not None}
        with self._client.shared_deadline():
            found = await self._find(keys, account_id)
            if found is None:
                try:
                    made = await self.create(**wanted, inbox_id=inbox_id, account_id=account_id)
                    return made.contact
                except ApiStatusError as error:
                    # 422 if another call created the contact meanwhile, 500 if at the same moment. After other errors
                    # the search finds none.
                    if error.status not in (422, 500) or (found := await self._find(keys, account_id)) is None:
                        raise
            changes: dict[str, Any] = {key: value for key, value in wanted.items() if not _has(found, key, value)}
            if not changes:
                return found
            return await self.update(found.id, **changes, account_id=account_id)

    async def _find(self, keys: Mapping[str, str], account_id: int | None) -> Contact | None:
        """Return the contact with one of these values, by the first key that matches."""
        conditions = [
            Condition(key, "equal_to", (encode_value(key, _WRITERS.get(key, encode.text), value),)).wire()
            for key, value in keys.items()
        ]
        for condition in conditions[:-1]:
            condition["query_operator"] = "OR"
        page = await self.filter(payload=conditions, account_id=account_id)
        if not isinstance(page.payload, list):  # the decoder keeps deviating values
            raise DecodeError("the contacts are no array", path="$.payload")
        for key, value in keys.items():
            for contact in page.payload:
                if _has(contact, key, value):
                    return contact
        return None


def _has(contact: Contact, key: str, value: Any) -> bool:
    """Return whether a contact already has this value."""
    now = getattr(contact, key, None)
    if key == "email":
        return isinstance(now, str) and now.lower() == value.lower()
    if isinstance(value, Mapping):
        return isinstance(now, dict) and {**now, **value} == now
    return bool(now == value)
