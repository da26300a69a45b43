from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, Plain, field
from ..._wire.model import Model, declare
from .inbox_help_center import InboxHelpCenter
from .reply_time import ReplyTime
from .sender_name_type import SenderNameType
from .working_hours import WorkingHours


@declare
class Inbox(Model):
    """An inbox, with the settings of its channel. Settings of other channels are null or absent. Only
    administrators receive secrets and the settings of mail servers.

    Attributes:
        avatar_url: URL of the picture; empty if there is none.
        channel_id: Unique only among inboxes with the same `channel_type`.
        channel_type: Class of the inbox's channel, such as Channel::WebWidget.
        greeting_enabled: Whether the inbox sends contacts a greeting.
        greeting_message: Text of the greeting.
        working_hours_enabled: Whether the inbox observes its working hours.
        enable_email_collect: Whether the inbox asks visitors for their email address.
        csat_survey_enabled: Whether contacts get a satisfaction survey.
        enable_auto_assignment: Whether the server assigns conversations to agents.
        auto_assignment_config: Free-form: settings of the automatic assignment.
        out_of_office_message: Message to contacts outside of the working hours.
        working_hours: The seven days, from Sunday.
        timezone: Time zone of the working hours, such as UTC or Asia/Jakarta.
        callback_webhook_url: URL that the channel's provider must call; only some channels have one.
        allow_messages_after_resolved: Whether contacts can continue a resolved conversation.
        lock_to_single_conversation: Whether each contact has at most one conversation in the inbox.
        sender_name_type: Form of the sender's name in emails.
        business_name: Name of the business in emails.
        widget_color: Website inboxes only: color of the widget in CSS notation, such as #1f93ff.
        website_url: Website inboxes only: URL of the site.
        hmac_mandatory: Website and API inboxes only: whether contacts must prove their identity with an
            HMAC.
        welcome_title: Website inboxes only: title of the welcome message.
        welcome_tagline: Website inboxes only: text below the title of the welcome message.
        web_widget_script: Website inboxes only: script that the site's pages must include.
        website_token: Website inboxes only: public ID of the inbox in the script.
        selected_feature_flags: Website inboxes only: enabled features of the widget, such as attachments.
        reply_time: Website inboxes only: reply time that the widget announces to visitors.
        messaging_service_sid: Twilio inboxes only: SID of the messaging service.
        phone_number: SMS, WhatsApp and Twilio inboxes only: phone number of the inbox.
        provider: Service that carries the messages; only some types of inboxes have one.
        csat_config: Free-form: settings of the satisfaction survey. Absent in older versions.
        help_center: Help center of the inbox; absent if there is none.
        allowed_domains: Website inboxes only: domains that may show the widget, separated by commas. Absent
            in older versions.
        hmac_token: Website and API inboxes only: HMAC key with which contacts prove their identity.
        pre_chat_form_enabled: Website inboxes only: whether visitors fill in a form before they chat.
        pre_chat_form_options: Free-form. Website inboxes only: the form before the chat.
        continuity_via_email: Website inboxes only: whether visitors who left get replies by email.
        webhook_url: API inboxes only: URL that receives the inbox's messages.
        inbox_identifier: API inboxes only: public ID of the inbox in the API for contacts.
        secret: API inboxes only: key with which the server signs its requests to `webhook_url`. Since
            Chatwoot 4.13.0.
        additional_attributes: Free-form. API inboxes only: additional settings.
        email: Email inboxes only: address of the inbox.
        forwarding_enabled: Email inboxes only: whether the server accepts forwarded emails.
        forward_to_email: Email inboxes only: address to which emails must be forwarded.
        imap_enabled: Email inboxes only: whether the server fetches emails by IMAP.
        imap_authentication: Email inboxes only: IMAP authentication method, such as plain. Absent in
            4.10.0; the version that added it is unknown. Since Chatwoot 4.16.2.
        smtp_enabled: Email inboxes only: whether replies go through the inbox's own SMTP server.
        smtp_authentication: Email inboxes only: SMTP authentication method, such as login.
        reauthorization_required: Whether someone must sign in to the channel's provider again.
        page_id: Facebook inboxes only: ID of the page.
        instagram_id: Instagram inboxes only: ID of the Instagram account.
        medium: Twilio inboxes only: sms or whatsapp.
        account_sid: Twilio inboxes only: SID of the Twilio account.
        auth_token: Twilio inboxes only: token for the Twilio account.
        content_templates: Free-form. Twilio inboxes only: message templates.
        bot_name: Telegram inboxes only: name of the bot.
        message_templates: Free-form. WhatsApp inboxes only: message templates.
        provider_config: WhatsApp inboxes only: credentials and settings of the provider. **Contains
            secrets**, such as api_key; a repr shows no value.
        voice_call_webhook_url: Voice inboxes of the paid edition only: webhook URL for calls.
        voice_status_webhook_url: Voice inboxes of the paid edition only: webhook URL for the status of
            calls.
    """

    id: int = field(Plain("integer"))
    avatar_url: str = field(Plain("string"))
    channel_id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    channel_type: str = field(Plain("string"))
    greeting_enabled: bool | None = field(Plain("boolean", nullable=True))
    greeting_message: str | None = field(Plain("string", nullable=True))
    working_hours_enabled: bool | None = field(Plain("boolean", nullable=True))
    enable_email_collect: bool | None = field(Plain("boolean", nullable=True))
    csat_survey_enabled: bool | None = field(Plain("boolean", nullable=True))
    enable_auto_assignment: bool | None = field(Plain("boolean", nullable=True))
    auto_assignment_config: dict[str, Any] = field(MapOf(Anything()))
    out_of_office_message: str | None = field(Plain("string", nullable=True))
    working_hours: list[WorkingHours] = field(ListOf(Object(WorkingHours)))
    timezone: str | None = field(Plain("string", nullable=True))
    callback_webhook_url: str | None = field(Plain("string", nullable=True))
    allow_messages_after_resolved: bool | None = field(Plain("boolean", nullable=True))
    lock_to_single_conversation: bool = field(Plain("boolean"))
    sender_name_type: SenderNameType = field(Enumeration(SenderNameType))
    business_name: str | None = field(Plain("string", nullable=True))
    widget_color: str | None = field(Plain("string", nullable=True))
    website_url: str | None = field(Plain("string", nullable=True))
    hmac_mandatory: bool | None = field(Plain("boolean", nullable=True))
    welcome_title: str | None = field(Plain("string", nullable=True))
    welcome_tagline: str | None = field(Plain("string", nullable=True))
    web_widget_script: str | None = field(Plain("string", nullable=True))
    website_token: str | None = field(Plain("string", nullable=True))
    selected_feature_flags: list[str] | None = field(ListOf(Plain("string"), nullable=True))
    reply_time: ReplyTime | None = field(Enumeration(ReplyTime, nullable=True))
    messaging_service_sid: str | None = field(Plain("string", nullable=True))
    phone_number: str | None = field(Plain("string", nullable=True))
    provider: str | None = field(Plain("string", nullable=True))
    csat_config: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    help_center: InboxHelpCenter | None = field(Object(InboxHelpCenter), default=None)
    allowed_domains: str | None = field(Plain("string", nullable=True), default=None)
    hmac_token: str | None = field(Plain("string", secret=True, nullable=True), default=None)
    pre_chat_form_enabled: bool | None = field(Plain("boolean", nullable=True), default=None)
    pre_chat_form_options: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    continuity_via_email: bool | None = field(Plain("boolean", nullable=True), default=None)
    webhook_url: str | None = field(Plain("string", nullable=True), default=None)
    inbox_identifier: str | None = field(Plain("string", nullable=True), default=None)
    secret: str | None = field(Plain("string", secret=True, nullable=True), default=None)
    additional_attributes: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    email: str | None = field(Plain("string", nullable=True), default=None)
    forwarding_enabled: bool | None = field(Plain("boolean"), default=None)
    forward_to_email: str | None = field(Plain("string", nullable=True), default=None)
    imap_enabled: bool | None = field(Plain("boolean", nullable=True), default=None)
    imap_address: str | None = field(Plain("string", nullable=True), default=None)
    imap_port: int | None = field(Plain("integer", nullable=True), default=None)
    imap_login: str | None = field(Plain("string", nullable=True), default=None)
    imap_password: str | None = field(Plain("string", secret=True, nullable=True), default=None)
    imap_enable_ssl: bool | None = field(Plain("boolean", nullable=True), default=None)
    imap_authentication: str | None = field(Plain("string", nullable=True), default=None)
    smtp_enabled: bool | None = field(Plain("boolean", nullable=True), default=None)
    smtp_address: str | None = field(Plain("string", nullable=True), default=None)
    smtp_port: int | None = field(Plain("integer", nullable=True), default=None)
    smtp_login: str | None = field(Plain("string", nullable=True), default=None)
    smtp_password: str | None = field(Plain("string", secret=True, nullable=True), default=None)
    smtp_domain: str | None = field(Plain("string", nullable=True), default=None)
    smtp_enable_ssl_tls: bool | None = field(Plain("boolean", nullable=True), default=None)
    smtp_enable_starttls_auto: bool | None = field(Plain("boolean", nullable=True), default=None)
    smtp_openssl_verify_mode: str | None = field(Plain("string", nullable=True), default=None)
    smtp_authentication: str | None = field(Plain("string", nullable=True), default=None)
    reauthorization_required: bool | None = field(Plain("boolean", nullable=True), default=None)
    page_id: str | None = field(Plain("string", nullable=True), default=None)
    instagram_id: str | None = field(Plain("string", nullable=True), default=None)
    medium: str | None = field(Plain("string", nullable=True), default=None)
    account_sid: str | None = field(Plain("string", nullable=True), default=None)
    auth_token: str | None = field(Plain("string", secret=True, nullable=True), default=None)
    content_templates: Any = field(Anything(), default=None)
    bot_name: str | None = field(Plain("string", nullable=True), default=None)
    message_templates: Any = field(Anything(), default=None)
    provider_config: dict[str, str] | None = field(MapOf(Plain("string", secret=True)), default=None)
    voice_call_webhook_url: str | None = field(Plain("string", nullable=True), default=None)
    voice_status_webhook_url: str | None = field(Plain("string", nullable=True), default=None)
