"""What an account is set up with: agents, bots, teams, inboxes, labels, canned responses and more."""

from __future__ import annotations

from .calls import Entry

ENTRIES: list[Entry] = []
