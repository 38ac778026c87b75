"""The guided set-up → its elements: a step with what one can press, what may help, a pause, and the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot import texts
from bot.calculators import CALCULATORS
from bot.domain.markup import PLACEHOLDER_NAME, filled
from bot.rendering.action_ids import NO_TRACE, SETUP_BUTTON, SETUP_MORE, SETUP_SHOW
from bot.rendering.bot_texts import formatted
from bot.rendering.context import day_in_words
from bot.rendering.document import Actions, Button, Choices, Element, Footnote, FormattedText, Menu, Title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.language import Language
    from bot.domain.setup import Setup
    from bot.domain.setup_guide import SetupStep
    from bot.domain.views import SetupView
    from bot.rendering.context import RenderContext

MOST_OTHERS: Final = 5
"""Further set-ups that one can go to from a card."""
_DONE, _OPEN = "▰", "▱"


def setup_elements(view: SetupView, context: RenderContext) -> tuple[Element, ...]:
    """Return a set-up as it stands; how to begin, where there is none."""
    return tuple(_card(view, context if view.setup is None else _of(view.setup, context)))


def name_of(setup: Setup) -> str:
    """Return what the administration is called."""
    return setup.name or texts.get("setup-unnamed", setup.language)


def step_of(setup: Setup, context: RenderContext) -> SetupStep:
    """Return the step that somebody is at; the first one, where the editors have taken that out."""
    guide = _of(setup, context).guide
    return guide.step(setup.step) or guide.main[0]


def values_of_steps(
    language: Language, screen: Language, address: str | None, context: RenderContext
) -> dict[str, str]:
    """Return what stands for the placeholders: facts as the reader speaks, and words as their screens have them.

    `address` is the reader's own; where it is None, the form of one stands for it.
    """
    knowledge: dict[str, str] = dict(context.base.facts.in_language(language))
    on_screen = {name: words.in_language(screen) for name, words in context.base.screen.items()}
    own = {} if address is None else {"mailbox_address": address}
    return knowledge | on_screen | own


def in_words(setup: Setup, context: RenderContext) -> str:
    """Return for the support team what does not work: which step, with which version and which form of address."""
    language, step, context = setup.language, step_of(setup, context), _of(setup, context)
    release = setup.release or texts.get("setup-not-told", language)
    form = context.base.facts.in_language(language).get("mailbox_address", "")
    title = step.title.in_language(language)
    place = _place(setup, context)
    known = {"place": place, "title": title, "product": context.ours, "release": release, "address": form}
    return texts.get("setup-for-team", language, **known)


def _card(view: SetupView, context: RenderContext) -> Iterator[Element]:
    setup, language = view.setup, view.language
    if setup is None:
        yield Title(texts.get("setup-title", language))
        yield _intro(language, context)
        yield Actions(
            (Button(SETUP_BUTTON + "begin", texts.get("setup-begin", language), NO_TRACE, is_primary=True),)
        )
        return
    if view.is_reminder:
        yield Footnote(texts.get("setup-reminder", language))
    yield Title(texts.get("setup-title-of", language, administration=_called(setup, context)))
    if setup.is_finished:
        yield from _finished(setup, context)
    else:
        yield from _unfinished(setup, context)
    if view.others:
        yield formatted("setup-others", language)
        yield Actions(tuple(_other(each, context) for each in view.others[:MOST_OTHERS]))


def _intro(language: Language, context: RenderContext) -> FormattedText:
    """Return what awaits somebody: how many steps, where there is but one product that has them."""
    if context.knowledge.is_of_several:
        return formatted("setup-intro-several", language)
    return formatted("setup-intro", language, count=_count(context))


def _unfinished(setup: Setup, context: RenderContext) -> Iterator[Element]:
    language, step = setup.language, step_of(setup, context)
    title = step.title.in_language(language)
    if setup.state == "paused":
        yield formatted("setup-paused", language, place=_place(setup, context), title=title)
        yield Actions(tuple(_button(setup, name) for name in ("go-on", "remind-soon", "remind-tomorrow")))
        return
    yield Footnote(_progress(setup, context))
    if setup.state == "stuck":
        yield from _stuck(setup, step, context)
        return
    values = _values(setup, context)
    needs = PLACEHOLDER_NAME.sub(lambda found: values.get(found[1], found[0]), step.needs.in_language(language))
    yield formatted("setup-step", language, title=title, needs=needs)
    yield FormattedText(filled(step.do.in_language(language), values))
    yield from _doubt(setup, context)
    moves = ("done", "fails", *(["back"] if context.guide.before(step.slug) else []), "later")
    reminder = ("remind-soon",) if step.waits else ()
    yield Actions((*(_button(setup, name) for name in (*moves, *reminder)), _more(setup)))


def _doubt(setup: Setup, context: RenderContext) -> Iterator[Element]:
    """Yield what is odd about the number that the address was worked out from, where something is."""
    if setup.address is not None:
        outcome = CALCULATORS["mailbox-address"].calculate(setup.address, context.base.facts)
        if outcome.warning is not None:
            yield formatted(f"address-warning-{outcome.warning}", setup.language)


def _stuck(setup: Setup, step: SetupStep, context: RenderContext) -> Iterator[Element]:
    """Yield what may help, the likeliest first: the step's known troubles, another way, a person."""
    language = setup.language
    yield formatted("setup-stuck", language, title=step.title.in_language(language))
    if step.troubles:
        titles = tuple((slug, context.title(slug, language)) for slug in step.troubles)
        yield Choices(texts.get("setup-troubles", language), titles)
    buttons = [_button(setup, "done", "setup-works")]
    if step.otherwise is not None and (other := context.guide.step(step.otherwise)) is not None:
        label = other.title.in_language(language)
        buttons.insert(0, Button(SETUP_BUTTON + "otherwise", label, _value(setup), is_primary=True))
    if context.desk is not None:
        buttons.append(Button(SETUP_BUTTON + "human", texts.get("ask-human", language), _value(setup)))
    yield Actions((*buttons, _button(setup, "back", "setup-to-step")))


