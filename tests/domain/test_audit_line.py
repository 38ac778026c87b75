from __future__ import annotations

from bot.domain.audit_line import OPERATOR, STEP_ACTIONS, THE_BOT
from bot.domain.ticket import STEPS


def test_each_step_of_a_ticket_has_an_action_of_its_own() -> None:
    assert STEP_ACTIONS.keys() == STEPS.keys()
    assert len(set(STEP_ACTIONS.values())) == len(STEPS)


def test_nobody_is_mistaken_for_a_person() -> None:
    assert not any(each.isupper() for each in (OPERATOR, THE_BOT))
