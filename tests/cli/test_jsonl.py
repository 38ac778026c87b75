from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def lines(*requests: object) -> bytes:
    return "".join(json.dumps(request) + "\n" for request in requests).encode()


def test_ask_answers_line_by_line_and_survives_a_malformed_one(cli: CommandLine) -> None:
    stdin = lines({"id": "q1", "text": "which version do I need"}, {"id": 2}, {"id": 3, "text": "hi", "lang": "de"})
    stdin += b"not json\n[1]\n\n\xff\n" + lines({"id": "last", "text": "waar is mijn brievenbus", "lang": "en"})
    outcome = cli.run("ask", "--jsonl", stdin=stdin)

    records = [json.loads(line) for line in outcome.out.splitlines()]
    assert outcome.code == 0
    assert [(record["id"], record["kind"]) for record in records] == [
        ("q1", "answer"),
        (2, "error"),
        (3, "error"),
        (None, "error"),
        (None, "error"),
        (None, "error"),
        ("last", "answer"),
    ]
    assert records[-1]["language"] == "en"


def test_each_line_is_answered_as_if_it_were_the_first(cli: CommandLine) -> None:
    stdin = lines({"id": 1, "text": "work out my mailbox address"}, {"id": 2, "text": "01035286"})
    kinds = [json.loads(line)["kind"] for line in cli.run("ask", "--jsonl", stdin=stdin).out.splitlines()]

    assert kinds[0] == "calculation"
    assert kinds[1] != "calculation"


def test_lines_without_a_language_get_that_of_the_command(cli: CommandLine) -> None:
    text = "which version do I need"
    stdin = lines({"text": text}, {"text": text, "lang": "en"}, {"text": text, "lang": None}, {"text": text})
    records = [json.loads(line) for line in cli.run("ask", "--jsonl", "--lang", "nl", stdin=stdin).out.splitlines()]

    assert [record["language"] for record in records] == ["nl", "en", "nl", "nl"]


@pytest.mark.parametrize("figure", [b"NaN", b"-Infinity", b"1e999", b"[NaN]"])
def test_what_json_does_not_have_is_malformed(cli: CommandLine, figure: bytes) -> None:
    stdin = b'{"id": ' + figure + b', "text": "hi"}\n{"id": 1.5, "text": "hi"}\n'
    refused, answered = (json.loads(line) for line in cli.run("ask", "--jsonl", stdin=stdin).out.splitlines())

    assert (refused["id"], refused["error"]) == (None, "malformed")
    assert (answered["id"], answered["kind"]) == (1.5, "answer")


def test_of_several_packages_a_name_alone_asks_nothing_of_an_earlier_line(several: CommandLine) -> None:
    stdin = lines({"text": "welke versie heb ik nodig?"}, {"text": "Balansboek"})
    asked, named = (json.loads(line) for line in several.run("ask", "--jsonl", stdin=stdin).out.splitlines())

    assert [asked["kind"], named["kind"]] == ["clarification"] * 2
    assert (named["product"], named["article"]) == ("balansboek", None)
    assert "Wat wil je weten over het koppelen van Balansboek" in named["text"]
