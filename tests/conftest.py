"""How property tests run (the same examples each time, no deadline: machines are noisy), and a real PostgreSQL."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.storage.postgres import NOT_RUN, Server, programs, server

if TYPE_CHECKING:
    from collections.abc import Iterator

settings.register_profile("here", deadline=None, derandomize=True)
settings.load_profile("here")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell it loudly where the tests on PostgreSQL were skipped."""
    if any(NOT_RUN in str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())):
        terminalreporter.section(NOT_RUN, red=True, bold=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    if programs() is None:
        if os.environ.get("REQUIRE_POSTGRES") == "1":  # noqa: TID251 - how the tests are run, no setting of the bot
            pytest.fail(NOT_RUN)
        pytest.skip(NOT_RUN)
    with server() as running:
        yield running
