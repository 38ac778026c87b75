from __future__ import annotations

import subprocess
import sys
from io import StringIO
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_an_unexpected_fault_shows_a_reference_and_nothing_of_the_exception(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(StringIO):
        def reconfigure(self, **_: str) -> None:
            pass

        def write(self, _: str) -> int:
            raise RuntimeError("secret words")

    monkeypatch.setattr("sys.stdout", Broken())
    outcome = cli.run("address", "01035286")

    assert outcome.code == 3
    assert "reference" in outcome.err
    assert "secret words" not in outcome.err + caplog.text
    assert "RuntimeError" in caplog.text


def run_with(redirection: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the bot in a shell that redirects its output like this."""
    command = f'exec "$0" -m bot "$@" {redirection}'
    return subprocess.run(  # noqa: S603 - our own command
        ["/bin/sh", "-c", command, sys.executable, *arguments], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("command", ["schema", "manifest", "--help"])
def test_where_the_output_has_no_space_that_is_told(command: str) -> None:
    outcome = run_with(">/dev/full", command)

    assert (outcome.returncode, outcome.stderr) == (
        1,
        "Error: The output cannot be written: No space left on device.\n",
    )


@pytest.mark.parametrize(("redirection", "code"), [(">&-", 0), ("2>&-", 0), (">&- 2>&-", 0), ("<&- >&- 2>&-", 0)])
def test_a_command_runs_where_its_output_is_closed(redirection: str, code: int) -> None:
    outcome = run_with(redirection, "schema")

    assert (outcome.returncode, outcome.stderr) == (code, "")
    assert bool(outcome.stdout) == (redirection == "2>&-")
