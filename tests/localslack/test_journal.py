from urllib.parse import urlencode

from localslack import LocalSlack
from tests.localslack.calls import api_call


def test_tokens_are_kept_out_of_the_journal(slack: LocalSlack) -> None:
    api_call(slack, "auth.test", urlencode({"token": slack.bot_token, "x": "1"}).encode())
    assert slack.calls("auth.test")[0].arguments == {"x": "1"}
