"""The net that names a test which leaves something running."""

from __future__ import annotations

from threading import Event, Thread

from tests.leaks import Leaks


def test_what_a_test_leaves_running_is_named_once_and_what_ends_in_time_is_not() -> None:
    leaks, stop, soon = Leaks(end_seconds=0.2), Event(), Event()
    left, ended = Thread(target=stop.wait, name="left"), Thread(target=soon.wait, name="ended")
    left.start()
    ended.start()
    leaks.note("test_a")
    leaks.note("test_b")
    soon.set()

    assert leaks.left() == ["test_a: left"]
    assert leaks.left() == []
    stop.set()
    left.join()
