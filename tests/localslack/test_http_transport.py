import socket
import threading
import time
from collections.abc import Callable

from slack_sdk.signature import Clock as SdkClock
from slack_sdk.signature import SignatureVerifier

from localslack import Channel, LocalSlack, Member
from tests.localslack.app import AppRequest, AppResponse, TinyApp, running_app
from tests.localslack.conftest import MANIFEST, Clock


def _hold(release: threading.Event) -> Callable[[AppRequest], AppResponse]:
    def answer(_request: AppRequest) -> AppResponse:
        release.wait()
        return AppResponse()

    return answer


class _SdkClock(SdkClock):
    """slack_sdk's clock, showing the test's time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock()


def test_every_delivery_is_signed_over_its_raw_body(
    slack: LocalSlack, app: TinyApp, alice: Member, general: Channel, clock: Clock
) -> None:
    alice.says(general, "@econnect hë?")
    alice.types("/econnect hë?", general)
    slack.settle()
    verifier = SignatureVerifier(slack.signing_secret, _SdkClock(clock))
    assert len(app.requests) == 3
    assert all(verifier.is_valid_request(request.body, request.headers) for request in app.requests)


def test_slack_gives_up_on_a_slow_app() -> None:
    with LocalSlack(MANIFEST, ack_seconds=0.05, retry_delays=()) as slack, running_app() as app:
        slack.deliver_to(app.url)
        app.answer = _hold(app.release)
        slack.people["alice"].writes_dm("hello")
        slack.settle()
        visible = slack.people["alice"].types("/econnect hello")
        assert [record.outcome for record in slack.deliveries()] == ["http_timeout", "http_timeout"]
        assert visible
        assert visible.text == '/econnect failed with the error "operation_timeout"'


def test_the_request_url_is_verified_and_the_certificate_checked_unsigned(slack: LocalSlack, app: TinyApp) -> None:
    way = slack.deliver_to(app.url)
    app.answer = lambda request: AppResponse(
        body=str(request.payload.get("challenge", "")), content_type="text/plain"
    )
    assert way.verify_url("token", "a challenge")
    assert way.check_ssl("token")
    assert "x-slack-signature" not in app.requests[-1].headers


def test_an_answer_that_drips_in_is_given_up_in_time() -> None:
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server, LocalSlack(MANIFEST, ack_seconds=0.3) as slack:

        def drip() -> None:
            line, _ = server.accept()
            with line:
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                while not done.wait(0.05):
                    try:
                        line.sendall(b"x")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        way = slack.deliver_to(f"http://127.0.0.1:{server.getsockname()[1]}/")
        began = time.monotonic()
        assert way.post(b"{}", "application/json", {}).outcome == "http_timeout"
        assert time.monotonic() - began < 2
        done.set()
        thread.join()
