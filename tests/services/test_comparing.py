from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.calculation import Outcome
from bot.domain.reply import Calculation, HandOver
from bot.matching.building import build
from bot.services.answering import Answering
from bot.services.comparing import compare
from tests.factories import (
    FACTS,
    SETUP,
    answering_alone,
    answering_with_a_draft_of_afas,
    article,
    knowledge_base,
)
from tests.storage.contract import asked

if TYPE_CHECKING:
    from bot.domain.question_log import LoggedQuestion
    from bot.services.answering_all import AnsweringAll
    from bot.services.comparing import Comparison

PRODUCTS = b"afas: {name: AFAS, role: other}\nexact-globe: {name: Globe, role: ours}\n"
CHECK = b'- {ask: "which version do I need then", lang: en, must: answer, article: version}\n'
TAKEN_OUT = b'- {ask: "where is my mailbox then", lang: en, must: answer, article: mailbox}\n'
WITHOUT = article("The version", en=("how old is it",), nl=("hoe oud is het",))
ELSEWHERE = article("Renamed", en=("which version do I need",), nl=("welke versie heb ik nodig",))


def base(**changed: bytes | None) -> AnsweringAll:
    knowledge = knowledge_base(**changed)
    return answering_alone(Answering(knowledge, build(knowledge)))


def question(text: str, trace_id: str = "t1", **changed: object) -> LoggedQuestion:
    return replace(asked(trace_id), text=text, **changed)  # type: ignore[arg-type]


def test_the_same_knowledge_changes_nothing() -> None:
    progress: list[tuple[int, int]] = []
    found = compare(base(), base(), [question("which version do I need")], lambda *each: progress.append(each))

    assert (found.lost, found.won, found.changed) == ((), (), ())
    assert (found.checks, found.questions) == (1, 1)
    assert found.before == found.after == base().version
    assert progress == []


def test_a_check_that_passed_before_is_lost_and_the_other_way_round_won() -> None:
    sound, broken = base(checks=CHECK), base(checks=CHECK, version=WITHOUT, mailbox=ELSEWHERE)
    there, back = compare(sound, broken, None), compare(broken, sound, None)

    (lost,) = there.lost
    assert (there.won, there.changed, there.questions) == ((), (), None)
    assert lost.asked.check == sound.knowledge.checks[0]
    assert lost.before.articles == (("version", "The version"),)
    assert lost.after.articles == (("mailbox", "Renamed"),)
    assert (back.lost, [each.asked for each in back.won]) == ((), [lost.asked])


def test_how_sure_the_bot_is_and_how_an_article_is_worded_change_no_reply() -> None:
    more = article(
        "Which one", en=("which version do I need", "is my Globe too old", "version please"), nl=("welke versie",)
    )
    assert _changes(compare(base(checks=CHECK), base(checks=CHECK, version=more), None)) == 0


def test_what_reads_otherwise_and_which_facts_changed_is_told_beside_the_replies() -> None:
    found = compare(base(), base(facts=FACTS.replace(b"413", b"414")), None)

    assert [each.article for each in found.reworded] == ["mailbox", "version", "greeting"]
    assert ([each.name for each in found.facts], found.steps) == (["minimum_update"], ())
    step = SETUP.replace(b"Enter", b"Type")
    assert [each.step for each in compare(base(), base(setup=step), None).steps] == ["create"]
    assert compare(base(), base(), None).facts == ()


def test_a_package_that_is_published_is_told_and_each_check_asked_without_one_too() -> None:
    there, products = answering_with_a_draft_of_afas(), b"exact-globe: {name: Exact Globe, role: ours}\n"
    progress: list[tuple[int, int]] = []
    found = compare(base(products=products), there, None, lambda *each: progress.append(each))

    assert found.products is not None
    assert (found.products.published, found.products.asked) == (("AFAS",), 2)
    assert (found.checks, progress[-1]) == (2, (4, 4))
    assert compare(base(), base(checks=CHECK), None).products is None


