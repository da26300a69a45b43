"""Inboxes, conversations and messages as plain mutable records.

Times are aware datetimes, or None for never.
"""

from __future__ import annotations

import datetime as dt
import mimetypes
from dataclasses import dataclass, field
from typing import ClassVar, Literal, TypeAlias, get_args

from .channels import NEW_INBOX, week
from .clock import Json
from .entity import Stored
from .journal import Tracked, class_of, watchable
from .people import Agent, AgentBot, Contact, Sender, Team, stable_key, stable_uuid
from .settings import SlaPolicy

FileType: TypeAlias = Literal[
    "image",
    "audio",
    "video",
    "file",
    "location",
    "fallback",
    "share",
    "story_mention",
    "contact",
    "ig_reel",
    "ig_post",
    "ig_story",
    "embed",
]
MessageKind: TypeAlias = Literal["incoming", "outgoing", "activity", "template"]
INCOMING, OUTGOING, ACTIVITY, TEMPLATE = range(4)
STATUSES = ("open", "resolved", "pending", "snoozed")
PRIORITIES = ("low", "medium", "high", "urgent")
_UNREAD_AT_MOST = 10


def class_name(sender: Sender | None) -> str | None:
    """Return Chatwoot's class name of a sender."""
    return None if sender is None else {Agent: "User", AgentBot: "AgentBot", Contact: "Contact"}[class_of(sender)]


@watchable
@dataclass(kw_only=True, eq=False, slots=True)
class Inbox(Tracked):
    """An inbox with its channel.

    Attributes:
        settings: Settings that were set; others have a new inbox's defaults.
        channel: Settings of the channel that were set; others have a new channel's defaults.
        working_hours: Days that were set, by number; 0 is Sunday.
    """

    tracked: ClassVar = frozenset({"name", "settings", "updated_at"})
    id: int
    account_id: int
    name: str
    channel_type: str = "Channel::Api"
    channel_id: int = 1
    settings: Json = field(default_factory=dict)
    channel: Json = field(default_factory=dict)
    working_hours: dict[int, Json] = field(default_factory=dict)
    members: list[Agent] = field(default_factory=list)
    bot: AgentBot | None = None
    avatar_url: str = ""
    new_secret: str = field(default="", repr=False)
    created_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None

    @property
    def all_settings(self) -> Json:
        """All settings, including the working hours."""
        return NEW_INBOX | self.settings | {"working_hours": week(self.working_hours)}

    @property
    def identifier(self) -> str:
        """The identifier with which contacts address an API inbox, the same on every start."""
        return self.key("identifier")

    @property
    def hmac_token(self) -> str:
        """The key with which contacts prove their identity, the same on every start."""
        return self.key("hmac")

    @property
    def secret(self) -> str:
        """The key that signs the events of an API inbox; callers see it since 4.13.0."""
        return self.new_secret or self.key("secret")

    def key(self, name: str) -> str:
        """Return a key of the inbox by its name, the same on every start."""
        return stable_key(f"{name} of inbox {self.id}")


class ContactInbox(
    Stored,
    keys="id contact.id=contact_id inbox.id=inbox_id source_id created_at updated_at hmac_verified pubsub_token",
):
    """A contact's identity (`source_id`) in an inbox's channel; a contact can have several identities in one inbox.

    Attributes:
        hmac_verified: Whether the contact proved its identity there.
    """

    contact: Contact
    inbox: Inbox
    source_id: str
    hmac_verified: bool = False

    @property
    def pubsub_token(self) -> str:
        """The token with which the contact's browser subscribes to events."""
        return stable_uuid(f"pubsub of contact inbox {self.id}")


@dataclass(eq=False, slots=True)
class Uploaded:
    """A file that a caller sent, or announced and has yet to send.

    Attributes:
        size: The number of bytes.
        content: The bytes; None until an announced file arrives.
        checksum: The MD5 of an announced file, in Base64.
        until: The time until which an announced file may be sent.
    """

    name: str
    content_type: str
    size: int
    content: bytes | None = field(default=None, repr=False)
    checksum: str = ""
    until: dt.datetime | None = None


@dataclass(eq=False, slots=True)
class Attachment:
    """An attachment; `file_type` decides which of the fields a server sends.

    A file (image, audio, video, file) has a name, a size in bytes and so on; a location has coordinates; a contact
    has `meta`; the other types have a link. `Account.add_message` assigns the `id`.

    Attributes:
        content: The bytes of a file; default zero bytes of its size.
        content_type: The media type of a file; default guessed from its name.
        upload: The uploaded file, which may have been announced only.
    """

    file_type: FileType
    file_name: str = "file"
    file_size: int = 0
    extension: str | None = None
    width: int | None = None
    height: int | None = None
    transcribed_text: str = ""
    coordinates_lat: float = 0.0
    coordinates_long: float = 0.0
    title: str | None = None
    url: str | None = None
    meta: Json = field(default_factory=dict)
    id: int = 0
    content: bytes | None = field(default=None, repr=False)
    content_type: str | None = None
    upload: Uploaded | None = field(default=None, repr=False)

    @property
    def stored(self) -> bytes | None:
        """The bytes of a file; None until an announced file arrives."""
        if self.upload is not None:
            return self.upload.content
        return bytes(self.file_size) if self.content is None else self.content

    @property
    def media_type(self) -> str:
        """The media type: `content_type`, or else the type that the file's name implies."""
        return self.content_type or mimetypes.guess_type(self.file_name)[0] or "application/octet-stream"


