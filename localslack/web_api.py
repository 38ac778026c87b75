"""Answers API calls: faults first, then token, then scope, then the method."""

from dataclasses import dataclass

from localslack.backstage import Backstage
from localslack.faults import Outcome
from localslack.journal import CallRecord
from localslack.methods import METHODS
from localslack.methods.call import Call
from localslack.refusals import Refused
from localslack.scopes import METHOD_SCOPES, require
from localslack.wire import Payload, to_json

# The only methods that take an app-level token; all others take the bot's.
_APP_METHODS = frozenset({"apps.connections.open"})
_HTML = "<!DOCTYPE html><html><head><title>Server Error</title></head><body>Something went wrong.</body></html>"


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back over HTTP; `ending` is `answer`, `reset` or `silence`."""

    status: int
    body: str
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = "application/json; charset=utf-8"
    ending: str = "answer"


class WebApi:
    """Slack's Web API on top of one workspace."""

    def __init__(self, stage: Backstage) -> None:
        self._stage = stage
        self._revoked: set[str] = set()

    def revoke(self, token: str) -> None:
        """Make a token worthless from now on."""
        self._revoked.add(token)

    def answer(self, method: str, token: str, arguments: Payload) -> Answer:
        """Answer one call, and keep it in the journal."""
        fault = self._stage.faults.next_call(method)
        payload: Payload = {}
        if fault.kind in {"ok", "reset-after"}:
            payload = self._run(method, token, arguments)
            outcome = "ok" if payload["ok"] else str(payload["error"])
            answer = Answer(200, to_json(payload), self._scope_headers(method))
        if fault.kind != "ok":
            outcome, answer = fault.kind, answer_fault(fault)
        record = CallRecord(method, arguments, outcome, payload, self._stage.clock())
        self._stage.journal.add_call(record)
        return answer

    def _run(self, method: str, token: str, arguments: Payload) -> Payload:
        try:
            self._check(method, token)
            return {"ok": True, **METHODS[method](Call(arguments, self._stage))}
        except Refused as refused:
            return refused.to_payload()

    def _check(self, method: str, token: str) -> None:
        if method not in METHODS:
            raise Refused("unknown_method", req_method=method)
        self._check_token(method, token)
        require(METHOD_SCOPES[method], self._stage.manifest)

    def _check_token(self, method: str, token: str) -> None:
        app = self._stage.app
        if not token:
            raise Refused("not_authed")
        if token in self._revoked:
            raise Refused("token_revoked")
        if token not in {app.bot_token, app.app_token}:
            raise Refused("invalid_auth")
        if token != (app.app_token if method in _APP_METHODS else app.bot_token):
            raise Refused("not_allowed_token_type")

    def _scope_headers(self, method: str) -> tuple[tuple[str, str], ...]:
        granted = ",".join(sorted(self._stage.manifest.bot_scopes))
        accepted = ",".join(sorted(METHOD_SCOPES.get(method, ())))
        return ("x-oauth-scopes", granted), ("x-accepted-oauth-scopes", accepted)


def answer_fault(fault: Outcome) -> Answer:
    """Return what a caller meets instead of the answer."""
    if fault.kind == "429":
        return Answer(429, to_json({"ok": False, "error": "ratelimited"}), (("Retry-After", fault.argument or "1"),))
    if fault.kind == "html":
        return Answer(200, _HTML, content_type="text/html; charset=utf-8")
    if fault.kind == "error":
        return Answer(200, to_json({"ok": False, "error": fault.argument}))
    if fault.kind in {"timeout", "reset-before", "reset-after"}:
        return Answer(0, "", ending="silence" if fault.kind == "timeout" else "reset")
    return Answer(int(fault.kind), _HTML, content_type="text/html; charset=utf-8")
