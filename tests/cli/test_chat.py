from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_piped_input_gets_one_reply_a_line(cli: CommandLine) -> None:
    outcome = cli.run("run", stdin=b"which version do I need?\n\nwaar is mijn brievenbus\n")

    assert outcome.code == 0
    assert outcome.out.index("About The version") < outcome.out.index("Over The mailbox")
    assert outcome.err.startswith("Mode: chat")


def test_bare_econnect_bot_runs(cli: CommandLine) -> None:
    assert "About The version" in cli.run(stdin=b"which version do I need?\n").out


def test_a_number_asked_for_is_taken_from_the_next_line(cli: CommandLine) -> None:
    out = cli.run("chat", stdin=b"can you work out my mailbox address?\n01035286\n").out

    assert "01035286@facturen.econnect.eu" in out


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (b"/address 01035286", "01035286@facturen.econnect.eu"),
        (b"/lang en\n/version 412", "No, update 412 is too old"),
        (b"/why", "Ask something first"),
        (b"which version\n/why", "I read: which version"),
        (b"/why which version", "I read: which version"),
        (b"/lang nl\nwhich version do I need", "Over The version"),
        (b"/lang xx", "Choose `/lang en`"),
        (b"/lang nl\n/lang auto\nwhich version do I need", "About The version"),
        (b"/help", "`/address 01035286` works out"),
        (b"/dance", "There is no command `/dance`"),
        (b"\xff\xfe", "support"),
    ],
)
def test_the_chats_commands(cli: CommandLine, typed: bytes, shown: str) -> None:
    assert shown in cli.run("chat", stdin=typed + b"\n").out


def test_quit_leaves_at_once(cli: CommandLine) -> None:
    assert "About" not in cli.run("chat", stdin=b"/quit\nwhich version do I need\n").out


def test_chat_takes_another_knowledge_base(cli: CommandLine) -> None:
    assert cli.run("chat", "--knowledge", "nowhere").code == 1
