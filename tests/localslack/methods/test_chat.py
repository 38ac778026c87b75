import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from localslack import Channel, LocalSlack, Member
from tests.localslack.app import TinyApp


def refusal(raised: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(raised.value.response["error"])


def test_a_post_in_a_thread_is_seen_there_and_echoed_with_bot_id(
    slack: LocalSlack, app: TinyApp, client: WebClient, alice: Member, general: Channel
) -> None:
    question = alice.says(general, "@econnect which version?")
    posted = client.chat_postMessage(channel=general.id, thread_ts=question.ts, text="413 or later")
    assert slack.wait_for_reply(question).text == "413 or later"
    assert [each.ts for each in alice.sees(general, question.ts)] == [question.ts, posted["ts"]]
    slack.settle()
    assert slack.app.bot_id in [event.get("bot_id") for event in app.events("message")]


def test_a_post_to_a_person_goes_to_the_dm(slack: LocalSlack, client: WebClient, alice: Member) -> None:
    assert client.chat_postMessage(channel=alice.id, text="hello")["channel"] == alice.dm.id
    assert slack.wait_for(lambda: slack.messages(alice.dm))[0].text == "hello"


def test_a_reply_to_a_reply_stands_in_the_thread_of_both(
    slack: LocalSlack, client: WebClient, alice: Member, general: Channel
) -> None:
    said = alice.says(general, "question")
    reply = client.chat_postMessage(channel=general.id, thread_ts=said.ts, text="answer")
    nested = client.chat_postMessage(channel=general.id, thread_ts=reply["ts"], text="and more")
    assert nested["message"]["thread_ts"] == said.ts
    assert [each.text for each in slack.thread(said)] == ["question", "answer", "and more"]


def test_a_channel_may_be_named(client: WebClient, general: Channel) -> None:
    assert client.chat_postMessage(channel="#general", text="hello")["channel"] == general.id


def test_metadata_round_trips(slack: LocalSlack, client: WebClient, general: Channel) -> None:
    metadata = {"event_type": "ticket", "event_payload": {"id": "7"}}
    posted = client.chat_postMessage(channel=general.id, text="hello", metadata=metadata)
    assert posted["message"]["metadata"] == metadata
    client.chat_update(channel=general.id, ts=posted["ts"], text="changed")
    assert slack.messages(general)[0].metadata == metadata
    client.chat_update(channel=general.id, ts=posted["ts"], text="changed", metadata={})
    assert slack.messages(general)[0].metadata is None


def test_an_update_with_text_alone_takes_the_blocks_away(
    slack: LocalSlack, client: WebClient, general: Channel
) -> None:
    posted = client.chat_postMessage(channel=general.id, text="a", blocks=[{"type": "divider"}])
    assert slack.messages(general)[0].blocks
    client.chat_update(channel=general.id, ts=posted["ts"], text="b")
    assert not slack.messages(general)[0].blocks


def test_an_ephemeral_is_for_one_person_and_cannot_be_updated(
    slack: LocalSlack, client: WebClient, alice: Member, general: Channel
) -> None:
    posted = client.chat_postEphemeral(channel=general.id, user=alice.id, text="psst")
    assert [each.text for each in alice.sees(general)] == ["psst"]
    assert not slack.messages(general)
    with pytest.raises(SlackApiError) as raised:
        client.chat_update(channel=general.id, ts=posted["message_ts"], text="b")
    assert refusal(raised) == "message_not_found"


def test_what_is_not_the_bots_is_not_the_bots_to_change(client: WebClient, alice: Member, general: Channel) -> None:
    said = alice.says(general, "mine")
    with pytest.raises(SlackApiError) as updating:
        client.chat_update(channel=general.id, ts=said.ts, text="b")
    with pytest.raises(SlackApiError) as deleting:
        client.chat_delete(channel=general.id, ts=said.ts)
    assert (refusal(updating), refusal(deleting)) == ("cant_update_message", "cant_delete_message")


def test_a_deleted_message_is_gone(slack: LocalSlack, client: WebClient, general: Channel) -> None:
    posted = client.chat_postMessage(channel=general.id, text="a")
    client.chat_delete(channel=general.id, ts=posted["ts"])
    assert not slack.messages(general)
    with pytest.raises(SlackApiError) as raised:
        client.chat_delete(channel=general.id, ts=posted["ts"])
    assert refusal(raised) == "message_not_found"


SECTIONS = [{"type": "section", "text": {"type": "plain_text", "text": "a" * 2_700}}] * 5


def test_what_is_beyond_forty_thousand_characters_of_a_post_is_cut(
    slack: LocalSlack, client: WebClient, general: Channel
) -> None:
    client.chat_postMessage(channel=general.id, text="a" * 40_001)
    assert slack.messages(general)[0].text == "a" * 40_000


@pytest.mark.parametrize(
    ("text", "is_taken"),
    [
        ("a" * 4_000, True),
        ("a" * 4_001, False),
        ("é" * 2_001, False),
        ("🙂" * 1_001, False),
        ("&" * 801, False),
        ("&amp;" * 800, True),
        ("<@U1> <https://x.example|y>" * 148, True),
        ("<a>" * 600, False),
    ],
)
def test_the_text_of_an_edit_is_counted_in_bytes_as_it_is_kept_also_beside_blocks(
    client: WebClient, general: Channel, text: str, *, is_taken: bool
) -> None:
    posted = client.chat_postMessage(channel=general.id, text="a")
    edit = {"channel": general.id, "ts": posted["ts"], "text": text, "blocks": [{"type": "divider"}]}
    if is_taken:
        client.chat_update(**edit)
        return
    with pytest.raises(SlackApiError) as raised:
        client.chat_update(**edit)
    assert refusal(raised) == "msg_too_long"


def test_an_edit_has_the_same_bound_for_its_blocks_together(client: WebClient, general: Channel) -> None:
    posted = client.chat_postMessage(channel=general.id, text="a")
    with pytest.raises(SlackApiError) as raised:
        client.chat_update(channel=general.id, ts=posted["ts"], text="a", blocks=SECTIONS)
    assert refusal(raised) == "msg_blocks_too_long"


def test_a_private_word_in_a_thread_is_seen_where_somebody_has_replied(
    client: WebClient, alice: Member, general: Channel
) -> None:
    said = alice.says(general, "question")
    for text in ("too early", "seen"):
        client.chat_postEphemeral(channel=general.id, user=alice.id, thread_ts=said.ts, text=text)
        alice.says(general, "and?", said.ts)
    client.chat_postEphemeral(channel=general.id, user=alice.id, text="at the end of the channel")
    assert [each.text for each in alice.sees(general, said.ts) if each.ephemeral_to] == ["seen"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"channel": "C0NOWHERE", "text": "a"}, "channel_not_found"),
        ({"channel": "random", "text": "a"}, "not_in_channel"),
        ({"channel": "general"}, "no_text"),
        ({"channel": "general", "text": "  "}, "no_text"),
        ({"channel": "general", "blocks": [{"type": "markdown", "text": "a" * 13_298}]}, "invalid_blocks"),
        ({"channel": "general", "blocks": SECTIONS}, "msg_blocks_too_long"),
        ({"channel": "general", "text": "a", "blocks": "{"}, "invalid_blocks_format"),
        ({"channel": "general", "text": "a", "blocks": "{}"}, "invalid_blocks_format"),
        ({"channel": "general", "text": "a", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        ({"channel": "general", "text": "a", "metadata": "[1]"}, "invalid_metadata_format"),
    ],
)
def test_a_post_is_refused_with_slacks_code(client: WebClient, arguments: dict[str, object], code: str) -> None:
    with pytest.raises(SlackApiError) as raised:
        client.api_call("chat.postMessage", json=arguments)
    assert refusal(raised) == code


