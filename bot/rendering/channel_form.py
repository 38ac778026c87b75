"""The form of a channel: whether the bot listens there, its language and product, and how often it replies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.channel_manners import LISTENINGS
from bot.domain.language import LANGUAGES
from bot.domain.markup import Person
from bot.domain.ticket import NOBODY
from bot.rendering.article_menu import MOST_OPTIONS
from bot.rendering.bot_texts import formatted
from bot.rendering.form_parts import LABEL, input_block, modal, plain, radio
from bot.rendering.targets.block_kit import blocks_of
from bot.rendering.tickets.ticket_elements import when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.channel_manners import ChannelManners
    from bot.domain.forms import ChannelForm
    from bot.domain.language import Language
    from bot.domain.product import ProductRole
    from bot.rendering.context import RenderContext
    from bot.rendering.form_parts import Modal
    from bot.rendering.targets.rich_text import Block

CHANNEL_FORM: Final = "form:channel"
LISTENS, LANGUAGE, PRODUCT, MOST = "listens", "language", "product", "most"
"""The fields: block and action bear the same name."""
NONE: Final = "none"
"""Chosen where nothing is set."""
MOST_REPLIES: Final = (1, 2, 3, 5, 10, 20)


def channel_form(form: ChannelForm, context: RenderContext) -> Modal:
    """Return the form, with what is set, or was to be set, and who set it when."""
    language, shown = context.team_language, form.chosen or form.manners

    def field(name: str, label: str, element: Block, hint: str | None = None) -> Block:
        words = None if hint is None else texts.get(hint, language)
        return input_block(name, texts.get(label, language), element, hint=words)

    where: Block = {"type": "section", "text": {"type": "mrkdwn", "text": _where(form.manners, language)}}
    blocks = [
        where,
        *_so_far(form, context),
        field(LISTENS, "channel-listens", radio(LISTENS, _listenings(language), shown.listens), "channel-hint"),
        field(LANGUAGE, "channel-language", radio(LANGUAGE, _languages(language), shown.language or NONE)),
        field(PRODUCT, "channel-product", _product_menu(context, shown.product or NONE), "channel-product-hint"),
        field(MOST, "channel-most", _menu(MOST, _counts(language), str(shown.most_replies)), "channel-most-hint"),
    ]
    title, submit = (texts.get(name, language) for name in ("channel-title", "channel-submit"))
    return modal(CHANNEL_FORM, title, submit, channel_metadata(form.manners), language, blocks)


def channel_metadata(manners: ChannelManners) -> str:
    """Return what the form carries: the channel, and the version of what is set there that it shows."""
    return f"{manners.channel} {manners.version}"


def read_channel_metadata(metadata: str) -> tuple[str, int] | None:
    """Return the channel and the version that a form carries; None where it carries none."""
    channel, _, version = metadata.partition(" ")
    return (channel, int(version)) if channel and version.isdecimal() else None


def _where(manners: ChannelManners, language: Language) -> str:
    return texts.get("channel-intro", language, channel=f"<#{manners.channel}>")


def _so_far(form: ChannelForm, context: RenderContext) -> list[Block]:
    """Return who set it and when; where that was while the form was open, what they set."""
    manners, desk, language = form.manners, context.desk, context.team_language
    if manners.set_at is None or desk is None:
        return blocks_of((formatted("channel-unset", language),))
    at, is_known = when(manners.set_at, desk, language, is_ago=True), manners.person != NOBODY
    if form.chosen is not None and is_known:
        now = _in_words(manners, context)
        return blocks_of(
            (formatted("channel-collision", language, person=Person(manners.person), when=at, manners=now),)
        )
    if is_known:
        return blocks_of((formatted("channel-set-by", language, person=Person(manners.person), when=at),))
    return blocks_of((formatted("channel-set-at", language, when=at),))


def _in_words(manners: ChannelManners, context: RenderContext) -> str:
    """Return what is set, in the words of the form's choices."""
    language = context.team_language
    chosen = (
        (_listenings(language), manners.listens),
        (_languages(language), manners.language),
        (_products(context), manners.product),
        (_counts(language), str(manners.most_replies)),
    )
    return " · ".join(
        next((words for value, words in choices if value == it), choices[0][1]) for choices, it in chosen
    )


def _listenings(language: Language) -> list[tuple[str, str]]:
    return [(each, texts.get(f"channel-listens-{each}", language)) for each in reversed(LISTENINGS)]


def _languages(language: Language) -> list[tuple[str, str]]:
    names = [(each, texts.get(f"channel-language-{each}", language)) for each in LANGUAGES]
    return [(NONE, texts.get("channel-language-none", language)), *names]


def _products(context: RenderContext, role: ProductRole | None = None) -> list[tuple[str, str]]:
    """Return the products that a channel can be about, ours first; of one `role` where that is given."""
    known = (each for each in context.knowledge.products if each.role != "beside" and not each.is_draft)
    listed = [each for each in known if role in {None, each.role}]
    listed.sort(key=lambda each: (each.role != "ours", each.name.casefold()))
    none = [] if role == "other" else [(NONE, texts.get("channel-product-none", context.team_language))]
    return [*none, *((each.slug, each.name) for each in listed)]


def _product_menu(context: RenderContext, initial: str) -> Block:
    """Return a menu of all of them, in groups, of which each takes a hundred: https://docs.slack.dev/reference/block-kit."""
    others = _products(context, "other")
    groups = [
        _products(context, "ours"),
        *(others[at : at + MOST_OPTIONS] for at in range(0, len(others), MOST_OPTIONS)),
    ]
    options = [[{"text": plain(words[:LABEL]), "value": value} for value, words in group] for group in groups]
    chosen = next((each for group in options for each in group if each["value"] == initial), options[0][0])
    labels = [f"{group[0][1][:1]}–{group[-1][1][:1]}" for group in groups[1:]]
    named = zip([texts.get("channel-product-ours", context.team_language), *labels], options, strict=True)
    return {
        "type": "static_select",
        "action_id": PRODUCT,
        "option_groups": [{"label": plain(label), "options": group} for label, group in named],
        "initial_option": chosen,
    }


def _counts(language: Language) -> list[tuple[str, str]]:
    return [(NONE, texts.get("channel-most-none", language)), *((str(each), str(each)) for each in MOST_REPLIES)]


def _menu(name: str, choices: Sequence[tuple[str, str]], initial: str) -> Block:
    """Return a menu of `choices`; the first is chosen where `initial` is none of them."""
    options = {value: {"text": plain(words[:LABEL]), "value": value} for value, words in choices}
    chosen = options.get(initial, options[NONE])
    return {"type": "static_select", "action_id": name, "options": [*options.values()], "initial_option": chosen}
