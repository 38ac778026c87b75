"""What the local Slack sends has only fields that Slack's own payloads have, of the same kinds."""

import json
from typing import Any

import pytest
from slack_sdk import WebClient

from localslack import Channel, LocalSlack, Member
from tests.localslack.app import AppResponse, TinyApp
from tests.localslack.shared import shared
from tests.localslack.surfaces import QUESTION, ROW

# In Slack's payloads, but not in the published samples; each with where it is seen.
ALSO_SENT = {
    "context_team_id",  # beside the envelope of every event, https://docs.slack.dev/apis/events-api
    "context_enterprise_id",
    "is_ext_shared_channel",
    "channel_type",
    "state",
    "response_urls",
    "action_ts",
    "trigger_id",
    "metadata",
    "app_id",
    "client_msg_id",
}
# What apps and people write: judged by the Block Kit rules, not by samples.
FREE = {"blocks", "values", "elements", "actions", "files", "title", "submit", "close", "state"}


def strangers(sent: object, sample: object, pointer: str = "") -> list[str]:
    """Return where the sent payload has fields or kinds that the sample has not."""
    if isinstance(sent, list) and isinstance(sample, list):
        return [found for item in sent for found in strangers(item, sample[0], f"{pointer}/0") if sample]
    if not isinstance(sent, dict) or not isinstance(sample, dict):
        is_alike = sent is None or type(sent) is type(sample)
        return [] if is_alike else [f"{pointer} is {type(sent).__name__}"]
    found: list[str] = []
    for name, value in sent.items():
        if name in FREE:
            continue
        if name in sample:
            found += strangers(value, sample[name], f"{pointer}/{name}")
        elif name not in ALSO_SENT:
            found.append(f"{pointer}/{name}")
    return found


def last(app: TinyApp, kind: str, subtype: str | None = None) -> dict[str, Any]:
    """Return the last payload of a type; of an event, with its subtype."""
    for request in reversed(app.requests):
        event = request.payload.get("event", {})
        if request.payload.get("type") == kind or (event.get("type"), event.get("subtype")) == (kind, subtype):
            return request.payload
    raise LookupError(kind)


@pytest.mark.parametrize(
    ("sample", "kind", "subtype"),
    [
        ("AppMentionPayload", "app_mention", None),
        ("MessagePayload", "message", None),
        ("MessageChangedPayload", "message", "message_changed"),
        ("MessageDeletedPayload", "message", "message_deleted"),
        ("ReactionAddedPayload", "reaction_added", None),
        ("AppHomeOpenedPayload", "app_home_opened", None),
    ],
)
def test_events_have_slacks_shape(  # noqa: PLR0913 - fixtures and a table's columns
    slack: LocalSlack, app: TinyApp, alice: Member, general: Channel, *, sample: str, kind: str, subtype: str | None
) -> None:
    expected = shared(f"payloads/{sample}.json")
    said = alice.says(general, "@econnect hello")
    alice.edits(said, "hello")
    alice.reacts(alice.says(general, "@econnect thanks"), "eyes")
    alice.deletes(said)
    alice.opens_home()
    slack.settle()
    sent = last(app, kind, subtype)
    assert not strangers(sent, expected)
    assert {"token", "team_id", "api_app_id", "event_id", "event_time", "authorizations"} <= sent.keys()


def test_commands_have_slacks_shape(app: TinyApp, alice: Member) -> None:
    expected = shared("payloads/SlashCommandPayload.json")
    alice.types("/econnect hello")
    form = app.requests[-1].payload
    assert form.keys() == expected.keys() - {"enterprise_id", "enterprise_name"}
    assert form["channel_name"] == "directmessage"


def test_clicks_have_slacks_shape(
    slack: LocalSlack, app: TinyApp, client: WebClient, alice: Member, general: Channel
) -> None:
    expected = shared("payloads/BlockActionPayload.json")
    posted = client.chat_postMessage(channel=general.id, text="a", blocks=[ROW])
    message = next(each for each in slack.messages(general) if each.ts == posted["ts"])
    alice.clicks(message, "yes")
    sent = last(app, "block_actions")
    assert not strangers(sent, expected)
    fields = "user api_app_id token container trigger_id team channel message state response_url actions"
    assert set(fields.split()) <= sent.keys()


def test_message_shortcuts_have_slacks_shape(app: TinyApp, alice: Member, general: Channel) -> None:
    expected = shared("payloads/MessageShortcutPayload.json")
    alice.uses_shortcut("ask_about_message", alice.says(general, "hello"))
    sent = last(app, "message_action")
    assert not strangers({key: sent[key] for key in sent if key in expected}, expected)
    assert {"callback_id", "trigger_id", "response_url", "message_ts", "channel", "user", "team"} <= sent.keys()


def test_submissions_and_closings_have_slacks_shape(app: TinyApp, client: WebClient, alice: Member) -> None:
    submission, closing = shared("payloads/ViewSubmissionPayload.json"), shared("payloads/ViewClosedPayload.json")
    alice.uses_shortcut("ask_anything")
    client.views_open(trigger_id=last(app, "shortcut")["trigger_id"], view=QUESTION)
    app.answer = lambda _request: AppResponse(
        body=json.dumps({"response_action": "errors", "errors": {"question": "?"}})
    )
    assert alice.modal
    alice.submits(alice.modal, {"text": "hello"})
    alice.closes(alice.modal)
    assert not strangers(last(app, "view_submission"), submission)
    assert not strangers(last(app, "view_closed"), closing)
