import pytest

from localslack import Channel, LocalSlack, Member
from localslack.payloads import Occasion
from tests.localslack.app import TinyApp, running_app
from tests.localslack.conftest import ManifestWriter


def test_a_mention_comes_twice_with_one_ts_and_two_event_ids(
    slack: LocalSlack, app: TinyApp, alice: Member, general: Channel
) -> None:
    said = alice.says(general, "@econnect which version?")
    slack.settle()
    (mention,), (message,) = app.events("app_mention"), app.events("message")
    assert mention["text"] == message["text"] == f"{slack.bot_mention} which version?"
    assert mention["ts"] == message["ts"] == said.ts
    assert "channel_type" not in mention
    assert message["channel_type"] == "channel"
    assert len({request.payload["event_id"] for request in app.requests}) == 2


@pytest.mark.parametrize(
    ("event", "scope", "kind"),
    [("app_mention", "app_mentions:read", "app_mention"), ("message.channels", "channels:history", "message")],
)
def test_an_event_needs_its_subscription_and_its_scope(
    with_manifest: ManifestWriter, event: str, scope: str, kind: str
) -> None:
    for change in (
        lambda document: document["settings"]["event_subscriptions"]["bot_events"].remove(event),
        lambda document: document["oauth_config"]["scopes"]["bot"].remove(scope),
    ):
        with LocalSlack(with_manifest(change)) as slack, running_app() as app:
            slack.deliver_to(app.url)
            slack.people["alice"].says(slack.channels["general"], "@econnect hello")
            slack.settle()
            assert not app.events(kind)
            assert len(app.requests) == 1


def test_where_the_bot_is_no_member_nothing_is_delivered(slack: LocalSlack, app: TinyApp, alice: Member) -> None:
    alice.says(slack.channels["random"], "@econnect hello")
    slack.settle()
    assert not app.requests


def test_an_invited_bot_is_told(slack: LocalSlack, app: TinyApp, alice: Member) -> None:
    random = alice.invites_bot(slack.channels["random"])
    alice.says(random, "@econnect hello")
    slack.settle()
    assert len(app.events("app_mention")) == 1


def test_a_mention_in_a_dm_is_a_message_only(slack: LocalSlack, app: TinyApp, alice: Member) -> None:
    alice.writes_dm("@econnect hello")
    slack.settle()
    assert [record.name for record in slack.deliveries()] == ["message"]
    assert app.events("message")[0]["channel_type"] == "im"


def test_an_edit_and_a_deletion_are_told_with_what_was_there_before(
    slack: LocalSlack, app: TinyApp, alice: Member
) -> None:
    said = alice.writes_dm("frist")
    alice.edits(said, "first")
    alice.deletes(said)
    slack.settle()
    events = {event.get("subtype", "new"): event for event in app.events("message")}
    assert events["message_changed"]["message"]["text"] == "first"
    assert events["message_changed"]["previous_message"]["text"] == "frist"
    assert events["message_changed"]["message"]["ts"] == said.ts
    assert events["message_deleted"]["deleted_ts"] == said.ts
    assert slack.message(said) is None


def test_a_file_without_text_and_a_reaction_are_told(slack: LocalSlack, app: TinyApp, alice: Member) -> None:
    upload = alice.uploads(alice.dm, "screenshot.png")
    alice.reacts(upload, "eyes")
    slack.settle()
    (message,), (reaction,) = app.events("message"), app.events("reaction_added")
    assert (message["subtype"], message["text"], message["files"][0]["name"]) == ("file_share", "", "screenshot.png")
    assert (reaction["reaction"], reaction["item"]["ts"]) == ("eyes", upload.ts)


def test_a_mention_that_is_added_by_an_edit_is_told_as_one_with_the_time_of_the_edit(
    slack: LocalSlack, app: TinyApp, alice: Member, general: Channel
) -> None:
    said = alice.says(general, "hello")
    edited = alice.edits(said, "@econnect hello")
    slack.settle()
    (mention,) = app.events("app_mention")
    assert (mention["ts"], mention["edited"]["ts"]) == (said.ts, edited.edited_ts)


@pytest.mark.parametrize("occasion", ["reply", "unfurl", "locale"])
def test_what_nobody_edited_is_told_anew_without_what_was_there(
    slack: LocalSlack, app: TinyApp, alice: Member, occasion: Occasion
) -> None:
    said = alice.writes_dm("hello")
    slack.tell_anew(said, occasion)
    slack.settle()
    (changed,) = [event for event in app.events("message") if event.get("subtype") == "message_changed"]
    assert changed["message"]["text"] == "hello"
    assert "previous_message" not in changed
    assert "edited" not in changed["message"]


def test_what_is_gone_is_told_of_no_more(slack: LocalSlack, alice: Member) -> None:
    said = alice.writes_dm("hello")
    alice.deletes(said)
    with pytest.raises(LookupError):
        slack.tell_anew(said, "reply")
