"""How everything looks in Slack: views and forms, with the knowledge base and the team as they are at that moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.forms import FormErrors, FormNotice, PreviewForm, SetupForm
from bot.domain.views import HomeView
from bot.rendering.form_views import form_errors, form_view, notice_view
from bot.rendering.targets.block_kit import BLOCKS_OF_A_MESSAGE, BLOCKS_OF_A_VIEW, rendered
from bot.rendering.view_elements import view_elements

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.forms import Form, FormResult
    from bot.domain.views import View
    from bot.rendering.context import RenderContext
    from bot.rendering.targets.block_kit import Rendered


@dataclass(frozen=True, slots=True)
class SlackRenderer:
    """Renders; `context` is asked each time."""

    context: Callable[[], RenderContext]

    def view(self, view: View) -> Rendered:
        """Return how `view` looks."""
        most = BLOCKS_OF_A_VIEW if isinstance(view, HomeView) else BLOCKS_OF_A_MESSAGE
        return rendered(view_elements(view, self.context()), most)

    def form(self, form: Form) -> dict[str, Any]:
        """Return the modal of `form`."""
        return form_view(form, self.context())

    def form_response(self, result: FormResult) -> dict[str, Any]:
        """Return what a form that was sent is answered with; nothing for one that closes."""
        match result:
            case None:  # all that is stacked up closes: the preview, and the form below it
                return {"response_action": "clear"}
            case FormErrors():
                return {"response_action": "errors", "errors": form_errors(result)}
            case FormNotice(notice, is_on_top):
                action = "push" if is_on_top else "update"
                return {"response_action": action, "view": notice_view(notice, self.context())}
            case SetupForm(
                product=str(), number="", release=""
            ):  # the package was chosen, and nothing else asked yet
                return {"response_action": "update", "view": form_view(result, self.context())}
            case PreviewForm(is_again=False) | SetupForm():  # closed, it leads back to what it was opened from
                return {"response_action": "push", "view": form_view(result, self.context())}
        return {"response_action": "update", "view": form_view(result, self.context())}
