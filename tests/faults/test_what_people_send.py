"""What people send that is not in a message's text, and what looks like a person's message and is none."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from localslack.workspace_spec import ChannelSpec, PersonSpec, WorkspaceSpec
from tests.dialogs.desk import Story
from tests.dialogs.running import staged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from localslack import Channel, ChannelMessage, Member
    from tests.dialogs.running import Stage

pytestmark = pytest.mark.slow  # real sockets

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
QUESTION = "which version of Exact Globe do I need?"
ANSWER = "At least update"
NAMES = ("alice", "bob", "peggy")
PEOPLE = WorkspaceSpec(
    (PersonSpec("alice", "Alice"), PersonSpec("bob", "Bob"), PersonSpec("peggy", "Peggy", team="partner")),
    (ChannelSpec("general", NAMES), ChannelSpec("triage", ("bob",), is_private=True)),
)


@pytest.fixture(params=["http", "socket"], scope="module")
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Stage]:
    url = f"sqlite:///{tmp_path_factory.mktemp('sent')}/bot.db"
    with staged(request.param, MANIFEST, cache, url, PEOPLE) as running:
        yield running


@pytest.fixture
def alice(stage: Stage) -> Member:
    return stage.slack.people["alice"]


@pytest.fixture
def general(stage: Stage) -> Channel:
    return stage.slack.channels["general"]


@pytest.fixture
def said(stage: Stage, general: Channel) -> ChannelMessage:
    """Return a question of Bob's that mentions nobody."""
    return stage.slack.people["bob"].says(general, QUESTION)


@contextmanager
def nothing_new(stage: Stage) -> Iterator[None]:
    """See to it that the bot says nothing to what happens within."""

    def says() -> list[str]:
        Story(stage, stage.slack.people["alice"]).rest()
        return [call.method for call in stage.slack.calls() if call.method.startswith(("chat.", "views."))]

    before = says()
    yield
    assert says() == before


def test_what_is_forwarded_to_the_bot_is_answered(stage: Stage, alice: Member, said: ChannelMessage) -> None:
    """Row 8: alone, with a word to it, and forwarded a second time."""
    once = alice.forwards(said, alice.dm)
    assert ANSWER in stage.slack.wait_for_reply(once).text
    for message, word in ((said, "can you help?"), (once, "")):
        assert ANSWER in stage.slack.wait_for_reply(alice.forwards(message, alice.dm, word)).text


def test_a_mention_with_something_forwarded_asks_that(
    stage: Stage, alice: Member, general: Channel, said: ChannelMessage
) -> None:
    """Row 8; the mention counts where it was typed, not in what was forwarded."""
    assert ANSWER in stage.slack.wait_for_reply(alice.forwards(said, general, "@econnect-bot this?")).text
    with nothing_new(stage):
        alice.forwards(alice.says(general, "I asked @econnect last week"), general, "see here")


def test_something_forwarded_is_handed_over_with_its_words(
    stage: Stage, alice: Member, general: Channel, said: ChannelMessage
) -> None:
    """Row 8, by the message shortcut; a message without a text is no empty form."""
    story = Story(stage, alice)
    alice.uses_shortcut("hand-over", alice.forwards(said, general))
    story.sends_form(alice, {})
    assert QUESTION in story.card().text


@pytest.mark.parametrize("name", ["bob", "peggy"])
def test_a_file_without_a_word_reaches_the_team(stage: Stage, alice: Member, general: Channel, name: str) -> None:
    """Row 8: a file of another workspace has an id and no link; what is forwarded keeps its files."""
    upload = stage.slack.people[name].uploads(general, "scherm.png")
    story, (file,) = Story(stage, alice), upload.files
    alice.uses_shortcut("hand-over", alice.forwards(upload, general))
    story.sends_form(alice, {})
    assert any(str(file.get("permalink", file["id"])) in line for line in story.thread())


def test_slackbots_reminders_are_not_answered(stage: Stage, alice: Member, general: Channel) -> None:
    """Row 16."""
    with nothing_new(stage):
        stage.slack.slackbot_says(alice.dm, f"Reminder: {QUESTION}")
        stage.slack.slackbot_says(general, f"Reminder: {stage.slack.bot_mention} {QUESTION}")


def test_what_the_bots_user_says_is_its_own_also_without_a_bot_id(
    stage: Stage, alice: Member, general: Channel
) -> None:
    """Row 12."""
    alice.says(general, f"@econnect-bot {QUESTION}")
    Story(stage, alice).rest()
    event = stage.slack.deliveries("app_mention")[-1].payload
    with nothing_new(stage):
        stage.slack.send_event(as_bot(event, stage.slack.app.bot_user_id))


def as_bot(envelope: dict[str, Any], bot: str) -> dict[str, Any]:
    """Return an event as if the bot's user had written it, a moment later."""
    later = f"{float(envelope['event']['ts']) + 1:.6f}"
    event = envelope["event"] | {"user": bot, "ts": later, "event_ts": later}
    return envelope | {"event": event, "event_id": "Ev0OWN"}


@pytest.mark.parametrize("text", ["👍", ":+1::skin-tone-3:", "ok 👍"])
def test_a_lone_emoji_in_a_thread_gets_no_word(
    stage: Stage, alice: Member, general: Channel, said: ChannelMessage, text: str
) -> None:
    """Row 16."""
    with nothing_new(stage):
        alice.says(general, f"@econnect-bot {text}", said.ts)
