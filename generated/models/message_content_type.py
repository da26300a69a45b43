from ..._wire.kinds import OpenStrEnum


class MessageContentType(OpenStrEnum):
    """What a message is made of."""

    TEXT = "text"
    INPUT_TEXT = "input_text"
    INPUT_TEXTAREA = "input_textarea"
    INPUT_EMAIL = "input_email"
    INPUT_SELECT = "input_select"
    CARDS = "cards"
    FORM = "form"
    ARTICLE = "article"
    INCOMING_EMAIL = "incoming_email"
    INPUT_CSAT = "input_csat"
    INTEGRATIONS = "integrations"
    STICKER = "sticker"
    VOICE_CALL = "voice_call"
