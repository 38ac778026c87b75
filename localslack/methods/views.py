"""`views.*`: modals and the App Home."""

from dataclasses import replace

from localslack.errors import ApiError
from localslack.grants import TriggerHolder
from localslack.methods.call import Call
from localslack.methods.content import read_view
from localslack.payloads import view_payload
from localslack.views import new_view
from localslack.wire import Payload
from localslack.workspace import OpenView

MOST_STACKED = 3  # https://docs.slack.dev/surfaces/modals


def open_modal(call: Call) -> Payload:
    """Open a modal for the person whose trigger it is."""
    content = read_view(call, "modal")
    holder = call.state.grants.spend_trigger(call.required("trigger_id"))
    view = new_view(call.state, holder, content)
    call.state.workspace.put_modals(holder.user, holder.client, [view])
    return _answer(call, view)


def push(call: Call) -> Payload:
    """Put a modal on top of those that are open."""
    content = read_view(call, "modal")
    holder = call.state.grants.spend_trigger(call.required("trigger_id"))
    stack = call.state.workspace.modals(holder.user, holder.client)
    if not stack:
        raise ApiError("not_found")
    if len(stack) >= MOST_STACKED:
        raise ApiError("push_limit_reached")
    view = new_view(call.state, holder, content, below=stack[-1])
    call.state.workspace.put_modals(holder.user, holder.client, [*stack, view])
    return _answer(call, view)


def update(call: Call) -> Payload:
    """Replace the content of an open modal, or of a published home."""
    view = _find(call)
    content = read_view(call, view.kind)
    _refuse_conflict(call, view)
    changed = replace(view, content=content, hash=call.state.ids.identifier("hash"))
    if view.kind == "home":
        call.state.workspace.put_home(changed)
    else:
        stack = call.state.workspace.modals(view.user, view.client)
        replaced = [changed if each.id == view.id else each for each in stack]
        call.state.workspace.put_modals(view.user, view.client, replaced)
    return _answer(call, changed)


def publish(call: Call) -> Payload:
    """Publish a person's App Home."""
    if not call.state.manifest.has_home_tab:
        raise ApiError("not_enabled")
    content, user = read_view(call, "home"), call.user("user_id")
    before = call.state.workspace.home(user.id)
    if before:
        _refuse_conflict(call, before)
    view = new_view(call.state, TriggerHolder(user.id), content)
    if before:
        view = replace(view, id=before.id, root_id=before.root_id)
    call.state.workspace.put_home(view)
    return _answer(call, view)


def _find(call: Call) -> OpenView:
    external_id = call.text_of("external_id")
    for view in call.state.workspace.all_modals():
        if external_id and view.content.get("external_id") == external_id:
            return view
    view_found = call.state.workspace.view(call.text_of("view_id"))
    if view_found is None:
        raise ApiError("not_found")
    return view_found


def _refuse_conflict(call: Call, view: OpenView) -> None:
    if call.text_of("hash") not in {"", view.hash}:
        raise ApiError("hash_conflict")


def _answer(call: Call, view: OpenView) -> Payload:
    return {"view": view_payload(view, call.state.app)}
