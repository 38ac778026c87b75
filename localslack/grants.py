"""What Slack issues to an app for a short time: triggers and response URLs."""

import threading
from dataclasses import dataclass
from secrets import token_hex

from localslack.clock import Clock, IdGenerator
from localslack.errors import ApiError

TRIGGER_SECONDS = 3.0  # https://docs.slack.dev/interactivity/handling-user-interaction
RESPONSE_SECONDS = 30 * 60.0  # same page: "up to 5 times within 30 minutes"
RESPONSE_USES = 5


@dataclass(frozen=True, slots=True)
class ResponseGrant:
    """Where a response URL's posts go; `message_ts` is the message that was clicked, if any."""

    channel: str
    user: str
    message_ts: str | None = None


@dataclass(frozen=True, slots=True)
class TriggerHolder:
    """Who did something, and in which of their clients; the empty one is none in particular."""

    user: str
    client: str = ""


class Grants:
    """Issues triggers and response URLs, and refuses those that are used up or too old."""

    def __init__(self, clock: Clock, ids: IdGenerator) -> None:
        self._clock = clock
        self._ids = ids
        self._lock = threading.Lock()
        self._triggers: dict[str, tuple[TriggerHolder, float]] = {}
        self._spent: set[str] = set()
        self._responses: dict[str, tuple[ResponseGrant, float]] = {}
        self._uses: dict[str, int] = {}
        self.response_uses = RESPONSE_USES

    def issue_trigger(self, holder: TriggerHolder) -> str:
        """Return a trigger id that opens one view where somebody did something, within three seconds."""
        trigger_id = f"{self._ids.timestamp()}.{self._ids.identifier('t').lower()}"
        with self._lock:
            self._triggers[trigger_id] = (holder, self._clock())
        return trigger_id

    def spend_trigger(self, trigger_id: str) -> TriggerHolder:
        """Use a trigger up, and return whose it is.

        Raises:
            ApiError: It is unknown, older than three seconds, or was used before.
        """
        with self._lock:
            if trigger_id not in self._triggers:
                raise ApiError("invalid_trigger_id")
            holder, issued_at = self._triggers[trigger_id]
            if trigger_id in self._spent or self._clock() - issued_at > TRIGGER_SECONDS:
                raise ApiError("expired_trigger_id")
            self._spent.add(trigger_id)
            return holder

    def issue_response(self, grant: ResponseGrant) -> str:
        """Return the path's last part of a response URL."""
        key = f"{self._ids.identifier('R')}{token_hex(8)}"  # whoever knows it may write there
        with self._lock:
            self._responses[key] = (grant, self._clock())
        return key

    def use_response(self, key: str) -> ResponseGrant:
        """Count one use of a response URL, and return what it is good for.

        Raises:
            ApiError: It is unknown, older than 30 minutes, or was used five times.
        """
        with self._lock:
            if key not in self._responses:
                raise ApiError("invalid_url")
            grant, issued_at = self._responses[key]
            if self._clock() - issued_at > RESPONSE_SECONDS:
                raise ApiError("expired_url")
            if self._uses.get(key, 0) >= self.response_uses:
                raise ApiError("used_url")
            self._uses[key] = self._uses.get(key, 0) + 1
            return grant
