"""Slack's reply links: each is good for five posts within half an hour, whoever counts."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Final

# https://docs.slack.dev/interactivity/handling-user-interaction
MOST_USES: Final = 5
_KEPT: Final = 10_000


class ReplyLinks:
    """Counts the uses of each link in this process. Safe between threads."""

    def __init__(self) -> None:
        self._uses: OrderedDict[str, int] = OrderedDict()
        self._lock = Lock()

    def take_use(self, url: str) -> bool:
        """Count one use of `url`; return False, and count none, where it is used up."""
        with self._lock:
            count = self._uses.pop(url, 0)
            self._uses[url] = min(count + 1, MOST_USES)
            if len(self._uses) > _KEPT:
                self._uses.popitem(last=False)
        return count < MOST_USES

    def give_back(self, url: str) -> None:
        """Count one use less: Slack surely had none."""
        with self._lock:
            self._uses[url] = max(self._uses.get(url, 0) - 1, 0)
