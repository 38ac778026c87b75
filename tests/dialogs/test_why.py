"""Why this answer? Below each reply, for whoever sees it; over both transports and on both databases."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.factories import VAGUE

if TYPE_CHECKING:
    from localslack import Channel, ChannelMessage, Member
    from tests.dialogs.desk import Story

pytestmark = [pytest.mark.slow, pytest.mark.in_turn("place")]  # real sockets

WHY = "explain"
SIGNED = "\n\nMet vriendelijke groet,\nAn de Vries\nan@example.com"


def opens(story: Story, person: Member, reply: ChannelMessage) -> str:
    """Press the button, and return what the modal shows."""
    person.clicks(reply, WHY)
    view = story.stage.slack.wait_for(lambda: person.modal, story.seconds)
    shown = json.dumps(view.content, ensure_ascii=False)
    if "submit" not in view.content:
        person.closes(view)
    return shown


def mentioned(story: Story, text: str) -> tuple[Channel, ChannelMessage]:
    general = story.stage.slack.channels["general"]
    question = story.alice.says(general, f"{story.stage.slack.bot_mention} {text}")
    return general, story.stage.slack.wait_for_reply(question)


def test_everybody_who_sees_a_reply_reads_why(story: Story) -> None:
    _, reply = mentioned(story, "welke versei van Globe heb ik nodig?")
    for person in (story.alice, story.person("dora")):
        shown = opens(story, person, reply)
        for part in (
            "Waarom dit antwoord?",
            "‘Welke versie van Exact Globe je nodig hebt’",
            "‘versei’ gelezen als ‘versie’",
            "zeker. Vanaf",
            "Zonder het woord ‘versie’ had ik hetzelfde gezegd",
            "Beheerd door: support",
        ):
            assert part in shown
        assert ".yml" not in shown


def test_a_support_member_reads_the_file_and_says_what_was_right(story: Story) -> None:
    general, reply = mentioned(story, "welke versie heb ik nodig?")
    bob = story.person("bob")
    shown = opens(story, bob, reply)
    assert "exact-globe/articles/version-required.yml:1" in shown
    assert "Dit klopte niet" in shown

    before = len(story.stage.store.export(bob.id)["labels"])
    noted = bob.submits(story.stage.slack.wait_for(lambda: bob.modal), {"article": "prerequisites"})
    assert noted.view is not None
    assert "Bedankt, genoteerd." in json.dumps(noted.view.content, ensure_ascii=False)
    bob.closes(noted.view)
    label = story.stage.store.export(bob.id)["labels"][-1]
    assert len(story.stage.store.export(bob.id)["labels"]) == before + 1
    assert (label["article"], label["text"]) == ("prerequisites", "")
    assert story.stage.store.export(story.alice.id)["labels"] == []
    assert [each.ephemeral_to for each in story.alice.sees(general)[-2:]] == [None, None]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (VAGUE, "dus liet ik de vraagsteller kiezen"),
        ("wat kost een abonnement?", "De vraag lijkt te gaan over"),
        ("wat is het adres bij kvk 01035286?", "Ik keek naar 01035286"),
        ("waarom is mijn scherm paars?", "kwam dicht genoeg in de buurt"),
        ("werkt het ook met Exact Synergy?", "Er wordt een ander product genoemd: Exact Synergy"),
        (f"welke versie heb ik nodig?{SIGNED}", "Ik heb niet het hele bericht bewaard"),
        ("mail an@example.com: welke versie heb ik nodig?", "Ik kan niet alles meer nagaan"),
    ],
)
def test_each_kind_of_reply_is_explained(story: Story, text: str, part: str) -> None:
    reply = story.stage.slack.wait_for_reply(story.alice.writes_dm(text))
    assert part in opens(story, story.alice, reply)


def test_a_commands_answer_is_explained_to_who_typed_it(story: Story) -> None:
    said = story.alice.types("/econnect-address 01035286")
    assert said is not None
    assert "Je vulde 01035286 in" in opens(story, story.alice, said)


def test_of_a_forgotten_question_there_is_a_clear_word(story: Story) -> None:
    _, reply = mentioned(story, "welke versie heb ik nodig?")
    story.stage.store.erase(story.alice.id)
    assert "Deze vraag heb ik niet meer." in opens(story, story.alice, reply)


def test_an_article_that_was_chosen_says_so(story: Story) -> None:
    story.alice.clicks(story.stage.slack.wait_for_reply(story.alice.writes_dm(VAGUE)), "article:what-is-it")
    story.rest()
    chosen = opens(story, story.alice, story.alice.sees(story.alice.dm)[-1])
    assert "is gekozen uit wat ik liet zien" in chosen


def said_on(story: Story, text: str, below: ChannelMessage) -> ChannelMessage:
    """Have Alice go on in a thread without a mention, and return what the bot says there."""
    general = story.stage.slack.channels["general"]
    before = len(in_thread(story, general, below))
    story.alice.says(general, text, below.thread_ts)
    return story.stage.slack.wait_for(lambda: in_thread(story, general, below)[before:], story.seconds)[0]


def in_thread(story: Story, channel: Channel, below: ChannelMessage) -> list[ChannelMessage]:
    return [each for each in story.alice.sees(channel, below.thread_ts) if each.bot_id]


def answered(story: Story, *texts: str) -> ChannelMessage:
    """Have Alice write one text after another directly; return the reply to the last."""
    return [story.stage.slack.wait_for_reply(story.alice.writes_dm(text)) for text in texts][-1]


@pytest.mark.parametrize(
    ("texts", "parts"),
    [
        (
            ("welke versei van Globe heb ik nodig?", "waarom?"),
            ("heel zeker", "als ‘versie’", "op 25 nov 2026 nagekeken"),
        ),
        (("which version do I need?", "how do you know?"), ("very sure", "“which version do I need”", "25 Nov 2026")),
        (("hoe stel ik de koppeling in?", "en dan?", "hoezo?"), ("‘wat komt hierna?’", "‘Wat je nodig hebt")),
        (("waarom is mijn scherm paars?", "waarom?"), ("kwam dicht genoeg in de buurt",)),
        (("werkt het ook met Exact Synergy?", "waarom?"), ("gaat over Exact Synergy", "alleen over Exact Globe")),
        (("wat is het adres bij kvk 01035286?", "waarom?"), ("wat ik kan uitrekenen", "Ik keek naar 01035286")),
        ((f"welke versie heb ik nodig?{SIGNED}", "waarom?"), ("Ik heb niet het hele bericht bewaard",)),
        (("mail an@example.com: welke versie heb ik nodig?", "waarom?"), ("Ik kan niet alles meer nagaan",)),
    ],
)
def test_who_asks_why_in_words_reads_the_reason_in_the_reply(
    story: Story, texts: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    reply = answered(story, *texts)
    for part in parts:
        assert part in reply.text
    assert "an@example" not in reply.text
    assert opens(story, story.alice, reply)


def test_in_a_thread_it_is_told_there_with_the_way_to_all_of_it(story: Story) -> None:
    _, first = mentioned(story, "welke versie heb ik nodig?")
    reason = said_on(story, "waarom?", first)
    assert "omdat ik er heel zeker van was" in reason.text
    assert "Zonder het woord" in opens(story, story.person("dora"), reason)
    assert "Waarom je Exact Online nodig hebt" in said_on(story, "waarom heb ik Exact Online nodig?", first).text


def test_what_was_chosen_and_what_followed_is_told_as_such_in_words_and_in_the_modal(story: Story) -> None:
    story.alice.clicks(answered(story, VAGUE), "article:what-is-it")
    story.rest()
    assert "is gekozen uit wat ik liet zien" in answered(story, "waarom?").text
    step = answered(story, "hoe stel ik de koppeling in?", "en dan?")
    assert "Ik vatte het bericht op als ‘wat komt hierna?’" in opens(story, story.alice, step)


def test_a_command_that_asks_why_is_told_too(story: Story) -> None:
    story.alice.types("/econnect welke versie heb ik nodig?")
    said = story.alice.types("/econnect waarom?")
    assert said is not None
    assert "omdat ik er heel zeker van was" in said.text


def test_what_the_team_set_for_the_channel_is_told(story: Story) -> None:
    general = story.stage.slack.channels["general"]
    as_everywhere = {"listens": "follow-ups", "language": "none", "product": "none", "most": "none"}
    for values in ({"product": "king"}, {}):
        assert story.person("bob").types("/econnect-channel", general) is None
        story.sends_form(story.person("bob"), as_everywhere | values)
        if values:
            _, first = mentioned(story, "welke versie heb ik nodig?")
            reason = said_on(story, "waarom?", first)
    for part in ("het kanaal waar hij is gesteld gaat over King", "alleen over Exact Globe", "/econnect-channel"):
        assert part in reason.text


def test_of_a_question_that_was_forgotten_meanwhile_that_is_said(story: Story) -> None:
    _, first = mentioned(story, "welke versie heb ik nodig?")
    story.stage.store.erase(story.alice.id)
    general = story.stage.slack.channels["general"]
    story.alice.says(general, f"{story.stage.slack.bot_mention} waarom?", first.thread_ts)
    last = story.stage.slack.wait_for(lambda: in_thread(story, general, first)[1:], story.seconds)[0]
    assert "Ik weet niet meer waar dit over gaat" in last.text


def test_small_talk_is_not_explained(story: Story) -> None:
    reply = story.stage.slack.wait_for_reply(story.alice.writes_dm("goedemorgen"))
    assert WHY not in [element.get("action_id") for block in reply.blocks for element in block.get("elements", ())]
