from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.answering import dictionary
from bot.domain.article import Check
from bot.domain.calculation import Outcome
from bot.domain.problem import Problem
from bot.domain.reply import Answer, Calculation, Clarification, HandOver, Reply
from bot.knowledge.loading import read
from bot.matching.building import build
from bot.services.answering import Answering
from bot.services.checking import (
    changed_by_mention,
    failed_checks,
    failed_product_checks,
    is_of_another_product,
    is_told_of,
    passes,
    phrasing_warnings,
    phrasings_drawn,
    product_checks,
    reply_to_check,
    review_warnings,
)
from tests.factories import article, knowledge_base, with_a_draft_of_afas
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

if TYPE_CHECKING:
    from bot.domain.article import KnowledgeBase
    from bot.domain.conversation import Memory, Question

ANSWER, OTHER = Answer("en", ("version",), 0.9), Answer("en", ("mailbox",), 0.9)
OFFER, BESIDE = Clarification("en", ("mailbox", "version"), 0.5), Clarification("en", ("mailbox",), 0.5)
OVER, NUMBER = HandOver("en", None, 0.1), Calculation("en", Outcome("version-check", error="ask"))
BOTH = Calculation("en", Outcome("version-check", value="no"), ("version",))


@pytest.mark.parametrize(
    ("must", "held_by", "broken_by"),
    [
        ("answer", [ANSWER, BOTH], [OTHER, OFFER, BESIDE, OVER, NUMBER]),
        ("offer", [ANSWER, OFFER, BOTH], [OTHER, BESIDE, OVER, NUMBER]),
        ("not_answer", [OVER, OFFER, BESIDE], [ANSWER, OTHER, NUMBER, BOTH]),
    ],
)
def test_what_a_check_demands(must: str, held_by: list[Reply], broken_by: list[Reply]) -> None:
    check = Check("?", "en", must, None if must == "not_answer" else "version", "checks.yml", 1)  # type: ignore[arg-type]

    assert all(passes(check, reply) for reply in held_by)
    assert not any(passes(check, reply) for reply in broken_by)


def test_misses_are_told_with_what_the_bot_said() -> None:
    knowledge = knowledge_base(checks=b'- {ask: "zzz qqq", lang: en, must: answer, article: version}\n')
    (failure,) = failed_checks(Answering(knowledge, build(knowledge)))

    assert failure.check.line == 1
    assert isinstance(failure.reply, HandOver)


def test_a_sound_knowledge_base_has_no_misses() -> None:
    knowledge = knowledge_base()

    assert failed_checks(Answering(knowledge, build(knowledge))) == ()


def place(owner: str, _text: str | None) -> tuple[str, int]:
    return owner, 7


def test_phrasings_that_lead_astray_are_named() -> None:
    knowledge = knowledge_base(
        mailbox=article(en=("where is my mailbox", "which version do you need"), nl=("waar is mijn brievenbus",))
    )
    told = [str(problem) for problem in phrasing_warnings(build(knowledge), place)]

    assert any("'which version do you need' of mailbox is closer to version" in line for line in told)
    assert any("version is the best match for some phrasings of mailbox" in line for line in told)
    assert all(":7: warning" in line for line in told)


def test_beside_others_what_is_shared_is_told_as_of_one_where_an_article_of_it_is_in_it() -> None:
    mailbox = article(en=("where is my mailbox", "which version do you need"), nl=("waar is mijn brievenbus",))
    knowledge = knowledge_base(mailbox=mailbox)
    beside, matcher = replace(knowledge, prefix="kasboek/"), build(knowledge)
    told = [*phrasing_warnings(matcher, place, None, beside)]

    assert {each.about for each in told} == {"kasboek"}
    assert all(each.message.startswith("Of kasboek: ") for each in told)
    assert [*phrasing_warnings(matcher, place, None, replace(beside, articles={}))] == []


def test_how_many_phrasings_they_are_and_which_is_told_and_is_no_part_of_what_a_warning_says() -> None:
    mailbox = article(en=("where is my mailbox", "which version do you need"), nl=("waar is mijn brievenbus",))
    told = list(phrasing_warnings(build(knowledge_base(mailbox=mailbox)), place))

    which = "of the 3 would lead there: 'which version do you need' (line 7)"
    assert [problem.remedy for problem in told if which in problem.remedy] != []
    assert not any(letter.isdigit() for problem in told for letter in problem.message)


