"""What people do on the page, over real HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.localslack.app import AppResponse, TinyApp
from tests.localslack.page.window import BUTTON, as_bot, open_modal

if TYPE_CHECKING:
    from tests.localslack.page.window import Window

MENU = {
    "type": "static_select",
    "action_id": "pick",
    "options": [{"text": {"type": "plain_text", "text": "One"}, "value": "1"}],
}


def test_a_message_is_posted_in_a_channel_in_a_thread_and_in_the_dm(alice: Window) -> None:
    ts = alice.does("say", channel=alice.general.id, text="@econnect hello")["ts"]
    reply = alice.does("say", channel=alice.general.id, text="and more", thread_ts=ts)["ts"]
    private = alice.does("dm", text="between us")["ts"]

    assert {each["ts"]: each["thread_ts"] for each in alice.messages(alice.general.id)}[reply] == ts
    assert [each.ts for each in alice.person.sees(alice.person.dm)][-1] == private


def test_a_commands_answer_is_seen_by_its_author_alone(alice: Window, bob: Window, page_app: TinyApp) -> None:
    page_app.answer = lambda _request: AppResponse(body='{"text": "for you alone"}')
    ts = alice.does("command", channel=alice.general.id, text="/econnect hello")["ts"]
    page_app.answer = lambda _request: AppResponse()
    mine = {each["ts"]: each for each in alice.messages(alice.general.id)}

    assert (mine[ts]["is_ephemeral"], mine[ts]["text"]) == (True, "for you alone")
    assert ts not in {each["ts"] for each in bob.messages(bob.general.id)}


def test_a_button_is_clicked(alice: Window) -> None:
    block = {"type": "actions", "elements": [BUTTON]}
    ts = as_bot(alice.slack, "chat.postMessage", channel=alice.general.id, text="Well?", blocks=[block])["ts"]

    assert alice.does("click", channel=alice.general.id, ts=ts, button="article:version") == {"outcome": "ok"}
    assert alice.slack.deliveries("block_actions")[-1].payload["message"]["ts"] == ts


def test_a_press_is_of_what_the_page_showed_though_the_message_was_edited_since(alice: Window) -> None:
    block = {"type": "actions", "elements": [BUTTON, MENU]}
    ts = as_bot(alice.slack, "chat.postMessage", channel=alice.general.id, text="Well?", blocks=[block])["ts"]
    at = {"channel": alice.general.id, "ts": ts}
    shown = next(each["blocks"] for each in alice.messages(alice.general.id) if each["ts"] == ts)
    as_bot(alice.slack, "chat.update", **at, text="Done.", blocks=[])

    assert alice.does("click", **at, blocks=shown, button="article:version") == {"outcome": "ok"}
    assert alice.does("choose", **at, blocks=shown, action="pick", choice="1") == {"outcome": "ok"}
    assert "There is no button" in alice.post("click", {**at, "button": "article:version"}).payload["error"]


def test_something_is_chosen_from_a_menu(alice: Window) -> None:
    block = {"type": "actions", "elements": [MENU]}
    ts = as_bot(alice.slack, "chat.postMessage", channel=alice.general.id, text="Well?", blocks=[block])["ts"]

    arguments = {"channel": alice.general.id, "ts": ts, "action": "pick", "choice": "1"}
    assert alice.does("choose", **arguments) == {"outcome": "ok"}


def test_a_modal_is_shown_refused_while_empty_and_closed(alice: Window) -> None:
    open_modal(alice.slack, alice.person, "/econnect")
    view = alice.state()["modal"]
    refused = alice.does("submit", view=view["id"], values={"text": ""})
    alice.does("close", view=view["id"])

    assert view["title"]["text"] == "A question"
    assert refused["errors"] == {"question": "Please complete this required field."}
    assert alice.state()["modal"] is None
    assert alice.post("close", {"view": view["id"]}).payload == {"error": "That window is closed."}


def test_an_own_message_is_edited_reacted_to_and_deleted(alice: Window, bob: Window) -> None:
    at = {"channel": alice.general.id, "ts": alice.does("say", channel=alice.general.id, text="hello")["ts"]}
    alice.does("edit", **at, text="hello all")
    bob.does("react", **at, name="eyes")
    shown = next(each for each in bob.messages(bob.general.id) if each["ts"] == at["ts"])
    bob.does("react", **at, name="eyes")
    again = next(each for each in bob.messages(bob.general.id) if each["ts"] == at["ts"])
    alice.does("delete", **at)

    assert (shown["text"], shown["is_edited"], shown["reactions"]) == ("hello all", True, {"eyes": [bob.person.id]})
    assert again["reactions"] == {}
    assert alice.post("react", {**at, "name": "eyes"}).payload == {"error": "That message no longer exists."}


@pytest.mark.parametrize("action", ["edit", "delete"])
def test_only_the_author_edits_and_deletes(alice: Window, bob: Window, action: str) -> None:
    at = {"channel": alice.general.id, "ts": alice.does("say", channel=alice.general.id, text="mine")["ts"]}
    answer = bob.post(action, {**at, "text": "not yours"})

    assert (answer.status, answer.payload) == (400, {"error": "Only the author can do that."})


def test_a_file_without_a_word_is_uploaded(alice: Window) -> None:
    ts = alice.does("upload", channel=alice.general.id, name="screenshot.png")["ts"]

    assert next(each["files"] for each in alice.messages(alice.general.id) if each["ts"] == ts) == ["screenshot.png"]


def test_a_message_is_forwarded_with_and_without_a_word(alice: Window) -> None:
    said = alice.does("say", channel=alice.general.id, text="which version?")["ts"]
    source = {"channel": alice.general.id, "ts": said, "to": alice.person.dm.id}
    sent = [alice.does("forward", **source)["ts"], alice.does("forward", **source, text="see here")["ts"]]
    shown = {each["ts"]: each for each in alice.messages(alice.person.dm.id)}

    assert [shown[ts]["text"] for ts in sent] == ["", "see here"]
    assert [shown[ts]["attachments"][0]["text"] for ts in sent] == ["which version?"] * 2
    assert alice.post("forward", {**source, "to": "C0"}).payload == {"error": "You are not in that channel."}


@pytest.mark.parametrize("blocks", [[1], [[]], ["x"], [None]])
def test_blocks_that_are_none_are_said_so(alice: Window, blocks: list[object]) -> None:
    ts = alice.does("say", channel=alice.general.id, text="hello")["ts"]
    at = {"channel": alice.general.id, "ts": ts, "blocks": blocks}

    for action in ("click", "choose"):
        answer = alice.post(action, {**at, "button": "b", "action": "a", "choice": "c"})
        assert (answer.status, answer.payload) == (400, {"error": "'blocks' are not a message's."})


def test_the_bot_is_invited(bob: Window) -> None:
    random = bob.slack.channels["random"]
    bob.does("invite", channel=random.id)

    assert bob.slack.app.bot_user_id in bob.slack.channels["random"].members


@pytest.mark.parametrize(
    ("action", "arguments", "message"),
    [
        ("fly", {}, "There is no action 'fly'."),
        ("dm", {}, "'text' is missing."),
        ("dm", {"text": " "}, "'text' is missing."),
        ("dm", {"text": 7}, "'text' is missing."),
        ("say", {"channel": "C0", "text": "x"}, "You are not in that channel."),
        ("shortcut", {"shortcut": "none"}, "No global shortcut 'none' is on offer."),
        ("submit", {"view": "V0", "values": {}}, "That window is closed."),
        ("dm", ["text"], "The request is not a JSON object."),
    ],
)
def test_what_cannot_be_done_is_said_in_words(alice: Window, action: str, arguments: object, message: str) -> None:
    answer = alice.post(action, arguments)

    assert (answer.status, answer.payload) == (400, {"error": message})


def test_a_body_that_is_no_json_is_message(alice: Window) -> None:
    answer = alice.request("POST", "/api/actions/dm?as=alice", {"Content-Type": "application/json"}, b"{")

    assert (answer.status, answer.payload) == (400, {"error": "The request is not JSON."})


def test_values_that_are_none_are_message(alice: Window) -> None:
    open_modal(alice.slack, alice.person, "/econnect")
    view = alice.state()["modal"]["id"]

    assert alice.post("submit", {"view": view, "values": "x"}).payload == {"error": "'values' is missing."}
    alice.does("close", view=view)


def test_an_app_home_is_opened_shown_and_clicked(alice: Window) -> None:
    before = alice.state()["home"]
    alice.does("home")
    view = {"type": "home", "blocks": [{"type": "actions", "elements": [BUTTON]}]}
    as_bot(alice.slack, "views.publish", user_id=alice.person.id, view=view)
    home = alice.state()["home"]

    assert (before, home["type"]) == (None, "home")
    assert alice.does("click", view=home["id"], button="article:version") == {"outcome": "ok"}
