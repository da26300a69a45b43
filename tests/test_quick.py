"""Which tests `make quick` runs."""

from __future__ import annotations

import pytest

from tools import quick

pytestmark = pytest.mark.apart

TESTS = ["tests/test_a.py", "tests/test_settings.py", "tests/testing/test_b.py", "tests/testing/test_c.py"]


@pytest.mark.parametrize(
    ("file", "users", "expected"),
    [
        ("tests/test_a.py", {}, ["tests/test_a.py"]),
        ("contract/labels.yaml", {}, [f"tests/{name}" for name in quick.OF_THE_CONTRACT]),
        ("overrides/x.py", {"overrides/x.py": {"tests/test_a.py"}}, ["tests/test_a.py"]),
        ("overrides/x.py", {"overrides/x.py": {"tests/help.py"}, "tests/help.py": {"tests/test_a.py"}}, [TESTS[0]]),
        ("overrides/settings.py", {"overrides/settings.py": {"tests/test_a.py"}}, TESTS[:2]),
        ("overrides/settings.py", {"overrides/settings.py": {f"tests/test_{n}.py" for n in range(9)}}, [TESTS[1]]),
        ("overrides/aiochatwoot/testing/_app.py", {}, TESTS[2:]),
        ("LICENSE", {}, []),
    ],
    ids=["itself", "the contract", "imports it", "imports a helper", "its name, too", "many", "its folder", "none"],
)
def test_nearest(file: str, users: quick.Users, expected: list[str]) -> None:
    """Tests that use a file, directly or through helpers; where many do, those of its name or its folder."""
    assert expected == quick.nearest(file, users, TESTS)


def test_public_names_lead_to_their_modules() -> None:
    """Whoever imports a public name of the package uses the module that has it, and relative imports are resolved."""
    assert "aiochatwoot.settings" in quick.imported("tests/test_a.py", "from aiochatwoot import RetryPolicy")
    assert "tests.servers" in quick.imported("tests/transport/test_a.py", "from ..servers import serve")
    assert "aiochatwoot._core" in quick.imported("overrides/aiochatwoot/__init__.py", "from . import _core")


def test_the_tests_of_the_contract_exist() -> None:
    """A test file that is named is there."""
    assert [] == [name for name in quick.OF_THE_CONTRACT if not (quick.ROOT / "tests" / name).is_file()]
