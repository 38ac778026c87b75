"""What answers about one product alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.conversation import Memory
from tests.services.fakes import FakeAnswering

if TYPE_CHECKING:
    from bot.services.app_context import ReplySource


def test_nothing_is_told_apart() -> None:
    alone: ReplySource = FakeAnswering()
    text = "set up Kasboek"

    assert alone.products == ()
    assert {alone.product_alone(text), alone.product_opened(text), alone.product_meant(text, Memory())} == {None}
    assert alone.about_product(text, "kasboek") == text
