"""The forms that open on top: pure, from a ticket or a question to a view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from bot import texts
from bot.domain.redaction import redacted
from bot.rendering.context import moment_in_words
from bot.rendering.document import Person
from bot.rendering.lines import line
from bot.rendering.masking import masked
from bot.rendering.targets.block_kit import Block, blocks_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.desk import SupportDeskConfig
    from bot.domain.language import Language
    from bot.domain.outgoing import SystemNotice
    from bot.domain.ticket import Lesson, Resolution, Ticket
    from bot.rendering.context import RenderContext

View: TypeAlias = dict[str, Any]

HAND_OVER_FORM: Final = "form:hand-over"
REPLY_FORM: Final = "form:reply"
CORRECT_FORM: Final = "form:correct"
CHECK_FORM: Final = "form:check"
"""What was written in one of the two before, to be looked at once more."""
RESOLVE_FORM: Final = "form:resolve"
ASSIGN_FORM: Final = "form:assign"

TITLE, TEXT, ARTICLE, ASKS_BACK, HOW, LESSON, WHOM = "title", "text", "article", "asks-back", "how", "lesson", "whom"
"""The fields: block and action bear the same name."""

LONGEST_TITLE: Final = 80
LONGEST_TEXT: Final = 3000
LONGEST_REPLY: Final = 2500
"""It goes along in the view that shows it once more; Slack takes 3,000 characters there."""

_OPTIONS: Final = 100
_VIEW_TITLE: Final = 24
_LABEL: Final = 75

HOWS: Final[tuple[Resolution, ...]] = ("reply", "article", "duplicate", "out-of-scope")
LESSONS: Final[tuple[Lesson, ...]] = ("nothing", "phrasing", "gap")


def hand_over_form(text: str, metadata: str, language: Language, desk: SupportDeskConfig, now: datetime) -> View:
    """The form with which a question goes to the support team; nothing in it needs to be typed."""
    asked = masked(text, language)
    if desk.hours.is_open(now):
        due = desk.hours.after(now, desk.promise.response)
        soon = texts.get("form-now", language, when=moment_in_words(due, desk.hours.zone, language))
    else:
        opens = desk.hours.next_open(now)
        soon = texts.get("form-later", language, when=moment_in_words(opens, desk.hours.zone, language))
    # Redacted whole: half a telephone number would not be known for one.
    title = redacted(" ".join(asked.split()), LONGEST_TITLE, keeps_kvk=True)
    return _view(
        HAND_OVER_FORM,
        texts.get("form-title", language),
        texts.get("form-submit", language),
        metadata,
        language,
        [
            _section(texts.get("form-intro", language)),
            _section(soon),
            _input(
                TITLE, texts.get("form-name", language), _text_field(TITLE, title, LONGEST_TITLE), is_optional=True
            ),
            _input(
                TEXT,
                texts.get("form-text", language),
                _text_field(TEXT, asked[:LONGEST_TEXT], LONGEST_TEXT, is_multiline=True),
                hint=texts.get("form-text-hint", language),
            ),
        ],
    )


def reply_form(ticket: Ticket, context: RenderContext, language: Language, *, is_correction: bool = False) -> View:
    """The form with which a support member writes to the requester, or puts right what the bot said."""
    name = "correct-text" if is_correction else "reply-text"
    title = texts.get("correct-title", language) if is_correction else _numbered("reply-title", ticket, language)
    blocks = [
        _section(texts.get("reply-goes-to", language)),
        _quote(masked(ticket.text, language)),
        _input(
            TEXT, texts.get(name, language), _text_field(TEXT, "", LONGEST_REPLY, is_multiline=True), is_optional=True
        ),
        _input(ARTICLE, texts.get("reply-article", language), _articles(context, language), is_optional=True),
    ]
    if not is_correction and ticket.state != "resolved":
        option: Block = {"text": _plain(texts.get("reply-ask", language)), "value": ASKS_BACK}
        box: Block = {"type": "checkboxes", "action_id": ASKS_BACK, "options": [option]}
        blocks.append(_input(ASKS_BACK, texts.get("reply-turn", language), box, is_optional=True))
    form = CORRECT_FORM if is_correction else REPLY_FORM
    return _view(form, title, texts.get("reply-preview", language), ticket.id, language, blocks)


def check_form(ticket: Ticket, preview: list[Block], metadata: str, language: Language) -> View:
    """What the requester will see, before it is sent."""
    blocks = [_section(texts.get("reply-goes-to", language)), *preview]
    title = _numbered("reply-title", ticket, language)
    return _view(CHECK_FORM, title, texts.get("reply-send", language), metadata, language, blocks)


def resolve_form(ticket: Ticket, context: RenderContext, language: Language) -> View:
    """How a ticket was resolved, and what can be learnt from it."""
    hows = [(how, texts.get(f"resolve-by-{how}", language)) for how in HOWS]
    lessons = [(lesson, texts.get(f"resolve-lesson-{lesson}", language)) for lesson in LESSONS]
    return _view(
        RESOLVE_FORM,
        _numbered("resolve-title", ticket, language),
        texts.get("resolve", language).rstrip("…"),
        ticket.id,
        language,
        [
            _quote(masked(ticket.text, language)),
            _input(HOW, texts.get("resolve-how", language), _radio(HOW, hows)),
            _input(ARTICLE, texts.get("resolve-which", language), _articles(context, language), is_optional=True),
            _input(LESSON, texts.get("resolve-lesson", language), _radio(LESSON, lessons)),
        ],
    )


def assign_form(ticket: Ticket, language: Language) -> View:
    """To whom a ticket is given."""
    chooser: Block = {"type": "users_select", "action_id": WHOM}
    if ticket.assignee:
        chooser["initial_user"] = ticket.assignee
    return _view(
        ASSIGN_FORM,
        _numbered("assign-title", ticket, language),
        texts.get("assign", language).rstrip("…"),
        ticket.id,
        language,
        [_input(WHOM, texts.get("assign-whom", language), chooser)],
    )


def notice_view(notice: SystemNotice) -> View:
    """A view that says something and asks nothing."""
    marks = {name: Person(person) for name, person in notice.people}
    return {
        "type": "modal",
        "callback_id": "told",
        "title": _plain(texts.get("form-told", notice.language)),
        "close": _plain(texts.get("form-close", notice.language)),
        "blocks": blocks_of((line(notice.text, notice.language, marks=marks, **dict(notice.values)),)),
    }


def _view(callback_id: str, title: str, submit: str, metadata: str, language: Language, blocks: list[Block]) -> View:
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


def _articles(context: RenderContext, language: Language) -> Block:
    """Return a menu of the published articles but small talk, by title: one types a word of it to find it."""
    articles = (article for article in context.knowledge.published() if article.topic != "general")
    titles = sorted((article.title.in_language(language), article.slug) for article in articles)
    options = [{"text": _plain(title[:_LABEL]), "value": slug} for title, slug in titles[:_OPTIONS]]
    return {"type": "static_select", "action_id": ARTICLE, "options": options}


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
