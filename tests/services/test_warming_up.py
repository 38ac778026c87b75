from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from bot.services.warming_up import work_out


@dataclass
class Lazy:
    done: list[str] = field(default_factory=list)

    @cached_property
    def first(self) -> int:
        self.done.append("first")
        return 1

    @cached_property
    def second(self) -> int:
        self.done.append("second")
        return self.first + 1

    @property
    def other(self) -> int:
        raise ZeroDivisionError


def test_what_is_worked_out_lazily_is_worked_out_once_and_nothing_else_is_touched() -> None:
    lazy, other = Lazy(), Lazy()
    for _ in range(2):
        work_out(lazy, other)

    assert (sorted(lazy.done), lazy.second) == (["first", "second"], 2)
    assert sorted(other.done) == ["first", "second"]
