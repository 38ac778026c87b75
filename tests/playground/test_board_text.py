from __future__ import annotations

from datetime import UTC, date, datetime

from bot.domain.problem import Problem
from bot.domain.report import Unanswered
from bot.matching.building import build
from bot.playground.board_text import board_in_text
from bot.services.answering import Answering
from bot.services.surveying import AskedLately, board_of
from tests.factories import answering_alone, article, knowledge_base

DRAFT = article("Hello", en=("hi",), nl=("hoi",), extra="status: draft\n")
KNOWLEDGE = knowledge_base(greeting=DRAFT)
BOT = answering_alone(Answering(KNOWLEDGE, build(KNOWLEDGE)))
EXPECTED = """\
Knowledge board

Mistakes in the files: 1
- a.yml:3: error: It is wrong. Mend it.
Warnings are not here: econnect-bot check tells them.

Unanswered questions: 2
- “strange price of pears” (asked 1×); closest: prices (prices)
- “☃ qqq” (asked 1×); it is like nothing that the bot knows

Drafts: 1
- Hello (greeting); phrasings: 2, checks: 0, review on 23 Feb 2027

Reviews due: 2
- 23 Feb 2027 · The mailbox · support
- 23 Feb 2027 · The version · support

Articles: 2
- The mailbox (mailbox); phrasings: 2, checks: 0, review on 23 Feb 2027
- The version (version); phrasings: 4, checks: 1, review on 23 Feb 2027

Topics without an answer: 1
- prices (prices); phrasings: 6, asked 2×

In a terminal, econnect-bot preview SLUG shows one of them as people see it in Slack.
"""


def test_all_that_stands_on_the_board_is_told_in_lines() -> None:
    noon = datetime(2026, 11, 25, 12, tzinfo=UTC)
    unanswered = tuple(Unanswered(text, "en", "UALICE", noon) for text in ("strange price of pears", "☃ qqq"))
    asked = [AskedLately((), unanswered, (("prices", 2),))]
    board = board_of(BOT, asked, date(2027, 2, 20))

    problems = (Problem("a.yml", 3, "It is wrong", "Mend it."),)
    assert board_in_text(board, problems, BOT.knowledge, "en") == EXPECTED


def test_it_is_told_in_dutch_as_well() -> None:
    told = board_in_text(board_of(BOT, (), date(2026, 11, 25)), (), BOT.knowledge, "nl")

    assert told.startswith("Overzicht kennisbank\n\nFouten in de bestanden: 0\nWaarschuwingen staan er niet bij: die")
    assert "- The version (nl) (version); formuleringen: 4, controles: 1, nakijken op 23 feb 2027" in told
