from ..._wire.kinds import OpenStrEnum


class CreatableContentType(OpenStrEnum):
    """What a new message may be made of."""

    TEXT = "text"
    INPUT_TEXT = "input_text"
    INPUT_TEXTAREA = "input_textarea"
    INPUT_EMAIL = "input_email"
    INPUT_SELECT = "input_select"
    CARDS = "cards"
    FORM = "form"
    ARTICLE = "article"
    INPUT_CSAT = "input_csat"
