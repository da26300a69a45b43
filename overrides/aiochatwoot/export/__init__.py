"""Exports of large histories: every conversation of an account with all of its messages, exactly once.

    for window in await export.plan(chatwoot):
        async for conversation, messages in export.read(chatwoot, window):
            ...

Paging through a changing list misses rows. A window is a set of display ids that are requested by id, so that rows
cannot shift. `changed` finds the conversations to read again, and `to_directory` does all of it, into files.
"""

from ._batches import record_batches
from ._directory import to_directory
from ._manifest import Format, Missing
from ._read import read
from ._running import Failure, Progress, ProgressHook, Report
from ._verify import Verified, verify
from ._windows import SLACK, Window, changed, plan

__all__ = [
    "SLACK",
    "Failure",
    "Format",
    "Missing",
    "Progress",
    "ProgressHook",
    "Report",
    "Verified",
    "Window",
    "changed",
    "plan",
    "read",
    "record_batches",
    "to_directory",
    "verify",
]
