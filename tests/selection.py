"""What `make test` runs of the whole: a pytest plugin.

What needs a PostgreSQL is marked slow, since that is another process. With EVERYTHING=1, as in .ci/run, every test
runs in each of its settings. Otherwise a test that is marked `in_turn("place")` runs in one of the settings of its
parameter `place`, the tests of a module taking them in turn, and one that is marked `everything` is left out.
TURN=1, 2, 3 begins with another setting.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TypeAlias

    Setting: TypeAlias = tuple[str, ...]

EVERYTHING: Final = os.environ.get("EVERYTHING") == "1"  # noqa: TID251 - how the tests are run, no setting of the bot
TURN: Final = int(os.environ.get("TURN", "0"))  # noqa: TID251 - as above


def seeds(name: str, all_of_them: str) -> range:
    """Return the seeds that the variable `name` asks for, as 7 or 1-50; else all of them, or the first alone."""
    asked = os.environ.get(name) or (all_of_them if EVERYTHING else all_of_them.partition("-")[0])  # noqa: TID251 - as above
    first, _, last = asked.partition("-")
    return range(int(first), int(last or first) + 1)


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks."""
    config.addinivalue_line("markers", "everything: takes a minute or so; left to .ci/run")
    config.addinivalue_line("markers", "in_turn(*parameters): `make test` runs it in one of their settings")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs a PostgreSQL; leave out what .ci/run alone does."""
    for item in items:
        if "postgres" in item.fixturenames or "Postgres" in item.nodeid or "postgres" in item.name:  # type: ignore[attr-defined]
            item.add_marker("slow")
    if EVERYTHING:
        return
    left_out = {id(item) for item in items if item.get_closest_marker("everything")} | set(_others(items))
    config.hook.pytest_deselected(items=[item for item in items if id(item) in left_out])
    items[:] = [item for item in items if id(item) not in left_out]


def _others(items: Sequence[pytest.Item]) -> Iterator[int]:
    """Yield the ids of the items whose turn it is not."""
    settings: dict[object, set[Setting]] = {}
    tests: dict[object, dict[object, int]] = {}
    rotating = [(item, *found) for item in items if (found := _setting_of(item))]
    for _, group, setting, test in rotating:
        settings.setdefault(group, set()).add(setting)
        tests.setdefault(group, {}).setdefault(test, len(tests.get(group, {})))
    for item, group, setting, test in rotating:
        there = sorted(settings[group])
        if setting != there[(tests[group][test] + TURN) % len(there)]:
            yield id(item)


def _setting_of(item: pytest.Item) -> tuple[object, Setting, object] | None:
    """Return among whom an item takes turns, its setting, and the test that it is apart from that."""
    mark, callspec = item.get_closest_marker("in_turn"), getattr(item, "callspec", None)
    if mark is None or callspec is None or not set(mark.args) <= callspec.params.keys():
        return None
    rest = tuple(sorted((name, str(value)) for name, value in callspec.params.items() if name not in mark.args))
    setting = tuple(str(callspec.params[name]) for name in mark.args)
    return (item.path, mark.args), setting, (getattr(item, "originalname", item.name), rest)