def test_a_past_review_is_told_with_the_command_that_ends_it() -> None:
    told = [str(problem) for problem in review_warnings(knowledge_base(), date(2027, 3, 1), place)]

    assert any("mailbox has been due for review since 2027-02-23" in line for line in told)
    assert all(":7: warning" in line and "`econnect-bot reviewed " in line for line in told)


def test_a_review_on_a_day_to_come_is_told() -> None:
    knowledge = knowledge_base()
    today = min(each.reviewed_on for each in knowledge.articles.values()) - timedelta(days=1)
    remarks = [problem.message for problem in review_warnings(knowledge, today, place)]

    assert sorted(remarks) == sorted(f"{slug} has a review date in the future" for slug in knowledge.articles)


PRODUCTS = b"""
exact-globe: {name: Exact Globe, role: ours, aliases: [Globe]}
outlook: {name: Outlook, role: beside}
afas: {name: AFAS, role: other}
"""


def test_every_article_is_asked_about_with_every_other_products_name() -> None:
    knowledge = knowledge_base(products=PRODUCTS)
    checks = list(product_checks(knowledge))

    asked = {check.ask for check in checks}
    assert "is my AFAS too old" in asked
    assert {"is my Numerivo too old", "is mijn Numerivo te oud"} <= asked
    assert {check.must for check in checks} == {"not_answer"}
    assert failed_product_checks(Answering(knowledge, build(knowledge, dictionary()))) == ()


def test_what_another_products_name_decides_is_not_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    knowledge = knowledge_base(products=PRODUCTS)
    bot = Answering(knowledge, build(knowledge, dictionary()))
    weighed: list[str] = []
    reply_to = Answering.reply_to

    def heard(self: Answering, question: Question, memory: Memory) -> tuple[Reply, Memory]:
        weighed.append(question.text)
        return reply_to(self, question, memory)

    monkeypatch.setattr(Answering, "reply_to", heard)

    assert failed_product_checks(bot) == ()
    assert "is my AFAS too old" not in weighed
    assert "is my Numerivo too old" in weighed


def test_a_name_decides_no_more_than_the_reply_does() -> None:
    bot = Answering(shipped_knowledge(), shipped_matcher())
    checks = [
        check for check in product_checks(bot.knowledge, "version-required") if is_of_another_product(bot, check)
    ]

    assert len(checks) > 100
    assert all(passes(check, reply_to_check(bot, check)) for check in checks)


def test_a_name_decides_nothing_of_what_follows_up(monkeypatch: pytest.MonkeyPatch) -> None:
    knowledge = knowledge_base(products=PRODUCTS)
    bot = Answering(knowledge, build(knowledge, dictionary()))
    check = Check("is my AFAS too old", "en", "not_answer", "version", "", 1)
    assert is_of_another_product(bot, check)
    monkeypatch.setattr(Answering, "follow_up_in", lambda *_: "begin")

    assert not is_of_another_product(bot, check)


def test_an_answer_of_ours_to_another_product_is_a_stray() -> None:
    hidden = b"afas: {name: afas, role: other, needs_context: [afas]}\nexact-globe: {name: Globe, role: ours}\n"
    version = article("The version", en=("is my Globe too old", "is my afas too old"), nl=("is Globe te oud",))
    knowledge = knowledge_base(products=hidden, version=version)

    assert "is my afas too old" in {
        failure.check.ask for failure in failed_product_checks(Answering(knowledge, build(knowledge)))
    }


def test_a_product_beside_ours_that_changes_the_reply_is_told() -> None:
    version = article("The version", en=("which Globe",), nl=("welke versie van Globe is nodig",))
    mailbox = article(en=("we have Outlook here as well",), nl=("waar is mijn brievenbus",))
    knowledge = knowledge_base(products=PRODUCTS, version=version, mailbox=mailbox)
    told = [check.ask for check in changed_by_mention(Answering(knowledge, build(knowledge)))]

    assert told == ["We have Outlook here as well. which Globe"]


