from ..._wire.kinds import OpenStrEnum


class ChannelKind(OpenStrEnum):
    """The kind of a new inbox. The server responds with 500 to what it does not know; the paid edition
    also has `voice`."""

    WEB_WIDGET = "web_widget"
    API = "api"
    EMAIL = "email"
    LINE = "line"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    SMS = "sms"
