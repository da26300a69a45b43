from ..._wire.kinds import OpenStrEnum


class MessageContentType(OpenStrEnum):
    """The content type of a message.

    Attributes:
        TEXT: Text.
        INPUT_TEXT: A question with a one-line input.
        INPUT_TEXTAREA: A question with a multi-line input.
        INPUT_EMAIL: A question for an email address.
        INPUT_SELECT: A question with options to choose from.
        CARDS: Cards with pictures and buttons.
        FORM: A form with several fields.
        ARTICLE: Links to articles of the help center.
        INCOMING_EMAIL: A received email.
        INPUT_CSAT: A satisfaction survey.
        INTEGRATIONS: A message of an integration, such as a link to a video call.
        STICKER: A sticker.
        VOICE_CALL: A call.
    """

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
