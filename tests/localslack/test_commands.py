import json

import pytest

from localslack import Channel, LocalSlack, Member
from tests.localslack.app import AppResponse, TinyApp
from tests.localslack.conftest import ManifestWriter


def test_a_command_with_bad_blocks_is_told_as_failed(app: TinyApp, alice: Member) -> None:
    app.answer = lambda _request: AppResponse(body=json.dumps({"text": "a", "blocks": [{"type": "x"}]}))
    visible = alice.types("/econnect hello")
    assert visible
    assert "invalid_blocks" in visible.text


def test_a_command_needs_its_scope(with_manifest: ManifestWriter) -> None:
    path = with_manifest(lambda document: document["oauth_config"]["scopes"]["bot"].remove("commands"))
    with LocalSlack(path) as slack:
        visible = slack.people["alice"].types("/econnect hello")
        assert visible
        assert visible.text == "/econnect is not a valid command."
        with pytest.raises(LookupError, match="No global shortcut"):
            slack.people["alice"].uses_shortcut("ask_anything")


def test_a_command_is_a_form_and_its_ack_is_shown_to_its_author_only(
    slack: LocalSlack, app: TinyApp, alice: Member, general: Channel
) -> None:
    app.answer = lambda _request: AppResponse(body='{"text": "12345678@facturen.econnect.eu"}')
    visible = alice.types("/econnect 12345678 & <b>", general)
    form = app.requests[0].payload
    assert (form["command"], form["text"]) == ("/econnect", "12345678 &amp; &lt;b&gt;")
    assert visible in alice.sees(general)
    assert visible not in slack.people["bob"].sees(general)


def test_an_empty_ack_shows_nothing(app: TinyApp, alice: Member, general: Channel) -> None:
    assert alice.types("/econnect hello", general) is None
    assert len(app.requests) == 1


@pytest.mark.parametrize("body", ["{", "[]", '{"text": ""}'])
def test_an_ack_that_says_nothing_shows_nothing_wrong(app: TinyApp, alice: Member, body: str) -> None:
    app.answer = lambda _request: AppResponse(body=body)
    visible = alice.types("/econnect hello")
    assert visible is None or visible.text == body


def test_a_plain_text_ack_is_shown(app: TinyApp, alice: Member) -> None:
    app.answer = lambda _request: AppResponse(body="As you say", content_type="text/plain")
    visible = alice.types("/econnect hello")
    assert visible
    assert visible.text == "As you say"


def test_an_ack_for_all_is_seen_by_all(slack: LocalSlack, app: TinyApp, alice: Member, general: Channel) -> None:
    app.answer = lambda _request: AppResponse(body='{"text": "To all", "response_type": "in_channel"}')
    assert alice.types("/econnect hello", general) in slack.people["bob"].sees(general)


def test_a_failing_command_is_told_and_not_retried(app: TinyApp, alice: Member) -> None:
    app.answer = lambda _request: AppResponse(500)
    visible = alice.types("/econnect hello")
    assert visible
    assert visible.text == '/econnect failed with the error "dispatch_failed"'
    assert len(app.requests) == 1


def test_an_undeclared_command_never_leaves_slack(app: TinyApp, alice: Member) -> None:
    visible = alice.types("/unknown hello")
    assert visible
    assert visible.text == "/unknown is not a valid command."
    assert not app.requests


def test_a_command_with_should_escape_carries_marks(slack: LocalSlack, app: TinyApp, alice: Member) -> None:
    alice.types("/escaped @Bob in #general")
    bob, general = slack.people["bob"].id, slack.channels["general"].id
    assert app.requests[0].payload["text"] == f"<@{bob}|bob> in <#{general}|general>"


def test_without_an_app_a_command_fails(alice: Member) -> None:
    visible = alice.types("/econnect hello")
    assert visible
    assert "dispatch_failed" in visible.text
