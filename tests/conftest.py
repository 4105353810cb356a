"""What every area's tests share: fuzzing, with its budget and its seeds."""

from __future__ import annotations

import pytest
from fuzzing import Fuzz


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--fuzz-minutes`: how long all targets together are fuzzed (`make fuzz`); otherwise a few cases each."""
    parser.addoption("--fuzz-minutes", type=float, default=0.0, help="for all fuzzing targets together")
    parser.addoption(
        "--fuzz-from", type=int, default=0, help="the first round's number: go on after the last"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The minutes are shared out among the targets; without any each gets a few cases."""
    targets = sum("fuzz" in getattr(item, "fixturenames", ()) for item in items)
    seconds = config.getoption("--fuzz-minutes") * 60 / max(1, targets)
    config.stash[SHARE] = seconds


SHARE = pytest.StashKey[float]()


@pytest.fixture
def fuzz(request: pytest.FixtureRequest) -> Fuzz:
    """Runs a target on its seeds and on what becomes of them."""
    return Fuzz(request.config.stash[SHARE], request.config.getoption("--fuzz-from"))
