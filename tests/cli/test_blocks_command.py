from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine

SECTION = b'[{"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}]'
BROKEN = b'[{"type": "divider"}, {"type": "header", "text": {"type": "plain_text", "text": ""}}]'
HOME = b'{"type": "home", "blocks": [{"type": "divider"}]}'
MESSAGE = b'{"text": "Hello", "blocks": [{"type": "divider"}]}'


@pytest.mark.parametrize("payload", [SECTION, HOME, MESSAGE, b"\xef\xbb\xbf" + SECTION])
def test_what_slack_takes_gives_no_line_and_exit_code_0(cli: CommandLine, payload: bytes) -> None:
    result = cli.run("blocks", "-", stdin=payload)
    assert (result.code, result.out, result.err) == (0, "", "")


def test_each_fault_is_a_line_with_its_place(cli: CommandLine) -> None:
    (cli.folder / "blocks.json").write_bytes(BROKEN)
    result = cli.run("blocks", "blocks.json")
    assert result.code == 1
    assert result.out == "/1/text/text: must be more than 0 characters [too_short]\n"


def test_a_fault_of_the_whole_has_a_line_too(cli: CommandLine) -> None:
    result = cli.run("blocks", "-", stdin=b"7")
    assert (result.code, result.out) == (
        1,
        "(whole payload): must be a list of blocks, a view or a message [wrong_type]\n",
    )


def test_json_tells_pointer_code_and_message(cli: CommandLine) -> None:
    result = cli.run("blocks", "-", "--json", stdin=BROKEN)
    fault = {"pointer": "/1/text/text", "code": "too_short", "message": "must be more than 0 characters"}
    assert (result.code, json.loads(result.out)) == (1, {"ok": False, "errors": [fault]})


def test_json_tells_that_all_is_well(cli: CommandLine) -> None:
    result = cli.run("blocks", "-", "--json", stdin=SECTION)
    assert (result.code, json.loads(result.out)) == (0, {"ok": True, "errors": []})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'[\n  {"type": }\n]', "not valid JSON: Expecting value, line 2, column 12"),
        (b"", "not valid JSON"),
        (b"[\xff]", "not UTF-8 text: see byte 1"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_json_is_told_with_its_place(cli: CommandLine, content: bytes, told: str) -> None:
    (cli.folder / "blocks.json").write_bytes(content)
    result = cli.run("blocks", "blocks.json")
    assert result.code == 1
    assert "blocks.json" in result.err
    assert told in result.err


def test_a_file_that_is_not_there_is_named(cli: CommandLine) -> None:
    result = cli.run("blocks", "missing.json")
    assert result.code != 0
    assert "missing.json" in result.err


def test_a_folder_is_told_as_one_error(cli: CommandLine) -> None:
    result = cli.run("blocks", ".")
    assert result.code in {1, 2}
    assert "Traceback" not in result.err


def test_a_file_without_an_end_is_refused(cli: CommandLine) -> None:
    outcome = cli.run("blocks", "/dev/zero")

    assert outcome.code == 1
    assert "longer than" in outcome.err
