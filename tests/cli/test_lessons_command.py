"""`lessons`, on a small knowledge base and a real database."""

from __future__ import annotations

import json
import shlex
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.clock import SystemClock
from bot.domain.feedback import Label
from bot.storage.access import open_store
from tests.cli.typist import ROOT
from tests.factories import CHECKS
from tests.storage.contract import asked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import CommandLine

VERSION = "exact-globe/articles/version.yml"
MAILBOX = "exact-globe/articles/mailbox.yml"
FIGS = "the figs of [number]"
COSTS = "what would it cost per month for oranges"
PEARS, PLUMS, GRAPES = "those pears and the apples", "plums with the cream", "the grapes of [number]"


@pytest.fixture
def taught(cli: CommandLine) -> CommandLine:
    """Return a command line with three lessons of which somebody says what they are about, and one that is open."""
    now = SystemClock().now() - timedelta(days=3)
    with open_store(f"sqlite:///{cli.folder / 'data' / 'econnect-bot.db'}") as store, store.transaction() as kept:
        for number, person in enumerate(("UALICE", "UDORA", "UERIN")):
            kept.feedback.label(Label("T1", person, f"t{number}", PEARS, "version", now))
        for number, person in enumerate(("UALICE", "UDORA")):
            kept.feedback.label(Label("T1", person, f"u{number}", PLUMS, "mailbox", now))
        kept.questions.add(replace(asked("v1", at=now), text=GRAPES))
        kept.feedback.label(Label("T1", "UBOB", "v1", "", "version", now))
        open_one = replace(asked("w1", at=now), text="the price of oranges", kind="hand_over", article=None)
        kept.questions.add(open_one)
        kept.feedback.label(Label("T1", "UALICE", "x1", "long ago", "version", now - timedelta(days=40)))
    return cli


def ids(cli: CommandLine) -> list[str]:
    """Return the ids of the lessons, as they are listed."""
    return [each["id"] for each in json.loads(cli.run("lessons", "--json").out)]


def texts(cli: CommandLine) -> dict[Path, bytes]:
    return {place: place.read_bytes() for place in cli.knowledge.rglob("*") if place.is_file()}


def test_what_people_taught_is_listed_what_most_of_them_say_first(taught: CommandLine) -> None:
    first, second, third, fourth = ids(taught)
    outcome = taught.run("lessons")

    listed = [line for line in outcome.out.splitlines() if not line.startswith(" ")]
    assert (outcome.code, listed) == (
        0,
        [
            f"{first} “{PEARS}” (3 times, by 3 people)",
            f"{second} “{PLUMS}” (2 times, by 2 people)",
            f"{third} “{GRAPES}” (once, by 1 person, 1 of them by the support team)",
            f"{fourth} “the price of oranges” (once, by 1 person)",
        ],
    )
    assert "of prices (" in outcome.out
    assert "exact-globe/gaps.yml:4" in outcome.out


def test_it_looks_back_as_far_as_is_wanted_and_writes_json(taught: CommandLine) -> None:
    found = json.loads(taught.run("lessons", "--days", "60", "--json").out)
    assert "long ago" in [each["wording"] for each in found]
    assert json.loads(taught.run("lessons", "--days", "1", "--json").out) == []


def test_lessons_are_added_once_the_proof_of_all_was_shown(taught: CommandLine) -> None:
    first, second, *_ = ids(taught)
    outcome = taught.run("lessons", "apply", first, second, stdin=b"y\n")

    assert outcome.code == 0, outcome.err
    assert "Add these 2?" in outcome.err
    assert outcome.out.count("Checks: 1 compared, 0 won, 0 lost.") == 2
    assert outcome.out.splitlines()[-2:] == [
        f"Added it: {VERSION}:9. To take it back, delete it there.",
        f"Added it: {MAILBOX}:8. To take it back, delete it there.",
    ]
    assert f'- "{PEARS}"'.encode() in (taught.knowledge / VERSION).read_bytes()
    assert taught.run("check").code == 0
    assert "3 times" not in taught.run("lessons").out


@pytest.mark.parametrize(("typed", "code", "told"), [(b"n\n", 130, ""), (b"", 1, "Pass --yes")])
def test_nothing_is_written_unless_somebody_agrees(taught: CommandLine, typed: bytes, code: int, told: str) -> None:
    before = texts(taught)

    outcome = taught.run("lessons", "apply", ids(taught)[0], stdin=typed)

    assert (outcome.code, told in outcome.err, "Add this one?" in outcome.err) == (code, True, True)
    assert "Then:  answers with version" in outcome.out
    assert texts(taught) == before


