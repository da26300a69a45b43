"""Faults of webhook deliveries.

    server.deliveries.faults.add(delivery_faults.twice(), delivery_faults.lost())

The description of each function tells what the receiver gets.
"""

from __future__ import annotations

from typing import Any

import attrs


@attrs.frozen(kw_only=True, repr=False)
class DeliveryFault:
    """A fault of one delivery attempt. Compares by value; its repr is its name.

    Attributes:
        name: A name for people.
        lost: Nothing is sent, and the server does not know that.
        delay: Seconds before it is sent.
        behind: Number of deliveries to the same URL that go first.
        within: Seconds after which it is no longer held back.
        copies: How often it is sent.
        same_id: Whether copies have the same delivery id.
        age: Seconds by which its timestamp is too old.
        secret: The secret that signs it.
        rotates: Whether the secret becomes the receiver's from now on.
        body: The body to send instead.
        answer: The status that the server gets instead of the receiver's; None for no response in time, "" for the
            receiver's.
    """

    name: str
    lost: bool = False
    delay: float = 0
    behind: int = 0
    within: float = 0
    copies: int = 1
    same_id: bool = True
    age: float = 0
    secret: str | None = None
    rotates: bool = False
    body: bytes | None = None
    answer: Any = ""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"


OK = DeliveryFault(name="ok")


def ok() -> DeliveryFault:
    """Deliver normally, at this position in a script."""
    return OK


def late(seconds: float) -> DeliveryFault:
    """Send the delivery so many seconds later, and sign it then; it does not delay later deliveries."""
    return DeliveryFault(name=f"late {seconds} s", delay=seconds)


def twice(*, same_id: bool = True) -> DeliveryFault:
    """Send the delivery twice, under the same delivery id, or another one, as when a job runs again."""
    return DeliveryFault(name="twice" if same_id else "twice under two ids", copies=2, same_id=same_id)


def reordered(behind: int = 1, *, within: float = 1.0) -> DeliveryFault:
    """Send the delivery after so many later ones to the same URL, or after `within` seconds."""
    return DeliveryFault(name=f"reordered behind {behind}", behind=behind, within=within)


def lost() -> DeliveryFault:
    """Do not send the delivery, as when a job is lost. The server does not send it again."""
    return DeliveryFault(name="lost", lost=True)


def stale(seconds: float = 600) -> DeliveryFault:
    """Sign the delivery with a timestamp that is so many seconds old; a negative number means the future."""
    return DeliveryFault(name=f"stale {seconds} s", age=seconds)


def wrong_secret(secret: str = "not the secret") -> DeliveryFault:  # noqa: S107  # it opens nothing
    """Sign the delivery with another secret."""
    return DeliveryFault(name="wrong_secret", secret=secret)


def rotated_secret(secret: str) -> DeliveryFault:
    """Replace the secret: this delivery and all later ones of the webhook, bot or inbox are signed with the new one."""
    return DeliveryFault(name="rotated_secret", secret=secret, rotates=True)


def other_body(body: bytes = b'{"event":"message_created"}') -> DeliveryFault:
    """Send another body under the original body's signature."""
    return DeliveryFault(name="other_body", body=body)


def slow_receiver() -> DeliveryFault:
    """Treat the receiver's response as too late; the server does not actually wait."""
    return DeliveryFault(name="slow_receiver", answer=None)


def answered(status: int) -> DeliveryFault:
    """Replace the receiver's response; the server sends to bots again after 429 and 500."""
    return DeliveryFault(name=f"answered {status}", answer=status)
