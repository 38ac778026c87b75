import pytest
from slack_sdk import WebClient

from localslack import LocalSlack, Member
from tests.localslack.app import TinyApp
from tests.localslack.surfaces import FEEDBACK, ROW


def test_the_home_is_published_and_its_opening_told(
    slack: LocalSlack, app: TinyApp, client: WebClient, alice: Member
) -> None:
    assert alice.opens_home() is None
    client.views_publish(user_id=alice.id, view={"type": "home", "blocks": [ROW]})
    home = alice.opens_home()
    slack.settle()
    assert home
    assert home.blocks[0]["block_id"] == "row"
    events = sorted(app.events("app_home_opened"), key=lambda event: str(event["event_ts"]))
    assert ["view" in event for event in events] == [False, True]
    assert alice.clicks(home, "yes").is_ok
    client.views_publish(user_id=alice.id, view={"type": "home", "blocks": [FEEDBACK | ROW]})
    assert alice.home
    assert alice.home.id == home.id
    with pytest.raises(Exception, match="hash_conflict"):
        client.views_publish(user_id=alice.id, hash=home.hash, view={"type": "home", "blocks": [ROW]})
    client.views_update(view_id=home.id, view={"type": "home", "blocks": [ROW]})
