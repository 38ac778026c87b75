"""What a person sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.localslack.page.window import Window


def test_a_person_sees_their_channels_and_the_bot(alice: Window, bob: Window) -> None:
    assert [each["name"] for each in alice.state()["channels"]] == ["general", "random", "directmessage"]
    assert "support-triage" in [each["name"] for each in bob.state()["channels"]]


def test_the_manifest_says_what_is_on_offer(alice: Window) -> None:
    state = alice.state()

    assert [(each["name"], each["hint"], each["description"]) for each in state["commands"]] == [
        ("/econnect", "[question]", "Ask"),
        ("/escaped", "", "Ask with marks"),
    ]
    assert {each["id"]: each["kind"] for each in state["shortcuts"]} == {
        "ask_about_message": "message",
        "ask_anything": "global",
    }
    assert state["has_home"]


def test_without_an_extension_its_state_is_empty(alice: Window) -> None:
    assert alice.state()["extension"] == {}
