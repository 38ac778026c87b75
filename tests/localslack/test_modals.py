import json
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient

from localslack import Member
from localslack.modals import TROUBLE
from tests.localslack.app import AppRequest, AppResponse, TinyApp
from tests.localslack.conftest import Clock
from tests.localslack.surfaces import QUESTION, ROW, plain


@pytest.fixture
def trigger(app: TinyApp, alice: Member) -> str:
    alice.uses_shortcut("ask_anything")
    return str(app.requests[-1].payload["trigger_id"])


def test_a_trigger_opens_one_modal(client: WebClient, alice: Member, trigger: str) -> None:
    opened = client.views_open(trigger_id=trigger, view=QUESTION)["view"]
    assert alice.modal
    assert (alice.modal.id, opened["private_metadata"]) == (opened["id"], "kept")
    with pytest.raises(Exception, match="expired_trigger_id"):
        client.views_open(trigger_id=trigger, view=QUESTION)
    with pytest.raises(Exception, match="invalid_trigger_id"):
        client.views_open(trigger_id="1.2.3", view=QUESTION)


def test_a_modal_opens_where_its_trigger_comes_from(app: TinyApp, client: WebClient, alice: Member) -> None:
    phone, laptop = alice.at("phone"), alice.at("laptop")
    for place in (phone, laptop):
        place.uses_shortcut("ask_anything")
        client.views_open(trigger_id=str(app.requests[-1].payload["trigger_id"]), view=QUESTION)
    assert phone.modal
    assert laptop.modal
    assert phone.modal.id != laptop.modal.id
    assert alice.modal is None
    assert phone.submits(phone.modal, {"text": "Which version?"}).view is None
    assert [bool(place.modal) for place in (phone, laptop)] == [False, True]


def test_a_modal_of_no_client_in_particular_is_seen_in_each(client: WebClient, alice: Member, trigger: str) -> None:
    client.views_open(trigger_id=trigger, view=QUESTION)
    phone, seen = alice.at("phone"), alice.modal
    assert seen
    assert phone.modal == seen
    phone.closes(seen)
    assert [bool(place.modal) for place in (phone, alice)] == [False, False]


def test_a_trigger_lives_three_seconds(client: WebClient, trigger: str, clock: Clock) -> None:
    clock.now += 3.1
    with pytest.raises(Exception, match="expired_trigger_id"):
        client.views_open(trigger_id=trigger, view=QUESTION)


def test_a_modal_that_slack_refuses_is_not_opened(client: WebClient, alice: Member, trigger: str) -> None:
    broken = {key: value for key, value in QUESTION.items() if key != "submit"}
    with pytest.raises(Exception, match=r"invalid_arguments.*json-pointer:/view/submit"):
        client.views_open(trigger_id=trigger, view=broken)
    with pytest.raises(Exception, match="missing required field: view"):
        client.api_call("views.open", json={"trigger_id": trigger})
    with pytest.raises(Exception, match=r"must be modal"):
        client.views_open(trigger_id=trigger, view={"type": "home", "blocks": []})
    assert alice.modal is None


def test_what_is_submitted_is_told_and_closes_the_modal(
    app: TinyApp, client: WebClient, alice: Member, trigger: str
) -> None:
    client.views_open(trigger_id=trigger, view=QUESTION)
    assert alice.modal
    assert alice.submits(alice.modal, {"text": "Which version?"}).view is None
    view = app.requests[-1].payload["view"]
    assert view["state"]["values"] == {"question": {"text": {"type": "plain_text_input", "value": "Which version?"}}}
    assert alice.modal is None


def test_slack_itself_refuses_empty_and_short_fields(
    app: TinyApp, client: WebClient, alice: Member, trigger: str
) -> None:
    client.views_open(trigger_id=trigger, view=QUESTION)
    assert alice.modal
    before = len(app.requests)
    assert "required" in alice.submits(alice.modal, {}).errors["question"]
    assert "too short" in alice.submits(alice.modal, {"question": "hm"}).errors["question"]
    assert len(app.requests) == before


