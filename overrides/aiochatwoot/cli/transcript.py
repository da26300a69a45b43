"""Formats conversations for reading in a terminal or a file.

Every text has passed `clean`, and is a rich `Text`, which is never parsed as markup.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from rich.console import Console
from rich.filesize import decimal
from rich.style import Style
from rich.text import Text

from ..generated.models import Attachment, Conversation, Message, MessageStatus, MessageType
from .text import assignee_of, attachments_of, clean, get, local, name_of, names, one_line, shown, unread_of, zone

_SAFE_LINK = re.compile(r"https?://[\x21-\x7e]+")
_NARROWEST = 20
_HUGE = 10**27
_SENDERS = {"contact": ("", "bold cyan"), "user": ("agent", "bold green"), "agent_bot": ("bot", "bold magenta")}


class Block(NamedTuple):
    """Text beside a margin, which is empty (or repeated) on further lines of the text."""

    margin: Text
    body: Text
    repeat: bool = False


def print_blocks(console: Console, blocks: Iterator[Block]) -> None:
    """Print blocks, wrapped at words in a terminal, unwrapped in a file."""
    for margin, body, repeat in blocks:
        width = max(console.width - margin.cell_len, _NARROWEST)
        lines = body.wrap(console, width) if console.is_terminal else body.split(allow_blank=True)
        free = margin if repeat else Text(" " * margin.cell_len)
        for number, line in enumerate(lines):
            row = Text.assemble(free if number else margin, line)
            row.rstrip()
            console.print(row, soft_wrap=True)


def field(label: str, value: str, width: int = 15) -> Block:
    """Format a labelled value."""
    return Block(Text("  " + label.ljust(width), "dim"), Text(value))


def transcript(conversation: Conversation, *, partial: bool, links: bool) -> Iterator[Block]:
    """Yield a conversation: its header, then its messages.

    Args:
        conversation: The conversation.
        partial: Whether its messages are only the newest ones.
        links: Whether to print names as terminal links; otherwise print URLs.
    """
    yield from _head(conversation, partial)
    day: dt.date | None = None
    for message in conversation.messages:
        written = get(message, "created_at")
        moment = local(written) if isinstance(written, dt.datetime) else None
        if moment is not None and moment.date() != day:
            day = moment.date()
            yield _day(day)
        else:
            yield Block(Text(), Text())
        yield from _message(message, moment, links)


def _head(conversation: Conversation, partial: bool) -> Iterator[Block]:
    meta, contact = get(conversation, "meta"), get(get(conversation, "meta"), "sender")
    priority, unread = shown(conversation.priority), unread_of(conversation)
    title = Text.assemble((f"Conversation {shown(conversation.id)}", "bold"))
    title.append(f"  {shown(conversation.status)}", "bold blue")
    title.append(f"  {priority} priority" if priority else "", "bold red" if priority == "urgent" else "yellow")
    title.append(f"  {unread} unread" if unread else "", "magenta")
    yield Block(Text(), title)
    more = [shown(get(contact, key)) for key in ("email", "phone_number")]
    name = name_of(contact) or "unknown"
    yield field("Contact", " · ".join([name, *(text for text in more if text and text != name)]))
    yield field("Assignee", assignee_of(conversation) or "nobody")
    channel = shown(get(meta, "channel")).removeprefix("Channel::")
    count = f"the newest {len(conversation.messages)}" if partial else str(len(conversation.messages))
    for label, value in (
        ("Team", name_of(get(meta, "team"))),
        ("Inbox", shown(conversation.inbox_id) + (f" ({channel})" if channel else "")),
        ("Labels", names(conversation.labels)),
        ("Created", shown(conversation.created_at)),
        ("Last activity", shown(conversation.last_activity_at)),
        ("Waiting since", shown(conversation.waiting_since)),
        ("Snoozed until", shown(conversation.snoozed_until)),
        ("Times", zone()),
        ("Messages", count),
    ):
        if value:
            yield field(label, value)


def _day(day: dt.date) -> Block:
    return Block(Text(), Text(f"\n── {day:%A}, {day.day} {day:%B} {day.year} ──\n", "dim"))


def _message(message: Any, moment: dt.datetime | None, links: bool) -> Iterator[Block]:
    if not isinstance(message, Message):
        yield Block(Text("--:--  ", "dim"), Text.assemble(("not a message: ", "bold red"), shown(message)))
        return
    time = Text(f"{moment:%H:%M}  " if moment else "--:--  ", "dim")
    if message.message_type == MessageType.ACTIVITY:
        yield Block(time, Text(f"* {shown(message.content)}", "dim italic"))
        return
    note = message.private is True
    margin = Text("       ")
    if note:
        margin.append("┃ ", "yellow")
    yield Block(time, _header(message, moment, note))
    lines = [*_text(message, note), *_details(message)]
    lines += [_attachment(each, links) for each in attachments_of(message)]
    for line in lines or [Text("(no text)", "dim")]:
        yield Block(margin, line, repeat=True)


def _header(message: Message, moment: dt.datetime | None, note: bool) -> Text:
    """Return a message's author, and its tags such as "private note"."""
    name, kind, style = _author(message)
    header = Text.assemble((name, "bold yellow" if note else style))  # a base style would apply to the tags
    for tag, tag_style in (
        (kind, "dim"),
        ("private note" if note else "", "bold yellow"),
        (_content_type(message), "dim"),
        ("" if moment else f"time: {shown(message.created_at) or 'unknown'}", "red"),
        ("deleted" if _attributes(message).get("deleted") else "", "bold red"),
        _status(message),
    ):
        if tag:
            header.append(" · ", "dim").append(tag, tag_style)
    return header


