from __future__ import annotations

import pytest

from bot.settings.terminal_kind import has_hyperlinks


@pytest.mark.parametrize(
    ("term", "has"),
    [
        ("xterm-256color", True),
        ("tmux-256color", True),
        ("alacritty", True),
        ("dumb", False),
        ("linux", False),
        ("eterm-color", False),
        ("", False),
    ],
)
def test_a_terminal_that_would_print_what_it_does_not_know_is_told_of_no_links(term: str, *, has: bool) -> None:
    assert has_hyperlinks({"TERM": term}) == has


def test_who_names_no_terminal_has_none() -> None:
    assert not has_hyperlinks({})
