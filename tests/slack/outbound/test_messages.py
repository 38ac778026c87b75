from __future__ import annotations

import pytest

from bot.rendering.targets.block_kit import Rendered
from bot.slack.outbound.messages import appearance_of, id_in, metadata


def test_a_message_without_blocks_is_text_alone() -> None:
    assert "blocks" not in appearance_of(Rendered("hello"))
    assert appearance_of(Rendered("hello", [{"type": "divider"}]))["blocks"] == [{"type": "divider"}]


def test_a_message_is_found_again_by_what_it_carries() -> None:
    assert id_in(metadata("m1")) == "m1"


@pytest.mark.parametrize("message", [{}, {"metadata": None}, {"metadata": {"event_payload": None}}])
def test_somebody_elses_message_carries_no_id(message: dict[str, object]) -> None:
    assert id_in(message) is None
