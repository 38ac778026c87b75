import pytest

from localslack import LocalSlack, Member
from tests.localslack.app import AppResponse, TinyApp, running_app


def test_an_event_is_tried_four_times_with_one_event_id(slack: LocalSlack, app: TinyApp, alice: Member) -> None:
    app.answer = lambda _request: AppResponse(500)
    alice.writes_dm("hello")
    slack.settle()
    assert len({request.payload["event_id"] for request in app.requests}) == 1
    assert [request.headers.get("x-slack-retry-num") for request in app.requests] == [None, "1", "2", "3"]
    assert [request.headers.get("x-slack-retry-reason") for request in app.requests] == [None, *["http_error"] * 3]


def test_an_app_may_forbid_retries(slack: LocalSlack, app: TinyApp, alice: Member) -> None:
    app.answer = lambda _request: AppResponse(500, headers={"X-Slack-No-Retry": "1"})
    alice.writes_dm("hello")
    slack.settle()
    assert len(app.requests) == 1


def test_an_event_that_is_taken_at_second_try_is_not_sent_again(
    slack: LocalSlack, app: TinyApp, alice: Member
) -> None:
    app.answer = lambda request: AppResponse(200 if "x-slack-retry-num" in request.headers else 503)
    alice.writes_dm("hello")
    slack.settle()
    assert [record.outcome for record in slack.deliveries("message")] == ["http_error", "ok"]


def test_an_app_that_hangs_up_is_tried_again_with_the_reason(slack: LocalSlack, alice: Member) -> None:
    with running_app() as gone:
        slack.deliver_to(gone.url)
    alice.writes_dm("hello")
    slack.settle()
    assert [record.outcome for record in slack.deliveries("message")] == ["connection_failed"] * 4


@pytest.mark.parametrize(("fault", "times"), [("dropped", 0), ("doubled", 2), ("delayed:0.01", 1)])
def test_deliveries_are_dropped_doubled_and_delayed_on_demand(
    slack: LocalSlack, app: TinyApp, alice: Member, fault: str, times: int
) -> None:
    slack.faults.for_deliveries("message", fault)
    slack.faults.for_deliveries("/econnect", fault)
    alice.writes_dm("hello")
    alice.types("/econnect hello")
    slack.settle()
    assert [record.outcome for record in slack.deliveries()].count("ok") == 2 * times
    assert len(app.requests) == 2 * times
