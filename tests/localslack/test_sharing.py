"""Forwarded messages and files as Slack sends them: `localslack/FACTS.md`."""

from typing import Any

import pytest
from slack_sdk import WebClient

from localslack import Channel, ChannelMessage, LocalSlack, Member
from localslack.workspace_spec import SHARED_WORKSPACE, WorkspaceSpec
from tests.localslack.app import TinyApp


@pytest.fixture
def workspace() -> WorkspaceSpec:
    return SHARED_WORKSPACE


def event_of(slack: LocalSlack, app: TinyApp, message: ChannelMessage) -> dict[str, Any]:
    """Return the event that tells of a message; events come in any order."""
    slack.settle()
    events: list[dict[str, Any]] = [request.payload["event"] for request in app.requests]
    return next(event for event in events if (event["type"], event["ts"]) == ("message", message.ts))


def test_a_forwarded_message_stands_in_an_attachment_and_the_text_stays_empty(
    slack: LocalSlack, app: TinyApp, client: WebClient, alice: Member, general: Channel
) -> None:
    said = slack.people["bob"].says(general, "Which *version* & which update?")
    event = event_of(slack, app, alice.forwards(said, alice.dm))
    (shared,) = event["attachments"]

    assert (event["text"], event.get("blocks")) == ("", None)
    assert (shared["is_share"], shared["is_msg_unfurl"]) == (True, True)
    assert (shared["author_id"], shared["channel_id"], shared["ts"]) == (said.user, general.id, said.ts)
    assert shared["text"] == "Which *version* &amp; which update?"
    assert shared["message_blocks"][0]["message"]["blocks"] == list(said.blocks)
    address = client.chat_getPermalink(channel=general.id, message_ts=said.ts)["permalink"]
    assert shared["from_url"] == address


def test_a_word_to_it_is_the_text_and_a_mention_in_what_is_forwarded_is_none(
    slack: LocalSlack, app: TinyApp, alice: Member, general: Channel
) -> None:
    said = slack.people["bob"].says(general, "@econnect which version?")
    slack.settle()
    before = len(app.requests)
    forwarded = alice.forwards(said, general, "what about this?")

    assert event_of(slack, app, forwarded)["text"] == "what about this?"
    assert [each.payload["event"]["type"] for each in app.requests[before:]] == ["message"]


def test_the_mention_in_the_word_to_it_carries_what_is_forwarded(
    slack: LocalSlack, app: TinyApp, alice: Member, general: Channel
) -> None:
    alice.forwards(slack.people["bob"].says(general, "which version?"), general, "@econnect this one")
    slack.settle()
    (mention,) = [each.payload["event"] for each in app.requests if each.payload["event"]["type"] == "app_mention"]
    assert mention["attachments"][0]["text"] == "which version?"


def test_what_one_does_not_see_is_not_forwarded(slack: LocalSlack, alice: Member) -> None:
    bob = slack.people["bob"]
    for secret in (bob.writes_dm("mine"), bob.says(slack.channels["support-triage"], "ours")):
        with pytest.raises(LookupError, match="alice is not in"):
            alice.forwards(secret, alice.dm)


def test_a_file_has_its_links_and_goes_along_when_it_is_forwarded(
    slack: LocalSlack, app: TinyApp, alice: Member
) -> None:
    upload = alice.uploads(alice.dm, "screen.png")
    (file,) = event_of(slack, app, upload)["files"]
    (shared,) = event_of(slack, app, alice.forwards(upload, alice.dm))["attachments"]

    assert file["permalink"].endswith(f"/{alice.id}/{file['id']}/screen.png")
    assert (shared["files"], "message_blocks" in shared) == ([file], False)


def test_a_file_of_another_workspace_has_an_id_and_no_link(slack: LocalSlack, app: TinyApp) -> None:
    upload = slack.people["peggy"].uploads(slack.channels["with-partner"], "screen.png")
    (file,) = event_of(slack, app, upload)["files"]
    assert file["file_access"] == "check_file_info"
    assert not {"name", "permalink", "url_private"} & file.keys()


def test_slackbots_reminder_looks_like_a_persons_message(slack: LocalSlack, app: TinyApp, alice: Member) -> None:
    event = event_of(slack, app, slack.slackbot_says(alice.dm, "Reminder: which version?"))
    assert (event["user"], event["text"]) == ("USLACKBOT", "Reminder: which version?")
    assert not {"bot_id", "subtype"} & event.keys()
