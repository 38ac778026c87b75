"""What listeners work with: the use cases' context, and how Slack is read and shown to."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from bot.services.app_context import ask_to_press_again
from bot.services.telling_why import ask_to_press_why_again, explain_reply
from bot.slack.reference import new_reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.forms import Form
    from bot.domain.incoming import ButtonAction, Command, GlobalShortcut, MessageShortcut
    from bot.domain.views import View
    from bot.rendering.slack_renderer import SlackRenderer
    from bot.services.app_context import AppContext
    from bot.slack.home_workspace import HomeWorkspace
    from bot.slack.listeners.payload_parser import PayloadParser

    Opener: TypeAlias = ButtonAction | Command | MessageShortcut | GlobalShortcut


class Modals(Protocol):
    """Opens modals."""

    def open(self, trigger_id: str, draw: Callable[[], dict[str, Any]], otherwise: Callable[[], None]) -> None:
        """Open what `draw` returns, soon; `otherwise` is called where it does not open: too late, or no Slack."""
        ...


@dataclass(frozen=True, slots=True)
class SlackContext:
    """What listeners work with.

    Attributes:
        home: the workspace that the bot is installed in.
        reference: makes a new reference number for each fault.
    """

    app: AppContext
    parser: PayloadParser
    renderer: SlackRenderer
    modals: Modals
    home: HomeWorkspace
    reference: Callable[[], str] = field(default=new_reference)

    def open_form(self, opener: Opener, form: Form) -> None:
        """Open `form` soon, by what somebody did; they are told where it does not open."""
        view = self.renderer.form(form)
        self.modals.open(
            opener.form_handle, lambda: view, partial(ask_to_press_again, self.app, form, opener.private)
        )

    def open_why(self, action: ButtonAction) -> None:
        """Open why a reply was given: it is worked out beside the ack, which waits for nothing."""
        otherwise = partial(ask_to_press_why_again, self.app, action)
        self.modals.open(action.form_handle, lambda: self.renderer.form(explain_reply(self.app, action)), otherwise)

    def ack_body(self, view: View) -> dict[str, Any]:
        """Return an ack that shows `view` to the person alone."""
        rendered = self.renderer.view(view)
        body: dict[str, Any] = {"response_type": "ephemeral", "text": rendered.text}
        return body | ({"blocks": rendered.blocks} if rendered.blocks else {})
