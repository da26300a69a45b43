from ..._wire.kinds import OpenStrEnum


class CreatableContentType(OpenStrEnum):
    """What a new message may be made of. The page does not have input_text, input_textarea and input_csat
    (source, not captured); the other content types belong to messages that the server makes itself."""

    TEXT = "text"
    INPUT_TEXT = "input_text"
    INPUT_TEXTAREA = "input_textarea"
    INPUT_EMAIL = "input_email"
    INPUT_SELECT = "input_select"
    CARDS = "cards"
    FORM = "form"
    ARTICLE = "article"
    INPUT_CSAT = "input_csat"
