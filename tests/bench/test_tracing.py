from __future__ import annotations

from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest

from bench.tracing import CallTracer, Function, Profile

HERE = Path(__file__).parent


def answer(payload: dict[str, str]) -> None:
    parse()
    dispatch(SimpleNamespace(body=payload))
    parse()


def dispatch(request: SimpleNamespace) -> None:
    for _ in range(3):
        listen(request)


def listen(_: SimpleNamespace) -> None:
    HERE.is_absolute()  # a library's, which does not count


def parse() -> None:
    pass


@pytest.fixture
def tracer() -> CallTracer:
    return CallTracer(HERE, answer.__code__, dispatch.__code__)


def in_a_thread(tracer: CallTracer, *payloads: dict[str, str]) -> None:
    def work() -> None:
        parse()
        for payload in payloads:
            answer(payload)

    tracer.start()
    thread = Thread(target=work)
    thread.start()
    tracer.stop()
    thread.join()


def by_name(profile: Profile) -> dict[str, int]:
    return {function.name: calls for function, calls in profile.calls.items()}


def test_calls_count_from_the_request_on_and_from_the_dispatcher_on(tracer: CallTracer) -> None:
    in_a_thread(tracer, {"type": "first"}, {"type": "second"})

    assert [trace.payload["type"] for trace in tracer.traces] == ["first", "second"]
    for trace in tracer.traces:
        assert by_name(trace.whole) == {"parse": 2, "listen": 3}
        assert by_name(trace.dispatched) == {"listen": 3}


def test_a_thread_that_answers_nothing_is_not_traced(tracer: CallTracer) -> None:
    in_a_thread(tracer)

    assert tracer.traces == []


def test_a_profile_is_measured_with_and_without_folders() -> None:
    calls = {Function("domain/a.py", "f", 1): 3, Function("b.py", "f", 1): 2, Function("b.py", "g", 5): 1}

    assert Profile(calls).size == (2, 3, 6)
    assert Profile(calls).without(["domain"]).size == (1, 2, 3)
