"""The software products that people name, and what each is to us."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

ProductRole: TypeAlias = Literal["ours", "beside", "other"]


@dataclass(frozen=True, slots=True)
class Product:
    """One product.

    Attributes:
        role: ours; beside it, so that it may be named in a question about ours; or another.
        aliases: other names for it, usual misspellings among them.
        needs_context: names that are everyday words as well.
        is_part: whether it is part of the connection, so that what is asked of it is asked of ours.
        short_name: what people call it for short, where they do.
        is_draft: whether it is to be ours, and what is known of it is still being written.
    """

    slug: str
    name: str
    role: ProductRole
    aliases: tuple[str, ...] = ()
    needs_context: tuple[str, ...] = ()
    short_name: str | None = None
    is_part: bool = False
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names a product. `start` and `end` are places in the text."""

    product: Product
    start: int
    end: int