@watchable
@dataclass(kw_only=True, eq=False, slots=True)
class Message(Tracked):
    """A message; its `id` is unique in the installation."""

    tracked: ClassVar = frozenset(
        {
            *("content", "content_type", "content_attributes", "attachments", "status", "private", "source_id"),
            *("external_source_ids", "additional_attributes", "sentiment", "updated_at"),
        }
    )
    id: int
    conversation: Conversation = field(repr=False)
    content: str | None
    message_type: int
    created_at: dt.datetime
    updated_at: dt.datetime
    sender: Sender | None = None
    sender_deleted: bool = False
    private: bool = False
    status: str = "sent"
    source_id: str | None = None
    content_type: str = "text"
    processed_content: str | None = None
    content_attributes: Json = field(default_factory=dict)
    external_source_ids: Json = field(default_factory=dict)
    additional_attributes: Json = field(default_factory=dict)
    sentiment: Json = field(default_factory=dict)
    attachments: list[Attachment] = field(default_factory=list)

    @property
    def kind(self) -> MessageKind:
        """The name of the `message_type`."""
        kinds: tuple[MessageKind, ...] = get_args(MessageKind)
        return kinds[self.message_type]

    def touch(self, now: dt.datetime) -> None:
        """Set `updated_at` of the message and of its conversation (source)."""
        self.updated_at = self.conversation.updated_at = now

    @property
    def sender_type(self) -> str | None:
        """Chatwoot's class name of the sender, even of a deleted one."""
        return class_name(self.sender)

    @property
    def shown_sender(self) -> Sender | None:
        """The sender, unless it was deleted."""
        return None if self.sender_deleted else self.sender

    @property
    def is_reply(self) -> bool:
        """Whether an agent wrote it to the contact."""
        return self.message_type == OUTGOING and isinstance(self.sender, Agent) and not self.private

    @property
    def order(self) -> tuple[dt.datetime, int]:
        """The sort key of messages: `created_at`, then the id."""
        return self.created_at, self.id


@dataclass(frozen=True)
class StatusChange:
    """A change of a conversation's status.

    Attributes:
        assignee: The conversation's assigned agent at that time.
    """

    time: dt.datetime
    before: str
    after: str
    actor: Sender
    assignee: Agent | None


@watchable
@dataclass(kw_only=True, eq=False, slots=True)
class Conversation(Tracked):
    """A conversation; `id` is the display id, unique within its account.

    Attributes:
        source_id: The contact's identity in the inbox's channel.
        draft: The unsent reply, which all agents share.
        changes: Changes of the status by users, bots or contacts, oldest first.
    """

    tracked: ClassVar = frozenset(
        {
            *("contact", "status", "assignee", "team", "labels", "priority", "snoozed_until", "custom_attributes"),
            *("first_reply_created_at", "waiting_since", "contact_last_seen_at", "updated_at"),
        }
    )
    id: int
    account_id: int
    inbox: Inbox
    contact: Contact
    source_id: str
    created_at: dt.datetime
    updated_at: dt.datetime
    last_activity_at: dt.datetime
    waiting_since: dt.datetime | None
    status: str = "open"
    priority: str | None = None
    assignee: Agent | AgentBot | None = None
    team: Team | None = None
    sla: SlaPolicy | None = None
    labels: list[str] = field(default_factory=list)
    can_reply: bool = True
    hmac_verified: bool = False
    snoozed_until: dt.datetime | None = None
    first_reply_created_at: dt.datetime | None = None
    agent_last_seen_at: dt.datetime | None = None
    assignee_last_seen_at: dt.datetime | None = None
    contact_last_seen_at: dt.datetime | None = None
    additional_attributes: Json = field(default_factory=dict)
    custom_attributes: Json = field(default_factory=dict)
    participants: list[Agent] = field(default_factory=list)
    mentioned: list[Agent] = field(default_factory=list)
    draft: str | None = None
    changes: list[StatusChange] = field(default_factory=list, repr=False)
    messages: list[Message] = field(default_factory=list, repr=False)

    @property
    def uuid(self) -> str:
        """The UUID, the same on every start for the same account and id."""
        return stable_uuid(f"conversation {self.account_id} {self.id}")

    @property
    def muted(self) -> bool:
        """Whether the contact is blocked, which applies to all its conversations."""
        return self.contact.blocked

    @muted.setter
    def muted(self, muted: bool) -> None:
        self.contact.blocked = muted

    @property
    def assigned_agent(self) -> Agent | None:
        """The assignee, if it is an agent: a bot's conversation counts as unassigned."""
        return self.assignee if isinstance(self.assignee, Agent) else None

    @property
    def assignee_type(self) -> str | None:
        """Chatwoot's class name of the assignee."""
        return class_name(self.assignee)

    @property
    def newest_message(self) -> Message | None:
        """The last message by time, of any type; the only message in the response to Conversation Details."""
        return max(self.messages, key=lambda message: message.order, default=None)

    @property
    def last_non_activity_message(self) -> Message | None:
        """The last message by id that is not an activity message."""
        talk = (message for message in self.messages if message.message_type != ACTIVITY)
        return max(talk, key=lambda message: message.id, default=None)

    @property
    def last_shown_message(self) -> Message | None:
        """The last message by id that the contact sees."""
        talk = (message for message in self.messages if message.message_type != ACTIVITY and not message.private)
        return max(talk, key=lambda message: message.id, default=None)

    @property
    def unread_count(self) -> int:
        """The number of incoming messages since `agent_last_seen_at`, at most 10."""
        seen = self.agent_last_seen_at
        unread = sum(
            message.message_type == INCOMING and (seen is None or message.created_at > seen)
            for message in self.messages
        )
        return min(unread, _UNREAD_AT_MOST)
