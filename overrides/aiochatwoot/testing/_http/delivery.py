"""One webhook delivery: its receivers, its request, and the effects of a failure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from .._app.conversation_events import Change
from .._signed import signed
from .._state.account import Installation
from .._state.events import TO_CONTACTS, Event
from .._state.people import AgentBot
from .._state.records import ACTIVITY, Conversation, Inbox, Message
from .._state.settings import Webhook
from ..delivery_faults import DeliveryFault
from .fault_queue import FaultScript

Kind: TypeAlias = Literal["account", "api_inbox", "agent_bot"]
Owner: TypeAlias = Webhook | AgentBot | Inbox

_OF_BOTS = ("conversation.resolved", "conversation.opened", "message.created", "message.updated", "webwidget.triggered")
_OF_BOTS_SINCE_4_13 = ("conversation.status_changed", "conversation.updated")
_BOT_FAILED = "Conversation was marked open by system due to an error with the agent bot."


@dataclass(frozen=True)
class Delivery:
    """One attempt to deliver an event.

    Attributes:
        kind: The owner of the URL: the account's webhook, an API inbox, or an agent bot.
        url: The target.
        event: The event's name, such as ``message_created``.
        headers: The headers sent.
        body: The body sent.
        attempt: The number of the attempt, from 1; for bots up to 3.
        status: The receiver's status; None if there is no response (yet).
    """

    kind: Kind
    url: str
    event: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    attempt: int
    status: int | None = None


@dataclass(frozen=True, eq=False)
class Job:
    """The delivery of an event to one receiver.

    Attributes:
        owner: The owner of the URL, whose secret signs the request.
        payload: The body.
        id: The delivery id.
        attempt: The number of the next attempt.
    """

    owner: Owner
    kind: Kind
    url: str
    event: Event
    payload: bytes
    id: str
    attempt: int = 1


class DeliveryFaults(FaultScript[DeliveryFault, Delivery]):
    """The faults of deliveries of one server.

    Attributes:
        struck: The faults applied, in order; may be cleared.
    """

    def __init__(self) -> None:
        super().__init__()
        self.struck: list[DeliveryFault] = []

    def _strike(self, fault: DeliveryFault, subject: Delivery) -> None:
        self.struck.append(fault)

    def _check(self, faults: list[DeliveryFault], when: object) -> None:
        for fault in faults:
            if not isinstance(fault, DeliveryFault):
                raise TypeError(f"faults: {fault!r} is none of a delivery; those are: delivery_faults.lost()")


def receivers(event: Event) -> Iterator[tuple[Kind, str, Owner]]:
    """Yield the receivers of an event: kinds, URLs and owners. Activity messages have no receivers."""
    record = event.record
    if isinstance(record, Message) and record.message_type == ACTIVITY:
        return
    for webhook in event.account.webhooks.values():
        if event.name.replace(".", "_") in webhook.subscriptions:
            yield "account", webhook.url, webhook
    place = record.conversation if isinstance(record, Message) else record
    inbox: Inbox | None = getattr(place, "inbox", None)  # contacts and inboxes have no `inbox`
    if inbox is None:
        return
    url = inbox.channel.get("webhook_url") if inbox.channel_type == "Channel::Api" else None
    if url and event.name in TO_CONTACTS:
        yield "api_inbox", url, inbox
    is_new = event.account.installation.has("4.13.0")
    if event.name in _OF_BOTS or (event.name in _OF_BOTS_SINCE_4_13 and is_new):
        bots = [place.assignee if isinstance(place, Conversation) else None, inbox.bot]
        for bot in dict.fromkeys(each for each in bots if isinstance(each, AgentBot)):
            if bot.outgoing_url:
                yield "agent_bot", bot.outgoing_url, bot


def is_of_this_machine(url: str) -> bool:
    """Return whether a URL names an address of this machine; the only such host name is `localhost`."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def attempt(installation: Installation, job: Job, fault: DeliveryFault) -> Delivery:
    """Build the request of an attempt. Servers sign for webhooks since 4.11.2, for bots and inboxes since 4.13.0."""
    if fault.rotates:
        job.owner.new_secret = fault.secret or ""
    secret = fault.secret or job.owner.secret
    headers, body = signed(job.payload, secret, delivery=job.id, timestamp=int(installation.clock() - fault.age))
    if not installation.has("4.11.2" if job.kind == "account" else "4.13.0"):
        headers = {name: value for name, value in headers.items() if not name.startswith("X-Chatwoot-")}
    if not installation.has("4.14.0"):
        headers["User-Agent"] = "rest-client/2.1.0 (linux-gnu x86_64) ruby/3.3.8p144"
    name = job.event.name.replace(".", "_")
    return Delivery(job.kind, job.url, name, headers, body if fault.body is None else fault.body, job.attempt)


def give_up(installation: Installation, job: Job, status: int | None) -> None:
    """Apply the effects of a failed delivery of a message (from source, except the texts)."""
    message = job.event.record
    if not isinstance(message, Message):
        return
    with installation.lock:
        if job.kind == "api_inbox":
            error = "Timed out reading data from server" if status is None else str(status)
            message.content_attributes = message.content_attributes | {"external_error": error}
            message.status = "failed"
        elif isinstance(job.owner, AgentBot) and message.conversation.status == "pending":
            Change(job.event.account, message.conversation, job.owner).set_status("open", text=_BOT_FAILED)
