"""Contacts: finding them, writing them, their notes and labels."""

from __future__ import annotations

from .calls import Entry

ENTRIES: list[Entry] = []