def test_a_guest_outside_the_channel_sees_no_ephemeral(slack: LocalSlack, client: WebClient) -> None:
    triage, mallory = slack.channels["support-triage"], slack.people["mallory"]
    with pytest.raises(SlackApiError) as raised:
        client.chat_postEphemeral(channel=triage.id, user=mallory.id, text="psst")
    assert refusal(raised) == "user_not_in_channel"


def test_a_permalink_names_the_message_and_its_thread(client: WebClient, alice: Member, general: Channel) -> None:
    said = alice.says(general, "question")
    reply = client.chat_postMessage(channel=general.id, thread_ts=said.ts, text="answer")
    link = client.chat_getPermalink(channel=general.id, message_ts=reply["ts"])["permalink"]
    assert link.endswith(f"/p{reply['ts'].replace('.', '')}?thread_ts={said.ts}&cid={general.id}")


def test_attachments_are_kept_until_an_update_brings_others(
    slack: LocalSlack, client: WebClient, general: Channel
) -> None:
    posted = client.chat_postMessage(channel=general.id, attachments=[{"fallback": "look", "text": "look"}])
    assert posted["message"]["attachments"] == [{"fallback": "look", "text": "look"}]
    client.chat_update(channel=general.id, ts=posted["ts"], text="changed")
    assert slack.messages(general)[0].attachments == ({"fallback": "look", "text": "look"},)
    client.chat_update(channel=general.id, ts=posted["ts"], text="changed", attachments=[])
    assert not slack.messages(general)[0].attachments


@pytest.mark.parametrize(
    ("attachments", "code"),
    [
        ("{", "invalid_attachments"),
        ({"text": "a"}, "invalid_attachments"),
        (["a"], "invalid_attachments"),
        ([{"text": "a"}] * 101, "too_many_attachments"),
        ([{"blocks": [{"type": "header"}]}], "invalid_blocks"),
    ],
)
def test_wrong_attachments_are_refused(client: WebClient, general: Channel, attachments: object, code: str) -> None:
    with pytest.raises(SlackApiError) as raised:
        client.api_call("chat.postMessage", json={"channel": general.id, "text": "a", "attachments": attachments})
    assert refusal(raised) == code


def test_markdown_is_a_block_of_its_own(slack: LocalSlack, client: WebClient, general: Channel) -> None:
    client.chat_postMessage(channel=general.id, markdown_text="**bold**")
    (block,) = slack.messages(general)[0].blocks
    assert (block["type"], block["text"]) == ("markdown", "**bold**")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"text": "a", "markdown_text": "b"}, "markdown_text_conflict"),
        ({"markdown_text": "x" * 12_001}, "msg_too_long"),
    ],
)
def test_wrong_markdown_is_refused(client: WebClient, general: Channel, more: dict[str, str], code: str) -> None:
    with pytest.raises(SlackApiError) as raised:
        client.api_call("chat.postMessage", json={"channel": general.id, **more})
    assert refusal(raised) == code


def test_a_reply_to_a_thread_that_is_not_there_is_refused(client: WebClient, general: Channel) -> None:
    with pytest.raises(SlackApiError, match="thread_not_found"):
        client.chat_postMessage(channel=general.id, text="hello", thread_ts="1700000000.000001")
