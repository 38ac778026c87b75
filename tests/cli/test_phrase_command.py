"""`phrase`, on a small knowledge base."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.clock import SystemClock
from bot.storage.access import open_store
from tests.cli.typist import ROOT
from tests.factories import CHECKS, article
from tests.full_disk import files_of_at_most
from tests.storage.contract import asked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import CommandLine

VERSION = "exact-globe/articles/version.yml"
GAPS = "exact-globe/gaps.yml"
STRANGE = "pears and apples"


def texts(cli: CommandLine) -> dict[Path, bytes]:
    """Return what stands in the files of the knowledge base."""
    return {place: place.read_bytes() for place in cli.knowledge.rglob("*") if place.is_file()}


def add(cli: CommandLine, slug: str = "version", text: str = STRANGE, *more: str) -> tuple[int, str, str]:
    outcome = cli.run("phrase", slug, text, "--language", "en", "--yes", *more)
    return outcome.code, outcome.out, outcome.err


def test_a_phrasing_is_added_behind_the_others_and_nothing_else_changes(cli: CommandLine) -> None:
    place = cli.knowledge / VERSION
    place.write_bytes(b"# by Bob\r\n" + place.read_bytes().replace(b"\n", b"\r\n"))
    before = place.read_bytes()

    code, out, _ = add(cli)

    last = b'    - "is my Globe too old"\r\n'
    assert code == 0
    assert place.read_bytes() == before.replace(last, last + b'    - "pears and apples"\r\n')
    assert out.splitlines()[:3] == [
        "Now:   hands over to the support team",
        "Then:  answers with version (100% sure)",
        "Checks: 1 compared, 0 won, 0 lost.",
    ]
    assert out.splitlines()[-1] == f"Added it: {VERSION}:10. To take it back, delete it there."
    assert cli.run("check").code == 0


def give_a_kind(cli: CommandLine) -> bytes:
    """Give the article about versions a kind, and nothing of its own; return its file."""
    cli.write("products.yml", b"exact-globe: {name: Exact Globe, role: ours, short_name: Globe}\n")
    phrasings = 'phrasings:\n  en: [which version, "is my {short_name} too old"]\n  nl: [welke versie]\n'
    cli.write("kinds/versions.yml", f"title: {{en: the version, nl: de versie}}\n{phrasings}".encode())
    head, _, rest = article("The version").partition(b"phrasings:\n")
    whole = b"# by Bob\n" + head + b"kind: versions  # shared\n" + rest[rest.index(b"source:") :]
    cli.write(VERSION, whole)
    return whole


def test_the_first_one_beside_those_of_a_kind_goes_into_the_article(cli: CommandLine) -> None:
    before = give_a_kind(cli)

    code, out, _ = add(cli)

    assert code == 0
    assert (cli.knowledge / VERSION).read_bytes() == before + b'phrasings:\n  en:\n    - "pears and apples"\n'
    assert out.splitlines()[-1] == f"Added it: {VERSION}:13. To take it back, delete it there."
    assert cli.run("check").code == 0


def test_what_the_kind_has_already_is_told_with_its_place(cli: CommandLine) -> None:
    before = give_a_kind(cli)

    code, _, told = add(cli, "version", "Is my Globe too old?")

    assert (code, (cli.knowledge / VERSION).read_bytes()) == (1, before)
    assert "kinds/versions.yml:3: error: version has it already: 'is my Globe too old'." in told


def test_one_for_a_kind_that_no_article_answers_goes_into_the_gaps_of_the_integration(cli: CommandLine) -> None:
    cli.write("products.yml", b"exact-globe: {name: Exact Globe, role: ours, short_name: Globe}\n")
    kind = (
        b'title: {en: parking, nl: parkeren}\nphrasings: {en: ["where can I park"], nl: ["waar kan ik parkeren"]}\n'
    )
    cli.write("kinds/parking.yml", kind)
    (cli.knowledge / GAPS).unlink()

    code, out, _ = add(cli, "parking")

    assert code == 0
    assert "Then:  hands over to the support team, as the gap parking" in out
    added = b'parking:\n  phrasings:\n    en:\n      - "pears and apples"\n'
    assert (cli.knowledge / GAPS).read_bytes() == added
    assert out.splitlines()[-1] == f"Added it: {GAPS}:4. To take it back, delete it there."
    assert cli.run("check").code == 0


def test_a_gap_takes_one_too(cli: CommandLine) -> None:
    code, out, _ = add(cli, "prices")

    assert (code, "Then:  hands over to the support team, as the gap prices" in out) == (0, True)
    assert b'expensive is the subscription, "pears and apples"]' in (cli.knowledge / GAPS).read_bytes()


def test_a_trial_shows_the_same_and_writes_nothing(cli: CommandLine) -> None:
    before = texts(cli)

    code, out, _ = add(cli, "version", STRANGE, "--dry-run")

    assert code == 0
    assert "Then:  answers with version" in out
    assert out.endswith("Nothing was written (--dry-run).\n")
    assert texts(cli) == before


def test_its_language_is_told_by_its_words(cli: CommandLine) -> None:
    assert cli.run("phrase", "version", "welke versie hebben jullie voor mij nodig").code == 0
    assert b'- "welke versie hebben jullie voor mij nodig"\nsource' in (cli.knowledge / VERSION).read_bytes()


@pytest.mark.parametrize("text", ["413", "Wie richte ich das elektronische Postfach für meine Firma ein?", "  "])
def test_a_language_that_cannot_be_told_is_asked_for(cli: CommandLine, text: str) -> None:
    before = texts(cli)

    outcome = cli.run("phrase", "version", text)

    assert outcome.code == 1
    assert "--language en or --language nl" in outcome.err
    assert texts(cli) == before


@pytest.mark.parametrize(
    ("slug", "text", "told"),
    [
        ("gone", STRANGE, "There is no article or gap 'gone'. Articles: greeting, mailbox, version. Gaps: prices."),
        ("price", STRANGE, "There is no article or gap 'price'. Did you mean 'prices'? Articles: "),
        ("version", "Which version do I need?", f"{VERSION}:7: error: version has it already"),
        ("version", "where is my mailbox", "It is a phrasing of mailbox already"),
        ("version", "Price list", f"{GAPS}:4: error: It is a phrasing of prices already"),
        ("version", "welke update moet ik hebben", "exact-globe/checks.yml:1: error: A check asks exactly this"),
        ("version", "x" * 201, f"{VERSION}:9: error: 'en' has 201 characters; at most 200 are allowed. Shorten it."),
        ("version", "see http://example.com", "contains an http:// link"),
        ("version", "hid\u200bden", "A character that nobody sees"),
    ],
)
def test_what_is_not_to_be_added_is_refused_with_its_place(cli: CommandLine, slug: str, text: str, told: str) -> None:
    before = texts(cli)

    code, _, err = add(cli, slug, text)

    assert (code, told in err) == (1, True), err
    assert texts(cli) == before


def test_what_makes_a_check_fail_is_refused_after_its_proof(cli: CommandLine) -> None:
    unwanted = b'- {ask: "pears and apples, now", lang: en, must: not_answer}\n'
    cli.write("exact-globe/checks.yml", CHECKS + unwanted)
    before = texts(cli)

    code, out, err = add(cli)

    assert code == 1
    assert "Checks: 2 compared, 0 won, 1 lost." in out
    assert "exact-globe/checks.yml:5: error: With this phrasing the check fails: 'pears and apples, now'" in err
    assert texts(cli) == before


def test_what_check_will_warn_of_is_told_before_it_is_written_in_the_same_words(cli: CommandLine) -> None:
    cli.write("exact-globe/articles/mailbox.yml", article(en=("where is my mailbox", "where is my mailbox at last")))
    text = "where is my mailbox now"
    trial, added = add(cli, "version", text, "--dry-run"), add(cli, "version", text)
    checked = cli.run("check")

    (warning,) = (line for line in checked.out.splitlines() if f"The phrasing '{text}'" in line)
    assert (trial[0], added[0], checked.code) == (0, 0, 0)
    for _, out, _ in (trial, added):
        assert out.index("With it") < out.index(f"  {warning}\n") < out.index(out.splitlines()[-1])


@pytest.mark.parametrize(
    ("typed", "code", "told"), [(b"y\n", 0, ""), (b"n\n", 130, ""), (b"", 1, "so nothing was changed. Pass --yes")]
)
def test_what_takes_something_from_others_is_written_once_somebody_agrees(
    cli: CommandLine, typed: bytes, code: int, told: str
) -> None:
    before = texts(cli)

    outcome = cli.run("phrase", "prices", "which version please", "--language", "en", stdin=typed)

    assert (outcome.code, told in outcome.err, "Add it all the same?" in outcome.err) == (code, True, True)
    assert "Now:   answers with version" in outcome.out
    assert (texts(cli) == before) is (code != 0)


def test_what_takes_nothing_is_written_without_a_question(cli: CommandLine) -> None:
    outcome = cli.run("phrase", "version", "is my old Globe too old", "--language", "en")

    assert (outcome.code, "Add it all the same?" in outcome.err) == (0, False)
    assert f"\nAdded it: {VERSION}:9." in outcome.out


def test_a_warning_that_is_known_is_not_told(cli: CommandLine) -> None:
    cli.write("exact-globe/articles/mailbox.yml", article(en=("where is my mailbox", "where is my mailbox at last")))
    said = "The phrasing 'where is my mailbox now' of version is closer to mailbox"
    (cli.knowledge / "known-warnings.txt").write_text(f"{VERSION}: {said}\n")

    assert said not in add(cli, "version", "where is my mailbox now")[1]


def test_questions_of_the_last_days_are_compared(cli: CommandLine) -> None:
    now = SystemClock().now()
    with open_store(f"sqlite:///{cli.folder / 'data' / 'econnect-bot.db'}") as store, store.transaction() as kept:
        kept.questions.add(replace(asked("t1", at=now - timedelta(days=3)), text="apples and pears"))
        kept.questions.add(replace(asked("t2", at=now - timedelta(days=40)), text="pears"))

    _, out, _ = add(cli)

    told = "Questions of the last 30 days: 1, 1 with a word of it: 1 won, 0 lost.\n  + “apples and pears”: now"
    assert told in out


def test_without_a_database_it_is_said_that_no_question_was_compared(cli: CommandLine) -> None:
    assert "Questions of the last 30 days: not compared. There is no database at" in add(cli)[1]


def test_a_phrasing_of_a_draft_counts_once_that_is_published(cli: CommandLine) -> None:
    cli.write("exact-globe/articles/moved.yml", article("Moved", en=("moved",), nl=("weg",), extra="status: draft\n"))

    code, out, _ = add(cli, "moved")

    assert (code, "moved is a draft: its phrasings count once it is published." in out) == (0, True)


def test_words_that_are_understood_otherwise_all_the_same_are_told(cli: CommandLine) -> None:
    cli.write("products.yml", b"exact-globe: {name: Globe, role: ours}\nafas: {name: AFAS, role: other}\n")

    code, out, _ = add(cli, "version", "the old AFAS release")

    assert (code, "Even with it the bot does not answer with version" in out) == (0, True)


def test_a_broken_knowledge_base_is_told_with_its_errors(cli: CommandLine) -> None:
    cli.write("exact-globe/facts.yml", b"minimum_update: [")

    code, _, err = add(cli)

    assert (code, "exact-globe/facts.yml:" in err) == (1, True)


def test_a_file_that_cannot_be_written_stays_as_it_is(cli: CommandLine) -> None:
    before = texts(cli)

    with files_of_at_most(100):
        code, _, err = add(cli)

    assert (code, "cannot be written" in err) == (1, True)
    assert texts(cli) == before


def test_the_packages_copy_is_not_written(cli: CommandLine) -> None:
    copy = str(ROOT / "bot" / "shipped" / "knowledge")

    assert "knowledge copy FOLDER" in add(cli, "version", STRANGE, "--knowledge", copy)[2]
    assert "knowledge copy FOLDER" not in add(cli, "version", STRANGE, "--knowledge", copy, "--dry-run")[2]
