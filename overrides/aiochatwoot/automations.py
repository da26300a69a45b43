"""Conditions and actions of automation rules, and actions of macros, written as expressions.

    from aiochatwoot import Action, AutomationFilter as A

    await chatwoot.automation_rules.create(
        name="Refunds",
        event_name="message_created",
        conditions=A.content.contains("refund") & A.message_type.equal_to("incoming"),
        actions=[Action.add_label("refund"), Action.assign_team(3)],
    )

Servers reject unknown names of attributes and actions, but store any value: a rule with a wrong value silently does
nothing. Therefore this module checks values before anything is sent. For a condition or action that is missing here,
pass a dictionary in the server's format.

Conditions are joined as in filters, see `aiochatwoot.filters`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self, TypeAlias

from . import _filters as encode
from ._filters import Writer, encode_value
from ._texts import quoted
from ._wire.liquid import literal
from .errors import InvalidRequestError
from .filters import (
    Containment,
    Custom,
    Equality,
    Filter,
    LabelText,
    Priority,
    Reference,
    SearchableText,
    SearchableTexts,
    SingleEquality,
    Texts,
)
from .generated.models.conversation_priority import ConversationPriority
from .generated.models.conversation_status import ConversationStatus

__all__ = ["Action", "AutomationFilter"]

Status: TypeAlias = ConversationStatus | Literal["open", "resolved", "pending", "snoozed"]

_NOBODY = "nil"


class MessageText(SingleEquality["AutomationFilter", str], Containment["AutomationFilter"]):
    """The text of a message, compared without regard to case."""

    __slots__ = ()


class AutomationFilter(Filter):
    """Conditions of a rule: ``AutomationFilter.content.contains("refund")``, joined with ``&`` and ``|``."""

    __slots__ = ()
    _owner = "conversation_attribute"

    content: ClassVar[MessageText] = MessageText()
    """The text of the message; for rules on message events."""
    message_type: ClassVar[SingleEquality[AutomationFilter, Literal["incoming", "outgoing"]]] = SingleEquality(
        encode.one_of_texts("incoming", "outgoing")
    )
    """The sender: the contact (``incoming``), or the account (``outgoing``); for rules on message events."""
    private_note: ClassVar[SingleEquality[AutomationFilter, bool]] = SingleEquality(encode.flag)
    """Whether the message is a private note; for rules on message events."""
    status: ClassVar[Equality[AutomationFilter, Status]] = Equality(encode.one_of(ConversationStatus))
    """The conversation's status."""
    priority: ClassVar[Equality[AutomationFilter, Priority]] = Equality(encode.one_of(ConversationPriority))
    """The conversation's priority."""
    assignee_id: ClassVar[Reference[AutomationFilter]] = Reference(encode.record_id)
    """The id of the agent to whom the conversation is assigned."""
    team_id: ClassVar[Reference[AutomationFilter]] = Reference(encode.record_id)
    """The id of the team to which the conversation is assigned."""
    inbox_id: ClassVar[Reference[AutomationFilter]] = Reference(encode.record_id)
    """The id of the conversation's inbox."""
    labels: ClassVar[LabelText[AutomationFilter]] = LabelText()
    """The titles of the conversation's labels."""
    browser_language: ClassVar[Texts[AutomationFilter]] = Texts()
    """The language of the visitor's browser, such as en."""
    conversation_language: ClassVar[Texts[AutomationFilter]] = Texts()
    """The language in which the conversation is written, such as en, if the server detected it."""
    referer: ClassVar[SearchableTexts[AutomationFilter]] = SearchableTexts()
    """The URL of the page where the conversation started."""
    mail_subject: ClassVar[SearchableTexts[AutomationFilter]] = SearchableTexts()
    """The subject of the mail that started the conversation."""
    email: ClassVar[SearchableText[AutomationFilter]] = SearchableText()
    """The contact's email address."""
    phone_number: ClassVar[SearchableText[AutomationFilter]] = SearchableText(encode.phone_number)
    """The contact's phone number with the country code; the leading plus is optional."""
    country_code: ClassVar[SingleEquality[AutomationFilter, str]] = SingleEquality()
    """The contact's country as two letters, such as ID."""
    city: ClassVar[SearchableText[AutomationFilter]] = SearchableText()
    """The contact's city."""
    company_name: ClassVar[SearchableText[AutomationFilter]] = SearchableText()
    """The contact's company. Since 4.14.0; older servers reject it."""

    @classmethod
    def custom_of_contact(cls, key: str) -> Custom[Self]:
        """Return a custom attribute of the conversation's contact, defined by the account.

        Args:
            key: The ``attribute_key`` of its definition.

        Raises:
            InvalidRequestError: the key is invalid, or is the key of a standard attribute.
        """
        return cls._custom(key, "contact_attribute")


