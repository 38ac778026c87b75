from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.factories import with_a_draft_of_afas

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_ask_prints_the_reply(cli: CommandLine) -> None:
    outcome = cli.run("ask", "which", "version do I need?")

    assert outcome.code == 0
    assert "About The version: update 413." in outcome.out


def test_ask_explains_itself(cli: CommandLine) -> None:
    out = cli.run("ask", "--explain", "Our office has moved. which Globe should we take?\n\nRegards,\nSam").out

    assert "What I read: which globe should we take" in out
    assert "Your message, in parts" in out
    assert "decisive: “which Globe should we take?”" in out
    assert "Set aside: a signature" in out


def test_ask_tells_what_one_word_changed(cli: CommandLine) -> None:
    assert "Without the word “globe”" in cli.run("ask", "--explain", "which Globe should we take?").out


def test_ask_speaks_the_language_it_is_told(cli: CommandLine) -> None:
    assert "Over The version" in cli.run("ask", "--lang", "nl", "which version do I need?").out


def test_ask_gives_programs_one_object(cli: CommandLine) -> None:
    record = json.loads(cli.run("ask", "--json", "welke versie heb ik nodig").out)

    assert (record["kind"], record["article"], record["language"]) == ("answer", "version", "nl")


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "--jsonl", "text"),
        ("nonsense",),
        ("ask", "--lang", "de", "x"),
        ("ask", "--json", "--explain", "x"),
        ("ask", "--jsonl", "--explain"),
    ],
)
def test_wrong_usage_is_told_with_code_2(cli: CommandLine, arguments: tuple[str, ...]) -> None:
    outcome = cli.run(*arguments)

    assert outcome.code == 2
    assert "Usage:" in outcome.err


def test_what_was_kept_is_used_and_spoilt_files_are_made_anew(cli: CommandLine) -> None:
    first = cli.run("ask", "--json", "hi").out
    kept = list((cli.folder / "cache").iterdir())
    assert cli.run("ask", "--json", "hi").out == first
    for path in kept:
        path.write_bytes(b"spoilt")

    assert cli.run("ask", "--json", "hi").out == first
    assert all(path.read_bytes() != b"spoilt" for path in kept)


def test_a_package_that_is_still_being_written_is_asked_only_where_that_is_wanted(cli: CommandLine) -> None:
    for path, content in with_a_draft_of_afas().items():
        cli.write(path, content)

    assert "update 9" not in cli.run("ask", "which AFAS release").out
    assert "update 9" in cli.run("ask", "--drafts", "which AFAS release").out