def test_a_reply_that_begins_with_its_package_now_is_another_one_and_one_that_shows_nothing_of_it_is_none() -> None:
    there, products = answering_with_a_draft_of_afas(), b"exact-globe: {name: Exact Globe, role: ours}\n"
    texts = ("which version of Exact Globe do I need", "what does Exact Globe cost per month", "hello")
    found = compare(base(products=products), there, [question(text) for text in texts])

    (told,) = (each for each in found.changed if each.asked.check is None)
    assert (told.asked.text, told.before.begins_with, told.after.begins_with) == (texts[0], None, "exact-globe")
    assert told.after.products["exact-globe"] == "Exact Globe"


def test_a_check_that_fails_before_and_now_in_another_way_is_a_changed_question() -> None:
    never = b'- {ask: "which version do I need then", lang: en, must: answer, article: greeting}\n'
    found = compare(base(checks=never), base(checks=never, version=WITHOUT, mailbox=ELSEWHERE), None)

    assert (len(found.changed), found.lost, found.won) == (1, (), ())


def test_of_a_check_that_was_taken_out_the_reply_is_compared_and_nothing_demanded() -> None:
    found = compare(base(checks=TAKEN_OUT), base(checks=CHECK, mailbox=WITHOUT, version=ELSEWHERE), None)

    assert [each.asked.text for each in (*found.lost, *found.won)] == []
    assert [each.asked.text for each in found.changed] == ["where is my mailbox then"]
    assert found.checks == 2


def test_what_people_asked_is_asked_once_the_most_frequent_first() -> None:
    twice = [question("which version do I need", name) for name in ("t1", "t2")]
    those = [question("is my Globe too old"), *twice, question("and then?", kind="follow_up"), question("[number]")]
    progress: list[tuple[int, int]] = []
    found = compare(base(), base(version=WITHOUT), those, lambda done, of: progress.append((done, of)))

    assert [(each.asked.text, each.asked.times) for each in found.changed] == [
        ("which version do I need", 2),
        ("is my Globe too old", 1),
    ]
    assert found.questions == 2
    assert progress == [(1, 3), (2, 3), (3, 3)]


def test_a_number_that_was_read_is_asked_and_not_shown() -> None:
    outcome = Outcome("mailbox-address", value="01035286@facturen.econnect.eu", read="01035286")
    those = [question("address for kvk [number]", kind="calculation", reply=Calculation("en", outcome))]
    elsewhere = (
        b"mailbox_domain: example.com\nminimum_update: 413\nmailbox_address: {en: a mailbox, nl: een brievenbus}\n"
    )
    (changed,) = compare(base(), base(facts=elsewhere), those).changed

    assert changed.asked.shown == "address for kvk [number]"
    assert isinstance(changed.after.reply, Calculation)
    assert changed.after.reply.outcome.value == "01035286@example.com"


def test_in_a_channel_about_another_product_it_is_asked_as_there() -> None:
    reply = HandOver("en", None, 0.1, product="afas", is_of_channel=True)
    before, after = base(products=PRODUCTS), base(products=PRODUCTS, version=WITHOUT)
    there = compare(before, after, [question("which version do I need", kind="hand_over", reply=reply)])
    anywhere = compare(before, after, [question("which version do I need")])

    assert [each.asked.shown for each in there.changed if each.asked.check is None] == []
    assert [each.asked.shown for each in anywhere.changed if each.asked.check is None] == ["which version do I need"]


def test_a_text_of_either_language_is_asked_in_that_of_its_talk() -> None:
    words = [question("qqq zzz", language=language) for language in ("en", "nl")]
    gaps = b"qqq: {title: {en: q, nl: q}, phrasings: {en: [qqq zzz], nl: [zzz qqq]}}\n"
    found = compare(base(), base(gaps=gaps), words)

    assert [each.after.reply.language for each in found.changed] == ["en", "nl"]


def _changes(found: Comparison) -> int:
    return len(found.lost) + len(found.won) + len(found.changed)
