"""The life of tickets as each side sees it, over both transports and on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from slack_sdk import WebClient

from tests.slack.running import until

if TYPE_CHECKING:
    from tests.dialogs.desk import Story

pytestmark = [pytest.mark.slow, pytest.mark.in_turn("place")]  # real sockets


def test_a_whole_life(story: Story) -> None:
    story.opens("wat kost een abonnement?")
    assert "Verzoek #" in story.status()
    assert "vóór" in story.status()
    assert "wat kost een abonnement?" in story.card().text
    assert "Welk eConnect-abonnement je nodig hebt" in story.card().text

    story.presses("bob", "claim")
    assert f"Opgepakt door <@{story.person('bob').id}>" in story.card().text
    assert "is ermee bezig" in story.status()
    assert "is bezig met je verzoek" in story.hears()[-1]

    story.replies("bob", "Om welke administratie gaat het?", **{"asks-back": "asks-back"})
    assert story.ticket().state == "waiting"
    assert "Om welke administratie gaat het?" in story.hears()[-1]
    assert story.thread()[-1].startswith("✓")

    story.alice.writes_dm("Administratie 001", story.status_message().ts)
    story.rest()
    assert story.ticket().state == "claimed"
    assert "Administratie 001" in story.thread()[-1]

    story.resolves("bob", how="reply", lesson="gap")
    assert "opgelost. Klopt dat?" in story.hears()[-1]
    assert "Als opgelost gemarkeerd door" in story.status()

    story.alice.clicks(story.alice.sees(story.alice.dm)[-1], "ticket:reopen")
    story.rest()
    assert story.ticket().state == "claimed"
    assert "weer open" in story.hears()[-1]
    story.resolves("carol", how="article", article="subscription-needed", lesson="phrasing")
    story.alice.clicks(story.alice.sees(story.alice.dm)[-1], "ticket:confirm")
    story.rest()
    closed = story.ticket()
    assert (closed.state, closed.article, closed.lesson, closed.resolution) == (
        "closed",
        "subscription-needed",
        "phrasing",
        "article",
    )
    assert "Afgesloten" in story.card().text
    assert [taken.step for taken in story.stage.store.tickets.history(closed.team, closed.id)] == [
        "claim",
        "ask",
        "answer",
        "resolve",
        "reopen",
        "resolve",
        "confirm",
    ]


def test_a_question_in_english_is_answered_in_english(story: Story) -> None:
    story.opens("what does a subscription cost?")
    assert "Request #" in story.status()
    story.presses("bob", "claim")
    assert "from the support team is looking into your request" in story.hears()[-1]


def test_in_a_channel_the_requester_hears_in_their_thread(story: Story) -> None:
    general = story.stage.slack.channels["general"]
    question = story.alice.says(general, f"{story.stage.slack.bot_mention} wat kost een abonnement?")
    story.ask_human(story.stage.slack.wait_for_reply(question))
    story.replies("bob", "Dat staat in de prijslijst.")
    thread = [message.text for message in story.alice.sees(general, question.ts)]
    assert "Dat staat in de prijslijst." in thread[-1]
    assert any("Verzoek #" in text for text in thread)
    story.alice.says(general, "Dank je, maar welke?", question.ts)
    story.rest()
    assert "Dank je, maar welke?" in story.thread()[-1]
    assert story.hears() == []


def test_from_a_command_the_requester_hears_directly(story: Story) -> None:
    said = story.alice.types("/econnect wat kost een abonnement?", story.stage.slack.channels["elsewhere"])
    assert said is not None
    story.ask_human(said)
    assert "Verzoek #" in story.hears()[-1]


def test_a_kvk_number_goes_along_and_so_does_what_was_worked_out_from_it(story: Story) -> None:
    story.opens("wat is mijn adres, kvk 01035286?")
    assert "kvk 01035286?" in story.card().text
    assert "01035286@facturen.econnect.eu" in story.card().text
    found = story.person("bob").types("/econnect-triage 01035286")
    assert found is not None
    assert f"#{story.ticket().number}" in found.text


def test_a_message_elsewhere_is_handed_over_with_its_address(story: Story) -> None:
    elsewhere = story.stage.slack.channels["elsewhere"]
    message = story.alice.says(elsewhere, "mijn brievenbus & <dingen> doen het niet")
    story.alice.uses_shortcut("hand-over", message)
    story.sends_form(story.alice, {})
    assert "mijn brievenbus & <dingen> doen het niet" in story.ticket().text
    assert f"archives/{elsewhere.id}/p" in story.card().text
    assert "Verzoek #" in story.hears()[-1]


def test_the_file_of_a_message_that_is_handed_over_can_be_opened_whatever_its_name(story: Story) -> None:
    elsewhere = story.stage.slack.channels["elsewhere"]
    message = story.alice.uploads(elsewhere, "factuur_0612345678.pdf", "deze factuur komt niet aan")
    story.alice.uses_shortcut("hand-over", message)
    story.sends_form(story.alice, {})
    assert (story.ticket().title, story.ticket().text) == ("deze factuur komt niet aan",) * 2
    assert any(message.files[0]["id"] in line for line in story.thread())


def test_a_question_is_typed_behind_the_command(story: Story) -> None:
    story.alice.types("/econnect-support mijn knop is grijs")
    story.sends_form(story.alice, {})
    assert "mijn knop is grijs" in story.card().text
    listed = story.alice.types("/econnect-support status")
    assert listed is not None
    assert "mijn knop is grijs" in listed.text
    story.alice.clicks(listed, "ticket:withdraw")
    story.rest()
    assert story.ticket().state == "closed"
    assert "Ingetrokken" in story.thread()[-1]


def test_who_writes_in_english_is_told_in_english_whatever_the_bots_own_language_is(story: Story) -> None:
    story.alice.types("/econnect-support why do my invoices come twice?")
    submission = story.sends_form(story.alice, {})
    assert "on its way to the support team" in str(submission.view.content)
    assert story.status().startswith("Request #")


def test_of_two_who_asked_in_one_thread_each_answer_reaches_its_own_card(story: Story) -> None:
    general = story.stage.slack.channels["general"]
    question = story.alice.says(general, f"{story.stage.slack.bot_mention} wat kost een abonnement?")
    reply = story.stage.slack.wait_for_reply(question)
    story.ask_human(reply)
    story.person("dora").clicks(reply, "ask-human")
    story.sends_form(story.person("dora"), {})
    story.replies("bob", "Kijk eens in de prijslijst.")
    story.alice.says(general, "Daar staat het niet.", question.ts)
    story.rest()
    assert "Daar staat het niet." in story.thread()[-1]


def test_who_has_many_open_requests_is_asked_to_wait(story: Story) -> None:
    for number in range(6):
        story.alice.types(f"/econnect-support vraag {number} over iets anders")
        submission = story.sends_form(story.alice, {})
    assert "openstaande verzoeken" in str(submission.view.content)
    assert len(story.stage.store.tickets.of_person(story.ticket().team, story.alice.id, 9)) == 5
    # What was typed is there again below the refusal, and one of the five that is asked again is led to.
    below = story.alice.modal
    assert below is not None
    assert "vraag 5 over iets anders" in str(below.content)
    submission = story.alice.submits(below, {"text": "vraag 4 over iets anders"})
    assert "Deze vraag heb je al gesteld" in str(submission.view)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("", "Vul hier je vraag in."), ("mijn bsn is 123456782", "Negen cijfers kunnen iemands BSN zijn")],
)
def test_a_form_that_cannot_be_sent_says_why(story: Story, text: str, wrong: str) -> None:
    story.alice.types("/econnect-support")
    submission = story.sends_form(story.alice, {"text": text or " "})
    assert wrong in submission.errors["text"]


def test_of_two_who_claim_at_once_the_other_is_told_who_was_first(story: Story) -> None:
    """Row 30, also for a card that was stale when it was pressed."""
    story.opens()
    card = story.card()
    story.person("bob").clicks(card, "ticket:claim")
    story.person("carol").clicks(card, "ticket:claim", is_stale=True)
    story.rest()
    assert story.ticket().assignee == story.person("bob").id
    assert f"<@{story.person('bob').id}> was je voor" in story.whispers("carol")[-1]


def test_a_requester_is_told_in_their_language_why_a_press_does_nothing(story: Story) -> None:
    story.opens("what does a subscription cost?")
    story.resolves("bob", how="reply", lesson="nothing")
    asked = story.alice.sees(story.alice.dm)[-1]
    story.alice.clicks(asked, "ticket:confirm")
    story.alice.clicks(asked, "ticket:confirm", is_stale=True)
    story.rest()
    assert any("is already closed" in message.text for message in story.alice.sees(story.alice.dm))


def test_on_a_resolved_ticket_no_answer_is_asked_for(story: Story) -> None:
    story.opens()
    story.resolves("bob", how="reply", lesson="nothing")
    bob = story.person("bob")
    bob.clicks(story.card(), "ticket:reply")
    form = story.stage.slack.wait_for(lambda: bob.modal)
    bob.closes(form)
    assert "checkboxes" not in str(form.content)


def test_a_ticket_resolved_by_an_article_brings_it(story: Story) -> None:
    story.opens()
    story.resolves("bob", how="article", article="version-required", lesson="nothing")
    assert "update 413" in story.hears()[-2]
    assert "opgelost. Klopt dat?" in story.hears()[-1]


def test_who_is_waited_for_was_asked_something(story: Story) -> None:
    story.opens()
    story.presses("bob", "claim")
    bob = story.person("bob")
    bob.chooses(story.card(), "ticket:more", f"wait:{story.ticket().id}")
    story.sends_form(bob, {"text": "Om welke administratie gaat het?"})
    story.sends_form(bob, {})
    assert story.ticket().state == "waiting"
    assert "Om welke administratie gaat het?" in story.hears()[-1]


def test_the_team_reads_where_a_reply_goes_and_may_send_it_to_one_person_alone(story: Story) -> None:
    general = story.stage.slack.channels["general"]
    question = story.alice.says(general, f"{story.stage.slack.bot_mention} wat kost een abonnement?")
    story.ask_human(story.stage.slack.wait_for_reply(question))
    bob = story.person("bob")
    bob.clicks(story.card(), "ticket:reply")
    form = story.stage.slack.wait_for(lambda: bob.modal)
    assert f"<#{general.id}>" in str(form.content)
    preview = story.sends_form(bob, {"text": "Onder ons.", "private": "private"})
    assert "Alleen de vraagsteller leest dit" in str(preview.view.content)
    bob.closes(preview.view)
    below = story.stage.slack.wait_for(lambda: bob.modal)
    assert below.content["callback_id"] == "form:reply"
    story.sends_form(bob, {"text": "Onder ons.", "private": "private"})
    story.sends_form(bob, {})
    assert bob.modal is None
    assert "Onder ons." in story.hears()[-1]
    assert not [each for each in story.alice.sees(general, question.ts) if "Onder ons." in each.text]


def test_of_two_who_reply_at_once_the_second_is_warned(story: Story) -> None:
    story.opens()
    for name in ("bob", "carol"):
        story.person(name).clicks(story.card(), "ticket:reply")
        story.sends_form(story.person(name), {"text": f"Van {name}."})
    story.sends_form(story.person("bob"), {})
    warned = story.sends_form(story.person("carol"), {})
    assert "heeft de vraagsteller al geantwoord" in str(warned.view.content)
    assert "Van carol." not in story.hears()[-1]
    story.sends_form(story.person("carol"), {})
    assert "Van carol." in story.hears()[-1]


def test_an_answer_typed_beside_the_thread_reaches_the_team(story: Story) -> None:
    story.opens()
    story.replies("bob", "Om welke administratie gaat het?", **{"asks-back": "asks-back"})
    story.alice.writes_dm("Administratie 001 & <002>")
    story.rest()
    asked = story.alice.sees(story.alice.dm)[-1]
    assert "Is dit je antwoord op verzoek #" in asked.text
    story.alice.clicks(asked, "relay:answer")
    story.rest()
    assert (
        "Administratie 001 & <002>".replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        in story.thread()[-1]
    )
    assert "doorgegeven aan het supportteam" in story.alice.sees(story.alice.dm)[-1].text
    assert story.ticket().state == "claimed"


def test_who_is_not_helped_yet_is_asked_what_is_still_wrong_and_says_it_anywhere(story: Story) -> None:
    story.opens()
    story.resolves("bob", how="reply", lesson="nothing")
    story.alice.clicks(story.alice.sees(story.alice.dm)[-1], "Nog niet")
    story.rest()
    assert "Wat is er nog mis?" in story.hears()[-1]
    story.alice.uploads(story.alice.dm, "screen.png", "De knop is nog steeds grijs")
    story.rest()
    asked = story.alice.sees(story.alice.dm)[-1]
    assert "Is dit je antwoord op verzoek #" in asked.text
    story.alice.clicks(asked, "relay:answer")
    story.rest()
    assert "De knop is nog steeds grijs" in story.thread()[-1]
    assert "screen.png" in story.thread()[-1]


def test_a_question_of_its_own_is_answered_while_the_team_waits(story: Story) -> None:
    story.opens()
    story.replies("bob", "Om welke administratie gaat het?", **{"asks-back": "asks-back"})
    reply = story.stage.slack.wait_for_reply(story.alice.writes_dm("Welke versie van Exact Globe heb ik nodig?"))
    story.rest()
    assert "413" in reply.text
    assert not [text for text in story.hears() if "je antwoord op verzoek" in text]
    assert story.ticket().state == "waiting"


def test_what_may_be_both_is_answered_and_can_be_sent_on(story: Story) -> None:
    story.opens()
    story.replies("bob", "Om welke administratie gaat het?", **{"asks-back": "asks-back"})
    story.alice.writes_dm("Bedoel je de administratie van 2024?")
    story.rest()
    reply, asked = story.alice.sees(story.alice.dm)[-2:]
    assert "nagekeken antwoord" in reply.text
    assert "Is wat je schreef ook je antwoord op verzoek #" in asked.text
    story.alice.clicks(asked, "relay:answer")
    story.rest()
    assert "Bedoel je de administratie van 2024?" in story.thread()[-1]


def test_a_search_is_answered_while_the_team_waits_and_can_be_sent_on(story: Story) -> None:
    story.opens()
    story.replies("bob", "Waar gaat het over?", **{"asks-back": "asks-back"})
    story.alice.writes_dm("brievenbus niet zichtbaar")
    story.rest()
    reply, asked = story.alice.sees(story.alice.dm)[-2:]
    assert "brievenbus nog niet beschikbaar" in reply.text
    assert "Is wat je schreef ook je antwoord op verzoek #" in asked.text
    story.alice.clicks(asked, "relay:answer")
    story.rest()
    assert "brievenbus niet zichtbaar" in story.thread()[-1]
    assert story.ticket().state == "claimed"


def test_with_two_requests_waiting_she_chooses_and_a_file_goes_along(story: Story) -> None:
    for question in ("wat kost een abonnement?", "waarom is mijn knop grijs?"):
        story.opens(question)
        story.replies("bob", "Om welke administratie gaat het?", **{"asks-back": "asks-back"})
    file = story.alice.uploads(story.alice.dm, "screen.png", "Administratie 001")
    story.rest()
    asked = story.alice.sees(story.alice.dm)[-1]
    assert "Bij welk verzoek hoort dit?" in asked.text
    assert "waarom is mijn knop grijs?" in str(asked.blocks)
    for _ in range(2):  # pressed twice, sent once
        story.alice.clicks(asked, "relay:answer:2")
    story.rest()
    told = [text for text in story.thread() if "Administratie 001" in text]
    assert len(told) == 1
    assert "screen.png" in told[0]
    assert file.ts
    assert story.ticket().state == "claimed"


def test_what_is_set_aside_is_not_called_solved(story: Story) -> None:
    story.opens()
    story.resolves("bob", how="duplicate", lesson="nothing")
    assert "dezelfde vraag al bij het team ligt" in story.hears()[-1]
    assert "opgelost" not in story.hears()[-1] + story.status()
    story.alice.clicks(story.alice.sees(story.alice.dm)[-1], "ticket:confirm")
    story.rest()
    assert "is afgesloten" in story.hears()[-1]
    assert "ticket:" not in str(story.alice.sees(story.alice.dm)[-1].blocks)


def test_the_first_word_below_the_card_claims(story: Story) -> None:
    story.opens()
    story.person("carol").says(story.stage.slack.channels["triage"], "Ik kijk even.", story.card().ts)
    story.rest()
    assert story.ticket().assignee == story.person("carol").id
    assert not any("Ik kijk even." in text for text in story.hears())


def test_a_ticket_is_given_to_a_colleague_who_is_told(story: Story) -> None:
    story.opens()
    bob, carol = story.person("bob"), story.person("carol")
    bob.clicks(story.card(), "ticket:assign")
    listed = str(story.stage.slack.wait_for(lambda: bob.modal, story.seconds).blocks)
    assert (carol.id in listed, story.person("dora").id in listed) == (True, False)
    story.sends_form(bob, {"whom": carol.id})
    assert story.ticket().assignee == carol.id
    assert f"Toegewezen aan <@{carol.id}>." in story.thread()[-1]


def test_an_article_is_sent_with_a_line_of_ones_own(story: Story) -> None:
    story.opens()
    story.replies("bob", "Zie hieronder.", article="version-required")
    assert "Zie hieronder." in story.hears()[-1]
    assert "update 413" in story.hears()[-1]


def test_a_wrong_answer_is_corrected(story: Story) -> None:
    story.opens("welke versie van Exact Globe heb ik nodig?")
    bob = story.person("bob")
    bob.chooses(story.card(), "ticket:more", f"correct:{story.ticket().id}")
    story.sends_form(bob, {"text": "Dat geldt niet voor jullie."})
    story.sends_form(bob, {})
    assert "klopte niet" in story.hears()[-1]
    assert "Dat geldt niet voor jullie." in story.hears()[-1]
    assert not any("update 413" in text for text in story.hears())
    assert any("klopte mijn antwoord hier niet" in text for text in story.hears())


def test_a_long_answer_reaches_the_team_whole(story: Story) -> None:
    long = "Hier staat het: " + "stap voor stap " * 150 + "einde"
    story.opens()
    story.presses("bob", "claim")
    story.alice.writes_dm(long, story.status_message().ts)
    story.rest()
    card = story.card()
    told = [message for message in story.triage() if message.thread_ts == card.ts and long[:30] in message.text]
    assert long in str(told[-1].blocks)


def test_an_edited_answer_and_a_file_reach_the_team(story: Story) -> None:
    story.opens()
    story.presses("bob", "claim")
    thread = story.status_message().ts
    answer = story.alice.writes_dm("administratie 1", thread)
    story.rest()
    story.alice.edits(answer, "administratie 2")
    story.rest()
    assert "administratie 2" in story.thread()[-1]
    story.alice.uploads(story.alice.dm, "scherm.png", "kijk", thread)
    story.rest()
    assert "scherm.png" in story.thread()[-1]


def test_a_screenshot_without_a_word_goes_along_with_the_request(story: Story) -> None:
    reply = story.stage.slack.wait_for_reply(story.alice.uploads(story.alice.dm, "scherm.png"))
    assert "afbeeldingen kan ik niet bekijken" in reply.text
    assert "scherm.png" in reply.text
    story.alice.clicks(reply, "ask-human-along")
    form = story.stage.slack.wait_for(lambda: story.alice.modal, story.seconds)
    assert "scherm.png" in str(form.content["blocks"])
    story.sends_form(story.alice, {"text": "Wat betekent dit venster?"})
    assert "Wat betekent dit venster?" in story.card().text
    assert len([text for text in story.thread() if "scherm.png" in text]) == 1


def test_a_screenshot_in_a_channel_with_only_a_mention_goes_along_too(story: Story) -> None:
    general = story.stage.slack.channels["general"]
    mention = story.stage.slack.bot_mention
    reply = story.stage.slack.wait_for_reply(story.alice.uploads(general, "scherm.png", mention))
    assert "afbeeldingen kan ik niet bekijken" in reply.text
    story.alice.clicks(reply, "ask-human-along")
    story.sends_form(story.alice, {"text": "Wat betekent dit venster?"})
    assert "scherm.png" in story.thread()[-1]


def test_a_screenshot_beside_a_question_without_an_answer_goes_along(story: Story) -> None:
    upload = story.alice.uploads(story.alice.dm, "scherm.png", "waarom is mijn knop grijs?")
    reply = story.stage.slack.wait_for_reply(upload)
    assert "dit gaat over wat je typte" in reply.text
    story.alice.clicks(reply, "ask-human-along")
    story.sends_form(story.alice, {})
    assert "waarom is mijn knop grijs?" in story.card().text
    assert "scherm.png" in story.thread()[-1]


def test_what_is_no_request_is_closed_and_can_be_opened_again(story: Story) -> None:
    story.opens()
    bob = story.person("bob")
    bob.chooses(story.card(), "ticket:more", f"dismiss:{story.ticket().id}")
    story.rest()
    assert story.ticket().state == "closed"
    story.alice.clicks(story.alice.sees(story.alice.dm)[-1], "ticket:reopen")
    story.rest()
    assert story.ticket().state == "open"


@pytest.mark.parametrize("name", ["mallory", "dora"])
def test_who_is_not_in_the_team_gets_nowhere(story: Story, name: str) -> None:
    ticket = story.opens()
    person, card = story.person(name), story.card()
    for verb in ("claim", "reply", "resolve", "assign"):
        person.clicks(card, f"ticket:{verb}")
    story.rest()
    assert person.modal is None
    assert story.ticket() == ticket
    listed = person.types("/econnect-triage all")
    assert listed is not None
    assert "alleen leden van het supportteam" in listed.text


def test_the_team_lists_and_searches(story: Story) -> None:
    story.opens("waar staat de zeldzame kwibusknop?")
    story.presses("bob", "claim")
    for typed, is_there in (
        ("open kwibusknop", True),
        ("mine kwibusknop", True),
        ("kwibusknop", True),
        ("overdue", False),
        ("all nergens", False),
    ):
        listed = story.person("bob").types(f"/econnect-triage {typed}")
        assert listed is not None
        assert ("kwibusknop?" in listed.text) == is_there, typed


def test_a_deleted_card_is_posted_again(story: Story) -> None:
    """Row 20."""
    story.opens()
    before = story.card()
    slack = story.stage.slack
    WebClient(slack.bot_token, slack.api_url).chat_delete(channel=before.channel, ts=before.ts)
    story.alice.clicks(story.status_message(), "ticket:withdraw")
    story.rest()
    assert story.card().ts != before.ts


def test_what_happens_before_the_card_is_there_ends_on_the_card(story: Story) -> None:
    """Row 3: Slack does not take the card at first, and the requester withdraws meanwhile."""
    story.stage.slack.faults.for_calls("chat.postMessage", "500", "503", "html", "500")
    story.alice.types("/econnect-support mijn knop is grijs")
    submission = story.alice.submits(story.stage.slack.wait_for(lambda: story.alice.modal), {})
    assert submission.trouble == ""
    listed = story.alice.types("/econnect-support status")
    assert listed is not None
    story.alice.clicks(listed, "ticket:withdraw")
    story.rest()
    title = f"#{story.ticket().number} · mijn knop is grijs"
    cards = [message.text for message in story.triage() if message.text.startswith(title)]
    assert len(cards) == 1
    assert "Afgesloten" in cards[0]
    assert any("Ingetrokken" in text for text in story.thread())


def test_a_form_that_opens_too_late_asks_to_press_again(story: Story) -> None:
    """Row 19."""
    story.opens()
    story.stage.slack.faults.for_calls("views.open", "error:expired_trigger_id")
    story.presses("bob", "reply")
    assert story.person("bob").modal is None
    until(lambda: any("Probeer het nog een keer" in text for text in story.whispers("bob")))
    assert story.ticket().state == "open"


def test_what_cannot_reach_the_requester_where_they_asked_reaches_them_directly(story: Story) -> None:
    """Row 20: the bot was taken out of the channel in which they asked."""
    passing = story.stage.slack.channels["passing"]
    question = story.alice.says(passing, f"{story.stage.slack.bot_mention} wat kost een abonnement?")
    story.ask_human(story.stage.slack.wait_for_reply(question))
    story.alice.removes_bot(passing)
    story.replies("bob", "Kijk in de map.")
    until(lambda: any("Kijk in de map." in each.text for each in story.alice.sees(story.alice.dm)))
    assert story.ticket().state == "claimed"
    story.alice.invites_bot(passing)


def test_where_the_team_cannot_be_reached_the_requester_hears_of_it(story: Story) -> None:
    """Row 20: the bot was taken out of the triage channel."""
    triage = story.stage.slack.channels["triage"]
    story.alice.removes_bot(triage)
    story.alice.types("/econnect-support mijn knop is grijs")
    story.alice.submits(story.stage.slack.wait_for(lambda: story.alice.modal), {})
    until(lambda: any("niet bij het supportteam aangekomen" in text for text in story.hears()))
    story.alice.invites_bot(triage)
    outbox = story.stage.store.outbox
    left = outbox.entries(99)
    outbox.drop([entry.id for entry in left])
    assert {entry.channel for entry in left if entry.is_dead} == {triage.id}


def test_a_word_whose_response_url_is_used_up_is_whispered(story: Story) -> None:
    """Row 21."""
    story.opens()
    bob, slack = story.person("bob"), story.stage.slack
    slack.limit_response_urls(0)
    bob.types("/econnect-triage report", slack.channels["triage"])
    story.rest()
    slack.limit_response_urls(5)
    assert any("Rapport van" in text for text in story.whispers("bob"))


def test_other_bots_are_not_answered_below_a_card_either(story: Story) -> None:
    """Row 31."""
    story.opens()
    channel = story.stage.slack.channels["triage"]
    before = len(story.thread())
    story.stage.slack.other_bot_posts(channel, f"{story.stage.slack.bot_mention} welke versie?", story.card().ts)
    story.rest()
    assert story.ticket().state == "open"
    assert len(story.thread()) == before + 1


def test_the_team_can_reach_who_wrote_how_until_the_ticket_is_closed(story: Story) -> None:
    story.alice.types("/econnect-support mijn knop is grijs")
    story.sends_form(story.alice, {"text": "mijn knop is grijs, bel me op +31 6 1234 5678 of mail alice@example.com"})
    assert "+31 6 1234 5678 of mail alice@example.com" in story.card().text
    assert "tot dit verzoek is afgesloten" in story.status()

    story.alice.clicks(story.status_message(), "ticket:withdraw")
    story.rest()
    assert "bel me op [phone] of mail [e-mail]" in story.card().text
    assert "alice@example.com" not in story.status()
