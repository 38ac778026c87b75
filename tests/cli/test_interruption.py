from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

import pytest

from bot.cli import command, main, setup_command
from bot.cli.interruption import interruptible

if TYPE_CHECKING:
    from pathlib import Path


def hit_within_a_lock(*_: object, **__: object) -> None:
    """Fail as `with lock: wait()` does where Ctrl-C comes before the lock was taken again."""
    try:
        raise KeyboardInterrupt
    finally:
        Lock().release()


def test_what_was_hit_within_a_lock_is_an_interruption() -> None:
    with pytest.raises(KeyboardInterrupt), interruptible():
        hit_within_a_lock()


def test_another_error_stays_what_it_is() -> None:
    with pytest.raises(RuntimeError, match="of its own"), interruptible():
        raise RuntimeError("of its own")
    with pytest.raises(ValueError, match="no number"), interruptible():
        raise ValueError("no number")


def test_whatever_command_it_hits_the_exit_code_is_that_of_an_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "main", hit_within_a_lock)
    with pytest.raises(SystemExit) as left:
        main([])
    assert left.value.code == 130


def test_the_set_up_tells_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(setup_command, "is_terminal", lambda: True)
    monkeypatch.setattr(setup_command._Sitting, "run", hit_within_a_lock)  # noqa: SLF001 - a sitting needs a terminal
    with pytest.raises(SystemExit) as left:
        main(["setup"])
    assert left.value.code == 130
    assert "Stopped. Nothing was written yet; go on with: " in capsys.readouterr().err
