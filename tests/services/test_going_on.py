"""Follow-ups: two hundred conversations as people type them, and each way on by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from bot.domain.channel_manners import ChannelManners
from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.follow_ups import OF_THE_SETUP
from bot.domain.reply import Answer, Clarification, FollowUp, HandOver
from bot.domain.setup_guide import SetupGuide
from bot.services.answering import Answering
from bot.services.going_on import follow, is_followed_up, is_meant_for_bot, tells_something
from tests.conversations import FILES, LATER, conversations
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

if TYPE_CHECKING:
    from bot.domain.follow_ups import FollowUpKind
    from bot.domain.language import Language
    from bot.domain.reply import Reply
    from tests.conversations import Turn

HERE = Conversation("direct", "T1", "D1")


def turns(files: tuple[str, ...]) -> list[Turn]:
    return [turn for file in files for talk in conversations(file).values() for turn in talk]


@pytest.mark.slow
@pytest.mark.parametrize(("files", "share"), [(FILES, 0.95), (LATER, 0.75)])
def test_nineteen_of_twenty_follow_ups_are_understood_and_of_later_writers_most(
    files: tuple[str, ...], share: float
) -> None:
    follow_ups = [turn for turn in turns(files) if turn.means != "question"]
    missed = [(turn.says, turn.means, turn.taken) for turn in follow_ups if not turn.is_understood]
    assert len(follow_ups) > 200
    assert 1 - len(missed) / len(follow_ups) >= share, missed


@pytest.mark.slow
def test_no_new_question_is_taken_for_a_follow_up() -> None:
    questions = [turn for turn in turns((*FILES, *LATER)) if turn.means == "question"]
    assert len(questions) > 500
    assert [turn.says for turn in questions if turn.taken != "question"] == []


KNOWLEDGE = shipped_knowledge()
GLOBE = Memory(articles=("configure-globe",), offered=("mailbox-address-format", "retrieve-invoices"), trace_id="t1")


def on(kind: FollowUpKind, *articles: str, offered: tuple[str, ...] = (), trace_id: str | None = "t1") -> Reply:
    return follow(kind, Memory(articles=articles, offered=offered, trace_id=trace_id), KNOWLEDGE, "nl")


def word(reply: Reply) -> str:
    assert isinstance(reply, FollowUp)
    return reply.word


@pytest.mark.parametrize(
    ("kind", "said", "leads_to"),
    [
        ("next", "setup-overview", "prerequisites"),
        ("next", "create-mailbox-manual", "configure-globe"),
        ("previous", "create-mailbox-manual", "create-mailbox-automatic"),
        ("previous", "prerequisites", "setup-overview"),
        ("how", "configure-globe", "configure-globe"),
        ("where", "retrieve-invoices", "retrieve-invoices"),
        ("again", "version-required", "version-required"),
        ("in-en", "version-required", "version-required"),
    ],
)
def test_a_step_leads_to_the_next_and_back(kind: FollowUpKind, said: str, leads_to: str) -> None:
    reply = on(kind, said)
    assert isinstance(reply, Answer)
    assert reply.articles == (leads_to,)


@pytest.mark.parametrize(
    ("kind", "said", "told"),
    [
        ("next", "retrieve-invoices", "last-step"),
        ("next", "version-required", "beside"),
        ("previous", "version-required", "beside"),
        ("how", "version-required", "beside"),
        ("how", "setup-overview", "beside"),
        ("where", "configure-globe", "where"),
        ("shorter", "version-required", "shorter"),
        ("why", "version-required", "why"),
        ("never-mind", "version-required", "never-mind"),
    ],
)
def test_what_no_article_says_is_a_word(kind: FollowUpKind, said: str, told: str) -> None:
    assert word(on(kind, said)) == told


@pytest.mark.parametrize(("kind", "leads_to"), [("next", "retrieve-invoices"), ("previous", "configure-globe")])
@pytest.mark.parametrize("beside", [("contract-required",), ()])
def test_from_a_question_beside_a_step_one_goes_on_along_the_steps(
    kind: FollowUpKind, leads_to: str, beside: tuple[str, ...]
) -> None:
    reply = follow(kind, Memory(articles=beside, step="configure-globe"), KNOWLEDGE, "nl")
    assert reply == Answer("nl", (leads_to,), 1.0)
    assert word(follow("where", Memory(step="configure-globe"), KNOWLEDGE, "nl")) == "nothing-before"


def test_without_an_overview_nothing_stands_before_the_first_step() -> None:
    steps = KNOWLEDGE.setup.steps
    bare = replace(KNOWLEDGE, setup=SetupGuide(steps))
    assert word(follow("previous", Memory(articles=(steps[0].article,)), bare, "nl")) == "first-step"


def test_where_it_fails_the_steps_troubles_are_offered_and_elsewhere_what_stood_below() -> None:
    at_step, elsewhere = on("fails", "configure-globe"), on("fails", "version-required", offered=("prerequisites",))
    assert isinstance(at_step, FollowUp)
    assert isinstance(elsewhere, FollowUp)
    assert at_step.offered == ("mailbox-address-format", "version-required")
    assert elsewhere.offered == ("prerequisites",)


@pytest.mark.parametrize("kind", ["next", "where", "first", "that-one", "again", "why"])
def test_of_nothing_that_was_said_nothing_is_made(kind: FollowUpKind) -> None:
    assert word(on(kind, trace_id=None)) == "nothing-before"
    assert word(on(kind, "gone-since", offered=("gone-too",), trace_id=None)) == "nothing-before"


def test_one_chooses_by_place_and_where_it_is_not_plain_the_offer_comes_again() -> None:
    both = ("prerequisites", "version-required")
    assert on("second", offered=both) == Answer("nl", ("version-required",), 1.0)
    assert on("that-one", offered=both[:1]) == Answer("nl", ("prerequisites",), 1.0)
    for kind in ("that-one", "third", "next", "in-en"):
        assert on(kind, offered=both) == Clarification("nl", both, 1.0)


def test_the_last_is_chosen_whatever_the_number_and_both_where_there_are_two() -> None:
    both = ("prerequisites", "version-required")
    for offered in (
        both[1:],
        both,
        ("contract-required", *both),
        ("contract-required", "subscription-needed", *both),
    ):
        assert on("last", offered=offered) == Answer("nl", ("version-required",), 1.0)
    assert on("both", offered=both) == Answer("nl", both, 1.0)
    for offered in (both[:1], ("contract-required", *both)):
        assert on("both", offered=offered) == Clarification("nl", offered, 1.0)


def test_where_the_other_one_is_meant_the_offer_comes_again() -> None:
    both = ("prerequisites", "version-required")
    for offered in (both[:1], both):
        assert on("other", offered=offered) == Clarification("nl", offered, 1.0)


def test_who_takes_none_of_what_is_offered_is_led_to_people() -> None:
    assert on("none", offered=("prerequisites",)) == HandOver("nl", None, 0.0, is_after_choice=True)


def test_by_name_one_is_chosen_and_of_several_that_fit_one_is_asked_which() -> None:
    assert on("by-name", offered=("prerequisites",)) == Answer("nl", ("prerequisites",), 1.0)
    both = ("prerequisites", "version-required")
    assert on("by-name", offered=both) == Clarification("nl", both, 1.0)


ARTICLE: Final = Memory(articles=("configure-globe",), offered=("mailbox-address-format", "retrieve-invoices"))
CHOICE: Final = replace(ARTICLE, articles=())


@pytest.mark.parametrize(
    ("kind", "memory", "asks", "is_for_bot"),
    [
        ("next", ARTICLE, False, True),
        ("at-step", ARTICLE, True, True),
        ("at-step", ARTICLE, False, False),
        ("begin", ARTICLE, True, False),
        ("resume", ARTICLE, True, False),
        *((kind, ARTICLE, True, False) for kind in ("both", "other", "none", "by-name")),
        *((kind, CHOICE, True, True) for kind in ("both", "other", "none", "by-name")),
        ("by-name", CHOICE, False, True),
    ],
)
def test_among_people_a_step_is_for_the_bot_where_it_is_asked_about_and_a_choice_where_one_was_offered(
    kind: FollowUpKind, memory: Memory, *, asks: bool, is_for_bot: bool
) -> None:
    assert is_meant_for_bot(kind, memory, asks=asks) == is_for_bot


@pytest.mark.parametrize("kind", ["last", "both", "other", "none"])
def test_what_chooses_from_an_offer_is_a_question_where_there_is_none(kind: FollowUpKind) -> None:
    assert is_followed_up(kind, "none of these", GLOBE)
    assert not is_followed_up(kind, "none of these", replace(GLOBE, offered=()))


def test_thanks_are_answered_with_an_article_where_there_is_one() -> None:
    assert on("thanks") == Answer("nl", ("thanks",), 1.0)
    without = {slug: each for slug, each in KNOWLEDGE.articles.items() if slug != "thanks"}
    assert word(follow("thanks", Memory(), replace(KNOWLEDGE, articles=without), "nl")) == "welcome"


def test_a_number_chooses_only_where_something_is_offered_and_none_was_asked_for() -> None:
    assert is_followed_up("second", "2", GLOBE)
    assert not is_followed_up("second", "2", replace(GLOBE, offered=()))
    assert not is_followed_up("second", "2", replace(GLOBE, expecting="mailbox-address"))
    assert is_followed_up("second", "the second one", Memory())


def test_that_it_fails_is_a_question_where_nothing_was_said() -> None:
    assert is_followed_up("fails", "it does not work", GLOBE)
    assert not is_followed_up("fails", "it does not work", Memory())
    assert not is_followed_up(None, "which version?", GLOBE)


def test_a_follow_up_is_explained_as_one_and_the_talk_goes_on_in_the_language_asked_for() -> None:
    bot = Answering(KNOWLEDGE, shipped_matcher())
    question = Question("kan dat in het Engels?", HERE, "U1")
    reply, trace = bot.explain(question, GLOBE)
    _, memory = bot.reply_to(question, GLOBE)
    assert (reply.language, trace.follow_up, memory.language) == ("en", "in-en", "en")
    assert bot.reply_to(Question("thanks", HERE, "U1"), GLOBE)[1].articles == GLOBE.articles


@pytest.mark.parametrize(
    ("text", "kind", "article"),
    [
        ("ik ben nu bij stap 2", "at-step", "configure-globe"),
        ("en stap 1?", "at-step", "create-mailbox-automatic"),
        ("step two done, what now?", "next", "retrieve-invoices"),
        ("stap 1 is gelukt", "next", "configure-globe"),
        ("hoe doe ik de derde stap?", "how", "retrieve-invoices"),
        ("stap 1 in het Engels graag", "in-en", "create-mailbox-automatic"),
    ],
)
@pytest.mark.parametrize("memory", [Memory(), GLOBE])
def test_a_step_that_is_named_is_talked_of_whatever_was_said_before(
    text: str, kind: FollowUpKind, article: str, memory: Memory
) -> None:
    bot, question = Answering(KNOWLEDGE, shipped_matcher()), Question(text, HERE, "U1")
    reply, after = bot.reply_to(question, memory)

    assert bot.follow_up_in(question, memory) == kind
    assert isinstance(reply, Answer)
    assert (reply.articles, after.articles) == ((article,), (article,))
    assert bot.explain(question, memory)[0] == reply


@pytest.mark.parametrize("text", ["Ingevuld.", "Configured, saved", "het is opgeslagen", "that is entered now"])
def test_whoever_tells_what_they_did_and_nothing_else_goes_on(text: str) -> None:
    reply, _ = Answering(KNOWLEDGE, shipped_matcher()).reply_to(Question(text, HERE, "U1"), GLOBE)

    assert isinstance(reply, Answer)
    assert reply.articles == ("retrieve-invoices",)


@pytest.mark.parametrize("text", ["stap 2 is niet gelukt", "I'm stuck at step 2", "bij stap 2 gebeurt er niks"])
def test_where_a_step_that_is_named_fails_its_troubles_are_offered(text: str) -> None:
    reply, after = Answering(KNOWLEDGE, shipped_matcher()).reply_to(Question(text, HERE, "U1"), Memory())

    assert isinstance(reply, FollowUp)
    assert (reply.word, reply.offered) == ("fails", ("mailbox-address-format", "version-required"))
    assert after.articles == ("configure-globe",)


@pytest.mark.parametrize(
    "text",
    [
        "stap 7",
        "stap 0",
        "kan ik stap 1 overslaan?",
        "waarom moet stap 2?",
        "stap 2 in AFAS",
        "de eerste stap en de tweede stap",
        "Stap 2: e-mailadres in Globe, waar precies?",
    ],
)
def test_what_asks_something_else_of_a_step_is_a_question(text: str) -> None:
    assert Answering(KNOWLEDGE, shipped_matcher()).follow_up_in(Question(text, HERE, "U1"), Memory()) is None


@pytest.mark.parametrize(
    ("text", "kind", "language"),
    [
        ("Stel in", "begin", "nl"),
        ("walk me through it please", "begin", "en"),
        ("contineu the setup", "resume", "en"),
    ],
)
@pytest.mark.parametrize("memory", [Memory(), GLOBE])
def test_who_asks_for_the_set_up_is_led_to_its_overview(
    text: str, kind: str, language: Language, memory: Memory
) -> None:
    bot, question = Answering(KNOWLEDGE, shipped_matcher()), Question(text, HERE, "U1")

    assert bot.follow_up_in(question, memory) == kind
    assert bot.reply_to(question, memory)[0] == Answer(language, ("setup-overview",), 1.0)


@pytest.mark.parametrize(("text", "language"), [("ok, waar was ik gebleven?", "nl"), ("where were we?", "en")])
def test_who_asks_where_they_were_hears_again_what_was_talked_of_else_of_the_set_up(
    text: str, language: Language
) -> None:
    bot, question = Answering(KNOWLEDGE, shipped_matcher()), Question(text, HERE, "U1")
    reply, after = bot.reply_to(question, GLOBE)

    assert bot.follow_up_in(question, GLOBE) == "resume"
    assert (reply, after.came_by) == (Answer(language, GLOBE.articles, 1.0), "again")
    told, trace = bot.explain(question, GLOBE)
    assert (told, trace.follow_up) == (reply, "again")
    offered = Memory(offered=GLOBE.offered)
    assert bot.reply_to(question, offered)[0] == Clarification(language, GLOBE.offered, 1.0)
    assert bot.reply_to(question, Memory())[0] == Answer(language, ("setup-overview",), 1.0)


@pytest.mark.parametrize("text", ["stap voor stap", "Step by step please"])
def test_step_by_step_asks_how_of_what_was_answered_and_else_for_the_set_up(text: str) -> None:
    bot, question = Answering(KNOWLEDGE, shipped_matcher()), Question(text, HERE, "U1")

    assert bot.follow_up_in(question, GLOBE) == "how"
    assert bot.follow_up_in(question, Memory()) == "begin"
    assert bot.follow_up_in(Question("stel in", HERE, "U1"), GLOBE) == "begin"


@pytest.mark.parametrize("overview", [None, "gone"])
def test_without_an_overview_who_asks_for_the_set_up_is_answered_by_what_is_known(overview: str | None) -> None:
    guide = replace(KNOWLEDGE.setup, overview=overview)
    bot = Answering(replace(KNOWLEDGE, setup=guide), shipped_matcher())

    assert bot.follow_up_in(Question("stel in", HERE, "U1"), Memory()) is None


@pytest.mark.parametrize(
    ("text", "kind"), [("begrepen", "thanks"), ("ok, begrepen!", "thanks"), ("dat heb ik niet begrepen", "fails")]
)
def test_who_has_understood_thanks_and_who_has_not_needs_help(text: str, kind: FollowUpKind) -> None:
    bot = Answering(KNOWLEDGE, shipped_matcher())
    assert bot.follow_up_in(Question(text, HERE, "U1"), GLOBE) == kind


def test_a_set_up_is_asked_for_by_nothing_else() -> None:
    bot = Answering(KNOWLEDGE, shipped_matcher())
    for text in ("waar was ik gebleven met de brievenbus?", "set up eVerbinding in Globe", "wat is de set-up?"):
        assert bot.follow_up_in(Question(text, HERE, "U1"), GLOBE) not in OF_THE_SETUP


def test_where_a_channel_is_about_another_package_nobody_is_led_through_ours() -> None:
    king = Memory(manners=ChannelManners("T1", "C1", "follow-ups", product="king"))

    bot = Answering(KNOWLEDGE, shipped_matcher())
    assert bot.follow_up_in(Question("stel in", HERE, "U1"), king) is None


@pytest.mark.parametrize(
    "text", ["bijna klaar", "de server is klaar", "mijn collega is klaar", "als ik klaar ben", "I'm done for today"]
)
def test_what_is_not_done_or_not_here_goes_on_nowhere(text: str) -> None:
    assert Answering(KNOWLEDGE, shipped_matcher()).follow_up_in(Question(text, HERE, "U1"), GLOBE) is None


@pytest.mark.parametrize(
    "text", ["stap 2 is niet nodig", "skip step 2", "before step 2", "na stap 3", "ik doe stap 2 wel"]
)
def test_a_step_that_somebody_is_not_at_is_not_shown(text: str) -> None:
    assert Answering(KNOWLEDGE, shipped_matcher()).follow_up_in(Question(text, HERE, "U1"), GLOBE) is None


@pytest.mark.parametrize(("text", "kind"), [("stap 3 lukt niet", "fails"), ("I'm at step 3", None)])
def test_a_numbered_line_of_what_was_talked_of_is_no_step_of_the_set_up(text: str, kind: str | None) -> None:
    by_hand = replace(GLOBE, articles=("create-mailbox-manual",))
    bot, question = Answering(KNOWLEDGE, shipped_matcher()), Question(text, HERE, "U1")

    assert bot.follow_up_in(question, by_hand) == kind
    if kind is not None:
        assert bot.reply_to(question, by_hand)[1].articles == by_hand.articles


def test_where_a_channel_is_about_another_package_its_steps_are_not_ours() -> None:
    king = Memory(manners=ChannelManners("T1", "C1", "follow-ups", product="king"))
    bot, question = Answering(KNOWLEDGE, shipped_matcher()), Question("ik ben bij stap 2", HERE, "U1")

    assert bot.follow_up_in(question, king) is None


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("wij zitten op update 412, is dat genoeg", True),
        ("is mijn versie nieuw genoeg", False),
        ("welke versie heb ik nodig", True),
        ("wat kost het per maand", True),
        ("lekker weer vandaag", False),
        ("mailbox", False),
    ],
)
def test_what_is_surely_meant_is_told_without_being_asked_by_name(text: str, *, is_told: bool) -> None:
    reply, _ = Answering(KNOWLEDGE, shipped_matcher()).reply_to(Question(text, HERE, "U1"), Memory())

    assert tells_something(reply) == is_told
