"""What falls due while the bot runs: nudges, broken promises, and silence that closes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.dialogs.desk import Story, crowd
from tests.dialogs.running import ROOT, staged
from tests.slack.running import until

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

pytestmark = pytest.mark.slow  # real sockets, and seconds to wait for


@pytest.fixture
def story(tmp_path: Path, cache: Path) -> Iterator[Story]:
    url = f"sqlite:///{tmp_path}/bot.db"
    with staged("http", ROOT / "manifest.yml", cache, url, crowd()) as stage:
        yield Story(stage, stage.slack.people["alice0"])


def count(story: Story, words: str) -> int:
    return sum(words in text for text in story.thread())


def test_a_promise_is_nudged_once_and_its_breach_told_once(story: Story) -> None:
    clock = story.stage.clock
    story.opens()
    clock.pass_time(hours=3, minutes=2)  # the team works all but the day's last minute
    until(lambda: count(story, "Er is nog geen antwoord. De deadline is"))
    clock.pass_time(hours=1)
    until(lambda: count(story, "Er is nog geen antwoord. De deadline was"))
    story.presses("bob", "claim")
    clock.pass_time(hours=8)
    until(lambda: count(story, "Nog niet opgelost") == 1)
    clock.pass_time(hours=4)
    until(lambda: count(story, "Nog niet opgelost") == 2)
    story.rest()
    assert count(story, "Er is nog geen antwoord") == 2
    assert f"<@{story.person('bob').id}>" in story.thread()[-1]
    listed = story.person("bob").types("/econnect-triage breaching")
    assert listed is not None
    assert "wat kost een abonnement" in listed.text


def options_of(view: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what a form's only menu offers."""
    return list(view["blocks"][0]["element"]["options"])


def test_the_teams_names_are_known_before_a_form_lists_them(story: Story) -> None:
    slack, bob = story.stage.slack, story.person("bob")
    story.opens()
    until(lambda: len(slack.calls("users.info")) >= len(slack.channels["triage"].members))
    story.rest()
    asked = len(slack.calls("users.info"))
    bob.clicks(story.card(), "ticket:assign")
    shown = slack.wait_for(lambda: bob.modal, story.seconds)

    assert {"bob", "carol"} <= {each["text"]["text"] for each in options_of(shown.content)}
    assert len(slack.calls("users.info")) == asked


def test_silence_closes_what_was_resolved_and_both_sides_are_told(story: Story) -> None:
    story.opens()
    story.resolves("bob", how="reply", lesson="nothing")
    story.stage.clock.pass_time(days=3, minutes=5)
    until(lambda: story.ticket().state == "closed")
    story.rest()
    assert "drie werkdagen geen reactie" in story.hears()[-1]
    assert "drie werkdagen geen reactie" in story.thread()[-1]
    story.alice.clicks(story.alice.sees(story.alice.dm)[-1], "ticket:reopen")
    story.rest()
    assert story.ticket().state == "claimed"
