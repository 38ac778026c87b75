"""The README tells what there is: every command and every setting."""

from __future__ import annotations

import re
from pathlib import Path

from bot.cli import COMMANDS
from bot.services.deciding import ANSWER_FROM, OFFER_FROM, STATEMENT_FROM

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_documented() -> None:
    assert [name for name in COMMANDS if not re.search(rf"`{name}\b", README)] == []


def test_every_file_that_the_readme_names_is_there() -> None:
    named = re.findall(r"`((?:knowledge|bot|tests)/[\w./-]+|\.env\.example|manifest\.yml)`", README)

    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_readme_tells_the_bands_as_they_are() -> None:
    readme = " ".join(README.split())

    assert f"From {ANSWER_FROM:.2f} the bot answers (a statement from {STATEMENT_FROM:.2f})" in readme
    assert f'from {OFFER_FROM:.2f} it asks "did you mean"' in readme
