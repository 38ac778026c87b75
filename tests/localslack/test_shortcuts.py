import pytest

from localslack import Channel, LocalSlack, Member
from tests.localslack.app import TinyApp


def test_shortcuts_are_those_of_the_manifest(
    slack: LocalSlack, app: TinyApp, alice: Member, general: Channel
) -> None:
    said = alice.says(general, "which version?")
    slack.settle()
    assert alice.uses_shortcut("ask_about_message", said).is_ok
    on_message = app.requests[-1].payload
    assert on_message["channel"] == {"id": general.id, "name": "general"}
    assert (on_message["type"], on_message["message"]["text"]) == ("message_action", "which version?")
    assert alice.uses_shortcut("ask_anything").is_ok
    anywhere = app.requests[-1].payload
    assert (anywhere["type"], "response_url" in anywhere) == ("shortcut", False)
    with pytest.raises(LookupError, match="No global shortcut"):
        alice.uses_shortcut("ask_about_message")
