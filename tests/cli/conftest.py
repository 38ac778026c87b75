from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bot.cli import main
from bot.knowledge.article_editing import with_review
from localslack import LocalSlack
from tests.cli.typist import ROOT, machines_time
from tests.factories import files
from tests.moments import TODAY, machine_at_the_moment
from tests.several import files_of_several

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass
class Outcome:
    code: int
    out: str
    err: str


class CommandLine:
    """Runs `econnect-bot` in a working folder of its own, with the small knowledge base."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.knowledge = folder / "knowledge"
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        monkeypatch.chdir(folder)
        monkeypatch.setenv("ECONNECT_KNOWLEDGE_DIR", str(self.knowledge))
        monkeypatch.setenv("ECONNECT_CACHE_DIR", str(folder / "cache"))
        monkeypatch.setenv("ECONNECT_DATA_DIR", str(folder / "data"))
        for path, content in files().items():
            self.write(path, content)

    def write(self, path: str, content: bytes) -> None:
        """Write a file of the knowledge base; an article was reviewed today."""
        if b"\nreviewed_on: " in content:
            content = with_review(content.decode(), TODAY).encode()
        place = self.knowledge / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)

    def run(self, *arguments: str, stdin: bytes | None = b"") -> Outcome:
        """Run it with this on standard input; None for an input that is closed."""
        (self.folder / "input").write_bytes(stdin or b"")
        with (self.folder / "input").open(encoding="utf-8") as typed:
            self._monkeypatch.setattr("sys.stdin", None if stdin is None else typed)
            with pytest.raises(SystemExit) as left:
                main(list(arguments))
        shown = self._capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Outcome(left.value.code, shown.out, shown.err)


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[CommandLine]:
    """Yield a command line on a machine whose clock stands at the moment of the tests."""
    with machine_at_the_moment():
        yield CommandLine(tmp_path, monkeypatch, capsys)


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """Yield local Slack as it is for who runs in a process of its own."""
    with LocalSlack(ROOT / "manifest.yml", clock=machines_time) as running:
        yield running


@pytest.fixture
def shipped(cli: CommandLine, cache: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Return the command line with what was worked out from the shipped knowledge base, which takes seconds."""
    monkeypatch.setenv("ECONNECT_CACHE_DIR", str(cache))
    return cli


@pytest.fixture
def several(shipped: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Return the command line with three packages."""
    for path, content in files_of_several().items():
        place = shipped.folder / "several" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    monkeypatch.setenv("ECONNECT_KNOWLEDGE_DIR", str(shipped.folder / "several"))
    return shipped
