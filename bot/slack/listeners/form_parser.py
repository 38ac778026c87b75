"""What somebody filled in, read once into a value for each form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.domain.channel_manners import LISTENINGS
from bot.domain.forms import CALCULATOR_FIELDS
from bot.domain.language import LANGUAGES
from bot.domain.sent_forms import (
    AssigneeChosen,
    HandOverSubmission,
    MannersChosen,
    NumbersSent,
    ReplyDrafted,
    ResolutionChosen,
    WrongReplyReported,
)
from bot.domain.setup import LONGEST_NAME
from bot.domain.text_cleaning import ends
from bot.rendering import calculator_form, calculator_result, channel_form, hand_over_form, setup_form, why_view
from bot.rendering import form_views as forms
from bot.rendering.form_metadata import (
    read_draft,
    read_language,
    read_preview,
    read_product_choice,
    read_result,
    read_setup,
    read_ticket,
)
from bot.slack.listeners.message_content import LONGEST
from bot.slack.payload import table_at, tables_at, text_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.domain.sent_forms import SetupSubmission, Submission, TeamSubmission
    from bot.slack.payload import Payload


def read_submission(body: Payload, team: str) -> Submission | None:
    """Return what was filled in; None for a form that this version of the bot does not have."""
    view, person = table_at(body, "view"), text_at(body, "user", "id")
    form, metadata = text_at(view, "callback_id"), text_at(view, "private_metadata")
    if form in _OF_A_PERSON:
        return _OF_A_PERSON[form](view, team, person)
    match form:
        case calculator_form.CALCULATOR_FORM:
            return _numbers(view)
        case calculator_result.RESULT_FORM:
            return read_result(metadata)
        case setup_form.PRODUCT_FORM:
            return read_product_choice(metadata, _chosen(view, setup_form.PRODUCT))
    return _of_the_team(view, form, team, person)


def _hand_over(view: Payload, team: str, person: str) -> HandOverSubmission | None:
    draft = read_draft(text_at(view, "private_metadata"), team, person)
    if draft is None:
        return None
    return HandOverSubmission(
        text_at(view, "id"), draft, _typed(view, hand_over_form.TITLE), _typed(view, hand_over_form.TEXT)
    )


def _wrong_reply(view: Payload, team: str, person: str) -> WrongReplyReported | None:
    about = why_view.read_why_metadata(text_at(view, "private_metadata"))
    chosen = _chosen(view, why_view.RIGHT_ARTICLE)
    if about is None or chosen is None:
        return None
    trace_id, language = about
    return WrongReplyReported(team, person, trace_id, None if chosen == why_view.NO_ARTICLE else chosen, language)


def _manners(view: Payload, team: str, person: str) -> MannersChosen | None:
    """Return how the bot is to behave in a channel; None where the form carries no channel, or lacks a choice."""
    about = channel_form.read_channel_metadata(text_at(view, "private_metadata"))
    listens = next((each for each in LISTENINGS if each == _chosen(view, channel_form.LISTENS)), None)
    if about is None or listens is None:
        return None
    channel, seen = about
    language, product, most = (
        _chosen(view, name) for name in (channel_form.LANGUAGE, channel_form.PRODUCT, channel_form.MOST)
    )
    return MannersChosen(
        team,
        person,
        channel,
        seen,
        listens,
        language=next((each for each in LANGUAGES if each == language), None),
        product=None if product == channel_form.NONE else product,
        most_replies=next((each for each in channel_form.MOST_REPLIES if str(each) == most), None),
    )


def _numbers(view: Payload) -> NumbersSent | None:
    """Return what was typed in the fields that the form has; None where it carries nothing, or has none."""
    language, fields = read_language(text_at(view, "private_metadata")), table_at(view, "state", "values")
    inputs = tuple((name, _typed(view, field)) for name, field in CALCULATOR_FIELDS.items() if field in fields)
    return NumbersSent(language, inputs) if language is not None and inputs else None


def _setup(view: Payload, team: str, person: str) -> SetupSubmission | None:
    """Return what is known of a set-up; None where the form carries nothing."""
    begun = read_setup(text_at(view, "private_metadata"), f"view:{team}:{text_at(view, 'id')}", team, person)
    if begun is None:
        return None
    return replace(
        begun,
        name=_typed(view, setup_form.NAME)[:LONGEST_NAME],
        version=_typed(view, setup_form.RELEASE),
        number=_typed(view, setup_form.NUMBER),
        may_keep=_is_ticked(view, setup_form.KEEP),
        screen="en" if _chosen(view, setup_form.SCREEN) == "en" else "nl",
    )


_OF_A_PERSON: Final[Mapping[str, Callable[[Payload, str, str], Submission | None]]] = {
    hand_over_form.HAND_OVER_FORM: _hand_over,
    setup_form.SETUP_FORM: _setup,
    why_view.WHY_FORM: _wrong_reply,
    channel_form.CHANNEL_FORM: _manners,
}
"""What reads a form of which it counts who filled it in."""


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
