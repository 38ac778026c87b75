from __future__ import annotations

import json

import click

from bot.cli.check_formats import Checked, counted, to_json, to_text
from bot.domain.article import Check
from bot.domain.problem import Problem
from bot.domain.reply import HandOver
from bot.services.checking import FailedCheck

ERROR = Problem("a/articles/version.yml", 3, "'title' is empty", "Fill it in.")
WARNING = Problem("a/articles/version.yml", 9, "close to mailbox", "Reword it.", severity="warning")
VERSION = Check("which version", "en", "answer", "version", "a/checks.yml", 4)
ANOTHERS = Check("which version of AFAS", "en", "not_answer", "version", "a/articles/version.yml", 5)
IN_PASSING = Check("We have Outlook. which version", "en", "answer", "version", "a/articles/version.yml", 5)


def text_of(found: Checked, slug: str | None = None) -> list[str]:
    return click.unstyle(to_text(found, slug, is_all=False)).splitlines()


def test_what_is_sound_is_told_in_two_lines() -> None:
    assert text_of(Checked((), asked=1)) == ["0 errors, 0 warnings.", "1 of 1 checks passed."]
    assert json.loads(to_json(Checked((), asked=1)))["ok"] is True


def test_errors_stand_first_and_warnings_are_no_failure() -> None:
    lines = text_of(Checked((WARNING, ERROR)))

    assert [line.split(": ")[0] for line in lines[:2]] == ["a/articles/version.yml:3", "a/articles/version.yml:9"]
    assert lines[2] == "1 error, 1 warning."
    assert json.loads(to_json(Checked((WARNING,))))["ok"] is True
    assert json.loads(to_json(Checked((ERROR,))))["ok"] is False


def test_known_warnings_are_counted_with_the_command_that_shows_them() -> None:
    (_, one), (_, two) = text_of(Checked((), known=1)), text_of(Checked((), known=2), "version")

    assert "1 known warning is left out" in one
    assert "check --all` shows it." in one
    assert "2 known warnings are left out" in two
    assert "check version --all` shows them." in two


def test_what_failed_is_no_success_and_counted() -> None:
    found = Checked((), asked=2, failed=[FailedCheck(VERSION, HandOver("en", None, 0.2))])
    changed = Checked((), failed_on_products=[FailedCheck(VERSION, HandOver("en", None, 0.2))])

    assert text_of(found)[1] == "a/checks.yml:4: “which version”"
    assert text_of(found)[-1] == "1 of 2 checks passed."
    assert json.loads(to_json(found))["ok"] is json.loads(to_json(changed))["ok"] is False
    assert json.loads(to_json(found))["misses"][0]["said"] == "hands over to the support team"


def test_of_many_warnings_about_a_package_in_what_it_shares_one_line_tells() -> None:
    places = [("kinds/prices.yml", 9), ("kinds/hosting.yml", 4), ("kinds/prices.yml", 3), ("kinds/sla.yml", None)]
    shared = [Problem(*each, "Of afas: astray", "Mend it.", severity="warning", about="afas") for each in places]

    line, *_, counts = text_of(Checked((WARNING, *shared)))[1:]
    assert line.startswith("afas: warning: 4 warnings about phrasings that it shares")
    assert "in kinds/hosting.yml (4), kinds/prices.yml (3, 9), kinds/sla.yml (1). Each" in line
    assert counts == "0 errors, 5 warnings. 4 of them are not shown; --all shows them."
    assert str(shared[0]) in click.unstyle(to_text(Checked(shared), None, is_all=True))


def test_few_warnings_about_a_package_are_told_each() -> None:
    shared = [
        Problem("kinds/sla.yml", line, "Of afas: astray", "Mend it.", severity="warning", about="afas")
        for line in (1, 2, 3)
    ]

    assert text_of(Checked(shared))[:3] == [str(each) for each in shared]


def test_of_one_thing_there_is_one_and_of_others_many() -> None:
    assert [counted(number, "check") for number in (0, 1, 1200)] == ["0 checks", "1 check", "1,200 checks"]