def _author(message: Message) -> tuple[str, str, str]:
    """Return the name, kind and style of a message's sender."""
    sender = get(message, "sender")
    name = name_of(sender)
    if name:
        kind = shown(get(sender, "type"))
        return name, *_SENDERS.get(kind, (kind, "bold"))
    if message.message_type == MessageType.TEMPLATE or _attributes(message).get("automation_rule_id"):
        return "Automatic message", "", "bold magenta"
    incoming = message.message_type == MessageType.INCOMING
    return "Unknown contact" if incoming else "Unknown sender", "", "bold"


def _content_type(message: Message) -> str:
    kind = shown(message.content_type)
    return "" if kind == "text" else kind.replace("_", " ")


def _status(message: Message) -> tuple[str, str]:
    if message.status == MessageStatus.FAILED:
        reason = shown(_attributes(message).get("external_error"))
        return f"FAILED: {reason}" if reason else "FAILED", "bold red"
    return "" if message.status == MessageStatus.SENT else shown(message.status), "dim"


def _attributes(message: Message) -> dict[str, Any]:
    attributes = message.content_attributes
    return attributes if isinstance(attributes, dict) else {}


def _text(message: Message, note: bool) -> Iterator[Text]:
    """Yield the subject of a mail, and the text of the message."""
    attributes, content = _attributes(message), message.content
    if subject := shown(get(attributes.get("email"), "subject")):
        yield Text(f"Subject: {subject}", "bold")
    text = clean(content).strip("\n") if isinstance(content, str) else shown(content)
    if text.strip():
        yield Text(text, "dim italic" if attributes.get("deleted") else "yellow" if note else "")


def _details(message: Message) -> Iterator[Text]:
    """Yield the choices of a question, its answer, or a rating."""
    attributes = _attributes(message)
    items = attributes.get("items")
    for item in items if isinstance(items, list) else []:
        yield Text(f"- {shown(get(item, 'title')) or shown(item)}", "dim")
    answer = attributes.get("submitted_values")
    if answer:
        rating = get(get(answer, "csat_survey_response"), "rating")
        yield Text(f"Rating: {shown(rating)}" if rating else f"Answer: {shown(answer)}", "dim")


def _attachment(attachment: Any, links: bool) -> Text:
    """Return the type, name and size of an attachment, with a link to it."""
    kind = shown(get(attachment, "file_type")).replace("_", " ") or "attachment"
    name = _file_name(attachment) if isinstance(attachment, Attachment) else shown(attachment)
    line = Text.assemble(("[", "dim"), (kind, "blue"), ("]", "dim"), " ")
    url = get(attachment, "data_url")
    linked = links and isinstance(url, str) and _SAFE_LINK.fullmatch(url) is not None
    if linked:
        line.append(name or "open", Style(link=url, underline=True, color="blue"))
    else:
        line.append(name)
    facts = ", ".join(filter(None, (_size(attachment), _extent(attachment))))
    line.append(f" ({facts})" if facts else "", "dim")
    if not linked and shown(url):
        line.append(f" {shown(url)}")
    if said := shown(get(attachment, "transcribed_text")):
        line.append(f"\n“{said}”", "italic")
    return line


def _file_name(attachment: Attachment) -> str:
    """Return a file name: the title, else a contact's names, else the last part of the URL."""
    meta = get(attachment, "meta")
    parts = [shown(get(meta, key)) for key in ("firstName", "lastName")]
    parts.append(shown(get(attachment, "fallback_title")))
    if known := " ".join(filter(None, parts)):
        return known
    url = get(attachment, "data_url")
    try:
        return one_line(unquote(urlsplit(url).path.rpartition("/")[2])) if isinstance(url, str) else ""
    except ValueError:  # not a URL
        return ""


def _size(attachment: Any) -> str:
    size = get(attachment, "file_size")
    return decimal(size) if isinstance(size, int) and 0 <= size < _HUGE else shown(size)


def _extent(attachment: Any) -> str:
    width, height = shown(get(attachment, "width")), shown(get(attachment, "height"))
    if width and height:
        return f"{width} × {height}"
    latitude, longitude = shown(get(attachment, "coordinates_lat")), shown(get(attachment, "coordinates_long"))
    return f"{latitude}, {longitude}" if latitude and longitude else ""
