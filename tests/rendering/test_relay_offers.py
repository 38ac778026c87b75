from __future__ import annotations

import pytest

from bot.domain.language import LANGUAGES, Language
from bot.domain.outgoing import RelayOffer, WaitingRequest
from bot.rendering.document import LONGEST_QUOTE, Actions, Button
from bot.rendering.relay_offers import relay_offer
from bot.rendering.targets.block_kit import blocks_of
from bot.rendering.targets.plain_text import to_plain_text
from localslack.blockkit.validation import validate

ONE = WaitingRequest("t1", 1, "Grey button", "UBOB")
LONG = WaitingRequest(
    "t2", 2, "A very long story about invoices that do not come in, wherever one looks for them", ""
)
MANY = tuple(WaitingRequest(f"t{number}", number, f"Request {number}", "UBOB") for number in range(10))


def buttons(offer: RelayOffer) -> list[Button]:
    (actions,) = (each for each in relay_offer(offer) if isinstance(each, Actions))
    return [each for each in actions.elements if isinstance(each, Button)]


@pytest.mark.parametrize(("length", "is_told"), [(LONGEST_QUOTE, False), (LONGEST_QUOTE + 1, True)])
def test_where_an_answer_is_too_long_to_be_passed_on_whole_its_writer_is_told(length: int, *, is_told: bool) -> None:
    offer = RelayOffer("en", (ONE,), "a" * length)
    assert ("send the rest" in str(blocks_of(relay_offer(offer)))) == is_told


def test_one_request_is_named_and_its_buttons_are_yes_and_no() -> None:
    offer = RelayOffer("en", (ONE,), "Administration 001", "8.8")
    assert to_plain_text(relay_offer(offer)).startswith("Is this your answer to request #1?")
    assert [(each.action, each.label, each.value) for each in buttons(offer)] == [
        ("relay:answer", "Yes, send it", "t1:8.8"),
        ("relay:question", "No, it's a question", "t1:8.8"),
    ]


def test_of_several_requests_each_has_its_button_with_number_and_topic() -> None:
    offer = RelayOffer("nl", (ONE, LONG), "Administratie 001", "8.8")
    one, long, question = buttons(offer)
    assert (one.action, one.label, one.value) == ("relay:answer:1", "#1 · Grey button", "t1:8.8")
    assert (long.action, long.value) == ("relay:answer:2", "t2:8.8")
    assert long.label.startswith("#2 · A very long story")
    assert long.label.endswith("…")
    assert question.label == "Nee, het is een vraag"
    assert "Bij welk verzoek hoort dit?" in to_plain_text(relay_offer(offer))


def test_a_bsn_in_a_topic_stands_on_no_button() -> None:
    about = (ONE, WaitingRequest("t2", 2, "BSN 123456782", "UBOB"))
    assert "123456782" not in str(buttons(RelayOffer("en", about, "x")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("requests", [(ONE,), (LONG,), (ONE, LONG), MANY])
@pytest.mark.parametrize("is_answered", [False, True])
def test_every_offer_is_taken_by_slack(
    language: Language, requests: tuple[WaitingRequest, ...], *, is_answered: bool
) -> None:
    offer = RelayOffer(language, requests, "Administratie 001", "8.8", is_answered=is_answered)
    assert validate(blocks_of(relay_offer(offer))) == []


@pytest.mark.parametrize(
    ("requests", "asked"), [((ONE,), "also your answer to request #1"), ((ONE, LONG), "also an")]
)
def test_below_the_reply_to_a_question_it_is_asked_whether_it_is_an_answer_too(
    requests: tuple[WaitingRequest, ...], asked: str
) -> None:
    offer = RelayOffer("en", requests, "Which one?", is_answered=True)
    assert asked in to_plain_text(relay_offer(offer))
    assert buttons(offer)[-1].label == "No"
