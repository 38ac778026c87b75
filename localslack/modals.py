"""Submitting and closing modals, and what the app's ack makes of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from localslack import payloads
from localslack.action_context import ActionContext
from localslack.blockkit import validate
from localslack.deliveries import Ack
from localslack.grants import TriggerHolder
from localslack.view_state import input_errors, view_state
from localslack.views import new_view
from localslack.wire import Payload
from localslack.workspace import OpenView, User

TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True, slots=True)
class Submission:
    """What the person sees after a submission.

    `view` is the modal on top now, or None; `errors` stand below inputs, by block_id; `trouble`
    is Slack's word where the app gave no proper answer.
    """

    view: OpenView | None
    errors: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""


def submit(context: ActionContext, view: OpenView, filled: Mapping[str, str], user: User) -> Submission:
    """Submit a modal with what was filled in, by action_id or block_id."""
    workspace = context.state.workspace
    stack = workspace.modals(user.id, view.client)
    if not stack or stack[-1].id != view.id:
        raise LookupError(f"{user.name} does not have this modal on top.")
    state = view_state(stack[-1].blocks, filled)
    refused = input_errors(stack[-1].blocks, state)
    if refused:
        return Submission(stack[-1], refused)
    submitted = replace(stack[-1], state=state)
    ack = context.send(_payload(context, "view_submission", submitted, user))
    return _follow(context, ack, submitted, user)


def close(context: ActionContext, view: OpenView, user: User) -> Ack | None:
    """Close the modal on top; return the app's ack where it asked to be told."""
    workspace = context.state.workspace
    left = [each for each in workspace.modals(user.id, view.client) if each.id != view.id]
    workspace.put_modals(user.id, view.client, left)
    if not view.content.get("notify_on_close"):
        return None
    return context.send(_payload(context, "view_closed", view, user) | {"is_cleared": False})


def _payload(context: ActionContext, kind: str, view: OpenView, user: User) -> Payload:
    app = context.state.app
    payload = payloads.interaction(kind, user, app) | payloads.view_parts(view, user, app)
    if kind == "view_submission":
        payload |= {"trigger_id": context.issue_trigger(user.id), "response_urls": []}
    return payload


def _is_modal(view: object) -> bool:
    return isinstance(view, dict) and view.get("type") == "modal" and not validate(view)


def _follow(context: ActionContext, ack: Ack, view: OpenView, user: User) -> Submission:
    workspace = context.state.workspace
    answer = ack.payload or {}
    action = str(answer.get("response_action", ""))
    stack = workspace.modals(user.id, view.client)
    if all(each.id != view.id for each in stack):
        # Closed while the app thought: Slack has nowhere left to show what it answers.
        return Submission(stack[-1] if stack else None)
    if not ack.is_ok or (action in {"update", "push"} and not _is_modal(answer.get("view"))):
        return Submission(view, trouble=TROUBLE)
    if action == "errors":
        known = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        errors: dict[str, str] = answer.get("errors") or {}
        return Submission(view, errors) if errors and set(errors) <= known else Submission(view, trouble=TROUBLE)
    below, holder = [each for each in stack if each.id != view.id], TriggerHolder(user.id, view.client)
    if action == "update":
        made = new_view(context.state, holder, answer["view"], below[-1] if below else None)
        stack = [*below, replace(made, id=view.id, root_id=view.root_id)]
    elif action == "push":
        stack = [*below, view, new_view(context.state, holder, answer["view"], view)]
    else:
        stack = [] if action == "clear" else below
    workspace.put_modals(user.id, view.client, stack)
    return Submission(stack[-1] if stack else None)
