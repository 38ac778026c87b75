"""Journeys through the whole bot, over real HTTP and real Socket Mode, against the local Slack."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.slack.ids import COMMANDS, METADATA_EVENT
from localslack import Channel, ChannelMessage, LocalSlack, Member
from tests.clocks import CLOCK
from tests.slack.payloads import mention
from tests.slack.running import MODES, Mode, Running, running_bot, until

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow  # real sockets and processes

ROOT = Path(__file__).parents[2]
MENTION = "@econnect-bot"


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(ROOT / "manifest.yml", ack_seconds=15, clock=CLOCK.seconds) as running:  # other tests run beside
        yield running


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> Mode:
    chosen: Mode = request.param
    return chosen


@pytest.fixture
def bot(slack: LocalSlack, mode: Mode) -> Iterator[Running]:
    with running_bot(slack, mode, channel_rest=timedelta(0)) as running:
        yield running


@pytest.fixture
def alice(slack: LocalSlack) -> Member:
    return slack.people["alice"]


@pytest.fixture
def general(slack: LocalSlack) -> Channel:
    return slack.channels["general"]


def posts(slack: LocalSlack, bot: Running) -> int:
    """How often something was posted, when nothing more is to be."""
    until(lambda: not bot.store.outbox.waiting())
    return sum(call.outcome == "ok" for call in slack.calls("chat.postMessage"))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("which version do I need?", "en answer version-required"),
        ("welke versie heb ik nodig?", "nl answer version-required"),
        ("what is my address, kvk 12345678?", "en mailbox-address 12345678@facturen.econnect.eu"),
        ("unclear", "en did you mean version-required, prerequisites"),
        ("where is my car?", "en hand over"),
        ("explode", "en went-wrong ref-1"),
        ("", "en answer help"),
    ],
)
@pytest.mark.usefixtures("bot")
def test_a_mention_is_answered_in_its_thread(
    slack: LocalSlack, alice: Member, general: Channel, question: str, answer: str
) -> None:
    asked = alice.says(general, f"{MENTION} {question}")
    reply = slack.wait_for_reply(asked)
    assert (reply.text, reply.thread_ts) == (answer, asked.ts)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("which version do I need?", "en answer version-required"),
        ("welke versie heb ik nodig?", "nl answer version-required"),
    ],
)
@pytest.mark.usefixtures("bot")
def test_a_direct_message_is_answered_there(slack: LocalSlack, alice: Member, question: str, answer: str) -> None:
    reply = slack.wait_for_reply(alice.writes_dm(question))
    assert (reply.text, reply.thread_ts) == (answer, None)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("/econnect which version & update?", "en answer version-required"),
        ("/econnect welke versie?", "nl answer version-required"),
        ("/econnect what is a payload?", "en hand over"),
        ("/econnect", "en answer help"),
        ("/econnect-address 12345678", "en mailbox-address 12345678@facturen.econnect.eu"),
        ("/econnect-address", "en mailbox-address no-number"),
        ("/econnect-version mijn 412 SP26", "nl version-check no"),
        ("/econnect-help", "en answer help"),
        ("/econnect-help nl", "nl answer help"),
        ("/econnect explode", "en went-wrong ref-1"),
    ],
)
@pytest.mark.usefixtures("bot")
def test_a_command_is_answered_at_once_and_to_its_person_alone(
    slack: LocalSlack, alice: Member, general: Channel, line: str, answer: str
) -> None:
    shown = alice.types(line, general)
    assert shown is not None
    assert (shown.text, shown.ephemeral_to) == (answer, alice.id)
    assert slack.calls("chat.postMessage") == []


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("bot")
def test_a_command_works_where_the_bot_is_no_member(slack: LocalSlack, alice: Member, command: str) -> None:
    shown = alice.types(f"{command} which version?", slack.channels["random"])
    assert shown is not None
    assert "failed" not in shown.text


@pytest.mark.usefixtures("bot")
def test_a_reply_is_posted_once_plainly_and_with_its_id(slack: LocalSlack, alice: Member, general: Channel) -> None:
    asked = alice.says(general, f"{MENTION} which version?")
    slack.wait_for_reply(asked)
    call = slack.wait_for(lambda: slack.calls("chat.postMessage"))[0]
    assert (call.arguments["unfurl_links"], call.arguments["unfurl_media"]) == (False, False)
    metadata = call.arguments["metadata"]
    metadata = json.loads(metadata) if isinstance(metadata, str) else metadata
    assert metadata["event_type"] == METADATA_EVENT
    assert asked.ts in metadata["event_payload"]["outbox_id"]


def test_an_event_that_slack_delivers_twice_is_answered_once(
    slack: LocalSlack, bot: Running, alice: Member, general: Channel
) -> None:
    slack.faults.for_deliveries("app_mention", "doubled")
    slack.wait_for_reply(alice.says(general, f"{MENTION} which version?"))
    slack.settle()
    slack.wait_for_reply(alice.writes_dm("which version?"))
    assert [record.outcome for record in slack.deliveries("app_mention")] == ["ok", "ok"]
    assert len(bot.answering.asked) == 2
    assert posts(slack, bot) == 2


def test_one_event_posted_four_times_from_each_of_eight_threads_is_answered_once(slack: LocalSlack) -> None:
    with running_bot(slack, "http") as bot:
        way = slack.deliver_to(bot.url)
        general, alice = slack.channels["general"].id, slack.people["alice"].id
        event = mention("which version?", ts="1700000000.000100", channel=general, user=alice)
        event["authorizations"][0]["team_id"] = slack.app.team_id
        body = json.dumps(event).encode()
        with ThreadPoolExecutor(8) as pool:
            acks = list(pool.map(lambda _: way.post(body, "application/json", {}), range(32)))
        assert {ack.outcome for ack in acks} == {"ok"}
        until(lambda: slack.calls("chat.postMessage"))
        assert len(bot.answering.asked) == 1
        assert posts(slack, bot) == 1


def test_the_bot_does_not_answer_itself_nor_people_who_talk_to_each_other(
    slack: LocalSlack, bot: Running, alice: Member, general: Channel
) -> None:
    alice.says(general, "which version do you have?")
    slack.wait_for_reply(alice.writes_dm("which version?"))
    slack.wait_for_reply(alice.says(general, f"{MENTION} which version?"))
    slack.settle()
    assert bot.answering.asked == ["which version?"] * 2
    assert {record.outcome for record in slack.deliveries()} == {"ok"}


@pytest.mark.usefixtures("bot")
def test_a_file_without_a_word_gets_a_hint(slack: LocalSlack, alice: Member) -> None:
    assert slack.wait_for_reply(alice.uploads(alice.dm, "screen.png")).text == "en file alone"


@pytest.mark.usefixtures("bot")
def test_a_file_with_a_question_is_answered(slack: LocalSlack, alice: Member) -> None:
    upload = alice.uploads(alice.dm, "screen.png", "which version?")
    assert slack.wait_for_reply(upload).text == "en answer version-required"


def test_an_edited_question_is_answered_anew_and_a_deletion_is_not(
    slack: LocalSlack, bot: Running, alice: Member
) -> None:
    asked = alice.writes_dm("which licence?")
    assert slack.wait_for_reply(asked).text == "en hand over"
    alice.edits(asked, "which version?")
    assert slack.wait_for_reply(asked, count=2).text == "en answer version-required to 'which version?'"
    alice.deletes(asked)
    slack.settle()
    assert {record.outcome for record in slack.deliveries()} == {"ok"}
    assert posts(slack, bot) == 2


def test_twins_are_answered_once(tmp_path: Path, mode: Mode) -> None:
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    manifest["settings"]["event_subscriptions"]["bot_events"].append("message.channels")
    path = tmp_path / "manifest.yml"
    path.write_text(yaml.safe_dump(manifest), encoding="utf-8")
    with LocalSlack(path, clock=CLOCK.seconds) as slack, running_bot(slack, mode) as bot:
        alice, general = slack.people["alice"], slack.channels["general"]
        for name in ("app_mention", "message"):
            slack.faults.for_deliveries(name, "delayed:0.05")
            slack.wait_for_reply(alice.says(general, f"{MENTION} which version?"))
            slack.settle()
        assert len(bot.answering.asked) == 2
        assert posts(slack, bot) == 2
        assert {record.outcome for record in slack.deliveries()} == {"ok"}


def did_you_mean(slack: LocalSlack, asked: ChannelMessage) -> ChannelMessage:
    reply = slack.wait_for_reply(asked)
    assert "did you mean" in reply.text
    return reply


@pytest.mark.parametrize(
    ("button", "answer"),
    [
        ("article:prerequisites", "en answer prerequisites"),
        ("none-of-these", "en hand over"),
        ("article:gone", "en old-button"),
        ("from-before", "en old-button"),
    ],
)
@pytest.mark.usefixtures("bot")
def test_a_button_below_a_reply_is_answered_beside_it(
    slack: LocalSlack, alice: Member, general: Channel, button: str, answer: str
) -> None:
    asked = alice.says(general, f"{MENTION} unclear")
    assert alice.clicks(did_you_mean(slack, asked), button).is_ok
    reply = slack.wait_for_reply(asked, count=2)
    assert (reply.text, reply.thread_ts) == (answer, asked.ts)


@pytest.mark.usefixtures("bot")
def test_a_button_in_a_direct_message_is_answered_there(slack: LocalSlack, alice: Member) -> None:
    asked = alice.writes_dm("onduidelijk")
    alice.clicks(did_you_mean(slack, asked), "article:prerequisites")
    reply = slack.wait_for_reply(asked, count=2)
    assert (reply.text, reply.thread_ts) == ("nl answer prerequisites", None)


@pytest.mark.usefixtures("bot")
def test_a_button_below_a_commands_answer_is_answered_to_its_person_alone(slack: LocalSlack, alice: Member) -> None:
    random = slack.channels["random"]
    shown = alice.types("/econnect onduidelijk", random)
    assert shown is not None
    assert alice.clicks(shown, "article:prerequisites").is_ok
    told = slack.wait_for(lambda: [each for each in alice.sees(random) if each.text == "nl answer prerequisites"])[0]
    assert told.ephemeral_to == alice.id
    assert slack.calls("chat.postMessage") == []
    assert shown in alice.sees(random)


def test_a_press_that_is_delivered_twice_is_answered_once(
    slack: LocalSlack, bot: Running, alice: Member, general: Channel
) -> None:
    asked = alice.says(general, f"{MENTION} unclear")
    reply = did_you_mean(slack, asked)
    slack.faults.for_deliveries("block_actions", "doubled")
    alice.clicks(reply, "article:prerequisites")
    slack.wait_for_reply(asked, count=2)
    assert posts(slack, bot) == 2


@pytest.mark.usefixtures("bot")
def test_a_command_is_acked_while_slack_is_held_up(slack: LocalSlack, alice: Member, general: Channel) -> None:
    slack.faults.for_calls("chat.postMessage", "timeout")
    alice.says(general, f"{MENTION} which version?")
    slack.settle()
    shown = alice.types("/econnect which version?", general)
    assert shown is not None
    assert shown.text == "en answer version-required"
    (mention,) = slack.deliveries("app_mention")
    (command,) = slack.deliveries("/econnect")
    assert max(mention.ack_seconds, command.ack_seconds) < 1


@pytest.mark.usefixtures("bot")
def test_a_post_that_broke_off_after_slack_took_it_stands_there_once(
    slack: LocalSlack, alice: Member, general: Channel
) -> None:
    slack.faults.for_calls("chat.postMessage", "reset-after")
    asked = alice.says(general, f"{MENTION} which version?")
    slack.wait_for(lambda: slack.calls("conversations.replies"))
    slack.wait_for_reply(alice.writes_dm("which version?"))
    assert len(slack.thread(asked)) == 2
