"""What a button carries is believed by nobody: forged values, other teams' tickets, people outside the team."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk import WebClient

from bot.services.ports import Timers
from bot.slack.directory.membership import CACHED_FOR
from tests.dialogs.desk import Story, crowd
from tests.dialogs.running import ROOT, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from localslack import ChannelMessage

pytestmark = pytest.mark.slow  # real sockets

FORGED = ("nothing", "../../etc", "x" * 2000, "' OR 1=1 --", "claim:", "\u0000")


@pytest.fixture
def story(tmp_path: Path, cache: Path) -> Iterator[Story]:
    with staged("http", ROOT / "manifest.yml", cache, f"sqlite:///{tmp_path}/bot.db", crowd()) as stage:
        yield Story(stage, stage.slack.people["alice0"])


def buttons(story: Story, value: str, verbs: tuple[str, ...]) -> ChannelMessage:
    """Return a card as nobody but the bot can post it, with a value that the bot did not write."""
    slack = story.stage.slack
    elements: list[dict[str, Any]] = [
        {
            "type": "button",
            "text": {"type": "plain_text", "text": verb},
            "action_id": f"ticket:{verb}",
            "value": value or "-",
        }
        for verb in verbs
    ]
    channel = slack.channels["triage"].id
    WebClient(slack.bot_token, slack.api_url).chat_postMessage(
        channel=channel, text="forged", blocks=[{"type": "actions", "elements": elements}]
    )
    return story.triage()[-1]


@pytest.mark.parametrize("value", FORGED)
def test_a_forged_value_leads_nowhere(story: Story, value: str) -> None:
    ticket = story.opens()
    verbs = ("claim", "assign", "reply", "resolve", "withdraw", "confirm", "reopen", "of-old")
    forged = buttons(story, value, verbs)
    for verb in verbs:
        assert story.person("bob").clicks(forged, f"ticket:{verb}").outcome == "ok"
    story.rest()
    assert story.ticket() == ticket
    assert story.person("bob").modal is None
    assert all("kan ik niet vinden" in text for text in story.whispers("bob"))


def test_a_ticket_of_another_team_is_not_there(story: Story) -> None:
    ticket = story.opens()
    other = replace(ticket, id="of-another-team", team="T0OTHER", trace_id=None, card=None, status=None)
    with story.stage.store.transaction() as transaction:
        kept = transaction.tickets.open(other, Timers())
    story.person("bob").clicks(buttons(story, other.id, ("claim",)), "ticket:claim")
    story.rest()
    assert story.stage.store.tickets.get("T0OTHER", other.id) == kept
    assert "kan ik niet vinden" in story.whispers("bob")[-1]


def test_the_requesters_buttons_are_theirs_alone_also_with_the_right_id(story: Story) -> None:
    ticket = story.opens()
    story.person("bob").clicks(buttons(story, ticket.id, ("withdraw", "confirm")), "ticket:withdraw")
    story.rest()
    assert story.ticket().state == "open"


def test_who_was_taken_out_of_the_team_gets_nowhere(story: Story) -> None:
    story.opens()
    card, carol = story.card(), story.person("carol")
    carol.leaves(story.stage.slack.channels["triage"])
    story.stage.clock.pass_time(seconds=CACHED_FOR.total_seconds() + 1)
    assert carol.clicks(card, "ticket:claim").outcome == "ok"
    story.rest()
    assert story.ticket().state == "open"


def test_nobody_is_shown_what_another_asked_elsewhere(story: Story) -> None:
    asked = story.alice.writes_dm("waarom is mijn salaris zo laag?")
    story.stage.slack.wait_for_reply(asked)
    story.rest()
    (kept,) = story.stage.store.export(story.alice.id)["questions"]
    slack, dora = story.stage.slack, story.person("dora")
    button = {
        "type": "button",
        "text": {"type": "plain_text", "text": "x"},
        "action_id": "ask-human",
        "value": kept["trace_id"],
    }
    general = slack.channels["general"]
    WebClient(slack.bot_token, slack.api_url).chat_postMessage(
        channel=general.id, text="forged", blocks=[{"type": "actions", "elements": [button]}]
    )
    dora.clicks(dora.sees(general)[-1], "ask-human")
    assert "salaris" not in str(slack.wait_for(lambda: dora.modal).content)
