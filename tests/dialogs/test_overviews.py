"""What shows several tickets at once, and reactions, over both transports and on both databases."""

from __future__ import annotations

import re
from calendar import SUNDAY
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.services.reminding import begin_day
from localslack.blockkit import validate
from tests.dialogs.running import desk_in
from tests.shipped_knowledge import shipped_library
from tests.slack.running import until

if TYPE_CHECKING:
    from bot.domain.desk import SupportDeskConfig
    from localslack import Member, OpenView
    from tests.dialogs.desk import Story

pytestmark = [pytest.mark.slow, pytest.mark.in_turn("place")]  # real sockets


def home(story: Story, person: Member) -> OpenView:
    person.opens_home()
    story.rest()
    assert person.home is not None
    assert validate(person.home.content) == []
    return person.home


def test_home_shows_a_requester_their_requests_and_they_withdraw_the_one_they_press(story: Story) -> None:
    story.opens("wat kost een abonnement?")
    story.opens("waarom is mijn scherm paars?")
    shown = home(story, story.alice)
    assert "paars" in str(shown.content)
    assert "Nog niet opgepakt" not in str(shown.content)
    block = next(
        block
        for block in reversed(shown.blocks)
        if any(element.get("action_id") == "ticket:withdraw" for element in block.get("elements") or ())
    )
    story.alice.clicks(shown, f"{block['block_id']}/ticket:withdraw")
    story.rest()
    withdrawn, kept = story.stage.store.tickets.of_person(story.stage.slack.app.team_id, story.alice.id, 2)[::-1]
    assert (withdrawn.state, kept.state) == ("closed", "open")
    assert story.alice.home is not None
    assert str(story.alice.home.content).count("ticket:withdraw") == 1


def test_home_shows_a_support_member_their_queue_with_the_way_to_each_card(story: Story) -> None:
    ticket = story.opens("waar staat de kwibusknop?")
    assert "kwibusknop" in str(home(story, story.person("bob")).content)
    story.presses("bob", "claim")
    shown = str(home(story, story.person("bob")).content)
    card = story.card()
    assert f".slack.com/archives/{card.channel}/p{card.ts.replace('.', '')}" in shown
    assert f"#{ticket.number}" in shown


def test_from_home_a_support_member_opens_the_queue_and_nobody_else_has_its_button(story: Story) -> None:
    story.opens("waar staat de kwibusknop?")
    bob = story.person("bob")
    shown = home(story, bob)
    assert "De tickets van het team" in str(shown.content)
    bob.clicks(shown, "queue")
    opened = story.stage.slack.wait_for(lambda: bob.modal, story.seconds)
    assert "kwibusknop" in str(opened.content)
    assert validate(opened.content) == []
    bob.closes(opened)
    assert "'queue'" not in str(home(story, story.alice).content)


def test_every_answer_can_be_read_from_home(story: Story) -> None:
    shown = home(story, story.alice)
    assert "article:version-required" in str(shown.content)
    story.alice.clicks(shown, "article:version-required")
    story.rest()
    assert "413" in story.hears()[-1]


def test_one_goes_on_directly_from_what_was_chosen_in_home(story: Story) -> None:
    story.alice.clicks(home(story, story.alice), "article:setup-overview")
    story.rest()
    said = story.stage.slack.wait_for_reply(story.alice.writes_dm("en daarna?"))
    assert "Wat je nodig hebt" in said.text
    said = story.stage.slack.wait_for_reply(story.alice.writes_dm("pff te veel tekst, kan het beknopter?"))
    assert "Het hele antwoord" in said.text


@pytest.mark.parametrize("name", ["mallory", "dora"])
def test_home_shows_nobody_elses_requests(story: Story, name: str) -> None:
    story.opens("waar staat de kwibusknop?")
    assert "kwibusknop" not in str(home(story, story.person(name)).content)


def test_from_home_a_question_is_handed_over(story: Story) -> None:
    story.alice.clicks(home(story, story.alice), "ask-human")
    story.sends_form(story.alice, {"text": "mijn knop is grijs"})
    assert "mijn knop is grijs" in story.card().text


def test_a_reaction_hands_over_a_question_that_the_bot_answered(story: Story) -> None:
    general = story.stage.slack.channels["general"]
    question = story.alice.says(general, f"{story.stage.slack.bot_mention} welke versie heb ik nodig?")
    story.stage.slack.wait_for_reply(question)
    story.alice.reacts(question, "ticket")
    story.rest()
    assert "welke versie heb ik nodig?" in story.card().text
    assert f"archives/{general.id}/p" in story.card().text
    assert "Verzoek #" in story.hears()[-1]
    story.alice.reacts(question, "ticket")
    story.alice.reacts(question, "tada")
    story.rest()
    assert len(story.stage.store.tickets.of_person(story.ticket().team, story.alice.id, 9)) == 1


