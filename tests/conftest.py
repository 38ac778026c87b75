"""How property tests run, and what all tests may use: a cache that they share, and a real PostgreSQL."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.storage.postgres import NOT_RUN, Server, programs, server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# No deadline: machines are noisy.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("random", deadline=None, max_examples=300, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))  # noqa: TID251 - how the tests are run

# A shell starts its background jobs with Ctrl-C ignored, which the programs that tests interrupt would inherit.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell it loudly where the tests on PostgreSQL were skipped."""
    if any(NOT_RUN in str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())):
        terminalreporter.section(NOT_RUN, red=True, bold=True)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder for what is worked out from the knowledge base: once, for all processes of this run."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"  # noqa: TID251 - as below


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    if programs() is None:
        if os.environ.get("REQUIRE_POSTGRES") == "1":  # noqa: TID251 - how the tests are run, no setting of the bot
            pytest.fail(NOT_RUN)
        pytest.skip(NOT_RUN)
    with server() as running:
        yield running
