"""The team's tickets in a form that is only looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.rendering.form_parts import plain
from bot.rendering.targets.block_kit import BLOCKS_OF_A_VIEW, blocks_of
from bot.rendering.view_elements import view_elements

if TYPE_CHECKING:
    from bot.domain.forms import QueueForm
    from bot.rendering.context import RenderContext
    from bot.rendering.form_parts import Modal

QUEUE_FORM: Final = "form:queue"


def queue_view(form: QueueForm, context: RenderContext) -> Modal:
    """Return the view; nothing is sent with it."""
    language = context.team_language
    return {
        "type": "modal",
        "callback_id": QUEUE_FORM,
        "title": plain(texts.get("queue-title", language)),
        "close": plain(texts.get("form-close", language)),
        "blocks": blocks_of(view_elements(form.view, context), BLOCKS_OF_A_VIEW),
    }