def _finished(setup: Setup, context: RenderContext) -> Iterator[Element]:
    """Yield what was done, so that it can be forwarded as it stands."""
    language, guide = setup.language, context.guide
    yield formatted("setup-finished", language)
    begun, ended = (
        day_in_words(at.astimezone(context.zone).date(), language) for at in (setup.started_at, setup.changed_at)
    )
    address = setup.address or context.base.facts.in_language(language).get("mailbox_address", "")
    release = setup.release or texts.get("setup-not-told", language)
    known = {"administration": name_of(setup), "product": context.ours, "release": release}
    yield formatted("setup-summary", language, **known)
    if address:
        yield formatted("setup-summary-address", language, address=address)
    steps = [step.title.in_language(language) for slug in setup.done if (step := guide.step(slug)) is not None]
    yield formatted("setup-steps-done", language, begun=begun, ended=ended, steps=", ".join(steps))
    yield Actions((_button(setup, "back"), Button(SETUP_BUTTON + "another", _label("another", setup), NO_TRACE)))


def _other(setup: Setup, context: RenderContext) -> Button:
    place = _place(setup, context)
    label = texts.get("setup-other", setup.language, administration=_called(setup, context), place=place)
    return Button(SETUP_SHOW + setup.id, label, str(setup.version))


def _of(setup: Setup, context: RenderContext) -> RenderContext:
    """Return what a set-up is rendered with: where no product is told of it, there was but one."""
    return replace(context, product=setup.product)


def _called(setup: Setup, context: RenderContext) -> str:
    """Return what the administration is called, with the product that is set up where there are several."""
    if setup.product is None or not context.knowledge.is_of_several:
        return name_of(setup)
    product = context.name_of_product(setup.product)
    return texts.get("setup-of-product", setup.language, administration=name_of(setup), product=product)


def _more(setup: Setup) -> Menu:
    """Return what is done less often."""
    screen = "screen-en" if setup.screen == "nl" else "screen-nl"
    names = {"details": "details", "screen": screen, "another": "another"}
    return Menu(SETUP_MORE, tuple((f"{name}:{_value(setup)}", _label(text, setup)) for name, text in names.items()))


def _button(setup: Setup, name: str, text: str | None = None) -> Button:
    label = texts.get(text or f"setup-{name}", setup.language)
    return Button(SETUP_BUTTON + name, label, _value(setup), is_primary=name in {"done", "go-on"} and text is None)


def _label(name: str, setup: Setup) -> str:
    return texts.get(f"setup-{name}", setup.language)


def _value(setup: Setup) -> str:
    return f"{setup.id}:{setup.version}"


def _progress(setup: Setup, context: RenderContext) -> str:
    """Return how far somebody is, in words and as a bar."""
    guide, count = context.guide, _count(context)
    number = guide.number(setup.step)
    done = max(0, number - 1)
    bar = _DONE * done + _OPEN * (len(guide.numbered) - done)
    if not number:
        return texts.get("setup-progress-before", setup.language, count=count, bar=bar)
    return texts.get("setup-progress", setup.language, number=str(number), count=count, bar=bar)


def _place(setup: Setup, context: RenderContext) -> str:
    """Return at which of the steps somebody is; at none yet, where it is before the first."""
    context = _of(setup, context)
    number = context.guide.number(setup.step)
    if not number:
        return texts.get("setup-place-before", setup.language)
    return texts.get("setup-place", setup.language, number=str(number), count=_count(context))


def _count(context: RenderContext) -> str:
    return str(len(context.guide.numbered))


def _values(setup: Setup, context: RenderContext) -> dict[str, str]:
    return values_of_steps(setup.language, setup.screen, setup.address, context)
