import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from localslack import Channel, LocalSlack, Member
from tests.localslack.app import TinyApp


def test_the_bot_reacts_once(slack: LocalSlack, client: WebClient, alice: Member, general: Channel) -> None:
    said = alice.says(general, "thanks")
    client.reactions_add(channel=general.id, timestamp=said.ts, name="wave")
    with pytest.raises(SlackApiError, match="already_reacted"):
        client.reactions_add(channel=general.id, timestamp=said.ts, name="wave")
    with pytest.raises(SlackApiError, match="invalid_name"):
        client.reactions_add(channel=general.id, timestamp=said.ts, name=":wave:")
    assert slack.messages(general)[0].reactions == {"wave": (slack.app.bot_user_id,)}


def test_a_reaction_is_looked_up_and_taken_away(
    slack: LocalSlack, client: WebClient, alice: Member, general: Channel
) -> None:
    said = alice.says(general, "thanks")
    client.reactions_add(channel=general.id, timestamp=said.ts, name="wave")
    (reaction,) = client.reactions_get(channel=general.id, timestamp=said.ts)["message"]["reactions"]
    assert (reaction["name"], reaction["users"], reaction["count"]) == ("wave", [slack.app.bot_user_id], 1)
    client.reactions_remove(channel=general.id, timestamp=said.ts, name="wave")
    assert slack.messages(general)[0].reactions == {}
    with pytest.raises(SlackApiError, match="no_reaction"):
        client.reactions_remove(channel=general.id, timestamp=said.ts, name="wave")


def test_of_two_reactions_one_is_taken_away_and_the_app_is_told(
    slack: LocalSlack, app: TinyApp, alice: Member, general: Channel
) -> None:
    said, bob = alice.says(general, "thanks"), slack.people["bob"]
    alice.reacts(said, "wave")
    bob.reacts(said, "wave")
    bob.unreacts(said, "wave")
    slack.settle()
    assert slack.messages(general)[0].reactions == {"wave": (alice.id,)}
    assert [event["user"] for event in app.events("reaction_removed")] == [bob.id]
