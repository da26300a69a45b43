from ..._wire.kinds import OpenStrEnum


class CreatableContentType(OpenStrEnum):
    """The content type of a new message.

    Attributes:
        TEXT: Text.
        INPUT_TEXT: A question with a one-line input.
        INPUT_TEXTAREA: A question with a multi-line input.
        INPUT_EMAIL: A question for an email address.
        INPUT_SELECT: A question with options to choose from.
        CARDS: Cards with pictures and buttons.
        FORM: A form with several fields.
        ARTICLE: Links to articles of the help center.
        INPUT_CSAT: A satisfaction survey.
    """

    TEXT = "text"
    INPUT_TEXT = "input_text"
    INPUT_TEXTAREA = "input_textarea"
    INPUT_EMAIL = "input_email"
    INPUT_SELECT = "input_select"
    CARDS = "cards"
    FORM = "form"
    ARTICLE = "article"
    INPUT_CSAT = "input_csat"
