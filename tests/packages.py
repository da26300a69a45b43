"""Runs a program with packages of this client."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from aiochatwoot import __version__
from aiochatwoot.testing import FakeChatwoot

PROGRAM = """
import asyncio, importlib, os, pickle, sys
packages = [importlib.import_module(name) for name in sys.argv[1:]]
FakeChatwoot = importlib.import_module(sys.argv[1] + ".testing").FakeChatwoot

async def main(url, token):
    for package in packages:
        async with package.Chatwoot(url, token=token, account_id=1) as chatwoot:
            whole = await chatwoot.conversations.get_whole(42)
            copy = pickle.loads(pickle.dumps(whole))
            assert copy == whole and type(copy) is package.models.Conversation, type(copy)
            try:
                await chatwoot.conversations.get(4711)
            except package.NotFoundError as error:
                assert isinstance(error, package.ChatwootError)
        print(package.__name__, os.path.dirname(package.__file__), len(whole.messages))

with FakeChatwoot(account_id=1) as server:
    asyncio.run(main(server.base_url, server.token))
assert len({package.Chatwoot for package in packages}) == len(packages)
assert "aiochatwoot" in sys.argv or "aiochatwoot" not in sys.modules
"""


def works(path: Path, *names: str) -> None:
    """Assert that the packages with these names below a folder work independently, over HTTP."""
    environment = {"PYTHONPATH": str(path), "PYTHONDONTWRITEBYTECODE": "1", "NO_PROXY": "*"}
    program = [sys.executable, "-W", "error", "-P", "-c", PROGRAM, *names]
    with FakeChatwoot(account_id=1) as server:
        expected = len(server.account.conversations[42].messages)
    done = subprocess.run(program, cwd=path, env=environment, capture_output=True, text=True, check=False)
    assert "" == done.stderr
    places = [path / name.replace(".", "/") for name in names]
    assert [f"{name} {place} {expected}" for name, place in zip(names, places, strict=True)] == done.stdout.splitlines()
    version = [sys.executable, "-m", names[0], "--version"]
    shown = subprocess.run(version, env=environment, capture_output=True, text=True, check=True).stdout
    assert f"aiochatwoot {__version__}\n" == shown
