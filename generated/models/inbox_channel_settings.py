from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Plain, field
from ..._wire.model import Model, declare
from .reply_time import ReplyTime


@declare
class InboxChannelSettings(Model):
    """Settings of a channel. The server ignores unknown settings and settings of other channel types. Pass
    a dict to send settings that are not listed here.

    Attributes:
        website_url: Website inboxes only; required: URL of the site.
        welcome_title: Website inboxes only: title of the welcome message.
        welcome_tagline: Website inboxes only: text below the title of the welcome message.
        widget_color: Website inboxes only: color of the widget in CSS notation, such as #1f93ff.
        reply_time: Website inboxes only: reply time that the widget announces to visitors.
        allowed_domains: Website inboxes only: domains that may show the widget, separated by commas.
        hmac_mandatory: Website and API inboxes only: whether contacts must prove their identity with an
            HMAC.
        continuity_via_email: Website inboxes only: whether visitors who left get replies by email.
        pre_chat_form_enabled: Website inboxes only: whether visitors fill in a form before they chat.
        pre_chat_form_options: Free-form. Website inboxes only: the whole form before the chat, with
            `pre_chat_message` and `pre_chat_fields`.
        selected_feature_flags: Website inboxes only: full list of the widget's features: attachments,
            emoji_picker, end_conversation, use_inbox_avatar_for_bot.
        webhook_url: API inboxes only: URL that receives the inbox's messages; empty for none.
        additional_attributes: Free-form. API inboxes only: the full set of additional settings.
        email: Email inboxes only; required: address of the inbox.
        imap_enabled: Email inboxes only: whether the server fetches emails by IMAP. The server tests the
            given address, port and password.
        smtp_enabled: Email inboxes only: whether replies go through the inbox's own SMTP server. The server
            tests the given address, port and password.
        smtp_authentication: Email inboxes only: SMTP authentication method, such as login.
        line_channel_id: LINE inboxes only: ID of the LINE channel.
        line_channel_secret: LINE inboxes only: secret of the LINE channel.
        line_channel_token: LINE inboxes only: access token of the LINE channel.
        bot_token: Telegram inboxes only: token of the bot.
        phone_number: WhatsApp and SMS inboxes only: phone number in E.164 format, such as +6281234567890.
        provider: WhatsApp and email inboxes only: service that carries the messages, such as
            whatsapp_cloud.
        provider_config: Free-form. WhatsApp and SMS inboxes only: all credentials and settings of the
            provider. **Contains secrets**, such as api_key.
    """

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
