from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.knowledge.answered_gaps import REMEDY
from tests.factories import article, with_a_draft_of_afas
from tests.moments import TODAY

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def reviewed(cli: CommandLine, slug: str, days_ago: int) -> None:
    """Have an article of 90 days been reviewed so many days ago."""
    place = cli.knowledge / "exact-globe" / "articles" / f"{slug}.yml"
    day = TODAY - timedelta(days=days_ago)
    place.write_text(place.read_text().replace(f"reviewed_on: {TODAY}", f"reviewed_on: {day}"))


def test_what_is_due_is_listed_with_the_oldest_first(cli: CommandLine) -> None:
    reviewed(cli, "mailbox", 91)
    reviewed(cli, "version", 70)

    outcome = cli.run("due")

    lines = outcome.out.splitlines()
    assert outcome.code == 0
    assert [line.split()[1:5] for line in lines[:2]] == [
        ["1", "day", "late", "mailbox"],
        ["in", "20", "days", "version"],
    ]
    assert "econnect-bot reviewed SLUG" in lines[2]
    assert lines[2].endswith("by the morning digest in the triage channel.")
    assert "version" not in cli.run("due", "--days", "19").out


@pytest.mark.parametrize(("days_ago", "told"), [(90, "today"), (89, "in 1 day"), (92, "2 days late")])
def test_how_long_it_takes_is_said_in_words(cli: CommandLine, days_ago: int, told: str) -> None:
    reviewed(cli, "mailbox", days_ago)

    assert told in cli.run("due").out.splitlines()[0]


def test_where_nothing_is_due_the_next_one_is_named(cli: CommandLine) -> None:
    due_on = TODAY + timedelta(days=90)

    assert f"due in the next 30 days. The next one: greeting, on {due_on}" in cli.run("due").out


def test_what_is_due_is_there_for_programs(cli: CommandLine) -> None:
    reviewed(cli, "mailbox", 100)

    (first,) = json.loads(cli.run("due", "--json").out)

    assert (first["article"], first["days"], first["owner"]) == ("mailbox", -10, "support")


def test_an_article_is_shown_as_people_see_it_in_both_languages(cli: CommandLine) -> None:
    shown = cli.run("preview", "version").out

    assert "--- en" in shown
    assert "About The version: update 413." in shown
    assert "Over The version: update 413." in shown
    only = cli.run("preview", "version", "--lang", "nl").out
    assert "---" not in only
    assert "About The version" not in only


def test_a_draft_is_shown_and_told_as_that(cli: CommandLine) -> None:
    cli.write("exact-globe/articles/moved.yml", article("Moved", en=("moved",), nl=("weg",), extra="status: draft\n"))

    shown = cli.run("preview", "moved").out

    assert shown.startswith("A draft: nobody sees it yet.")
    assert "About Moved" in shown


def test_what_is_to_be_done_about_the_gap_of_a_draft_is_told_as_check_tells_it(cli: CommandLine) -> None:
    prices = article("Prices", en=("price tag",), nl=("prijskaartje",), extra="status: draft\n")
    cli.write("exact-globe/articles/prices.yml", prices)
    told = f"There is also a gap 'prices' in exact-globe/gaps.yml:1. {REMEDY}"

    assert told in cli.run("preview", "prices").out
    assert cli.run("check", "prices").out.count(told) == 1
    assert told not in cli.run("check").out
    cli.write("exact-globe/articles/prices.yml", prices.replace(b"status: draft\n", b""))
    assert told in cli.run("check").out


def test_an_article_that_is_not_there_is_told_with_those_that_are(cli: CommandLine) -> None:
    outcome = cli.run("preview", "gone")

    assert outcome.code == 1
    assert "There is no article 'gone'. There are: greeting, mailbox, version." in outcome.err
    assert "'versions'. Did you mean 'version'? There are: " in cli.run("preview", "versions").err


def test_what_is_to_be_run_after_a_review_names_the_knowledge_base_that_was_named(cli: CommandLine) -> None:
    cli.knowledge.rename(cli.folder / "mine")

    assert "reviewed SLUG --knowledge mine`" in cli.run("due", "--days", "90", "--knowledge", "mine").out


@pytest.mark.parametrize("command", [("due",), ("preview", "mailbox")])
def test_a_broken_knowledge_base_is_told_with_its_errors(cli: CommandLine, command: tuple[str, ...]) -> None:
    cli.write("exact-globe/facts.yml", b"minimum_update: [")

    outcome = cli.run(*command)

    assert outcome.code == 1
    assert "exact-globe/facts.yml:" in outcome.err


def test_what_is_published_is_shown_as_people_see_it_now_and_a_package_that_is_not_as_they_will(
    cli: CommandLine,
) -> None:
    for path, content in with_a_draft_of_afas().items():
        cli.write(path, content)

    assert "This is about" not in cli.run("preview", "version").out
    shown = cli.run("preview", "afas/version").out
    assert "This is about AFAS" in shown
    remedy = "nobody sees it yet. Remove `status: draft` in afas/integration.yml to publish both."
    assert shown.startswith(f"Its package is a draft: {remedy}\n")
    cli.write("afas/articles/moved.yml", article("Moved", en=("moved",), nl=("weg",), extra="status: draft\n"))
    remedy = "nobody sees it yet. Remove `status: draft` in it and in afas/integration.yml to publish it."
    assert cli.run("preview", "afas/moved").out.startswith(f"A draft, in a package that is one: {remedy}\n")