def test_what_stands_against_one_is_told_and_the_others_are_added(taught: CommandLine) -> None:
    unwanted = b'- {ask: "those pears and the apples, now", lang: en, must: not_answer}\n'
    taught.write("exact-globe/checks.yml", CHECKS + unwanted)

    first, second, third, fourth = ids(taught)
    outcome = taught.run("lessons", "apply", first, second, third, fourth, "--yes")

    assert outcome.code == 1
    assert (
        f"{first}: It was not added:\n  exact-globe/checks.yml:5: error: With this phrasing the check fails"
        in outcome.err
    )
    assert f"{third}: It was not added. Something private was taken out of it" in outcome.err
    assert f"{fourth}: It was not added. Nobody said what it is about. If it is about prices: " in outcome.err
    assert outcome.out.count("Added it: ") == 1
    assert PEARS.encode() not in (taught.knowledge / VERSION).read_bytes()
    assert PLUMS.encode() in (taught.knowledge / MAILBOX).read_bytes()


def test_where_nothing_may_be_added_nothing_is_asked(taught: CommandLine) -> None:
    outcome = taught.run("lessons", "apply", ids(taught)[3], stdin=b"y\n")
    assert (outcome.code, "Add this one?" in outcome.err) == (1, False)


def test_a_language_that_cannot_be_told_is_said(taught: CommandLine) -> None:
    now = SystemClock().now() - timedelta(hours=1)
    with open_store(f"sqlite:///{taught.folder / 'data' / 'econnect-bot.db'}") as store, store.transaction() as kept:
        for number in range(4):
            kept.feedback.label(Label("T1", f"U{number}", "y1", "413", "version", now))

    first = ids(taught)[0]
    assert f"{first}: The language of “413” cannot be told" in taught.run("lessons", "apply", first, "--yes").err
    assert taught.run("lessons", "apply", first, "--yes", "--language", "nl").code == 0
    assert b'- "413"\nsource' in (taught.knowledge / VERSION).read_bytes()


def test_an_id_that_no_lesson_has_is_told(taught: CommandLine) -> None:
    first = ids(taught)[0]

    outcome = taught.run("lessons", "apply", first, "qqqqqq", "--yes")

    assert (outcome.code, "There is no lesson 'qqqqqq'" in outcome.err) == (1, True)
    assert "Did you mean" not in outcome.err
    assert "Nothing was written." in outcome.err
    assert taught.run("lessons", "--days", "1", "apply", first).code == 1
    assert PEARS in taught.run("lessons", "--days", "60", "apply", first).out


def test_an_id_may_be_typed_in_capitals(taught: CommandLine) -> None:
    assert taught.run("lessons", "apply", ids(taught)[0].upper(), "--yes").out.count("Added it: ") == 1


@pytest.mark.parametrize("command", ["apply", "draft"])
def test_of_an_id_with_a_slip_the_nearest_one_is_told_and_where_they_are_listed(
    taught: CommandLine, command: str
) -> None:
    first = ids(taught)[0]
    given = ("--knowledge", str(taught.knowledge), "--days", "60")

    for typed in (f"{first[:-1]}a", f"{first[:-1].upper()}"):
        told = taught.run("lessons", *given, command, typed).err
        assert f"There is no lesson '{typed}'. Did you mean '{first}'?" in told
        assert f"lessons {' '.join(given)}` lists them" in told


@pytest.mark.parametrize("command", ["apply", "draft"])
def test_a_number_is_no_name_of_a_lesson_and_the_id_of_that_place_is_told(taught: CommandLine, command: str) -> None:
    before, second = texts(taught), ids(taught)[1]

    outcome = taught.run("lessons", command, "2")

    assert (outcome.code, texts(taught) == before) == (1, True)
    assert f"named by their id, as their place in the list changes: 2 is {second} “{PLUMS}” now." in outcome.err
    for number in ("0", "9", "9" * 5000):
        assert f"{number} is none." in taught.run("lessons", command, number).err


def test_what_was_typed_twice_takes_no_other_lesson(taught: CommandLine) -> None:
    fourth = ids(taught)[3]
    assert f"{fourth} “the price of oranges”\n" in taught.run("lessons", "draft", fourth).out
    before = texts(taught)

    outcome = taught.run("lessons", "draft", fourth)

    assert (outcome.code, f"There is no lesson '{fourth}'" in outcome.err) == (1, True)
    assert texts(taught) == before


def test_a_lesson_that_is_named_twice_is_added_once(taught: CommandLine) -> None:
    first = ids(taught)[0]
    assert taught.run("lessons", "apply", first, first, "--yes").out.count("Added it: ") == 1


@pytest.mark.parametrize("more", [(), ("apply", "gkvtpz")])
def test_without_a_database_it_says_so(cli: CommandLine, more: tuple[str, ...]) -> None:
    outcome = cli.run("lessons", *more)
    assert (outcome.code, "There is no database at" in outcome.err) == (1, True)


