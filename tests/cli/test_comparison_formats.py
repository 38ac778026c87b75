from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.cli.comparison_formats import WRITERS, to_json, to_markdown, to_text
from bot.domain.article import Check
from bot.domain.calculation import Outcome
from bot.domain.language import Bilingual, Language
from bot.domain.markup import Paragraph
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp, HandOver, Reply
from bot.services.comparing import AskedAgain, Comparison, Difference, TitledReply
from bot.services.comparing_products import ChangedProducts
from bot.services.comparing_texts import ChangedFact, ChangedText, Reworded, RewordedStep

if TYPE_CHECKING:
    from collections.abc import Callable

CHECK = Check("which version", "en", "answer", "version", "exact-globe/checks.yml", 7)
ASKED = AskedAgain("which version", "which version", check=CHECK, is_demanded=True)
ANSWER = TitledReply(Answer("en", ("version",), 0.934), (("version", "The version"),))
OVER = TitledReply(HandOver("en", "prices", 0.1), ())
NOTHING = Comparison("v1", "v2", (), (), (), 435, 1200)


def text(language: Language) -> ChangedText:
    return ChangedText(language, ("T", (Paragraph(("old",)),)), ("T", (Paragraph(("new",)),)))


def changed(reply: Reply, text: str = "who asked", *, check: Check | None = None) -> Comparison:
    asked = AskedAgain(text, text, "en", check=check, times=3)
    return replace(NOTHING, changed=(Difference(asked, TitledReply(reply, ()), OVER),))


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_where_nothing_changes_there_is_one_line(form: str) -> None:
    told = WRITERS[form](NOTHING, "main")

    assert "\n" not in told
    assert told.startswith("No reply changes against ")
    assert told.endswith(": 435 checks and 1,200 logged questions asked.")
    assert to_text(replace(NOTHING, questions=None), "main").endswith(": 435 checks asked.")


def test_a_terminal_is_told_the_lost_ones_first_each_with_both_replies() -> None:
    found = replace(NOTHING, lost=(Difference(ASKED, ANSWER, OVER),), won=(Difference(ASKED, OVER, ANSWER),))

    assert to_text(found, "main").splitlines() == [
        "Against main: 1 lost check, 1 won check, 0 changed questions, of 435 checks and 1,200 logged questions.",
        "",
        "Lost checks (1)",
        "  exact-globe/checks.yml:7: “which version”",
        "      before: answers with version “The version” (93% sure)",
        "      after:  hands over to the support team, as the gap prices",
        "",
        "Won checks (1)",
        "  exact-globe/checks.yml:7: “which version”",
        "      before: hands over to the support team, as the gap prices",
        "      after:  answers with version “The version” (93% sure)",
    ]


def test_articles_that_read_otherwise_are_told_below_with_their_languages() -> None:
    found = replace(
        NOTHING, reworded=(Reworded("version", (text("nl"),)), Reworded("mailbox", (text("en"), text("nl"))))
    )

    assert to_text(found, "main").splitlines()[1:] == [
        "",
        "Articles that read otherwise (2)",
        "  version (nl)",
        "    - old",
        "    + new",
        "  mailbox (en, nl)",
        "    en:",
        "    - old",
        "    + new",
        "    nl:",
        "    - old",
        "    + new",
    ]
    written = to_markdown(found, "main").splitlines()
    begin = written.index("- `version` (nl)")
    assert written[begin : begin + 6] == [
        "- `version` (nl)",
        "  ```diff",
        "  - old",
        "  + new",
        "  ```",
        "- `mailbox` (en, nl)",
    ]
    assert json.loads(to_json(found, "main"))["reworded"][0] == {
        "article": "version",
        "languages": ["nl"],
        "changes": [{"language": "nl", "removed": ["old"], "added": ["new"]}],
    }


