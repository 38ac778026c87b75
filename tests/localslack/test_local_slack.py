import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from localslack import LocalSlack
from tests.localslack.app import TinyApp


def test_an_app_that_is_taken_out_is_told(slack: LocalSlack, app: TinyApp, client: WebClient) -> None:
    slack.uninstall()
    slack.settle()
    assert len(app.events("app_uninstalled")) == 1
    assert app.events("tokens_revoked")[0]["tokens"]["bot"] == [slack.app.bot_user_id]
    with pytest.raises(SlackApiError, match="token_revoked"):
        client.auth_test()


def test_waiting_in_vain_tells_what_happened(slack: LocalSlack, client: WebClient) -> None:
    client.auth_test()
    with pytest.raises(TimeoutError, match=r"auth\.test"):
        slack.wait_for(lambda: None, timeout=0.01)
