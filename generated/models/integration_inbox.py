from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class IntegrationInbox(Model):
    """The inbox of a hook."""

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