def test_the_packages_copy_is_not_written(taught: CommandLine) -> None:
    copy = str(ROOT / "bot" / "shipped" / "knowledge")
    assert "knowledge copy FOLDER" in taught.run("lessons", "apply", "gkvtpz", "--knowledge", copy).err
    assert "knowledge copy FOLDER" in taught.run("lessons", "--knowledge", copy, "apply", "gkvtpz").err


def test_an_article_is_begun_with_the_questions_that_had_no_answer(taught: CommandLine) -> None:
    outcome = taught.run("lessons", "draft", ids(taught)[3], "fruit")

    path = taught.knowledge / "exact-globe" / "articles" / "fruit.yml"
    assert (outcome.code, f"Created {path}, with 1 question as phrasings." in outcome.out) == (0, True)
    assert '- "the price of oranges"\n' in path.read_text("utf-8")
    assert "status: draft" in path.read_text("utf-8")
    assert taught.run("check").code == 0
    assert "oranges" not in taught.run("lessons").out


def test_the_commands_that_are_told_work_as_they_are_told(taught: CommandLine) -> None:
    taught.knowledge.rename(taught.folder / "my own")
    told = taught.run("lessons", "--days", "60", "--knowledge", "my own").out.splitlines()

    draft = shlex.split(next(line for line in told if " draft " in line).partition(": ")[2])
    refused = taught.run(*draft[1:-1], taught_ids(told)[0]).err
    apply = shlex.split(refused.partition("`")[2].partition("`")[0])
    made = taught.run(*draft[1:])

    assert (apply[1:], taught.run(*apply[1:], "--yes").code) == (
        ["lessons", "--knowledge", "my own", "--days", "60", "apply", taught_ids(told)[0]],
        0,
    )
    assert made.code == 0
    assert "preview the-price-oranges --knowledge 'my own'`" in made.out


def taught_ids(listed: list[str]) -> list[str]:
    return [line.split()[0] for line in listed if not line.startswith(" ")]


def test_an_article_that_is_given_no_name_gets_one_of_its_words(taught: CommandLine) -> None:
    assert taught.run("lessons", "draft", ids(taught)[3]).code == 0
    assert (taught.knowledge / "exact-globe" / "articles" / "the-price-oranges.yml").is_file()


def test_an_article_on_what_is_like_a_gap_is_named_after_that_unless_it_is_given_a_name(taught: CommandLine) -> None:
    now = SystemClock().now() - timedelta(hours=1)
    with open_store(f"sqlite:///{taught.folder / 'data' / 'econnect-bot.db'}") as store, store.transaction() as kept:
        for each in range(4):
            question = replace(asked(f"y{each}", at=now), text=COSTS, kind="hand_over", article=None)
            kept.questions.add(question)
    name = next(line.split()[0] for line in taught.run("lessons").out.splitlines() if COSTS in line)

    own = taught.run("lessons", "draft", name, "fees")
    (taught.knowledge / "exact-globe/articles/fees.yml").unlink()
    proposed = taught.run("lessons", "draft", name)
    assert (own.code, proposed.code, "Named" in own.out) == (0, 0, False)
    assert "Named prices, which it is like and nothing answers yet" in proposed.out
    assert f"lessons draft {name} NAME`" in proposed.out
    assert (taught.knowledge / "exact-globe/articles/prices.yml").is_file()


def test_what_cannot_be_a_phrasing_as_it_was_asked_is_left_out_and_told(taught: CommandLine) -> None:
    now = SystemClock().now() - timedelta(hours=1)
    with open_store(f"sqlite:///{taught.folder / 'data' / 'econnect-bot.db'}") as store, store.transaction() as kept:
        for each in range(4):
            kept.questions.add(replace(asked(f"z{each}", at=now), text=FIGS, kind="hand_over", article=None))
    listed = taught.run("lessons").out.splitlines()
    name = next(line.split()[0] for line in listed if FIGS in line)

    outcome = taught.run("lessons", "draft", name, "grapes")
    assert (outcome.code, "without phrasings" in outcome.out) == (0, True)
    assert '- "grapes …"\n' in (taught.knowledge / "exact-globe/articles/grapes.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("place", "typed", "told"),
    [
        (0, ("pears",), "` adds it there"),
        (3, ("version",), "already exists"),
        (3, ("fruit", "--knowledge", str(ROOT / "bot" / "shipped" / "knowledge")), "knowledge copy FOLDER"),
    ],
)
def test_a_draft_that_cannot_be_written_is_told_and_nothing_changes(
    taught: CommandLine, place: int, typed: tuple[str, ...], told: str
) -> None:
    before = texts(taught)

    outcome = taught.run("lessons", "draft", ids(taught)[place], *typed)
    assert (outcome.code, told in outcome.err) == (1, True)
    assert texts(taught) == before
