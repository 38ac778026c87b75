from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

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
