from __future__ import annotations

from dataclasses import replace

from bot.domain.article import PLEA
from bot.domain.reply import Answer, Clarification, HandOver, Match
from bot.domain.sentences import UtterancePart
from bot.matching.matcher import CleanedUtterance, Ranking
from bot.services.deciding import (
    ANSWER_FROM,
    RankedPart,
    as_offer,
    decide_together,
    is_answer,
    unless_exactly,
    without,
    without_small_talk,
)

SMALL_TALK = frozenset({"greeting"})


def ranking(best: str, confidence: float, *, gap: bool = False) -> Ranking:
    matches = (Match("other", 0.3), Match("third", 0.1)) if gap else (Match(best, 0.6), Match("third", 0.1))
    return Ranking(CleanedUtterance((), (), (), ""), matches, best if gap else None, confidence, ())


def part(
    best: str, confidence: float, kind: str = "question", *, quoted: bool = False, gap: bool = False
) -> RankedPart:
    return RankedPart(UtterancePart(best, kind, quoted), ranking(best, confidence, gap=gap))  # type: ignore[arg-type] # a kind


def test_a_sure_question_answers_whatever_stands_around_it() -> None:
    parts = [part("noise", 0.95, "statement"), part("version", 0.9), part("greeting", 0.99)]
    decision = decide_together(ranking("noise", 0.4), parts, "en", SMALL_TALK)

    assert isinstance(decision.reply, Answer)
    assert decision.reply.articles == ("version",)
    assert decision.by == (parts[1].part,)


def test_two_sure_questions_get_both_answers_and_a_gap_is_told_beside() -> None:
    parts = [part("version", 0.9), part("address", 0.8), part("prices", 0.9, gap=True)]
    reply = decide_together(ranking("version", 0.5), parts, "en", SMALL_TALK).reply

    assert isinstance(reply, Answer)
    assert (reply.articles, reply.gap) == (("version", "address"), "prices")


def test_where_the_question_names_nothing_the_message_is_not_sure_either() -> None:
    bare, whole = part("mailbox", 0.57), ranking("mailbox", 0.7)

    assert isinstance(decide_together(whole, [bare], "en", SMALL_TALK).reply, Answer)
    unsure = replace(bare, names_nothing=True)
    assert isinstance(decide_together(whole, [unsure], "en", SMALL_TALK).reply, Clarification)


def test_a_sure_gap_alone_is_handed_over() -> None:
    reply = decide_together(ranking("x", 0.2), [part("prices", 0.9, gap=True)], "en", SMALL_TALK).reply
    assert isinstance(reply, HandOver)
    assert reply.gap == "prices"


def test_a_question_that_is_not_sure_keeps_a_sure_one_from_being_half_an_answer() -> None:
    parts = [part("version", 0.9), part("address", 0.5)]
    reply = decide_together(ranking("x", 0.2), parts, "en", SMALL_TALK).reply

    assert isinstance(reply, Clarification)
    assert reply.articles[:2] == ("version", "address")


def test_a_scrap_that_is_hardly_anything_vetoes_nothing() -> None:
    parts = [part("version", 0.9), part("address", 0.4), part("third", 0.6, "request")]
    assert isinstance(decide_together(ranking("x", 0.2), parts, "en", SMALL_TALK).reply, Answer)


def test_a_statement_answers_over_a_higher_bar_and_only_where_no_question_says_otherwise() -> None:
    told = part("version", 0.92, "statement")
    assert isinstance(decide_together(ranking("x", 0.2), [told], "en", SMALL_TALK).reply, Answer)
    low = part("version", 0.8, "statement")
    assert isinstance(decide_together(ranking("x", 0.2), [low], "en", SMALL_TALK).reply, Clarification)
    against = part("address", 0.5)
    assert isinstance(decide_together(ranking("x", 0.2), [told, against], "en", SMALL_TALK).reply, Clarification)
    quoted = part("version", 0.95, "statement", quoted=True)
    assert not isinstance(decide_together(ranking("x", 0.2), [quoted], "en", SMALL_TALK).reply, Answer)


def test_the_whole_answers_where_it_is_sure_and_no_question_is_against_it() -> None:
    parts = [part("version", 0.5), part("noise", 0.2)]
    assert isinstance(decide_together(ranking("version", 0.8), parts, "en", SMALL_TALK).reply, Answer)
    against = [part("address", 0.5), part("noise", 0.2)]
    assert isinstance(decide_together(ranking("version", 0.8), against, "en", SMALL_TALK).reply, Clarification)


def test_a_message_that_only_tells_is_answered_over_the_higher_bar() -> None:
    parts = [part("version", 0.6, "statement"), part("noise", 0.2, "statement")]
    told = decide_together(ranking("version", 0.8), parts, "en", SMALL_TALK, asks=False).reply
    assert isinstance(told, Clarification)
    surely = decide_together(ranking("version", 0.92), parts, "en", SMALL_TALK, asks=False).reply
    assert isinstance(surely, Answer)


