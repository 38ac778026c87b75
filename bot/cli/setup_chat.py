"""The guided set-up in the terminal chat: the card in plain text, and what may be typed instead of pressed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot import texts
from bot.cli.console import listed
from bot.domain.markup import Code, Inline, Paragraph
from bot.domain.reply import Clarification
from bot.domain.views import SetupView
from bot.rendering.action_ids import SETUP_BUTTON
from bot.rendering.bot_texts import formatted
from bot.rendering.document import Actions, Button, FormattedText
from bot.rendering.replies import reply_elements
from bot.rendering.setups import setup_elements, step_of
from bot.services.answering import DEFAULT_LANGUAGE
from bot.services.setting_up_in_words import SetupTalk, begin, hear
from bot.texts.keywords import SETUP_TOPIC, first_phrase, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.cli.local_conversation import LocalConversation
    from bot.domain.language import Language
    from bot.domain.setup import Setup
    from bot.rendering.document import Element, Menu

_WITHOUT_TYPING: Final = frozenset({"human", "remind-soon", "remind-tomorrow"})
"""What a card offers that a terminal cannot do: nobody is there to hand over to, and nothing comes by itself."""


class SetupChat:
    """The set-up of who types here. It lasts as long as the chat, and so does what is told for it."""

    def __init__(self, conversation: LocalConversation) -> None:
        self._conversation = conversation
        self._talk: SetupTalk | None = None
        self._of_products: dict[str | None, SetupTalk] = {}
        self._is_last = False

    def begin(self, product: str = "") -> tuple[Element, ...]:
        """Return how the set-up begins or goes on, in the language of the talk; of the `product` that is named."""
        return self._begun(product, None)

    def reply_to(self, line: str) -> tuple[Element, ...] | None:
        """Return what the set-up says to `line`; None where it is not for the set-up."""
        word, language = spoken(SETUP_TOPIC, line)
        asked = word or self._conversation.asks_for_setup(line)
        if asked == "begin" or (asked == "resume" and self._talk is not None):
            return self._begun(line, language or self._conversation.language_of(line))
        if self._talk is None:
            return None
        if word is None and self._is_last:
            word = self._conversation.follows(line)
        after = hear(self._talk, word, line, self._conversation.clock.now(), self._conversation.answering)
        return None if after is None else self._at(after)

    def once_more(self) -> tuple[Element, ...]:
        """Return what is still asked, after something else was replied; nothing where nothing is."""
        self._is_last = False
        return () if self._talk is None else tuple(self._question(replace(self._talk, wrong=None)))

    def _begun(self, line: str, spoken_in: Language | None) -> tuple[Element, ...]:
        """Return how the set-up goes on of the product that is meant; of none, the one that was talked of last."""
        talk = self._conversation
        language = talk.language or spoken_in or talk.memory.language or DEFAULT_LANGUAGE
        product = talk.product_meant(line)
        under_way = self._talk if product is None else self._of_products.get(product)
        return self._at(begin(under_way, language, talk.clock.now(), talk.answering, product))

    def _at(self, talk: SetupTalk) -> tuple[Element, ...]:
        """Return what is asked or the card, and have the talk go on from there."""
        self._talk, self._is_last = talk, talk.asks is None and talk.setup is not None
        product = talk.submission.product
        self._of_products[product] = talk
        if product is not None and product != self._conversation.memory.product:
            self._conversation.talk_of_product(product)
        if talk.asks is not None:
            self._conversation.offer(talk.submission.language, ())
            return tuple(self._question(talk))
        if talk.setup is not None:
            self._talk_of(talk.setup)
        return tuple(_typeable(self._card(talk), talk.submission.language))

    def _card(self, talk: SetupTalk) -> tuple[Element, ...]:
        """Return the card; a paused one waits here and nowhere else, unlike in Slack."""
        language, context = talk.submission.language, self._conversation.context
        elements = setup_elements(SetupView(language, talk.setup), context)
        if talk.setup is None or talk.setup.state != "paused":
            return elements
        waits = formatted("setup-waits", language, title=step_of(talk.setup, context).title.in_language(language))
        return tuple(waits if isinstance(each, FormattedText) else each for each in elements)

    def _talk_of(self, setup: Setup) -> None:
        """Have the talk be about the step, and show the person's own address: nobody else reads a terminal."""
        conversation = self._conversation
        conversation.context = replace(conversation.context, address=setup.address)
        step = step_of(setup, conversation.context)
        conversation.talk_of(step.article, setup.language)
        conversation.offer(setup.language, step.troubles if setup.state == "stuck" else ())

    def _question(self, talk: SetupTalk) -> Iterator[Element]:
        language, context = talk.submission.language, self._conversation.context
        if talk.wrong is not None:
            yield formatted(talk.wrong, language)
        if talk.asks == "product":
            products = self._conversation.answering.products
            yield from reply_elements(Clarification(language, (), 1.0, products=products), context)
            yield listed(map(context.name_of_product, products))
        elif talk.asks is not None:
            yield formatted(f"setup-ask-{talk.asks}", language)


def _typeable(elements: Iterable[Element], language: Language) -> Iterator[Element]:
    """Yield the elements with words to type in the place of what can be pressed."""
    for element in elements:
        if not isinstance(element, Actions):
            yield element
            continue
        words = [word for each in element.elements for word in _words_for(each, language)]
        parted: list[Inline] = [part for word in words for part in (", ", *word)][1:]
        yield FormattedText((Paragraph((texts.get("setup-type", language), " ", *parted, ".")),))


def _words_for(element: Button | Menu, language: Language) -> Iterator[tuple[Inline, ...]]:
    """Yield what to type for each thing to press; for another way what that is, since no word tells it."""
    if isinstance(element, Button):
        named = [(element.action.removeprefix(SETUP_BUTTON), element.label)]
    else:
        named = [(value.partition(":")[0], label) for value, label in element.options]
    for name, label in named:
        if name in _WITHOUT_TYPING or (name == "another" and not isinstance(element, Button)):
            continue
        typed = Code((first_phrase(SETUP_TOPIC, _typed_for(name), language),))
        yield (typed, f" ({label})") if name == "otherwise" else (typed,)


def _typed_for(name: str) -> str:
    return "screen" if name.startswith("screen-") else name