def test_steps_of_the_set_up_are_told_likewise() -> None:
    found = replace(NOTHING, steps=(RewordedStep("exact-globe", "create", (text("nl"),)),))

    assert to_text(found, "main").splitlines()[2:] == [
        "Set-up steps that read otherwise (1)",
        "  exact-globe: create (nl)",
        "    - old",
        "    + new",
    ]
    assert "### Set-up steps that read otherwise (1)\n\n- `exact-globe: create` (nl)\n" in to_markdown(found, "main")
    (step,) = json.loads(to_json(found, "main"))["steps"]
    assert (step["folder"], step["step"], step["languages"]) == ("exact-globe", "create", ["nl"])
    assert step["changes"] == [{"language": "nl", "removed": ["old"], "added": ["new"]}]


def test_a_package_that_is_published_is_told_first_also_where_no_reply_changes() -> None:
    found = replace(NOTHING, products=ChangedProducts(("Kas*boek",), (), 435, 400, 0))

    first, second = to_text(found, "main").split("\n\n")
    assert first.startswith("Against main: 0 lost checks, 0 won checks, 0 changed questions, of 435 checks")
    assert second.startswith("Kas*boek is published now. Questions that name no package are now asked back")
    assert "\n\nKas\\*boek is published now. " in to_markdown(found, "main")
    assert json.loads(to_json(found, "main"))["products"] == {
        "published": ["Kas*boek"],
        "withdrawn": [],
        "asked": 435,
        "asked_back": 400,
        "asked_back_before": 0,
    }


def test_facts_with_another_value_are_told_with_both() -> None:
    update = ChangedFact("exact-globe", "minimum_update", Bilingual("413", "413"), Bilingual("41\r4", "41\r4"))
    address = ChangedFact("exact-globe", "address", None, Bilingual("<number>@a.eu", "<nummer>@a.eu"))
    found = replace(NOTHING, facts=(update, address))

    assert to_text(found, "main").splitlines()[1:] == [
        "",
        "Changed facts (2)",
        "  exact-globe: minimum_update: 413 → 41 4",
        "  exact-globe: address: none → <number>@a.eu (en), <nummer>@a.eu (nl)",
    ]
    assert to_markdown(found, "main").splitlines()[-2:] == [
        "| `minimum_update` of `exact-globe` | 413 | 41 4 |",
        r"| `address` of `exact-globe` | none | \<number>\@a.eu (en), \<nummer>\@a.eu (nl) |",
    ]
    assert json.loads(to_json(found, "main"))["facts"][1] == {
        "folder": "exact-globe",
        "name": "address",
        "before": None,
        "after": {"en": "<number>@a.eu", "nl": "<nummer>@a.eu"},
    }


def test_what_moves_a_cursor_reaches_no_terminal() -> None:
    assert "“a b c”" in to_text(changed(FollowUp("en", "why"), "a\n\x1b\u202eb\tc"), "main")


def test_how_often_something_was_asked_is_told_and_that_a_check_was_taken_out() -> None:
    assert "“who asked” (3 times)" in to_text(changed(FollowUp("en", "why")), "main")
    assert "checks.yml:7 (taken out): “who" in to_text(changed(FollowUp("en", "why"), check=CHECK), "main")


def test_what_differs_is_told_in_words_also_where_it_is_no_article() -> None:
    names = {"exact-globe": "Exact Globe", "afas": "AFAS"}
    begins = replace(ANSWER, reply=replace(ANSWER.reply, about="afas"), begins_with="afas", products=names)
    asks = TitledReply(Clarification("en", (), 1.0, products=("exact-globe", "afas")), (), products=names)
    told = to_text(
        replace(NOTHING, changed=(Difference(ASKED, ANSWER, begins), Difference(ASKED, ANSWER, asks))), "main"
    )

    assert "before: answers with version “The version” (93% sure)\n" in told
    assert "after:  answers with version “The version” (93% sure), beginning with: this is about AFAS\n" in told
    assert told.endswith("after:  asks which package is meant: Exact Globe or AFAS")


def test_what_differs_in_no_word_says_so() -> None:
    there = TitledReply(replace(ANSWER.reply, about="afas"), ANSWER.articles)
    told = to_text(replace(NOTHING, changed=(Difference(ASKED, ANSWER, there),)), "main")

    assert told.endswith("after:  answers with version “The version” (93% sure), otherwise in details")


