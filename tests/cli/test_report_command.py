"""`report`, on a real database."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.clock import today
from bot.storage.access import open_store
from tests.storage.reports_contract import fill

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


@pytest.fixture
def kept(cli: CommandLine) -> CommandLine:
    with open_store(f"sqlite:///{cli.folder / 'data' / 'econnect-bot.db'}") as store:
        fill(store)
    return cli


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("text", "Questions asked"),
        ("markdown", "| Questions asked | "),
        ("csv", "Questions,Questions asked,"),
        ("html", "<!doctype html>"),
    ],
)
def test_the_report_is_printed_in_the_form_that_is_wanted(kept: CommandLine, form: str, told: str) -> None:
    outcome = kept.run("report", "--since", "2026-11-01", "--format", form)
    assert outcome.code == 0
    assert told in outcome.out


def test_it_is_written_to_a_file_and_in_dutch(kept: CommandLine) -> None:
    outcome = kept.run("report", "--since", "2026-11-01", "--format", "html", "--lang", "nl", "--output", "r.html")
    assert (outcome.code, outcome.out) == (0, "")
    assert "Het supportteam" in (kept.folder / "r.html").read_text(encoding="utf-8")


def test_a_spreadsheet_reads_its_file_right(kept: CommandLine) -> None:
    assert "cannot be written" in kept.run("report", "--output", "nowhere/r.csv").err
    assert kept.run("report", "--since", "2026-11-01", "--format", "csv", "--output", "r.csv").code == 0
    written = (kept.folder / "r.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfQuestions,")
    assert b"\r\n" in written


def test_a_dutch_excel_gets_semicolons_and_the_mark_in_a_file_and_on_the_way_to_one(kept: CommandLine) -> None:
    printed = kept.run("report", "--since", "2026-11-01", "--excel").out
    kept.run("report", "--since", "2026-11-01", "--excel", "--format", "csv", "--output", "r.csv")

    written = (kept.folder / "r.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfQuestions;Questions asked;")
    assert printed.encode() == written
    assert kept.run("report", "--excel", "--format", "html").code == 2


@pytest.mark.parametrize(
    ("since", "count"), [("2026-11-25", 4), ("2026-11-26", 0), ("900w", 6), ("900weeks", 6), ("900 Weeks", 6)]
)
def test_only_what_was_asked_since_then_is_in_it(kept: CommandLine, since: str, count: int) -> None:
    told = json.loads(kept.run("report", "--since", since, "--format", "json").out)
    assert sum(told["figures"]["asked"].values()) == count
    assert datetime.fromisoformat(told["period"]["until"]).tzinfo == UTC


@pytest.mark.parametrize("since", ["soon", "7", "d", "2026-13-01", "99999d", "4weekss"])
def test_a_time_that_cannot_be_read_is_told_with_an_example(kept: CommandLine, since: str) -> None:
    outcome = kept.run("report", "--since", since)
    assert outcome.code == 2
    assert "for example 2026-11-01, yesterday, 7d (seven days) or 4w (four weeks)" in outcome.err


def test_without_a_database_it_says_so(cli: CommandLine) -> None:
    outcome = cli.run("report")
    assert outcome.code == 1
    assert "There is no database" in outcome.err


@pytest.mark.parametrize(
    ("since", "begin"),
    [
        ("2026-11-25", "2026-11-24T23:00:00+00:00"),  # midnight in Amsterdam
        ("2026-07-01T12:00", "2026-07-01T10:00:00+00:00"),
        ("2026-11-25T00:00+02:00", "2026-11-24T22:00:00+00:00"),
        ("2026-11-25T00:00-05:00", "2026-11-25T05:00:00+00:00"),
        ("2026-11-25T00:00Z", "2026-11-25T00:00:00+00:00"),
        ("1976-01-01", "1975-12-31T23:00:00+00:00"),  # a hundred changes of the clock
    ],
)
def test_a_report_begins_where_the_team_is_unless_an_offset_says_otherwise(
    kept: CommandLine, since: str, begin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ECONNECT_TRIAGE_CHANNEL", "C0123456789")
    told = json.loads(kept.run("report", "--since", since, "--format", "json").out)

    assert told["period"]["since"] == begin
    assert told["period"]["zone"] == "Europe/Amsterdam"


@pytest.mark.parametrize(("word", "days"), [("today", 0), ("Yesterday", 1)])
def test_a_day_can_be_named_by_a_word(kept: CommandLine, word: str, days: int) -> None:
    begins = [
        json.loads(kept.run("report", "--since", since, "--format", "json").out)["period"]["since"]
        for since in (word, (today() - timedelta(days=days)).isoformat())
    ]
    assert begins[0] == begins[1]
