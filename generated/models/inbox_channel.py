from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Plain, field
from ..._wire.model import Model, declare
from .channel_kind import ChannelKind
from .reply_time import ReplyTime


@declare
class InboxChannel(Model):
    """The channel of a new inbox.

    Attributes:
        type: The kind of a new inbox. The server responds with 500 to a kind that it does not know; the
            paid edition also has `voice`.
        website_url: Of a website, which has to have it.
        welcome_title: Of a website.
        welcome_tagline: Of a website.
        widget_color: Of a website, as in CSS, such as #1f93ff.
        reply_time: Of a website: the time to a reply that visitors see.
        allowed_domains: Of a website: the domains that may show its widget, separated by commas.
        hmac_mandatory: Of a website or API: whether contacts must prove their identity.
        continuity_via_email: Of a website: whether it mails replies to visitors who left.
        pre_chat_form_enabled: Of a website: whether visitors fill a form first.
        pre_chat_form_options: Free-form: of a website, that form: `pre_chat_message` and `pre_chat_fields`,
            all of it.
        selected_feature_flags: Of a website: all that its widget can do: attachments, emoji_picker,
            end_conversation, use_inbox_avatar_for_bot.
        webhook_url: Of an API: where its messages go; empty for nowhere.
        additional_attributes: Free-form: of an API, all of them.
        email: Of mail, which has to have it: its address.
        imap_enabled: Of mail: whether the server fetches mails by IMAP. The server tries the address, port
            and password that come with it.
        smtp_enabled: Of mail: whether replies are sent by an SMTP server of its own. The server tries the
            address, port and password that come with it.
        smtp_authentication: How the server signs in there, such as login.
        line_channel_id: Of LINE.
        line_channel_secret: Of LINE.
        line_channel_token: Of LINE.
        bot_token: Of Telegram.
        phone_number: Of WhatsApp and SMS, in the form +6281234567890 (E.164).
        provider: Of WhatsApp and mail: the carrier of the messages, such as whatsapp_cloud.
        provider_config: Free-form: of WhatsApp and SMS, all of it; **holds secrets**, such as api_key.
    """

    type: ChannelKind = field(Enumeration(ChannelKind, extensible=True))
    website_url: str | None = field(Plain("string"), default=None)
    welcome_title: str | None = field(Plain("string", nullable=True), default=None)
    welcome_tagline: str | None = field(Plain("string", nullable=True), default=None)
    widget_color: str | None = field(Plain("string"), default=None)
    reply_time: ReplyTime | None = field(Enumeration(ReplyTime), default=None)
    allowed_domains: str | None = field(Plain("string"), default=None)
    hmac_mandatory: bool | None = field(Plain("boolean"), default=None)
    continuity_via_email: bool | None = field(Plain("boolean"), default=None)
    pre_chat_form_enabled: bool | None = field(Plain("boolean"), default=None)
    pre_chat_form_options: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    selected_feature_flags: list[str] | None = field(ListOf(Plain("string")), default=None)
    webhook_url: str | None = field(Plain("string", nullable=True), default=None)
    additional_attributes: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    email: str | None = field(Plain("string"), default=None)
    imap_enabled: bool | None = field(Plain("boolean"), default=None)
    imap_address: str | None = field(Plain("string"), default=None)
    imap_port: int | None = field(Plain("integer"), default=None)
    imap_login: str | None = field(Plain("string"), default=None)
    imap_password: str | None = field(Plain("string", secret=True), default=None)
    imap_enable_ssl: bool | None = field(Plain("boolean"), default=None)
    smtp_enabled: bool | None = field(Plain("boolean"), default=None)
    smtp_address: str | None = field(Plain("string"), default=None)
    smtp_port: int | None = field(Plain("integer"), default=None)
    smtp_login: str | None = field(Plain("string"), default=None)
    smtp_password: str | None = field(Plain("string", secret=True), default=None)
    smtp_domain: str | None = field(Plain("string"), default=None)
    smtp_enable_ssl_tls: bool | None = field(Plain("boolean"), default=None)
    smtp_enable_starttls_auto: bool | None = field(Plain("boolean"), default=None)
    smtp_openssl_verify_mode: str | None = field(Plain("string"), default=None)
    smtp_authentication: str | None = field(Plain("string"), default=None)
    line_channel_id: str | None = field(Plain("string"), default=None)
    line_channel_secret: str | None = field(Plain("string", secret=True), default=None)
    line_channel_token: str | None = field(Plain("string", secret=True), default=None)
    bot_token: str | None = field(Plain("string", secret=True), default=None)
    phone_number: str | None = field(Plain("string"), default=None)
    provider: str | None = field(Plain("string"), default=None)
    provider_config: dict[str, Any] | None = field(MapOf(Anything()), default=None)