@pytest.mark.parametrize("write", [to_text, to_markdown])
def test_nothing_is_told_in_a_programmers_words(write: Callable[[Comparison, str], str]) -> None:
    replies = (
        Clarification("en", ("version",), 1.0),
        Calculation("en", Outcome("version-check", value="no")),
        HandOver("nl", None, 0.2, product="afas"),
    )
    for reply in replies:
        told = write(changed(reply), "main")
        assert not [
            word for word in ("clarification", "version-check", "calculated", "(1.00)", " in nl") if word in told
        ]


def test_a_number_that_somebody_asked_about_is_not_told_and_that_of_a_check_is() -> None:
    outcome = Outcome("mailbox-address", value="01035286@facturen.econnect.eu", read="01035286")
    theirs, ours = (changed(Calculation("en", outcome), check=check) for check in (None, CHECK))

    for write in WRITERS.values():
        assert "01035286" not in write(theirs, "main")
        assert "01035286" in write(ours, "main")


def test_what_was_typed_does_nothing_in_a_pull_request() -> None:
    told = to_markdown(changed(FollowUp("en", "why"), "a | b `@team` <b>\n#1"), "x`y")
    row = told.splitlines()[-1]

    assert row.startswith(r"| `` a \| b `@team` <b> #1 `` (3 times) | takes it for a word on what was said")
    assert row.endswith(" | hands over to the support team, as the gap prices |")
    assert told.startswith("Against `` x`y ``: ")
    assert "### Changed questions (1)\n\n| question | before | after |\n| --- | --- | --- |\n" in told


def test_a_title_is_text_and_no_markup_in_a_table() -> None:
    titled = TitledReply(ANSWER.reply, (("version", "A | *b* <i>"),))
    told = to_markdown(replace(NOTHING, lost=(Difference(ASKED, titled, OVER),)), "main")

    assert r"answers with version “A \| \*b\* \<i>” (93% sure)" in told
    assert "| `which version`<br>exact-globe/checks.yml:7 |" in told


def test_programs_get_every_field() -> None:
    found = replace(NOTHING, lost=(Difference(ASKED, ANSWER, OVER),), questions=None)
    made = json.loads(to_json(found, "main"))

    lost = made.pop("lost")
    assert made == {
        "ok": False,
        "against": "main",
        "before": "v1",
        "after": "v2",
        "checks": 435,
        "questions": None,
        "won": [],
        "changed": [],
        "reworded": [],
        "steps": [],
        "facts": [],
        "products": None,
    }
    assert lost == [
        {
            "ask": "which version",
            "times": 1,
            "path": "exact-globe/checks.yml",
            "line": 7,
            "must": "answer",
            "before": {
                "kind": "answer",
                "articles": [{"article": "version", "title": "The version"}],
                "confidence": 0.934,
                "gap": None,
                "product": None,
                "unknown": None,
                "about": None,
                "products": [],
                "calculations": [],
                "language": "en",
            },
            "after": {
                "kind": "hand_over",
                "articles": [],
                "confidence": 0.1,
                "gap": "prices",
                "product": None,
                "unknown": None,
                "about": None,
                "products": [],
                "calculations": [],
                "language": "en",
            },
        }
    ]


def test_programs_get_no_check_with_what_people_asked() -> None:
    outcome = Outcome("version-check", value="yes")
    (made,) = json.loads(to_json(changed(Calculation("en", outcome)), "main"))["changed"]

    assert (made["path"], made["line"], made["must"], made["times"]) == (None, None, None, 3)
    assert made["before"]["calculations"] == [
        {"calculator": "version-check", "value": "yes", "error": None, "warning": None}
    ]


def test_a_reply_in_the_other_language_says_so_and_one_in_the_same_does_not() -> None:
    dutch = TitledReply(HandOver("nl", "prices", 0.1), ())
    told = to_text(replace(NOTHING, changed=(Difference(ASKED, OVER, dutch),)), "main")

    assert "before: hands over to the support team, as the gap prices, in English\n" in told
    assert told.endswith("after:  hands over to the support team, as the gap prices, in Dutch")
    assert ", in English" not in to_text(replace(NOTHING, changed=(Difference(ASKED, OVER, ANSWER),)), "main")