def test_it_is_told_which_phrasings_of_others_an_article_draws() -> None:
    mailbox = article(en=("where is my mailbox", "which version do you need"), nl=("waar is mijn brievenbus",))
    bot = answering_of(knowledge_base(mailbox=mailbox))
    told = [each.message for each in phrasings_drawn(bot, place, "version")]

    assert told == [
        "The phrasing 'which version do you need' of mailbox is closer to version",
        "version is the best match for some phrasings of mailbox",
    ]
    assert {each.path for each in phrasings_drawn(bot, place, "mailbox")} == {"version"}
    assert [*phrasings_drawn(bot, place, "greeting")] == []


def test_what_an_article_beside_others_draws_of_what_all_share_is_told_as_of_its_package() -> None:
    mailbox = article(en=("where is my mailbox", "which version do you need"), nl=("waar is mijn brievenbus",))
    base = knowledge_base(mailbox=mailbox)
    bot = answering_of(replace(base, prefix="kasboek/"))

    assert {each.about for each in phrasings_drawn(bot, place, "version")} == {"kasboek"}


def answering_of(base: KnowledgeBase) -> Answering:
    return Answering(base, build(base))


def test_without_products_nothing_is_generated() -> None:
    knowledge = knowledge_base()

    assert list(product_checks(knowledge)) == []
    assert list(changed_by_mention(Answering(knowledge, build(knowledge)))) == []


@pytest.mark.parametrize(
    ("check", "reply", "does_hold"),
    [
        (Check("x", "en", "calculate", None, "", 1, value="yes"), "version 418, ok?", True),
        (Check("x", "en", "calculate", None, "", 1, value="no"), "version 418, ok?", False),
        (Check("x", "en", "calculate", None, "", 1, value="yes"), "which version do I need", False),
        (Check("x", "en", "answer", "version", "", 1, also="mailbox"), "which version do I need", False),
    ],
)
def test_a_check_may_ask_for_a_calculation_or_for_two_answers(check: Check, reply: str, *, does_hold: bool) -> None:
    knowledge = knowledge_base()
    bot = Answering(knowledge, build(knowledge))
    assert passes(check, reply_to_check(bot, replace(check, ask=reply))) is does_hold


def test_it_is_told_how_far_the_generated_checks_are() -> None:
    knowledge = knowledge_base(products=PRODUCTS)
    heard: list[tuple[int, int]] = []
    failed_product_checks(
        Answering(knowledge, build(knowledge, dictionary())), lambda done, of: heard.append((done, of))
    )

    total = len(list(product_checks(knowledge)))
    assert heard == [(done, total) for done in range(1, total + 1)]


def test_one_article_is_checked_by_itself() -> None:
    astray = article(en=("where is my mailbox", "which version do I need now"), nl=("waar is mijn brievenbus",))
    checks = b"""\
- {ask: "zzz qqq", lang: en, must: answer, article: version}
- {ask: "zzz qqq qqq", lang: en, must: answer, article: mailbox}
"""
    knowledge = knowledge_base(mailbox=astray, checks=checks, products=PRODUCTS)
    bot, matcher = Answering(knowledge, build(knowledge)), build(knowledge)

    def told(only: str) -> set[str]:
        reviews = review_warnings(knowledge, date(2030, 1, 1), place, only)
        return {problem.path for problem in (*reviews, *phrasing_warnings(matcher, place, only))}

    assert [failure.check.article for failure in failed_checks(bot, "mailbox")] == ["mailbox"]
    assert (told("mailbox"), told("version")) == ({"mailbox"}, {"version"})
    assert {check.article for check in product_checks(knowledge, "version")} == {"version"}
    assert {check.article for check in changed_by_mention(bot, "mailbox")} <= {"mailbox"}
    assert failed_product_checks(bot, only="mailbox") == ()


def test_a_draft_is_told_of_what_stands_in_its_own_folder_alone() -> None:
    library, problems = read(with_a_draft_of_afas())
    assert library is not None, problems
    own, shared = (Problem(path, 1, "", "", severity="warning") for path in ("afas/gaps.yml", "kinds/prices.yml"))

    assert [is_told_of(library.drafts[0], each) for each in (own, shared)] == [True, False]
    assert [is_told_of(library.bases[0], each) for each in (own, shared)] == [True, True]
