"""What falls due while the bot runs: nudges, broken promises, and silence that closes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.assembly import in_slack
from bot.domain import ticket
from bot.domain.ticket import Promise
from tests.dialogs.desk import Story, crowd
from tests.dialogs.running import ROOT, staged
from tests.slack.running import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow  # real sockets, and seconds to wait for

SOON = Promise(timedelta(seconds=2), timedelta(seconds=4))


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Story]:
    monkeypatch.setattr(in_slack, "REMIND_SECONDS", 0.1)
    url = f"sqlite:///{tmp_path}/bot.db"
    with staged(
        "socket", ROOT / "manifest.yml", tmp_path, url, crowd(), lambda desk: replace(desk, promise=SOON)
    ) as stage:
        yield Story(stage, stage.slack.people["alice0"])


def count(story: Story, words: str) -> int:
    return sum(words in text for text in story.thread())


def test_a_promise_is_nudged_once_and_its_breach_told_once(story: Story) -> None:
    story.opens()
    until(lambda: count(story, "Nog niemand heeft geantwoord. Het antwoord is vóór"))
    until(lambda: count(story, "Nog niemand heeft geantwoord, en het was vóór"))
    story.presses("bob", "claim")
    until(lambda: count(story, "Nog niet opgelost") == 2)
    story.rest()
    assert count(story, "Nog niemand heeft geantwoord") == 2
    assert f"<@{story.person('bob').id}>" in story.thread()[-1]
    listed = story.person("bob").types("/econnect-triage breaching")
    assert listed is not None
    assert "wat kost een abonnement" in listed.text


def test_silence_closes_what_was_resolved_and_both_sides_are_told(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.opens()
    monkeypatch.setattr(ticket, "QUIET_DAYS", 0)
    story.resolves("bob", how="reply", lesson="nothing")
    until(lambda: story.ticket().state == "closed")
    story.rest()
    assert "drie werkdagen niets is gehoord" in story.hears()[-1]
    assert "drie werkdagen niets gehoord" in story.thread()[-1]
    story.alice.clicks(story.alice.sees(story.alice.dm)[-1], "ticket:reopen")
    story.rest()
    assert story.ticket().state == "claimed"
