from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_without_another_knowledge_base_it_is_a_check(cli: CommandLine) -> None:
    assert "1 of 1 checks passed." in cli.run("check", "--quick").out


@pytest.mark.parametrize("options", [("--questions", "7d"), ("--format", "json")])
def test_its_options_go_with_another_knowledge_base(cli: CommandLine, options: tuple[str, str]) -> None:
    outcome = cli.run("check", *options)

    assert outcome.code == 2
    assert "--questions and --format go with --against REV or --against FOLDER." in outcome.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("mailbox",), "leave out SLUG."),
        (("--quick", "--all"), "leave out --quick and --all."),
        (("--json", "--format", "text"), "--json cannot be combined with --format text."),
    ],
)
def test_what_cannot_be_combined_is_told(cli: CommandLine, options: tuple[str, ...], told: str) -> None:
    outcome = cli.run("check", "--against", "knowledge", *options)

    assert outcome.code == 2
    assert told in outcome.err


@pytest.mark.parametrize("options", [("--json",), ("--format", "json"), ("--json", "--format", "json")])
def test_json_can_be_asked_for_in_two_ways(cli: CommandLine, options: tuple[str, ...]) -> None:
    outcome = cli.run("check", "--against", "knowledge", *options)

    assert outcome.code == 0
    assert outcome.out.startswith('{\n  "ok": true,')
