"""Exports that are killed with SIGKILL at random moments, and resumed."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from aiochatwoot import export

from .exported import state_of_export, state_of_server
from .test_windows import filled

KILLS = 20
# Each run is forked: a process that has to import first would mostly be killed before it begins.
KILLER = """
import asyncio, os, signal, sys, time
from aiochatwoot import Chatwoot, export

url, directory = sys.argv[1:]

async def main():
    async with Chatwoot(url, token="fake-token-for-tests", account_id=1, rate_limit=None) as chatwoot:
        await export.to_directory(chatwoot, directory, size=10, since_last=True)

export.to_directory, Chatwoot  # loaded when first used
for line in sys.stdin:
    child = os.fork()
    if not child:
        asyncio.run(main())
        os._exit(0)
    end = time.monotonic() + float(line)
    while time.monotonic() < end and os.waitpid(child, os.WNOHANG) == (0, 0):
        time.sleep(0.001)
    try:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        print("killed", flush=True)
    except (ProcessLookupError, ChildProcessError):
        print("done", flush=True)
"""


@pytest.mark.untraced
@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="has no fork and no SIGKILL")
def test_killed(tmp_path: Path) -> None:
    """However often an export is killed, its written files are complete, and the final run is exact."""
    with filled(150, 3) as server:
        account = server.account
        command = [sys.executable, "-c", KILLER, server.base_url, str(tmp_path)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as killer:
            assert killer.stdin is not None
            assert killer.stdout is not None
            killed, outcome = 0, ""
            while killed < KILLS or outcome != "done":
                print(random.uniform(0, 1) if killed < KILLS else 600, file=killer.stdin, flush=True)
                outcome = killer.stdout.readline().strip()
                killed += outcome == "killed"
                if (tmp_path / "manifest.json").exists():
                    assert export.verify(tmp_path).problems == ()
                if outcome == "done" and killed < KILLS:  # continue with an increment
                    for number in range(1, 100, 3):
                        account.add_message(account.conversations[number], "new")
                    account.add_conversation()
            killer.stdin.close()

    assert export.verify(tmp_path).is_complete
    assert state_of_server(server) == state_of_export(tmp_path)
    assert killed == KILLS
