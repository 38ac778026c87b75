from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.matching.building import build
from bot.playground.board_memory import BoardMemory
from bot.services.answering import Answering
from bot.services.surveying import AskedLately, EditorBoard
from tests.factories import answering_alone, knowledge_base

if TYPE_CHECKING:
    from bot.services.answering_all import AnsweringAll

KNOWLEDGE = knowledge_base()
DAY = date(2026, 11, 25)


def answering() -> AnsweringAll:
    return answering_alone(Answering(KNOWLEDGE, build(KNOWLEDGE)))


def asked(*gaps: tuple[str, int]) -> tuple[AskedLately, ...]:
    return (AskedLately((), (), gaps),)


def test_a_board_is_made_anew_only_where_something_is_another() -> None:
    memory, now, later = BoardMemory(), answering(), answering()
    first = memory.board_of(now, asked(), DAY)

    assert memory.board_of(now, asked(), DAY) is first
    boards: list[EditorBoard] = [first]
    prices = asked(("prices", 1))
    for changed in ((now, prices, DAY), (now, prices, date(2026, 11, 26)), (later, prices, DAY)):
        boards.append(memory.board_of(*changed))
        assert boards[-1] is not boards[-2]
    assert boards[1].gaps[0].asked == 1
