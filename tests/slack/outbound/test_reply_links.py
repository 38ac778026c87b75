from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from bot.slack.outbound.reply_links import MOST_USES, ReplyLinks


def test_a_link_is_used_five_times_whoever_asks_at_once() -> None:
    links = ReplyLinks()
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: links.take_use("https://hooks.slack.com/1"), range(40)))
    assert sum(taken) == MOST_USES
    assert links.take_use("https://hooks.slack.com/2")


def test_what_is_remembered_of_links_is_bounded_and_the_latest_are_kept() -> None:
    links = ReplyLinks()
    for _ in range(MOST_USES):
        links.take_use("first")
    for number in range(9_999):
        links.take_use(str(number))
    assert not links.take_use("first")


def test_a_use_that_slack_never_had_is_given_back() -> None:
    links = ReplyLinks()
    links.give_back("never taken")
    for _ in range(MOST_USES):
        assert links.take_use("first")
        links.give_back("first")
    taken = [links.take_use("first") for _ in range(MOST_USES + 1)]
    assert taken == [True] * MOST_USES + [False]
