"""The forms that open on top → Slack's views, and what they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from bot import texts
from bot.domain.forms import AssignForm, HandOverForm, PreviewForm, ReplyForm, ResolveForm
from bot.domain.markup import Person
from bot.domain.text_cleaning import shortened
from bot.domain.ticket import LONGEST_TEXT, LONGEST_TITLE
from bot.rendering.bot_texts import formatted
from bot.rendering.context import moment_in_words
from bot.rendering.conversation_messages import elements_of
from bot.rendering.form_metadata import draft_metadata, preview_metadata, ticket_metadata
from bot.rendering.masking import masked
from bot.rendering.targets.block_kit import blocks_of
from bot.rendering.tickets.status import news
from bot.rendering.tickets.ticket_elements import text_of, when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.forms import Form, FormErrors
    from bot.domain.language import Language
    from bot.domain.outgoing import Notice
    from bot.domain.ticket import Lesson, Resolution, Ticket, TransitionRecord
    from bot.rendering.context import RenderContext
    from bot.rendering.targets.rich_text import Block

Modal: TypeAlias = dict[str, Any]

HAND_OVER_FORM: Final = "form:hand-over"
REPLY_FORM: Final = "form:reply"
CORRECT_FORM: Final = "form:correct"
CHECK_FORM: Final = "form:check"
"""What was written in one of the two before, to be looked at once more."""
RESOLVE_FORM: Final = "form:resolve"
ASSIGN_FORM: Final = "form:assign"

TITLE, TEXT, ARTICLE, ASKS_BACK, HOW, LESSON, WHOM, PRIVATE = (
    "title",
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
_OPTIONS: Final = 100
_VIEW_TITLE: Final = 24
_LABEL: Final = 75

HOWS: Final[tuple[Resolution, ...]] = ("reply", "article", "duplicate", "out-of-scope")
LESSONS: Final[tuple[Lesson, ...]] = ("nothing", "phrasing", "gap")


def form_view(form: Form, context: RenderContext) -> Modal:
    """Return the view of `form`."""
    match form:
        case HandOverForm():
            return _hand_over(form, context)
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
        "title": _plain(texts.get("form-told", notice.language)),
        "close": _plain(texts.get("form-close", notice.language)),
        "blocks": blocks_of(elements_of(notice, context)),
    }


def form_errors(errors: FormErrors) -> dict[str, str]:
    """Return what is wrong with each field, in words."""
    return {field: texts.get(text, errors.language) for field, text in errors.fields}


def _hand_over(form: HandOverForm, context: RenderContext) -> Modal:
    """Return the form, filled in: nothing in it needs to be typed."""
    language = form.draft.language
    asked = masked(form.text, language)
    when = moment_in_words(form.expected_at, context.zone, language)
    return _view(
        HAND_OVER_FORM,
        texts.get("form-title", language),
        texts.get("form-submit", language),
        draft_metadata(form.draft),
        language,
        [
            _section(texts.get("form-intro", language)),
            _section(texts.get("form-now" if form.is_open_now else "form-later", language, when=when)),
            _input(
                TEXT,
                texts.get("form-text", language),
                _text_field(TEXT, asked[:LONGEST_TEXT], LONGEST_TEXT, is_multiline=True),
                hint=texts.get("form-text-hint", language),
            ),
            _input(
                TITLE,
                texts.get("form-name", language),
                _text_field(TITLE, "", LONGEST_TITLE),
                is_optional=True,
                hint=texts.get("form-name-hint", language),
            ),
        ],
    )


def _reply(form: ReplyForm, context: RenderContext) -> Modal:
    language, ticket, is_correction = context.team_language, form.ticket, form.is_correction
    name = "correct-text" if is_correction else "reply-text"
    title = texts.get("correct-title", language) if is_correction else _numbered("reply-title", ticket, language)
    blocks = [
        _goes_to(ticket, language, form.readers),
        _quote(text_of(ticket, language)),
        _input(
            TEXT, texts.get(name, language), _text_field(TEXT, "", LONGEST_REPLY, is_multiline=True), is_optional=True
        ),
        _articles(ticket, texts.get("reply-article", language), context, language),
    ]
    if not is_correction and ticket.state != "resolved":
        box = _checkbox(ASKS_BACK, texts.get("reply-ask", language), is_checked=form.asks_back)
        blocks.append(_input(ASKS_BACK, texts.get("reply-turn", language), box, is_optional=True))
    if _is_in_channel(ticket):
        box = _checkbox(PRIVATE, texts.get("reply-private", language))
        blocks.append(_input(PRIVATE, texts.get("reply-for-whom", language), box, is_optional=True))
    name = CORRECT_FORM if is_correction else REPLY_FORM
    return _view(name, title, texts.get("reply-preview", language), ticket_metadata(ticket), language, blocks)


def _preview(form: PreviewForm, context: RenderContext) -> Modal:
    """Return what the requester will see, before it is sent; closing it leads back to what was written."""
    language, ticket, update = context.team_language, form.ticket, form.news
    shown = blocks_of(news(update, ticket, context))
    blocks = [*_warning(form.collision, context), _goes_to(ticket, language, is_private=update.is_private), *shown]
    title = _numbered("reply-title", ticket, language)
    metadata = preview_metadata(ticket, update)
    send = texts.get("reply-send-anyway" if form.collision else "reply-send", language)
    view = _view(CHECK_FORM, title, send, metadata, language, blocks)
    return view | {"close": _plain(texts.get("form-back", language))}


def _goes_to(ticket: Ticket, language: Language, readers: int | None = None, *, is_private: bool = False) -> Block:
    """Return who will read a reply: everybody in the channel where it was asked, or the requester alone."""
    if is_private or not _is_in_channel(ticket):
        return _section(texts.get("reply-goes-to-person", language))
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


def _checkbox(name: str, label: str, *, is_checked: bool = False) -> Block:
    option = {"text": _plain(label[:_LABEL]), "value": name}
    box: Block = {"type": "checkboxes", "action_id": name, "options": [option]}
    return box | ({"initial_options": [option]} if is_checked else {})


def _resolve(form: ResolveForm, context: RenderContext) -> Modal:
    language, ticket = context.team_language, form.ticket
    hows = [(how, texts.get(f"resolve-by-{how}", language)) for how in HOWS]
    lessons = [(lesson, texts.get(f"resolve-lesson-{lesson}", language)) for lesson in LESSONS]
    return _view(
        RESOLVE_FORM,
        _numbered("resolve-title", ticket, language),
        texts.get("resolve", language).rstrip("…"),
        ticket_metadata(ticket),
        language,
        [
            *_warning(form.collision, context),
            _quote(text_of(ticket, language)),
            _input(HOW, texts.get("resolve-how", language), _radio(HOW, hows)),
            _articles(ticket, texts.get("resolve-which", language), context, language),
            _input(LESSON, texts.get("resolve-lesson", language), _radio(LESSON, lessons)),
        ],
    )


def _assign(form: AssignForm, language: Language) -> Modal:
    ticket = form.ticket
    options = {
        each.person: {"text": _plain(shortened(each.name, _LABEL)), "value": each.person} for each in form.members
    }
    if options:
        chooser: Block = {"type": "static_select", "action_id": WHOM, "options": [*options.values()]}
        chooser |= {"initial_option": options[ticket.assignee]} if ticket.assignee in options else {}
    else:
        chooser = {"type": "users_select", "action_id": WHOM}
        chooser |= {"initial_user": ticket.assignee} if ticket.assignee else {}
    return _view(
        ASSIGN_FORM,
        _numbered("assign-title", ticket, language),
        texts.get("assign", language).rstrip("…"),
        ticket_metadata(ticket),
        language,
        [_input(WHOM, texts.get("assign-whom", language), chooser)],
    )


def _view(callback_id: str, title: str, submit: str, metadata: str, language: Language, blocks: list[Block]) -> Modal:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": _plain(title[:_VIEW_TITLE]),
        "submit": _plain(submit[:_VIEW_TITLE]),
        "close": _plain(texts.get("form-cancel", language)),
        "private_metadata": metadata,
        "blocks": blocks,
    }


def _numbered(name: str, ticket: Ticket, language: Language) -> str:
    return texts.get(name, language, number=str(ticket.number))


def _articles(ticket: Ticket, label: str, context: RenderContext, language: Language) -> Block:
    """Return a menu of the published articles but small talk: what came nearest to the question first, then by title.

    One types a word of a title to find it; of what does not fit it is said how much that is.
    """
    nearest = [match.article for match in ticket.reply.candidates] if ticket.reply is not None else []
    rank = {slug: place for place, slug in reversed(list(enumerate(nearest)))}
    articles = (article for article in context.knowledge.published() if article.topic != "general")
    titles = sorted(
        (rank.get(article.slug, len(rank)), article.title.in_language(language), article.slug) for article in articles
    )
    options = [{"text": _plain(shortened(title, _LABEL)), "value": slug} for _, title, slug in titles[:_OPTIONS]]
    menu: Block = {"type": "static_select", "action_id": ARTICLE, "options": options}
    more = len(titles) - len(options)
    hint = texts.get("articles-more", language, count=str(more)) if more else None
    return _input(ARTICLE, label, menu, is_optional=True, hint=hint)


def _radio(name: str, choices: Sequence[tuple[str, str]]) -> Block:
    options = [{"text": _plain(label[:_LABEL]), "value": value} for value, label in choices]
    return {"type": "radio_buttons", "action_id": name, "options": options, "initial_option": options[0]}


def _text_field(name: str, initial: str, longest: int, *, is_multiline: bool = False) -> Block:
    field: Block = {"type": "plain_text_input", "action_id": name, "max_length": longest, "multiline": is_multiline}
    return field | ({"initial_value": initial} if initial else {})


def _input(name: str, label: str, element: Block, *, is_optional: bool = False, hint: str | None = None) -> Block:
    block = {"type": "input", "block_id": name, "label": _plain(label), "element": element, "optional": is_optional}
    return block | ({} if hint is None else {"hint": _plain(hint)})


def _section(text: str) -> Block:
    return {"type": "section", "text": _plain(text)}


def _quote(text: str) -> Block:
    element = {"type": "rich_text_quote", "elements": [{"type": "text", "text": text[:LONGEST_TEXT] or " "}]}
    return {"type": "rich_text", "elements": [element]}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
