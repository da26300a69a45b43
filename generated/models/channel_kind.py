from ..._wire.kinds import OpenStrEnum


class ChannelKind(OpenStrEnum):
    """The channel type of a new inbox. The server responds with 500 to an unknown type. The paid edition
    also has `voice`.

    Attributes:
        WEB_WIDGET: A chat widget on a website.
        API: An inbox for other programs, which use the API.
        EMAIL: An email address.
        LINE: LINE.
        TELEGRAM: Telegram.
        WHATSAPP: WhatsApp.
        SMS: SMS, through Bandwidth.
    """

    WEB_WIDGET = "web_widget"
    API = "api"
    EMAIL = "email"
    LINE = "line"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    SMS = "sms"