def test_what_is_passed_on_counts_where_the_sender_asks_nothing_sure() -> None:
    parts = [part(PLEA, 0.86), part("version", 0.9, quoted=True)]
    reply = decide_together(ranking("x", 0.2), parts, "en", SMALL_TALK).reply
    assert isinstance(reply, Answer)
    assert reply.articles == ("version",)
    own = [part("address", 0.9), part("version", 0.9, quoted=True)]
    reply = decide_together(ranking("x", 0.2), own, "en", SMALL_TALK).reply
    assert isinstance(reply, Answer)
    assert reply.articles == ("address",)


def test_small_talk_decides_only_where_there_is_nothing_else() -> None:
    hello = part("greeting", 0.95)
    alone = decide_together(ranking("greeting", 0.9), [hello], "en", SMALL_TALK).reply
    assert isinstance(alone, Answer)
    beside = decide_together(ranking("greeting", 0.9), [hello, part("version", 0.5)], "en", SMALL_TALK).reply
    assert isinstance(beside, Clarification)
    assert beside.articles[0] == "version"


def test_nothing_that_fits_is_handed_over_and_an_unsure_gap_by_its_name() -> None:
    parts = [part("version", 0.1), part("address", 0.2)]
    reply = decide_together(ranking("x", 0.1), parts, "en", SMALL_TALK).reply
    assert isinstance(reply, HandOver)
    assert reply.gap is None
    gap = decide_together(ranking("x", 0.1), [part("prices", 0.6, gap=True)], "en", SMALL_TALK).reply
    assert isinstance(gap, HandOver)
    assert gap.gap == "prices"


def test_in_doubt_of_the_product_an_answer_is_offered() -> None:
    offered = as_offer(Answer("en", ("version",), 0.95))
    assert isinstance(offered, Clarification)
    assert offered.articles == ("version",)
    assert as_offer(HandOver("en", None, 0.1)) == HandOver("en", None, 0.1)


def test_small_talk_is_never_offered_nor_the_way_to_the_team() -> None:
    offer = Clarification("en", ("greeting", "version"), 0.5)

    assert without_small_talk(offer, SMALL_TALK) == Clarification("en", ("version",), 0.5)
    assert without_small_talk(Clarification("en", ("greeting",), 0.5), SMALL_TALK) == HandOver("en", None, 0.5)
    pleas = Clarification("en", (PLEA, "version"), 0.5), Clarification("en", ("version", PLEA), 0.5)
    assert without_small_talk(pleas[0], SMALL_TALK) == HandOver("en", None, 0.5)
    assert without_small_talk(pleas[1], SMALL_TALK) == Clarification("en", ("version",), 0.5)
    answer = Answer("en", ("greeting",), 0.9)
    assert without_small_talk(answer, SMALL_TALK) is answer


def test_an_error_text_is_answered_only_where_an_article_is_about_just_that() -> None:
    sure, likely = Answer("en", ("mailbox",), 0.95), Answer("en", ("mailbox",), 0.8)

    assert unless_exactly(sure, "error-texts") is sure
    assert unless_exactly(likely, "error-texts") == HandOver("en", "error-texts", 0.8)
    assert unless_exactly(Clarification("en", ("mailbox",), 0.5), "error-texts") == HandOver("en", "error-texts", 0.5)
    assert unless_exactly(HandOver("en", None, 0.2), "error-texts") == HandOver("en", "error-texts", 0.2)
    handed_over = HandOver("en", "prices", 0.8)
    assert unless_exactly(handed_over, "error-texts") is handed_over


def test_an_article_that_is_about_something_else_is_taken_out() -> None:
    both = Answer("en", ("version", "mailbox"), 0.9)

    assert without(both, "version", "in-use") == Answer("en", ("mailbox",), 0.9, gap="in-use")
    assert without(replace(both, gap="prices"), "version", "in-use") == Answer("en", ("mailbox",), 0.9, gap="prices")
    assert without(Answer("en", ("version",), 0.9), "version", "in-use") == HandOver("en", "in-use", 0.9)
    offer = Clarification("en", ("version", "mailbox"), 0.5)
    assert without(offer, "version", "in-use") == HandOver("en", "in-use", 0.5)
    for untouched in (HandOver("en", None, 0.2), Answer("en", ("mailbox",), 0.9), offer):
        assert without(untouched, None, "in-use") is untouched


def test_what_is_told_like_a_plea_decides_nothing_beside_a_question() -> None:
    told, asked = part(PLEA, 0.99, "statement"), part("greeting", 0.9)
    reply = decide_together(ranking("x", 0.1), [told, asked], "en", SMALL_TALK).reply

    assert isinstance(reply, HandOver)


def test_a_close_finish_and_a_plea_must_be_surer() -> None:
    close = replace(ranking("manual", 0.7), matches=(Match("manual", 0.5), Match("automatic", 0.45)))
    assert not is_answer(close, ANSWER_FROM)
    assert is_answer(replace(close, confidence=0.85), ANSWER_FROM)
    assert not is_answer(ranking(PLEA, 0.82), ANSWER_FROM)
    assert is_answer(ranking(PLEA, 0.85), ANSWER_FROM)
