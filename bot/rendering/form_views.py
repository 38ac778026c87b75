"""The forms that open on top → Slack's views, and what they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.explanation import WhyForm
from bot.domain.forms import (
    AssignForm,
    CalculatorForm,
    ChannelForm,
    HandOverForm,
    PreviewForm,
    QueueForm,
    ReplyForm,
    ResolveForm,
    ResultForm,
    SetupForm,
    WhyNotice,
)
from bot.domain.markup import Person
from bot.domain.text_cleaning import shortened
from bot.rendering.article_menu import MOST_OPTIONS, article_options
from bot.rendering.bot_texts import formatted
from bot.rendering.calculator_form import calculator_form
from bot.rendering.calculator_result import result_view
from bot.rendering.channel_form import channel_form
from bot.rendering.conversation_messages import elements_of
from bot.rendering.form_metadata import preview_metadata, ticket_metadata
from bot.rendering.form_parts import (
    LABEL,
    checkbox,
    input_block,
    modal,
    plain,
    quote,
    radio,
    section,
    text_field,
)
from bot.rendering.hand_over_form import hand_over_form
from bot.rendering.queue_view import queue_view
from bot.rendering.setup_form import setup_form
from bot.rendering.targets.block_kit import blocks_of
from bot.rendering.tickets.status import news
from bot.rendering.tickets.ticket_elements import text_of, when
from bot.rendering.why_view import why_view

if TYPE_CHECKING:
    from bot.domain.forms import Form, FormErrors, TeamForm
    from bot.domain.language import Language
    from bot.domain.outgoing import Notice
    from bot.domain.ticket import Lesson, Resolution, Ticket, TransitionRecord
    from bot.rendering.context import RenderContext
    from bot.rendering.form_parts import Modal
    from bot.rendering.targets.rich_text import Block

REPLY_FORM: Final = "form:reply"
CORRECT_FORM: Final = "form:correct"
CHECK_FORM: Final = "form:check"
"""What was written in one of the two before, to be looked at once more."""
RESOLVE_FORM: Final = "form:resolve"
ASSIGN_FORM: Final = "form:assign"

TEXT, ARTICLE, ASKS_BACK, HOW, LESSON, WHOM, PRIVATE = (
    "text",
    "article",
    "asks-back",
    "how",
    "lesson",
    "whom",
    "private",
)
"""The fields: block and action bear the same name."""

LONGEST_REPLY: Final = 2500
"""It goes along in the view that shows it once more; Slack takes 3,000 characters there."""

_DIRECT: Final = ("D", "U", "W")
"""How the ids of direct messages and of people begin."""

HOWS: Final[tuple[Resolution, ...]] = ("reply", "article", "duplicate", "out-of-scope")
LESSONS: Final[tuple[Lesson, ...]] = ("nothing", "phrasing", "gap")


def form_view(form: Form, context: RenderContext) -> Modal:
    """Return the view of `form`."""
    match form:
        case HandOverForm():
            return hand_over_form(form, context)
        case SetupForm():
            return setup_form(form, context)
        case CalculatorForm():
            return calculator_form(form)
        case ResultForm():
            return result_view(form, context)
        case WhyForm() | WhyNotice():
            return why_view(form, context)
    return _of_the_team(form, context)


def _of_the_team(form: TeamForm, context: RenderContext) -> Modal:
    match form:
        case ChannelForm():
            return channel_form(form, context)
        case QueueForm():
            return queue_view(form, context)
        case ReplyForm():
            return _reply(form, context)
        case PreviewForm():
            return _preview(form, context)
        case ResolveForm():
            return _resolve(form, context)
        case AssignForm():
            return _assign(form, context.team_language)


def notice_view(notice: Notice, context: RenderContext) -> Modal:
    """Return a view that says something and asks nothing."""
    return {
        "type": "modal",
        "callback_id": "notice",
        "title": plain(texts.get("form-told", notice.language)),
        "close": plain(texts.get("form-close", notice.language)),
        "blocks": blocks_of(elements_of(notice, context)),
    }


def form_errors(errors: FormErrors) -> dict[str, str]:
    """Return what is wrong with each field, in words."""
    return {field: texts.get(text, errors.language) for field, text in errors.fields}


def _reply(form: ReplyForm, context: RenderContext) -> Modal:
    language, ticket, is_correction = context.team_language, form.ticket, form.is_correction
    name = "correct-text" if is_correction else "reply-text"
    title = texts.get("correct-title", language) if is_correction else _numbered("reply-title", ticket, language)
    blocks = [
        _goes_to(ticket, language, form.readers),
        quote(text_of(ticket, language)),
        input_block(
            TEXT, texts.get(name, language), text_field(TEXT, "", LONGEST_REPLY, is_multiline=True), is_optional=True
        ),
        _articles(ticket, texts.get("reply-article", language), context, language),
    ]
    if not is_correction and ticket.state != "resolved":
        box = checkbox(ASKS_BACK, texts.get("reply-ask", language), is_checked=form.asks_back)
        blocks.append(input_block(ASKS_BACK, texts.get("reply-turn", language), box, is_optional=True))
    if _is_in_channel(ticket):
        box = checkbox(PRIVATE, texts.get("reply-private", language))
        blocks.append(input_block(PRIVATE, texts.get("reply-for-whom", language), box, is_optional=True))
    name = CORRECT_FORM if is_correction else REPLY_FORM
    return modal(name, title, texts.get("reply-preview", language), ticket_metadata(ticket), language, blocks)


def _preview(form: PreviewForm, context: RenderContext) -> Modal:
    """Return what the requester will see, before it is sent; closing it leads back to what was written."""
    language, ticket, update = context.team_language, form.ticket, form.news
    shown = blocks_of(news(update, ticket, context))
    blocks = [*_warning(form.collision, context), _goes_to(ticket, language, is_private=update.is_private), *shown]
    title = _numbered("reply-title", ticket, language)
    metadata = preview_metadata(ticket, update)
    send = texts.get("reply-send-anyway" if form.collision else "reply-send", language)
    view = modal(CHECK_FORM, title, send, metadata, language, blocks)
    return view | {"close": plain(texts.get("form-back", language))}


def _goes_to(ticket: Ticket, language: Language, readers: int | None = None, *, is_private: bool = False) -> Block:
    """Return who will read a reply: everybody in the channel where it was asked, or the requester alone."""
    if is_private or not _is_in_channel(ticket):
        return section(texts.get("reply-goes-to-person", language))
    channel = f"<#{ticket.home.channel}>"
    words = (
        texts.get("reply-goes-to-thread", language, channel=channel)
        if readers is None
        else texts.get("reply-goes-to-readers", language, channel=channel, readers=str(readers))
    )
    return {"type": "section", "text": {"type": "mrkdwn", "text": words}}


def _is_in_channel(ticket: Ticket) -> bool:
    """Return whether others read where the requester hears of it."""
    return ticket.home.thread is not None and ticket.home.channel[:1] not in _DIRECT


def _warning(collision: TransitionRecord | None, context: RenderContext) -> list[Block]:
    """Return what a colleague did meanwhile, where one did something that the requester was told of."""
    if collision is None or context.desk is None:
        return []
    language = context.desk.language
    at = when(collision.at, context.desk, language, is_ago=True)
    name = "collision-resolved" if collision.step == "resolve" else "collision-replied"
    return blocks_of((formatted(name, language, person=Person(collision.person), when=at),))


def _resolve(form: ResolveForm, context: RenderContext) -> Modal:
    language, ticket = context.team_language, form.ticket
    hows = [(how, texts.get(f"resolve-by-{how}", language)) for how in HOWS]
    lessons = [(lesson, texts.get(f"resolve-lesson-{lesson}", language)) for lesson in LESSONS]
    return modal(
        RESOLVE_FORM,
        _numbered("resolve-title", ticket, language),
        texts.get("resolve", language).rstrip("…"),
        ticket_metadata(ticket),
        language,
        [
            *_warning(form.collision, context),
            quote(text_of(ticket, language)),
            input_block(HOW, texts.get("resolve-how", language), radio(HOW, hows)),
            _articles(ticket, texts.get("resolve-which", language), context, language),
            input_block(LESSON, texts.get("resolve-lesson", language), radio(LESSON, lessons)),
        ],
    )


def _assign(form: AssignForm, language: Language) -> Modal:
    ticket = form.ticket
    options = {
        each.person: {"text": plain(shortened(each.name, LABEL)), "value": each.person} for each in form.members
    }
    if options:
        chooser: Block = {"type": "static_select", "action_id": WHOM, "options": [*options.values()]}
        chooser |= {"initial_option": options[ticket.assignee]} if ticket.assignee in options else {}
    else:
        chooser = {"type": "users_select", "action_id": WHOM}
        chooser |= {"initial_user": ticket.assignee} if ticket.assignee else {}
    return modal(
        ASSIGN_FORM,
        _numbered("assign-title", ticket, language),
        texts.get("assign", language).rstrip("…"),
        ticket_metadata(ticket),
        language,
        [input_block(WHOM, texts.get("assign-whom", language), chooser)],
    )


def _numbered(name: str, ticket: Ticket, language: Language) -> str:
    return texts.get(name, language, number=str(ticket.number))


def _articles(ticket: Ticket, label: str, context: RenderContext, language: Language) -> Block:
    """Return a menu of the published articles but small talk: what came nearest to the question first, then by title.

    One types a word of a title to find it; of what does not fit it is said how much that is.
    """
    options = article_options(() if ticket.reply is None else ticket.reply.candidates, context, language)
    menu: Block = {"type": "static_select", "action_id": ARTICLE, "options": options[:MOST_OPTIONS]}
    more = len(options) - MOST_OPTIONS
    hint = texts.get("articles-more", language, count=str(more)) if more > 0 else None
    return input_block(ARTICLE, label, menu, is_optional=True, hint=hint)
