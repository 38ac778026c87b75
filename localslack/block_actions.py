"""Clicks and choices in blocks: finding the element, and the action that Slack makes of it."""

from collections.abc import Iterator

from localslack import payloads
from localslack.action_context import ActionContext
from localslack.deliveries import Ack
from localslack.grants import ResponseGrant
from localslack.view_state import element_state, view_state
from localslack.wire import Payload, copy_of
from localslack.workspace import ChannelMessage, OpenView, User


def click(
    context: ActionContext, surface: ChannelMessage | OpenView, button: str, user: User, *, is_stale: bool = False
) -> Ack:
    """Click a button, named by its action_id, text or value, or by its block_id, a slash, and its action_id."""
    blocks = _seen_blocks(context, surface, user, is_stale=is_stale)
    found = [action for action, names in _buttons(blocks) if button in names]
    if not found:
        there = [sorted(names) for _, names in _buttons(blocks)]
        raise LookupError(f"There is no button {button!r}; there are {there}.")
    return _send(context, surface, found[0], user)


def choose(
    context: ActionContext,
    surface: ChannelMessage | OpenView,
    action_id: str,
    choice: str,
    user: User,
    *,
    is_stale: bool = False,
) -> Ack:
    """Choose in a menu: an option by its text or value, a user or channel by its id, a date."""
    for block, element in elements_of(_seen_blocks(context, surface, user, is_stale=is_stale)):
        if action_id in {element.get("action_id"), _full_name(block, element)}:
            action = _action(block, element) | element_state(element, choice)
            return _send(context, surface, action, user)
    raise LookupError(f"There is no element {action_id!r}.")


def elements_of(blocks: list[Payload]) -> Iterator[tuple[Payload, Payload]]:
    """Return every block's elements, each with its block."""
    for block in blocks:
        own = [block[name] for name in ("accessory", "element") if name in block]
        for element in [*own, *(block.get("elements") or ())]:
            yield block, element


def _buttons(blocks: list[Payload]) -> Iterator[tuple[Payload, set[str]]]:
    for block, element in elements_of(blocks):
        for part in _clickable_parts(element):
            fields: Payload = {key: part[key] for key in ("text", "value") if key in part}
            names = {part["text"]["text"], part.get("value", "")} - {""}
            names |= {str(element.get("action_id", "")), _full_name(block, element)}
            yield _action(block, element) | copy_of(fields), names


def _full_name(block: Payload, element: Payload) -> str:
    """Return which element it is: names are unique within a block, not within a message."""
    return f"{block.get('block_id')}/{element.get('action_id')}"


def _clickable_parts(element: Payload) -> list[Payload]:
    if element.get("type") == "feedback_buttons":
        return [element["positive_button"], element["negative_button"]]
    return [element] if element.get("type") in {"button", "icon_button"} else []


def _action(block: Payload, element: Payload) -> Payload:
    return {"type": element["type"], "action_id": element.get("action_id", ""), "block_id": block["block_id"]}


def _seen_blocks(
    context: ActionContext, surface: ChannelMessage | OpenView, user: User, *, is_stale: bool
) -> list[Payload]:
    if isinstance(surface, ChannelMessage):
        # What stands before somebody's eyes may have been edited a moment ago.
        return list(surface.blocks if is_stale else context.current(surface, user).blocks)
    view = context.state.workspace.view(surface.id)
    if view is None or view.user != user.id:
        raise LookupError(f"{user.name} has no such view open.")
    return view.blocks


def _send(context: ActionContext, surface: ChannelMessage | OpenView, action: Payload, user: User) -> Ack:
    state = context.state
    payload = payloads.interaction("block_actions", user, state.app)
    payload["actions"] = [action | {"action_ts": state.ids.timestamp()}]
    if isinstance(surface, ChannelMessage):
        message, channel = context.current(surface, user), context.channel_of(surface)
        payload |= payloads.message_action_parts(message, channel, state.app)
        payload |= context.issue(ResponseGrant(channel.id, user.id, message.ts))
        payload["state"] = {"values": view_state(list(message.blocks), {})}
        return context.send(payload)
    view = state.workspace.view(surface.id) or surface
    payload |= payloads.view_action_parts(view, view_state(view.blocks, {}), user, state.app)
    payload["trigger_id"] = context.issue_trigger(user.id)
    return context.send(payload)
