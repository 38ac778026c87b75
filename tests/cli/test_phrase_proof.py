from __future__ import annotations

from bot.cli.phrase_proof import proof_in_lines, warnings_in_lines
from bot.domain.article import Check
from bot.domain.problem import Problem
from bot.domain.reply import Answer, HandOver
from bot.matching.lint import Near
from bot.matching.matcher import Phrase
from bot.services.checking import FailedCheck
from bot.services.proving import ChangedReply, Proof

OVER, ANSWER = HandOver("en", None, 0.1), Answer("en", ("version",), 0.93)
CHANGED = ChangedReply("is it\n\nold", OVER, ANSWER)
CHECK = FailedCheck(Check("too old?", "en", "answer", "version", "checks.yml", 7), ANSWER)
NEAR = Near(Phrase("is it new", "mailbox", "en"), 0.456)
NOTHING = Proof(CHANGED, 5, (), (), (), (), None, is_reached=True)


def told(proof: Proof, questions: int | str = 12) -> list[str]:
    return list(proof_in_lines(proof, 34, questions, lambda target, text: (f"{target}.yml", len(text or ""))))


def test_where_nothing_changes_it_is_told_of_how_much() -> None:
    assert told(NOTHING) == [
        "Now:   hands over to the support team",
        "Then:  answers with version (93% sure)",
        "Checks: 34 compared, 0 won, 0 lost.",
        "Questions of the last 30 days: 12, 5 with a word of it: 0 won, 0 lost.",
    ]


def test_what_is_won_and_lost_is_told_line_by_line() -> None:
    lines = told(Proof(CHANGED, 5, (CHECK,), (CHECK,), (CHANGED,), (CHANGED,), NEAR, is_reached=True))

    assert lines[3].startswith("  + checks.yml:7: “too old?”: then answers with version")
    assert lines[4].startswith("  - checks.yml:7: ")
    assert lines[6].startswith("  - “is it old”: now hands over to the support team; then answers with version")
    assert lines[7].startswith("  + “is it old”")
    assert lines[8] == "Closest elsewhere: “is it new” of mailbox (46% alike), mailbox.yml:9"


def test_why_no_question_was_compared_is_told() -> None:
    assert told(NOTHING, "There is no database.")[-1] == (
        "Questions of the last 30 days: not compared. There is no database."
    )


def test_of_many_lines_the_first_are_told() -> None:
    lines = told(Proof(CHANGED, 5, (), (), (CHANGED,) * 25, (), None, is_reached=True))

    assert (len(lines), lines[-1]) == (25, "  … and 5 more")


def test_what_is_not_alike_at_all_is_no_collision() -> None:
    far = Near(NEAR.phrase, 0.0)

    assert not any("Closest" in line for line in told(Proof(CHANGED, 5, (), (), (), (), far, is_reached=True)))


def test_warnings_to_come_are_told_in_their_own_words_and_nothing_without_any() -> None:
    warning = Problem("version.yml", 9, "It is closer to mailbox", "Reword it.", severity="warning")

    assert list(warnings_in_lines([warning])) == ["With it `econnect-bot check` will warn:", f"  {warning}"]
    assert list(warnings_in_lines([])) == []
