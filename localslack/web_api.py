"""Answers API calls: faults first, then token, then scope, then the method."""

from dataclasses import dataclass

from localslack.errors import ApiError
from localslack.fault_injection import TAKEN, InjectedFault
from localslack.journal import CallRecord
from localslack.methods import METHODS
from localslack.methods.call import Call
from localslack.scopes import METHOD_SCOPES, require
from localslack.state import SlackState
from localslack.wire import Payload, to_json

# The only methods that take an app-level token; all others take the bot's.
_APP_METHODS = frozenset({"apps.connections.open"})
_ENDINGS = {"timeout": "silence", "trickle": "trickle", "reset-before": "reset", "reset-after": "reset"}
_JSON = "application/json; charset=utf-8"
_HTML = "<!DOCTYPE html><html><head><title>Server Error</title></head><body>Something went wrong.</body></html>"


@dataclass(frozen=True, slots=True)
class ApiResponse:
    """What goes back over HTTP; `ending` is `answer`, `reset`, `silence` or `trickle`."""

    status: int
    body: str
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = _JSON
    ending: str = "answer"


class WebApi:
    """Slack's Web API on top of one workspace."""

    def __init__(self, state: SlackState) -> None:
        self._state = state
        self._revoked: set[str] = set()

    def revoke(self, token: str) -> None:
        """Make a token worthless from now on."""
        self._revoked.add(token)

    def answer(self, method: str, token: str, arguments: Payload) -> ApiResponse:
        """Answer one call, and keep it in the journal."""
        fault = self._state.faults.next_call(method)
        payload: Payload = {}
        if fault.kind in TAKEN:
            payload = self._run(method, token, arguments)
            outcome = "ok" if payload["ok"] else str(payload["error"])
            answer = ApiResponse(200, to_json(payload), self._scope_headers(method))
        if fault.kind != "ok":
            outcome, answer = fault.kind, fault_response(fault)
        record = CallRecord(method, arguments, outcome, payload, self._state.clock())
        self._state.journal.add_call(record)
        return answer

    def _run(self, method: str, token: str, arguments: Payload) -> Payload:
        try:
            self._check(method, token)
            return {"ok": True, **METHODS[method](Call(arguments, self._state))}
        except ApiError as refused:
            return refused.to_payload()

    def _check(self, method: str, token: str) -> None:
        if method not in METHODS:
            raise ApiError("unknown_method", req_method=method)
        self._check_token(method, token)
        require(METHOD_SCOPES[method], self._state.manifest)

    def _check_token(self, method: str, token: str) -> None:
        app = self._state.app
        if not token:
            raise ApiError("not_authed")
        if token in self._revoked:
            raise ApiError("token_revoked")
        if token not in {app.bot_token, app.app_token}:
            raise ApiError("invalid_auth")
        if token != (app.app_token if method in _APP_METHODS else app.bot_token):
            raise ApiError("not_allowed_token_type")

    def _scope_headers(self, method: str) -> tuple[tuple[str, str], ...]:
        granted = ",".join(sorted(self._state.manifest.bot_scopes))
        accepted = ",".join(sorted(METHOD_SCOPES.get(method, ())))
        headers = (("x-oauth-scopes", granted), ("x-accepted-oauth-scopes", accepted))
        return tuple((name, value) for name, value in headers if value)


def fault_response(fault: InjectedFault) -> ApiResponse:
    """Return what a caller meets instead of the answer."""
    said = {
        "empty": to_json({"ok": True}),
        "error": to_json({"ok": False, "error": fault.argument}),
        "html": _HTML,
        "body": fault.argument,
    }
    if fault.kind in said:
        kind = {"html": "text/html; charset=utf-8", "body": "text/plain; charset=utf-8"}.get(fault.kind, _JSON)
        return ApiResponse(200, said[fault.kind], content_type=kind)
    if fault.kind == "429":
        refused = to_json({"ok": False, "error": "ratelimited"})
        return ApiResponse(429, refused, (("Retry-After", fault.argument or "1"),))
    if fault.kind in _ENDINGS:
        return ApiResponse(0, "", ending=_ENDINGS[fault.kind])
    return ApiResponse(int(fault.kind.removesuffix("-after")), _HTML, content_type="text/html; charset=utf-8")
