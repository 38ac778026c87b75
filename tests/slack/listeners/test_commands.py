"""Commands, from their payload to what their ack shows."""

from __future__ import annotations

import pytest

from bot.slack.ids import COMMANDS
from tests.slack.front import Front, away_store
from tests.slack.payloads import command


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("/econnect", "which version?", "en answer version-required"),
        ("/econnect", "welke versie heb ik nodig?", "nl answer version-required"),
        ("/econnect", "what is a payload &amp; a version?", "en answer version-required"),
        ("/econnect", "", "en answer help"),
        ("/econnect-address", "12345678", "en mailbox-address 12345678@facturen.econnect.eu"),
        ("/econnect-address", "mijn kvk is 12345678", "nl mailbox-address 12345678@facturen.econnect.eu"),
        ("/econnect-address", " ", "en mailbox-address no-number"),
        ("/econnect-version", "", "en version-check ask"),
        ("/econnect-help", "", "en answer help"),
        ("/econnect-help", "NL", "nl answer help"),
        ("/econnect-of-old", "x", "en unknown-command /econnect-of-old"),
    ],
)
def test_a_command_is_answered_in_its_ack(front: Front, name: str, text: str, shown: str) -> None:
    assert front.ack(command(name, text))["text"] == shown
    assert front.outbox() == []


def test_a_did_you_mean_has_its_buttons_in_the_ack(front: Front) -> None:
    assert [block["type"] for block in front.ack(command("/econnect", "unclear"))["blocks"]] == ["section", "actions"]


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_are_answered_while_the_store_is_away(name: str) -> None:
    assert Front(away_store()).ack(command(name, "which version?"))["text"].startswith("en ")