class Action:
    """Actions of automation rules and macros, each as a dictionary in the server's format.

    Some actions are for rules only; the macro methods reject them before anything is sent. Texts are sent literally;
    with `Liquid` the server renders them as templates.
    """

    __slots__ = ()

    @staticmethod
    def add_label(title: str, /, *more: str) -> dict[str, Any]:
        """Add labels to the conversation; other labels stay.

        Raises:
            InvalidRequestError: a title is empty.
        """
        return _action("add_label", encode.text, title, *more)

    @staticmethod
    def remove_label(title: str, /, *more: str) -> dict[str, Any]:
        """Remove labels from the conversation; other labels stay.

        Raises:
            InvalidRequestError: a title is empty.
        """
        return _action("remove_label", encode.text, title, *more)

    @staticmethod
    def assign_agent(agent: int | Literal["self"] | None, /) -> dict[str, Any]:
        """Assign the conversation to an agent. Servers skip agents who have no access to its inbox.

        Args:
            agent: The agent's id; ``"self"`` is the user who runs the macro; None unassigns.

        Raises:
            InvalidRequestError: the agent is not an id, ``"self"`` or None.
        """
        return _action("assign_agent", _agent, agent)

    @staticmethod
    def assign_team(team: int | None, /) -> dict[str, Any]:
        """Assign the conversation to a team; None unassigns.

        Raises:
            InvalidRequestError: the team is not an id or None.
        """
        return _action("assign_team", _reference, team)

    @staticmethod
    def remove_assigned_agent() -> dict[str, Any]:
        """Unassign the agent."""
        return _action("remove_assigned_agent")

    @staticmethod
    def remove_assigned_team() -> dict[str, Any]:
        """Unassign the team."""
        return _action("remove_assigned_team")

    @staticmethod
    def send_message(text: str, /) -> dict[str, Any]:
        """Send a message to the contact.

        Raises:
            InvalidRequestError: the text is empty.
        """
        return _action("send_message", _message, text)

    @staticmethod
    def add_private_note(text: str, /) -> dict[str, Any]:
        """Write a note that contacts do not see.

        Raises:
            InvalidRequestError: the text is empty.
        """
        return _action("add_private_note", _message, text)

    @staticmethod
    def send_attachment(blob: str, /, *more: str) -> dict[str, Any]:
        """Send files to the contact.

        Args:
            blob: The signed id of an uploaded file.
            more: The signed ids of other files.

        Raises:
            InvalidRequestError: an id is empty.
        """
        return _action("send_attachment", encode.text, blob, *more)

    @staticmethod
    def change_status(status: Status, /) -> dict[str, Any]:
        """Set the status of the conversation.

        Raises:
            InvalidRequestError: the status is unknown.
        """
        return _action("change_status", encode.one_of(ConversationStatus), status)

    @staticmethod
    def open_conversation() -> dict[str, Any]:
        """Open the conversation. For rules only."""
        return _action("open_conversation")

    @staticmethod
    def pending_conversation() -> dict[str, Any]:
        """Make the conversation pending. For rules only."""
        return _action("pending_conversation")

    @staticmethod
    def resolve_conversation() -> dict[str, Any]:
        """Resolve the conversation."""
        return _action("resolve_conversation")

    @staticmethod
    def snooze_conversation() -> dict[str, Any]:
        """Snooze the conversation until the contact writes again."""
        return _action("snooze_conversation")

    @staticmethod
    def mute_conversation() -> dict[str, Any]:
        """Block the contact, and resolve the conversation."""
        return _action("mute_conversation")

    @staticmethod
    def change_priority(priority: Priority | None, /) -> dict[str, Any]:
        """Set the priority of the conversation; None removes it.

        Raises:
            InvalidRequestError: the priority is unknown.
        """
        return _action("change_priority", _priority, priority)

    @staticmethod
    def send_email_transcript(address: str, /, *more: str) -> dict[str, Any]:
        """Send a transcript of the conversation to mail addresses.

        Raises:
            InvalidRequestError: an address is not a mail address.
        """
        addresses = [encode_value("send_email_transcript", _address, each) for each in (address, *more)]
        return _action("send_email_transcript", encode.text, ",".join(addresses))

    @staticmethod
    def send_webhook_event(url: str, /) -> dict[str, Any]:
        """Send the conversation to a webhook URL.

        Raises:
            InvalidRequestError: the URL is not an http or https URL.
        """
        return _action("send_webhook_event", _web_address, url)

    @staticmethod
    def send_email_to_team(team_ids: Sequence[int], message: str) -> dict[str, Any]:
        """Send a mail to the members of teams. For rules only.

        Args:
            team_ids: The ids of the teams.
            message: The text of the mail.

        Raises:
            InvalidRequestError: there are no ids, an id is not an int, or the text is empty.
        """
        name = "send_email_to_team"
        teams = [encode_value(name, encode.record_id, each) for each in team_ids]
        if not teams:
            raise InvalidRequestError(f"{name}: expected the number of a team, got none")
        return {
            "action_name": name,
            "action_params": [{"team_ids": teams, "message": encode_value(name, _message, message)}],
        }

    @staticmethod
    def add_sla(policy: int, /) -> dict[str, Any]:
        """Apply an SLA policy to the conversation. For rules only, in the enterprise edition.

        Args:
            policy: The id of the policy.

        Raises:
            InvalidRequestError: the id is not an int.
        """
        return _action("add_sla", encode.record_id, policy)


def _action(name: str, write: Writer = encode.text, *values: object) -> dict[str, Any]:
    return {"action_name": name, "action_params": [encode_value(name, write, value) for value in values]}


def _reference(value: object) -> int | str:
    return _NOBODY if value is None else encode.record_id(value)


def _agent(value: object) -> int | str:
    return value if isinstance(value, str) and value == "self" else _reference(value)


def _priority(value: object) -> str:
    return _NOBODY if value is None else encode.one_of(ConversationPriority)(value)


def _message(value: object) -> str:
    encode.text(value)
    assert isinstance(value, str)
    return literal(value)


def _address(value: object) -> str:
    address = encode.text(value)
    name, _, domain = address.partition("@")
    if not name or not domain or any(each in address for each in " ,;\t\r\n"):
        raise ValueError(f"{quoted(address)} is no mail address")
    return address


def _web_address(value: object) -> str:
    url = encode.text(value)
    if not url.startswith(("http://", "https://")):
        raise ValueError(f"{quoted(url)} is no http or https URL")
    return url
