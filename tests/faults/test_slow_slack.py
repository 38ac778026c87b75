"""A Slack that trickles, storms or says nothing of use, met by a bot in a process of its own, on both databases."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.faults.processes import PEOPLE, QUESTION, answers
from tests.faults.test_matrix import asks, wait_for_answer
from tests.slack.running import until

if TYPE_CHECKING:
    from localslack import LocalSlack
    from tests.faults.processes import Site

pytestmark = pytest.mark.slow  # real processes

POST, LOOK = "chat.postMessage", "conversations.history"


def posts(slack: LocalSlack) -> int:
    return len(slack.calls(POST))


@pytest.mark.parametrize("look", ["500", "trickle", "429:2", "html"])
def test_a_post_that_was_taken_while_the_look_for_it_fails_stands_once(site: Site, look: str) -> None:
    """In the wild: a look that failed counted as "not there", seven copies in two minutes."""
    slack, bot = site.slack, site.start()
    slack.faults.for_calls(POST, "503-after")
    slack.faults.for_calls(LOOK, look, look)
    question = asks(slack)
    wait_for_answer(slack, question)
    until(bot.has_sent_everything, 60)

    assert len(answers(slack, question)) == 1
    assert posts(slack) == 1


def test_an_answer_that_trickles_in_is_no_second_post(site: Site) -> None:
    """In the wild: a delivery outlived its lease, and the same answer came twice."""
    slack, bot = site.slack, site.start()
    slack.faults.for_calls(POST, *["trickle"] * 4)
    asked = [asks(slack, name) for name in PEOPLE[:4]]
    until(lambda: all(answers(slack, question) for question in asked))
    until(bot.has_sent_everything, 60)

    assert [len(answers(slack, question)) for question in asked] == [1] * 4
    assert posts(slack) == 4


def test_what_is_tried_again_is_not_overtaken(site: Site) -> None:
    """In the wild: after one 500 the order was 2, 3, 4, 5, 1."""
    slack, bot = site.slack, site.start()
    slack.faults.for_calls(POST, "500", "500")
    asked = []
    for _ in range(5):
        asked.append(asks(slack))
        slack.settle()  # what is delivered at once is kept in any order
    until(lambda: all(answers(slack, question) for question in asked), 60)
    until(bot.has_sent_everything)
    came = sorted((answers(slack, question)[0].ts, number) for number, question in enumerate(asked))

    assert [number for _, number in came] == [0, 1, 2, 3, 4]


def test_a_storm_of_429_loses_and_doubles_nothing(site: Site) -> None:
    slack, bot = site.slack, site.start()
    slack.faults.for_calls(POST, *["429:1"] * 40)
    asked = [asks(slack, name) for name in PEOPLE for _ in range(2)]
    until(lambda: all(answers(slack, question) for question in asked), 120)
    until(bot.has_sent_everything, 60)

    assert [len(answers(slack, question)) for question in asked] == [1] * len(asked)


@pytest.mark.parametrize("fault", ["trickle", "timeout"])
def test_sigterm_ends_the_bot_in_ten_seconds_whatever_slack_does(site: Site, fault: str) -> None:
    slack, bot = site.slack, site.start()
    wait_for_answer(slack, asks(slack))
    slack.faults.for_calls("*", *[fault] * 500)
    asked = [asks(slack, name) for name in PEOPLE]
    slack.people["person0"].types(f"/econnect-support {QUESTION}")
    slack.wait_for(lambda: posts(slack) >= 1 + len(PEOPLE) // 2)
    begin = time.monotonic()
    bot.stop()
    took = time.monotonic() - begin
    slack.faults.clear()
    site.start()
    until(lambda: all(answers(slack, question) for question in asked), 60)

    assert took < 10
    assert [len(answers(slack, question)) for question in asked] == [1] * len(asked)
