"""How the bot behaves in a channel, set by the support team, over both transports and on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from localslack import Channel, ChannelMessage
    from tests.dialogs.desk import Story

pytestmark = [pytest.mark.slow, pytest.mark.in_turn("place")]  # real sockets

AS_EVERYWHERE = {"listens": "follow-ups", "language": "none", "product": "none", "most": "none"}


def sets(story: Story, channel: Channel, name: str = "bob", **values: str) -> None:
    """Have a support member set something for a channel."""
    assert story.person(name).types("/econnect-channel", channel) is None
    story.sends_form(story.person(name), AS_EVERYWHERE | values)


@pytest.fixture
def general(story: Story) -> Iterator[Channel]:
    """Yield a channel where everything is as everywhere again after the story."""
    channel = story.stage.slack.channels["general"]
    yield channel
    sets(story, channel)


def mentions(story: Story, channel: Channel, text: str, thread: str | None = None) -> ChannelMessage:
    """Have Alice mention the bot, and wait for what it says."""
    said = story.alice.says(channel, f"{story.stage.slack.bot_mention} {text}", thread)
    story.rest()
    return said


def whispers(story: Story, channel: Channel, thread: str | None = None) -> list[str]:
    """Return what Alice alone was told there."""
    alone = [each for each in story.alice.sees(channel, thread) if each.ephemeral_to]
    assert all(each.ephemeral_to == story.alice.id for each in alone)
    return [each.text for each in alone]


def answers(story: Story, channel: Channel, thread: str) -> list[str]:
    """Return what the bot said in a thread for all to read."""
    seen = story.person("dora").sees(channel, thread)
    return [each.text for each in seen if each.bot_id and not each.ephemeral_to]


def test_it_is_switched_off_and_on_again(story: Story, general: Channel) -> None:
    before = mentions(story, general, "welke versie heb ik nodig?")
    assert len(answers(story, general, before.ts)) == 1
    sets(story, general, listens="off")

    mentions(story, general, "en waar vind ik dat?", before.ts)
    assert "Ik sta in dit kanaal uit" in whispers(story, general, before.ts)[-1]
    asked = mentions(story, general, "welke versie heb ik nodig?")
    assert "/econnect-support" in whispers(story, general)[-1]
    story.alice.says(general, "waar vind ik dat?", before.ts)
    story.rest()
    assert (len(answers(story, general, before.ts)), answers(story, general, asked.ts)) == (1, [])
    private = story.alice.types("/econnect welke versie heb ik nodig?", general)
    assert private is not None
    assert "413" in private.text
    with pytest.raises(LookupError):
        story.alice.clicks(private, "share")
    direct = story.alice.writes_dm("welke versie heb ik nodig?")
    assert "413" in story.stage.slack.wait_for_reply(direct).text

    sets(story, general)
    mentions(story, general, "welke versie heb ik nodig?", before.ts)
    assert len(answers(story, general, before.ts)) == 2


def test_a_request_goes_on_where_it_is_off(story: Story, general: Channel) -> None:
    asked = mentions(story, general, "wat kost een abonnement?")
    story.ask_human(story.stage.slack.wait_for_reply(asked))
    sets(story, general, listens="off")

    story.replies("bob", "Om welke administratie gaat het?", **{"asks-back": "asks-back"})
    assert "Om welke administratie gaat het?" in answers(story, general, asked.ts)[-1]
    story.alice.says(general, "Administratie 001", asked.ts)
    story.rest()
    assert "Administratie 001" in story.thread()[-1]
    mentions(story, general, "of toch 002?", asked.ts)
    assert "of toch 002?" in story.thread()[-1]
    assert not whispers(story, general, asked.ts)


def test_where_mentions_alone_count_nobody_goes_on_without_one(story: Story, general: Channel) -> None:
    sets(story, general, listens="mentions")
    asked = mentions(story, general, "welke versie heb ik nodig?")
    story.alice.says(general, "en hoe maak ik de brievenbus aan?", asked.ts)
    story.rest()
    assert len(answers(story, general, asked.ts)) == 1

    sets(story, general)
    mentions(story, general, "welke versie heb ik nodig?", asked.ts)
    story.alice.says(general, "en hoe maak ik de brievenbus aan?", asked.ts)
    story.rest()
    assert len(answers(story, general, asked.ts)) == 3


def test_a_thread_comes_to_its_end_for_one_person(story: Story, general: Channel) -> None:
    sets(story, general, most="1")
    asked = mentions(story, general, "welke versie heb ik nodig?")
    for text in ("en hoe maak ik de brievenbus aan?", "wat is het?", "en dan?"):
        mentions(story, general, text, asked.ts)
    (told,) = whispers(story, general, asked.ts)
    assert "limiet" in told
    assert len(answers(story, general, asked.ts)) == 1


def test_what_could_be_either_is_in_the_language_of_the_channel(story: Story, general: Channel) -> None:
    sets(story, general, language="en")
    asked = mentions(story, general, "")
    assert "Ask me about connecting" in answers(story, general, asked.ts)[0]
    asked = mentions(story, general, "welke versie heb ik nodig?")
    assert "nodig" in answers(story, general, asked.ts)[0]


def test_where_it_is_about_another_product_what_names_none_is_handed_over(story: Story, general: Channel) -> None:
    sets(story, general, product="king")
    asked = mentions(story, general, "welke versie heb ik nodig?")
    assert "maar dit kanaal gaat over King" in answers(story, general, asked.ts)[0]
    asked = mentions(story, general, "welke versie van Exact Globe heb ik nodig?")
    mentions(story, general, "en hoe maak ik de brievenbus aan?", asked.ts)
    first, second = answers(story, general, asked.ts)
    assert "413" in first
    assert "King" not in second


def test_of_two_who_set_it_at_once_the_second_sees_what_the_first_did(story: Story, general: Channel) -> None:
    bob, carol = story.person("bob"), story.person("carol")
    for name in (bob, carol):
        name.types("/econnect-channel", general)
    story.sends_form(bob, AS_EVERYWHERE | {"listens": "off"})
    again = story.sends_form(carol, AS_EVERYWHERE | {"listens": "mentions"})
    assert f"<@{bob.id}>" in str(again.view.content) or bob.id in str(again.view.content)
    assert "Nooit (uit)" in str(again.view.content)
    mentions(story, general, "welke versie heb ik nodig?")
    assert whispers(story, general)
    story.sends_form(carol, AS_EVERYWHERE | {"listens": "mentions"})
    asked = mentions(story, general, "welke versie heb ik nodig?")
    assert answers(story, general, asked.ts)


def test_nobody_else_can_and_in_direct_messages_there_is_nothing_to_set(story: Story) -> None:
    general = story.stage.slack.channels["general"]
    for name in ("dora", "mallory"):
        refused = story.person(name).types("/econnect-channel", general)
        assert refused is not None
        assert "alleen leden van het supportteam" in refused.text
    nowhere = story.person("bob").types("/econnect-channel")
    assert nowhere is not None
    assert "Typ hem in het kanaal" in nowhere.text


def test_a_channel_that_the_bot_is_not_in_yet_and_the_teams_own_can_be_set(story: Story) -> None:
    for channel in (story.stage.slack.channels["elsewhere"], story.stage.slack.channels["triage"]):
        sets(story, channel, listens="off")
    opened = story.opens()
    assert story.card().text
    story.presses("bob", "claim")
    assert story.ticket().id == opened.id
    assert story.ticket().state == "claimed"
    sets(story, story.stage.slack.channels["triage"])