@pytest.mark.parametrize(
    ("answer", "errors", "title", "trouble"),
    [
        ({"response_action": "errors", "errors": {"question": "Too vague"}}, {"question": "Too vague"}, "Ask", ""),
        ({"response_action": "errors", "errors": {"answer": "?"}}, {}, "Ask", TROUBLE),
        ({"response_action": "update", "view": {**QUESTION, "title": plain("Again")}}, {}, "Again", ""),
        ({"response_action": "push", "view": {**QUESTION, "title": plain("More")}}, {}, "More", ""),
        ({"response_action": "push", "view": {"type": "modal"}}, {}, "Ask", TROUBLE),
        ({"response_action": "clear"}, {}, None, ""),
    ],
)
def test_the_ack_says_how_the_modal_goes_on(  # noqa: PLR0913 - fixtures and a table's columns
    app: TinyApp,
    client: WebClient,
    alice: Member,
    trigger: str,
    *,
    answer: dict[str, Any],
    errors: dict[str, str],
    title: str | None,
    trouble: str,
) -> None:
    client.views_open(trigger_id=trigger, view=QUESTION)
    app.answer = lambda _request: AppResponse(body=json.dumps(answer))
    assert alice.modal
    seen = alice.submits(alice.modal, {"text": "Which version?"})
    assert (dict(seen.errors), seen.trouble) == (errors, trouble)
    assert (alice.modal.content["title"]["text"] if alice.modal else None) == title


@pytest.mark.parametrize("answer", [{"response_action": "update", "view": QUESTION}, {"response_action": "clear"}])
def test_a_modal_that_was_closed_before_the_answer_came_stays_closed(
    app: TinyApp, client: WebClient, alice: Member, trigger: str, *, answer: dict[str, Any]
) -> None:
    client.views_open(trigger_id=trigger, view=QUESTION)
    modal = alice.modal
    assert modal

    def closes_first(_request: AppRequest) -> AppResponse:
        alice.closes(replace(modal, content={**modal.content, "notify_on_close": False}))
        return AppResponse(body=json.dumps(answer))

    app.answer = closes_first
    assert alice.submits(modal, {"text": "Which version?"}).view is None
    assert alice.modal is None


def test_a_pushed_modal_is_closed_to_show_the_one_below(
    app: TinyApp, client: WebClient, alice: Member, trigger: str
) -> None:
    client.views_open(trigger_id=trigger, view=QUESTION)
    below = alice.modal
    app.answer = lambda _request: AppResponse(body=json.dumps({"response_action": "push", "view": QUESTION}))
    assert below
    alice.submits(below, {"text": "Which version?"})
    with pytest.raises(LookupError, match="on top"):
        alice.submits(below, {"text": "Which version?"})
    assert alice.modal
    assert alice.modal.previous_id == below.id
    ack = alice.closes(alice.modal)
    assert ack
    assert ack.is_ok
    assert app.requests[-1].payload["type"] == "view_closed"
    assert alice.modal.id == below.id


def test_a_closed_modal_is_gone_for_clicks_and_pushes(
    app: TinyApp, client: WebClient, alice: Member, trigger: str
) -> None:
    client.views_open(trigger_id=trigger, view={**QUESTION, "notify_on_close": False, "blocks": [ROW]})
    modal = alice.modal
    assert modal
    alice.clicks(modal, "yes")
    assert alice.closes(modal) is None
    with pytest.raises(LookupError, match="no such view"):
        alice.clicks(modal, "yes")
    with pytest.raises(Exception, match="not_found"):
        client.views_push(trigger_id=app.requests[-1].payload["trigger_id"], view=QUESTION)


def test_views_update_refuses_an_old_hash(client: WebClient, alice: Member, trigger: str) -> None:
    opened = client.views_open(trigger_id=trigger, view=QUESTION)["view"]
    changed = {**QUESTION, "title": plain("Changed")}
    client.views_update(view_id=opened["id"], hash=opened["hash"], view=changed)
    assert alice.modal
    assert alice.modal.content["title"]["text"] == "Changed"
    with pytest.raises(Exception, match="hash_conflict"):
        client.views_update(view_id=opened["id"], hash=opened["hash"], view=changed)
    with pytest.raises(Exception, match="not_found"):
        client.views_update(view_id="V0NONE", view=changed)


def test_three_modals_may_stand_on_each_other(app: TinyApp, client: WebClient, alice: Member, trigger: str) -> None:
    client.views_open(trigger_id=trigger, view={**QUESTION, "external_id": "mine", "blocks": [ROW]})
    for outcome in ("ok", "ok", "push_limit_reached"):
        assert alice.modal
        alice.clicks(alice.modal, "yes")
        payload = app.requests[-1].payload
        assert payload["container"] == {"type": "view", "view_id": alice.modal.id}
        push = {"trigger_id": payload["trigger_id"], "view": {**QUESTION, "blocks": [ROW]}}
        if outcome == "ok":
            client.views_push(**push)
        else:
            with pytest.raises(Exception, match=outcome):
                client.views_push(**push)
    assert client.views_update(external_id="mine", view={**QUESTION, "title": plain("First")})["ok"]
