"""`views.*`: modals and the App Home."""

from dataclasses import replace

from localslack.methods.call import Call
from localslack.methods.content import read_view
from localslack.payloads import view_payload
from localslack.refusals import Refused
from localslack.views import new_view
from localslack.wire import Payload
from localslack.workspace import View

MOST_STACKED = 3  # https://docs.slack.dev/surfaces/modals


def open_modal(call: Call) -> Payload:
    """Open a modal for the person whose trigger it is."""
    content = read_view(call, "modal")
    user_id = call.stage.grants.spend_trigger(call.required("trigger_id"))
    view = new_view(call.stage, user_id, content)
    call.stage.workspace.put_modals(user_id, [view])
    return _answer(call, view)


def push(call: Call) -> Payload:
    """Put a modal on top of those that are open."""
    content = read_view(call, "modal")
    user_id = call.stage.grants.spend_trigger(call.required("trigger_id"))
    stack = call.stage.workspace.modals(user_id)
    if not stack:
        raise Refused("not_found")
    if len(stack) >= MOST_STACKED:
        raise Refused("push_limit_reached")
    view = new_view(call.stage, user_id, content, below=stack[-1])
    call.stage.workspace.put_modals(user_id, [*stack, view])
    return _answer(call, view)


def update(call: Call) -> Payload:
    """Replace the content of an open modal, or of a published home."""
    view = _find(call)
    content = read_view(call, view.kind)
    _refuse_conflict(call, view)
    changed = replace(view, content=content, hash=call.stage.mint.identifier("hash"))
    if view.kind == "home":
        call.stage.workspace.put_home(changed)
    else:
        stack = [changed if each.id == view.id else each for each in call.stage.workspace.modals(view.user)]
        call.stage.workspace.put_modals(view.user, stack)
    return _answer(call, changed)


def publish(call: Call) -> Payload:
    """Publish a person's App Home."""
    if not call.stage.manifest.has_home_tab:
        raise Refused("not_enabled")
    content, user = read_view(call, "home"), call.user("user_id")
    before = call.stage.workspace.home(user.id)
    if before:
        _refuse_conflict(call, before)
    view = new_view(call.stage, user.id, content)
    if before:
        view = replace(view, id=before.id, root_id=before.root_id)
    call.stage.workspace.put_home(view)
    return _answer(call, view)


def _find(call: Call) -> View:
    external_id = call.text_of("external_id")
    for user in call.stage.workspace.users():
        for view in call.stage.workspace.modals(user.id):
            if external_id and view.content.get("external_id") == external_id:
                return view
    view_found = call.stage.workspace.view(call.text_of("view_id"))
    if view_found is None:
        raise Refused("not_found")
    return view_found


def _refuse_conflict(call: Call, view: View) -> None:
    if call.text_of("hash") not in {"", view.hash}:
        raise Refused("hash_conflict")


def _answer(call: Call, view: View) -> Payload:
    return {"view": view_payload(view, call.stage.app)}
