from __future__ import annotations

import json
from datetime import UTC, date, datetime

from bot.domain.problem import Problem
from bot.domain.report import Unanswered
from bot.matching.building import build
from bot.playground.workbench_json import board_as_json, preview_as_json, problem_as_json
from bot.rendering.targets.block_kit import Rendered
from bot.services.answering import Answering
from bot.services.previewing import preview_of
from bot.services.surveying import AskedLately, board_of
from tests.factories import CHECKS, answering_alone, article, knowledge_base
from tests.several import answering_of_several, library_of_several

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
WRONG = b'- {ask: "pears and plums", lang: en, must: answer, article: version}\n'
DRAFT = article("Hello", en=("hi",), nl=("hoi",), extra="status: draft\n")
KNOWLEDGE = knowledge_base(greeting=DRAFT, checks=CHECKS + WRONG)
BOT = answering_alone(Answering(KNOWLEDGE, build(KNOWLEDGE)))


def asked(text: str, minute: int = 0) -> Unanswered:
    return Unanswered(text, "en", "UALICE", NOON.replace(minute=minute))


def lately(*unanswered: Unanswered, gaps: tuple[tuple[str, int], ...] = ()) -> AskedLately:
    return AskedLately((), unanswered, gaps)


def test_the_board_tells_articles_drafts_reviews_and_gaps() -> None:
    board = json.loads(
        json.dumps(board_as_json(board_of(BOT, [lately(gaps=(("prices", 2),))], date(2027, 2, 1)), BOT.knowledge))
    )

    assert board["articles"][1] == board["due"][1]
    assert board["due"][1] == {
        "slug": "version",
        "title": {"en": "The version", "nl": "The version (nl)"},
        "topic": "exact-globe",
        "owner": "support",
        "product": None,
        "path": "exact-globe/articles/version.yml",
        "phrasings": 4,
        "checks": 2,
        "due_on": "2027-02-23",
        "days_left": 22,
    }
    assert [(each["slug"], each["path"]) for each in board["drafts"]] == [("greeting", "general/greeting.yml")]
    assert board["gaps"] == [
        {
            "slug": "prices",
            "title": {"en": "prices", "nl": "prijzen"},
            "product": None,
            "path": "exact-globe/gaps.yml",
            "phrasings": 6,
            "asked": 2,
        }
    ]


def test_a_question_is_told_with_the_others_and_what_is_nearest() -> None:
    said = (asked("strange price of pears"), asked("price of strange pears", 1), asked("☃ qqq", 2))
    board = board_as_json(board_of(BOT, [lately(*said)], date(2026, 11, 25)), BOT.knowledge)

    pears, nothing = board["questions"]
    assert (pears["text"], pears["others"]) == ("price of strange pears", ["strange price of pears"])
    assert (pears["count"], pears["people"], pears["phrasings"]) == (2, 1, 2)
    assert (pears["nearest"]["slug"], pears["nearest"]["kind"]) == ("prices", "gap")
    assert pears["nearest"]["title"]["nl"] == "prijzen"
    assert nothing["nearest"] is None


def test_a_preview_tells_each_language_and_the_checks_that_fail() -> None:
    preview = preview_of("version", BOT)
    assert preview is not None

    told = preview_as_json(preview, BOT.knowledge, [Rendered("in English", []), Rendered("in het Nederlands", [])])

    assert [(each["language"], each["text"]) for each in told["replies"]] == [
        ("en", "in English"),
        ("nl", "in het Nederlands"),
    ]
    assert (told["kind"], told["checks"]) == ("article", 2)
    assert told["phrasings"]["en"] == ("which version do I need", "is my Globe too old")
    assert told["failed"] == [{"ask": "pears and plums", "must": "answer", "place": "exact-globe/checks.yml:5"}]


def test_a_problem_tells_its_place_as_far_as_it_is_known() -> None:
    assert problem_as_json(Problem("a.yml", 3, "It is wrong", "Mend it.")) == {
        "path": "a.yml",
        "place": "a.yml:3",
        "message": "It is wrong",
        "remedy": "Mend it.",
    }
    assert problem_as_json(Problem("a.yml", None, "x", "y"))["place"] == "a.yml"


def test_of_several_integrations_it_is_told_which_product_everything_is_about() -> None:
    asked = lately(Unanswered("kleur van de knop in Balansboek", "nl", "UALICE", NOON))
    board = board_as_json(board_of(answering_of_several(), [asked], date(2026, 11, 25)), library_of_several())

    told = {each["slug"]: (each["product"], each["path"]) for each in (*board["articles"], *board["gaps"])}
    assert told["balansboek/version-required"] == ("Balansboek", "balansboek/articles/version-required.yml")
    assert told["version-required"] == ("Exact Globe", "exact-globe/articles/version-required.yml")
    assert told["greeting"][0] is None
    assert {"folder": "balansboek", "product": "Balansboek"} in board["integrations"]
    assert board["questions"][0]["folder"] in {each["folder"] for each in board["integrations"]}


def test_where_there_is_one_product_it_is_not_told() -> None:
    board = board_as_json(board_of(BOT, (), date(2026, 11, 25)), BOT.knowledge)

    assert {each["product"] for each in (*board["articles"], *board["gaps"])} == {None}