def test_of_a_reaction_to_a_reply_in_a_thread_the_team_lands_at_that_reply(story: Story) -> None:
    general, asked = story.stage.slack.channels["general"], story.person("bob")
    above = story.alice.says(general, "goedemorgen allemaal")
    reply = asked.says(general, "welke versie heb ik nodig?", thread_ts=above.ts)
    story.alice.reacts(reply, "ticket")
    story.rest()

    link = f"/archives/{general.id}/p{reply.ts.replace('.', '')}?thread_ts={above.ts}&cid={general.id}"
    assert (story.ticket().permalink or "").endswith(link)


def test_of_a_question_asked_directly_the_team_gets_no_address_that_it_cannot_open(story: Story) -> None:
    question = story.alice.writes_dm("wat kost een abonnement?")
    story.stage.slack.wait_for_reply(question)
    story.alice.reacts(question, "ticket")
    story.rest()
    assert "wat kost een abonnement?" in story.card().text
    assert story.ticket().permalink is None


def test_a_message_that_the_bot_does_not_know_is_handed_over_and_asked_about(story: Story) -> None:
    general = story.stage.slack.channels["general"]
    message = story.person("dora").says(general, "mijn scherm is paars")
    story.alice.reacts(message, "ticket")
    story.rest()
    assert "paars" not in story.card().text
    assert any("ik kan het niet lezen" in text for text in story.hears())
    story.person("dora").reacts(message, "ticket")
    story.rest()
    assert len(story.stage.store.tickets.of_person(story.ticket().team, story.person("dora").id, 9)) == 1
    story.alice.writes_dm("Het gaat over het scherm van Dora.", story.status_message().ts)
    story.rest()
    assert "Het gaat over het scherm van Dora." in story.thread()[-1]


def test_a_reaction_to_a_reply_says_where_to_put_it(story: Story) -> None:
    question = story.alice.writes_dm("welke versie heb ik nodig?")
    story.alice.reacts(story.stage.slack.wait_for_reply(question), "ticket")
    story.rest()
    assert "bij de vraag zelf" in story.hears()[-1]


def test_the_report_comes_a_moment_after_it_was_asked_for(story: Story) -> None:
    story.opens("waar staat de kwibusknop?")
    channel = story.stage.slack.channels["triage"]
    said = story.person("bob").types("/econnect-triage report 4w", channel)
    assert said is not None
    assert "Ik maak het rapport" in said.text
    story.rest()
    told = story.whispers("bob")[-1]
    assert "Rapport van" in told
    assert re.search(r"Doorgezet: \d", told)


def digests(story: Story) -> list[str]:
    return [message.text for message in story.triage() if "Goedemorgen" in message.text]


def next_half_past_midnight(story: Story, desk: SupportDeskConfig) -> None:
    """Go there, but past a Monday's: then reviews are told of where nothing else is to be done."""
    now = story.stage.clock.now().astimezone(desk.hours.zone)
    days = 2 if now.weekday() == SUNDAY else 1
    morning = datetime.combine(now.date() + timedelta(days=days), time(0, 30), now.tzinfo)
    story.stage.clock.pass_time(seconds=(morning.astimezone(UTC) - now).total_seconds())


def test_the_digest_is_posted_once_as_the_day_begins(story: Story) -> None:
    desk, store, clock = desk_in(story.stage.slack), story.stage.store, story.stage.clock
    team, knowledge = story.stage.slack.app.installed_in, shipped_library()
    assert desk is not None
    next_half_past_midnight(story, desk)
    with store.transaction() as transaction:
        assert not begin_day(transaction, desk, team, clock.now(), knowledge)
    before = len(digests(story))
    story.opens("waar staat de kwibusknop?")
    until(lambda: len(digests(story)) > before)
    for span in (timedelta(minutes=5), timedelta(hours=8)):
        with store.transaction() as transaction:
            assert not begin_day(transaction, desk, team, clock.now() + span, knowledge)
    story.rest()
    assert len(digests(story)) == before + 1
    assert re.search(r"\d+ open", digests(story)[-1])
    assert "kwibusknop" in digests(story)[-1]
