"""What somebody filled in, read once into a value for each form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.incoming import AssigneeChosen, HandOverSubmission, ReplyDrafted, ResolutionChosen
from bot.domain.text_cleaning import ends
from bot.rendering import form_views as forms
from bot.rendering.form_metadata import read_draft, read_preview, read_ticket
from bot.slack.listeners.message_content import LONGEST
from bot.slack.payload import table_at, tables_at, text_at

if TYPE_CHECKING:
    from bot.domain.incoming import TeamSubmission
    from bot.slack.payload import Payload


def read_submission(body: Payload, team: str) -> HandOverSubmission | TeamSubmission | None:
    """Return what was filled in; None for a form that this version of the bot does not have."""
    view, person = table_at(body, "view"), text_at(body, "user", "id")
    form, metadata = text_at(view, "callback_id"), text_at(view, "private_metadata")
    if form == forms.HAND_OVER_FORM:
        draft = read_draft(metadata, team, person)
        if draft is None:
            return None
        return HandOverSubmission(text_at(view, "id"), draft, _typed(view, forms.TITLE), _typed(view, forms.TEXT))
    return _of_the_team(view, form, team, person)


def _of_the_team(view: Payload, form: str, team: str, person: str) -> TeamSubmission | None:
    """Return what a support member filled in."""
    metadata, article = text_at(view, "private_metadata"), _chosen(view, forms.ARTICLE)
    key, (ticket, seen) = f"view:{text_at(view, 'id')}:{form}", read_ticket(metadata)
    match form:
        case forms.REPLY_FORM | forms.CORRECT_FORM:
            asks_back, is_private = _is_ticked(view, forms.ASKS_BACK), _is_ticked(view, forms.PRIVATE)
            text, is_correction = _typed(view, forms.TEXT), form == forms.CORRECT_FORM
            return ReplyDrafted(
                key, team, person, ticket, text, article, asks_back, is_correction, is_private, seen=seen
            )
        case forms.CHECK_FORM:
            return read_preview(metadata, key, team, person)
        case forms.RESOLVE_FORM:
            how = next((each for each in forms.HOWS if each == _chosen(view, forms.HOW)), None)
            lesson = next((each for each in forms.LESSONS if each == _chosen(view, forms.LESSON)), None)
            if how is None or lesson is None:
                return None
            return ResolutionChosen(key, team, person, ticket, how, article, lesson, seen=seen)
        case forms.ASSIGN_FORM:
            whom = text_at(_field(view, forms.WHOM), "selected_user") or _chosen(view, forms.WHOM)
            return AssigneeChosen(key, team, person, ticket, whom or None)
    return None


def _field(view: Payload, name: str) -> Payload:
    return table_at(view, "state", "values", name, name)


def _is_ticked(view: Payload, name: str) -> bool:
    return bool(tables_at(_field(view, name), "selected_options"))


def _typed(view: Payload, name: str) -> str:
    return ends(text_at(_field(view, name), "value"), LONGEST).strip()


def _chosen(view: Payload, name: str) -> str | None:
    return text_at(_field(view, name), "selected_option", "value") or None
