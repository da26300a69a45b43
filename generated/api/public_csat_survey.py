from __future__ import annotations

from ..._wire.arguments import Parameter
from ..._wire.kinds import Object, Plain
from ..._wire.operation import Operation, Resource
from .. import models

_CONVERSATION_UUID = Parameter("path", "conversation_uuid", Plain("string"), required=True)

GET: Operation[models.CsatSurvey] = Operation(
    id="public_csat_survey.get",
    method="GET",
    path="/public/api/v1/csat_survey/{conversation_uuid}",
    returns=lambda: Object(models.CsatSurvey),
    anonymous=True,
    parameters=(_CONVERSATION_UUID,),
)

UPDATE: Operation[models.CsatSurvey] = Operation(
    id="public_csat_survey.update",
    method="PATCH",
    path="/public/api/v1/csat_survey/{conversation_uuid}",
    returns=lambda: Object(models.CsatSurvey),
    wrap="message.submitted_values.csat_survey_response",
    retry_safe=True,
    anonymous=True,
    parameters=(
        _CONVERSATION_UUID,
        Parameter("body", "rating", Plain("integer", minimum=1, maximum=5), required=True),
        Parameter("body", "feedback_message", Plain("string")),
    ),
)


class PublicCsatSurveyResource(Resource):
    """The satisfaction survey about a conversation."""

    __slots__ = ()

    async def get(self, conversation_uuid: str) -> models.CsatSurvey:
        """Get the survey of a conversation.

        `GET /public/api/v1/csat_survey/{conversation_uuid}`

        Returns the survey after a resolved conversation and the contact's response. The server responds
        with 404 if the conversation has no survey.

        Args:
            conversation_uuid: `uuid` of the conversation.

        Returns:
            The survey.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"conversation_uuid": conversation_uuid})

    async def update(
        self, conversation_uuid: str, *, rating: int, feedback_message: str | None = None
    ) -> models.CsatSurvey:
        """Submit the contact's rating.

        `PATCH /public/api/v1/csat_survey/{conversation_uuid}`

        The rating can be changed for 14 days; after that, the server refuses changes (422).

        Args:
            conversation_uuid: `uuid` of the conversation.
            rating: From 1 (not satisfied) to 5 (very satisfied).
            feedback_message: The contact's comment.

        Returns:
            The survey after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            UPDATE, {"conversation_uuid": conversation_uuid, "rating": rating, "feedback_message": feedback_message}
        )
