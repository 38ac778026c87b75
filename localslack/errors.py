"""The refusal of an API call, with Slack's own error code."""

from localslack.wire import Payload


class ApiError(Exception):
    """Slack's `{"ok": false, "error": code}`; `details` stand beside the code."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def to_payload(self) -> Payload:
        """Return the body that Slack sends."""
        return {"ok": False, "error": self.code, **self.details}
