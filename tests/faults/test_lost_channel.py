"""A triage channel that is gone for good: the next start posts what nobody saw in the one that is set then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.slack.running import until

if TYPE_CHECKING:
    from localslack import ChannelMessage, Member
    from tests.faults.processes import Site

pytestmark = pytest.mark.slow  # real processes


def hands_over(site: Site, person: Member, text: str) -> None:
    reply = site.slack.wait_for_reply(person.writes_dm(text))
    person.clicks(reply, "ask-human")
    form = site.slack.wait_for(lambda: person.modal, 30)
    person.submits(form, {})


def cards(site: Site, channel: str) -> list[ChannelMessage]:
    return [each for each in site.slack.messages(site.slack.channels[channel]) if each.thread_ts is None]


def test_another_channel_is_set_and_the_cards_come_there_once_and_in_order(site: Site) -> None:
    slack = site.slack
    slack.archive(slack.channels["triage"])
    bot = site.start()
    asked = ["wat kost een abonnement?", "wat kost een licentie?", "wat kost het per maand?"]
    for number, text in enumerate(asked):
        hands_over(site, slack.people[f"person{number}"], text)
    until(bot.has_sent_everything, 60)
    assert "is archived: unarchive it, or set ECONNECT_TRIAGE_CHANNEL" in site.logs()
    assert "econnect_triage_channel_usable 0.0" in bot.ask("/metrics")[1]
    bot.kill()
    bots = [site.start(ECONNECT_TRIAGE_CHANNEL=slack.channels["general"].id)]
    if "postgres" in site.database_url:
        bots.append(site.start(ECONNECT_TRIAGE_CHANNEL=slack.channels["general"].id))
    until(lambda: len(cards(site, "general")) >= len(asked), 60)
    until(bots[0].has_sent_everything, 60)

    found = cards(site, "general")
    assert [text in card.text for text, card in zip(asked, found, strict=True)] == [True] * 3
    assert cards(site, "triage") == []
    assert "econnect_triage_channel_usable 1.0" in bots[0].ask("/metrics")[1]
