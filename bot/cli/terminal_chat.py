"""The terminal chat: the same bot, one question a line."""

from __future__ import annotations

import contextlib
from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

from bot.cli.console import listed, show
from bot.cli.setup_chat import SetupChat
from bot.domain.markup import Code, Inline, ItemList, Paragraph, Strong
from bot.domain.outgoing import ReplyMessage
from bot.domain.private_numbers import has_private_number
from bot.domain.reply import Clarification
from bot.rendering.bot_texts import formatted, paragraph
from bot.rendering.conversation_messages import elements_of
from bot.rendering.document import Choices, FormattedText
from bot.rendering.replies import reply_elements
from bot.rendering.why import explained

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from types import ModuleType

    from bot.cli.local_conversation import LocalConversation
    from bot.domain.calculation import CalculatorName
    from bot.rendering.document import Element

_LANGUAGE_COMMANDS: Final = (Code(("/lang en",)), ", ", Code(("/lang nl",)), " or ", Code(("/lang auto",)))
_EXAMPLES: Final = (Strong(("which version do I need?",)), " or ", Strong(("wat is mijn adres, kvk 01035286?",)))
_COMMANDS: Final[tuple[tuple[Inline, ...], ...]] = (
    (Code(("/address 01035286",)), " works out a mailbox address"),
    (Code(("/version 412SP26",)), " checks a version"),
    ("A number chooses from a list that was offered",),
    (Code(("/setup",)), ", ", Code(("set up",)), " or ", Code(("stel in",)), " walks you through the set-up"),
    (Code(("/why",)), " explains the last reply"),
    (*_LANGUAGE_COMMANDS, " sets the language of the replies"),
    (Code(("/quit",)), " or Ctrl-D exits"),
)
HELP: Final = FormattedText(
    (
        Paragraph(("Ask in Dutch or English, for example ", *_EXAMPLES)),
        ItemList(tuple((Paragraph(command),) for command in _COMMANDS)),
    )
)


def chat_with(conversation: LocalConversation, history: Path) -> None:
    """Talk with who types here until they leave. `history` keeps what was typed between sittings."""
    articles = len(conversation.answering.knowledge.articles)
    _say(Strong(("econnect-bot",)), f", {articles} articles. ", Code(("/help",)), " shows what you can do.")
    reply_to_lines(conversation, _typed(history))


def reply_to_lines(conversation: LocalConversation, lines: Iterable[str]) -> None:
    """Reply to one line after another, until they end or one says to leave."""
    chat = Chat(conversation)
    for line in lines:
        if line.strip() and not chat.handle(line.strip()):
            break


def _say(*content: Inline) -> None:
    show((paragraph(*content),))


def _numbered(element: Element) -> Element:
    """Return choices as a list that is answered with a number; everything else as it is."""
    if not isinstance(element, Choices):
        return element
    titles = [title for _, title in element.articles] + ([] if element.none is None else [element.none])
    return FormattedText((Paragraph((element.intro,)), *listed(titles).blocks))


class Chat:
    """A conversation with commands."""

    def __init__(self, conversation: LocalConversation) -> None:
        self._conversation = conversation
        self._setup = SetupChat(conversation)
        self._commands: Mapping[str, Callable[[str], None]] = {
            "/address": lambda text: self._calculate("mailbox-address", text),
            "/version": lambda text: self._calculate("version-check", text),
            "/setup": lambda text: show(map(_numbered, self._setup.begin(text))),
            "/econnect-setup": lambda text: show(map(_numbered, self._setup.begin(text))),
            "/why": self._explain,
            "/lang": self._speak,
            "/help": lambda _: show((HELP,)),
        }

    def handle(self, line: str) -> bool:
        """Reply to one line; return False where it says to leave."""
        name, _, rest = line.partition(" ")
        if name in {"/quit", "/exit", "/q"}:
            return False
        if not line.startswith("/"):
            self._reply_to(line)
        elif name in self._commands:
            self._commands[name](rest.strip())
        else:
            _say("There is no command ", Code((name,)), ". ", Code(("/help",)), " lists them all.")
        return True

    def _reply_to(self, line: str) -> None:
        said = self._setup.reply_to(line)
        if said is not None:
            show(map(_numbered, said))
            return
        show(map(_numbered, self._said_to(line)))
        if still_asked := self._setup.once_more():
            show(still_asked)

    def _said_to(self, line: str) -> Iterator[Element]:
        """Yield the reply; to "why?" the reason, with the way to all of it where it is that of the last question."""
        conversation = self._conversation
        reply = conversation.choose(line) or conversation.reply_to(line)
        why = conversation.why(reply)
        said = ReplyMessage(reply, address=conversation.context.address, why=why)
        yield from elements_of(said, conversation.context)
        if isinstance(reply, Clarification) and reply.products:
            yield listed(map(conversation.context.name_of_product, reply.products))
        if why is not None and why.trace is not None and why.followed is None:
            yield formatted("because-all-typed", reply.language)

    def _calculate(self, calculator: CalculatorName, text: str) -> None:
        show(reply_elements(self._conversation.calculate(calculator, text), self._conversation.context))

    def _explain(self, text: str) -> None:
        explanation = self._conversation.explain(text) if text else self._conversation.explain_last()
        if explanation is None:
            _say("Ask something first; then ", Code(("/why",)), " explains the reply.")
            return
        reply, trace = explanation
        show(explained(trace, reply, self._conversation.context))

    def _speak(self, text: str) -> None:
        if text not in {"en", "nl", "auto"}:
            _say("Choose ", *_LANGUAGE_COMMANDS, " to follow the language of the question.")
            return
        self._conversation.language = None if text == "auto" else text  # type: ignore[assignment] # one of the two
        _say(f"Language: {text}.")


def _typed(history: Path) -> Iterator[str]:
    """Yield the lines typed, with editing and history where the platform has them. What may be a BSN is not kept."""
    readline = _readline()
    if readline is not None:
        with contextlib.suppress(OSError):
            history.parent.mkdir(parents=True, exist_ok=True)
            history.touch(mode=0o600)
            readline.read_history_file(history)
            readline.set_history_length(500)
    try:
        while True:
            try:
                yield input("\nyou> ")
            except EOFError:
                click.echo()
                return
    finally:
        if readline is not None:
            _write_history(readline, history)


def _write_history(readline: ModuleType, history: Path) -> None:
    for position in range(readline.get_current_history_length(), 0, -1):
        if has_private_number(readline.get_history_item(position) or ""):
            readline.remove_history_item(position - 1)  # these positions begin at 0, those above at 1
    with contextlib.suppress(OSError):
        readline.write_history_file(history)


def _readline() -> ModuleType | None:
    """Import line editing and its history; None on platforms that have none."""
    try:
        return import_module("readline")
    except ImportError:
        return None
