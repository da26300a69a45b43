from ..._wire.kinds import OpenStrEnum


class ChannelKind(OpenStrEnum):
    """The kind of a new inbox. The server responds with 500 to a kind that it does not know; the paid
    edition also has `voice`.

    Attributes:
        WEB_WIDGET: A chat widget on a website.
        API: An inbox for other programs, by the API.
        EMAIL: A mail address.
        LINE: LINE.
        TELEGRAM: Telegram.
        WHATSAPP: WhatsApp.
        SMS: SMS, by Bandwidth.
    """

    WEB_WIDGET = "web_widget"
    API = "api"
    EMAIL = "email"
    LINE = "line"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    SMS = "sms"
