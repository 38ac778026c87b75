"""What an app may add to the page: entries of the Inspector, a part of the state, and the script that shows both."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from localslack.page.actions import ActionResult, UserAction


class PageExtension(Protocol):
    """Adds an app's own panels to the page."""

    @property
    def static_folder(self) -> Path | None:
        """Return a folder of files served beside the page's own; `extension.js` there replaces the page's."""
        ...

    @property
    def actions(self) -> Mapping[str, Callable[[UserAction], ActionResult]]:
        """Return what people may do beyond the page's own actions, by name; one raises `ActionError` in words."""
        ...

    @property
    def texts(self) -> Mapping[str, Callable[[], str]]:
        """Return plain texts by the path at which each is served, for browsers that run no scripts."""
        ...

    def state(self) -> dict[str, Any]:
        """Return what `extension.js` gets as `state.extension`, as JSON."""
        ...

    def entry_count(self) -> int:
        """Return how many entries of the Inspector there are by now; it never falls."""
        ...

    def entries(self, since: int, until: int) -> Sequence[dict[str, Any]]:
        """Return these entries: `id`, `at` (seconds since 1970), `kind`, `name`, `outcome`, `payload`."""
        ...


class NoExtension:
    """The page alone, for any app."""

    static_folder: Path | None = None

    @property
    def actions(self) -> Mapping[str, Callable[[UserAction], ActionResult]]:
        """Return none."""
        return {}

    @property
    def texts(self) -> Mapping[str, Callable[[], str]]:
        """Return none."""
        return {}

    def state(self) -> dict[str, Any]:
        """Return nothing."""
        return {}

    def entry_count(self) -> int:
        """Return zero."""
        return 0

    def entries(self, since: int, until: int) -> Sequence[dict[str, Any]]:
        """Return none."""
        return ()[since:until]
