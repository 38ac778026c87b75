"""Response URLs: answering a command or a click later, up to five times in half an hour."""

from dataclasses import replace

from localslack.errors import ApiError
from localslack.fault_injection import TAKEN
from localslack.grants import ResponseGrant
from localslack.journal import CallRecord
from localslack.methods.call import Call
from localslack.methods.content import Content, read_content
from localslack.state import SlackState
from localslack.web_api import ApiResponse, fault_response
from localslack.wire import Payload, to_json
from localslack.workspace import Channel, ChannelMessage

RESPONSE_URL = "response_url"  # the name these calls have in the journal and in fault scripts


def respond(state: SlackState, key: str, answer: Payload) -> ApiResponse:
    """Take an answer to a response URL, and keep it in the journal."""
    fault = state.faults.next_call(RESPONSE_URL)
    payload: Payload = {}
    if fault.kind in TAKEN:
        status, payload = _take(state, key, answer)
        outcome = "ok" if payload["ok"] else str(payload["error"])
        response = ApiResponse(status, to_json(payload))
    if fault.kind != "ok":
        outcome, response = fault.kind, fault_response(fault)
    state.journal.add_call(CallRecord(RESPONSE_URL, answer, outcome, payload, state.clock()))
    return response


def _take(state: SlackState, key: str, answer: Payload) -> tuple[int, Payload]:
    try:
        apply_answer(state, state.grants.use_response(key), answer)
    except ApiError as refused:
        return 404 if refused.code.endswith("_url") else 400, refused.to_payload()
    return 200, {"ok": True}


def apply_answer(state: SlackState, grant: ResponseGrant, answer: Payload) -> ChannelMessage | None:
    """Show, replace or delete what an answer says; return the message that stands there now.

    Raises:
        ApiError: As for a post: `no_text`, `invalid_blocks`, …
    """
    call = Call(answer, state)
    channel = state.workspace.channel(grant.channel)
    if channel is None:
        raise ApiError("channel_not_found")
    clicked = state.workspace.message(channel.id, grant.message_ts) if grant.message_ts else None
    if call.is_true("delete_original"):
        if clicked:
            state.remove(clicked, channel)
        return None
    content = read_content(call)
    if clicked and call.is_true("replace_original"):
        changed = replace(
            clicked,
            text=content.text,
            blocks=content.blocks,
            attachments=content.attachments or (),
            edited_ts=state.ids.timestamp(),
        )
        return state.change(changed, channel)
    return state.post(_new_message(call, grant, channel, content), channel)


def _new_message(call: Call, grant: ResponseGrant, channel: Channel, content: Content) -> ChannelMessage:
    is_shown_to_all = call.text_of("response_type") == "in_channel"
    return ChannelMessage(
        channel=channel.id,
        ts=call.state.ids.timestamp(),
        user=call.state.app.bot_user_id,
        bot_id=call.state.app.bot_id,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments or (),
        thread_ts=call.text_of("thread_ts") or None,
        ephemeral_to=None if is_shown_to_all else grant.user,
        metadata=content.metadata or None,
    )
