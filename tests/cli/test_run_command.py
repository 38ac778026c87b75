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


@pytest.mark.parametrize("nothing", [b"", b"\n \n"])
@pytest.mark.parametrize("arguments", [(), ("run",)])
def test_without_tokens_and_questions_run_does_not_pretend(
    cli: CommandLine, arguments: tuple[str, ...], nothing: bytes
) -> None:
    outcome = cli.run(*arguments, stdin=nothing)

    assert outcome.code == 1
    assert outcome.out == ""
    for told in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "econnect-bot chat", "playground"):
        assert told in outcome.err


def test_a_closed_input_has_no_question_either(cli: CommandLine) -> None:
    outcome = cli.run("run", stdin=None)
    assert (outcome.code, "SLACK_BOT_TOKEN" in outcome.err) == (1, True)
    assert cli.run("chat", stdin=None).code == 0
