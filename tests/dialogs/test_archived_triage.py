"""A triage channel that takes nothing for a while: nobody is told that the team has what it cannot see."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.dialogs.desk import Story, crowd
from tests.dialogs.running import ROOT, staged
from tests.slack.running import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from localslack import Channel

pytestmark = pytest.mark.slow  # real sockets

POST = "chat.postMessage"


@pytest.fixture
def story(tmp_path: Path, cache: Path) -> Iterator[Story]:
    url = f"sqlite:///{tmp_path}/bot.db"
    with staged("http", ROOT / "manifest.yml", cache, url, crowd()) as stage:
        yield Story(stage, stage.slack.people["alice0"])


def closes(story: Story, way: str) -> Callable[[], object]:
    """Have the triage channel take nothing; return what opens it again."""
    slack, bob = story.stage.slack, story.person("bob")
    triage = slack.channels["triage"]
    if way == "archived":
        closed: Channel = slack.archive(triage)
        return lambda: bob.unarchives(closed)
    closed = bob.removes_bot(triage)
    return lambda: bob.invites_bot(closed)


def cards(story: Story) -> list[str]:
    return [message.text for message in story.triage() if message.bot_id and message.thread_ts is None]


@pytest.mark.parametrize("way", ["archived", "without the bot"])
def test_cards_that_nobody_saw_come_once_and_in_order_when_the_channel_is_there_again(story: Story, way: str) -> None:
    opens_again = closes(story, way)
    for text in ("wat kost een abonnement?", "wat kost een licentie van jullie?"):
        story.opens(text)
    assert cards(story) == []
    assert "niet bij het supportteam aangekomen" in story.status()
    assert "Het supportteam heeft je verzoek" not in story.status()
    assert sum("niet bij het supportteam aangekomen" in text for text in story.hears()) == 4
    opens_again()
    until(lambda: len(cards(story)) == 2)
    story.rest()

    first, second = cards(story)
    assert "abonnement" in first
    assert "licentie" in second
    assert "Het supportteam heeft je verzoek" in story.status()
    assert sum("nu bij het supportteam aangekomen" in text for text in story.hears()) == 2
    story.presses("bob", "claim")
    assert "is bezig met je verzoek" in story.hears()[-1]
    assert len(cards(story)) == 2


def test_nothing_is_tried_in_vain_while_it_takes_nothing(story: Story) -> None:
    closes(story, "archived")
    story.opens()
    before = len(story.stage.slack.calls(POST))
    story.stage.clock.pass_time(minutes=30)
    looks = len(story.stage.slack.calls("conversations.info"))
    until(lambda: len(story.stage.slack.calls("conversations.info")) > looks + 3)

    assert len(story.stage.slack.calls(POST)) == before


@pytest.mark.parametrize("way", ["archived", "without the bot"])
def test_what_the_requester_writes_meanwhile_is_kept_and_stands_below_the_card_in_order(
    story: Story, way: str
) -> None:
    opens_again = closes(story, way)
    story.opens()
    for text in ("Administratie 001", "Update 418", "Foutcode 12"):
        adds_unseen(story, text)
    assert cards(story) == []
    assert sum("Wat je schreef, heb ik bewaard" in text for text in story.hears()) == 3
    assert not any("doorgegeven" in text for text in story.hears())
    opens_again()
    until(lambda: len(cards(story)) == 1)
    story.rest()

    words = [text.splitlines()[-1].removeprefix("&gt; ") for text in story.thread()]
    assert words == ["Administratie 001", "Update 418", "Foutcode 12"]
    assert sum("nu bij het supportteam aangekomen" in text for text in story.hears()) == 1
    story.alice.writes_dm("En nog iets", story.status_message().ts)
    story.rest()
    assert "En nog iets" in story.thread()[-1]
    assert "doorgegeven aan het supportteam" in story.hears()[-1]


@pytest.mark.parametrize("way", ["archived", "without the bot"])
@pytest.mark.parametrize("text", ["wat kost een abonnement?", ""])
def test_a_request_with_a_file_loses_nothing_of_it(story: Story, way: str, text: str) -> None:
    opens_again = closes(story, way)
    asked = story.alice.uploads(story.alice.dm, "scherm.png", text)
    reply = story.stage.slack.wait_for_reply(asked)
    story.alice.clicks(reply, "ask-human-along")
    form = story.stage.slack.wait_for(lambda: story.alice.modal)
    story.alice.submits(form, {} if text else {"text": "Dit scherm blijft grijs"})
    rests_without_card(story)
    story.alice.uploads(story.alice.dm, "later.png", "", story.status_message().ts)
    until(lambda: story.ticket().version == 2)
    rests_without_card(story)
    assert cards(story) == []
    opens_again()
    until(lambda: len(cards(story)) == 1)
    story.rest()

    assert (text or "Dit scherm blijft grijs") in cards(story)[0]
    there = f"{cards(story)[0]} {' '.join(story.thread())}"
    assert there.count("scherm.png") == there.count("later.png") == 1
    assert not any("kon niet in hun kanaal worden geplaatst" in text for text in story.hears())


def rests_without_card(story: Story) -> None:
    """Wait until everything is told that can be told while there is no card."""
    story.stage.slack.settle()
    until(lambda: story.stage.store.outbox.due_by(story.stage.clock.now()) == 0)
    story.stage.slack.settle()


def adds_unseen(story: Story, text: str) -> None:
    """Have Alice add something while there is no card, and everything told that can be told now."""
    version = story.ticket().version
    story.alice.writes_dm(text, story.status_message().ts)
    until(lambda: story.ticket().version == version + 1)
    rests_without_card(story)


def test_a_later_version_of_the_card_that_comes_first_is_told_once(story: Story) -> None:
    opens_again = closes(story, "archived")
    ticket = story.opens()
    # As where Slack asks for patience: the next version waits while the first one was given up.
    triage, clock = story.stage.slack.channels["triage"], story.stage.clock
    story.stage.store.outbox.pause(ticket.team, triage.id, clock.now() + timedelta(hours=1))
    story.alice.writes_dm("Administratie 001", story.status_message().ts)
    until(lambda: story.ticket().version == 2)
    assert "niet bij het supportteam aangekomen" in story.status()
    opens_again()
    clock.pass_time(hours=1)
    until(lambda: len(cards(story)) == 1)
    story.rest()

    assert sum("nu bij het supportteam aangekomen" in text for text in story.hears()) == 1
    assert "Het supportteam heeft je verzoek" in story.status()
    assert len(cards(story)) == 1
    assert "Administratie 001" in story.thread()[-1]
