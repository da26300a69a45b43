from __future__ import annotations

from ..._wire.kinds import ListOf, Object, field
from ..._wire.model import Model, declare
from .portal import Portal
from .portal_list_meta import PortalListMeta


@declare
class PortalList(Model):
    """The help centers of an account.

    Attributes:
        meta: Number of help centers.
    """

    payload: list[Portal] = field(ListOf(Object(Portal)))
    meta: PortalListMeta | None = field(Object(PortalListMeta), default=None)
