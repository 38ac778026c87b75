from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.forms import QueueForm
from bot.domain.language import LANGUAGES
from bot.domain.views import QueueView
from bot.rendering.form_views import form_view
from localslack.blockkit.validation import validate
from tests.rendering.ticket_examples import context, ticket

if TYPE_CHECKING:
    from bot.domain.language import Language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 10])
def test_the_queue_is_taken_by_slack_with_the_way_to_each_card_and_to_the_next_page(
    language: Language, count: int
) -> None:
    tickets = (replace(ticket(language), state="open"),) * count
    next_page = "/econnect-triage open p2" if count else None
    view = form_view(QueueForm(QueueView("open", (), tickets, next_page)), context(language))

    assert validate(view) == []
    assert str(view["blocks"]).count("https://x/C1/1.1") == count
    assert ("/econnect-triage open p2" in str(view["blocks"])) == bool(count)
