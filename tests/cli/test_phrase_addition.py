"""How a phrasing is added, on a small knowledge base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from bot.cli.command_settings import load_settings
from bot.cli.phrase_addition import (
    edition_of,
    latest_questions,
    new_phrasing,
    shown_with,
    tell_where,
    told_language,
)
from bot.services.proving import NewPhrasing
from tests.factories import article

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine

VERSION = "exact-globe/articles/version.yml"
PLAIN = "is my old Globe too old"
STRANGE = NewPhrasing("version", "en", "pears and apples")


def test_a_second_phrasing_is_added_to_what_the_first_made(
    cli: CommandLine, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (cli.knowledge / VERSION).read_bytes()
    settings = load_settings(cli.knowledge)
    first = shown_with(settings, edition_of(settings), STRANGE, "no database")
    second = shown_with(settings, first.edition, NewPhrasing("version", "en", "plums"), ("plums",))
    then, path = second.edition, second.path
    tell_where(then, path, NewPhrasing("version", "en", "plums"))

    assert path == VERSION
    assert b'    - "pears and apples"\n    - "plums"\n' in then.contents[path]
    assert f"Added it: {VERSION}:10" in capsys.readouterr().out
    assert (cli.knowledge / VERSION).read_bytes() == before

    with pytest.raises(click.ClickException, match=r"It was not added:\n.*version has it already: 'plums'"):
        shown_with(settings, then, NewPhrasing("version", "en", "Plums"), ())


def test_what_takes_something_from_others_or_is_warned_of_is_doubtful_and_what_is_new_is_not(
    cli: CommandLine,
) -> None:
    mailbox = article(en=("where is my mailbox", "where is my mailbox at last"))
    cli.write("exact-globe/articles/mailbox.yml", mailbox)
    settings = load_settings(cli.knowledge)
    now = edition_of(settings)
    warned = shown_with(settings, now, NewPhrasing("version", "en", "where is my mailbox now"), ())
    taking = shown_with(settings, now, NewPhrasing("prices", "en", "which version please"), ())

    plain = shown_with(settings, now, NewPhrasing("version", "en", PLAIN), ())

    assert [each.is_doubtful for each in (warned, taking, plain)] == [True, True, False]


def test_spaces_are_tidied_and_the_language_is_told_by_the_words(cli: CommandLine) -> None:
    now = edition_of(load_settings(cli.knowledge)).answering

    added = new_phrasing(now, "version", " welke  versie heb\nik ", None)
    assert added == NewPhrasing("version", "nl", "welke versie heb ik")
    assert new_phrasing(now, "prices", "413", "en") == NewPhrasing("prices", "en", "413")
    assert told_language(now.each[0], "413") is None
    with pytest.raises(click.ClickException, match=r"--language en or --language nl\. It was not added"):
        new_phrasing(now, "version", "413", None)


def test_without_a_database_it_is_told_why_nothing_can_be_compared(cli: CommandLine) -> None:
    assert "There is no database" in str(latest_questions(load_settings(cli.knowledge)))


def test_a_knowledge_base_that_cannot_be_used_is_told_with_its_problems(cli: CommandLine) -> None:
    cli.write("exact-globe/facts.yml", b"minimum_update: [")

    with pytest.raises(click.ClickException, match=r"cannot be used:\n.*facts\.yml"):
        edition_of(load_settings(cli.knowledge))
