"""What answers about one product alone has no other to tell it from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from bot.domain.conversation import Memory


class OfOneProduct:
    """Answers about one product alone: no text tells which one is meant."""

    products: ClassVar[tuple[str, ...]] = ()

    def product_alone(self, _text: str) -> None:
        """Return that no text names one of several products."""

    def product_opened(self, _text: str) -> None:
        """Return that no text names one of several products and asks nothing of it yet."""

    def product_meant(self, _text: str, _memory: Memory, /) -> None:
        """Return that no text is about one of several products, whatever was said before."""

    def about_product(self, text: str, _product: str) -> str:
        """Return `text`: there is but one product that it can be about."""
        return text
