"""The Web API's methods: one function each, and one literal dict that names them all."""

from collections.abc import Callable, Mapping

from localslack.methods import auth, chat, conversations, reactions, users, views
from localslack.methods.call import Call
from localslack.wire import Payload

METHODS: Mapping[str, Callable[[Call], Payload]] = {
    "apps.connections.open": auth.open_connection,
    "auth.test": auth.test,
    "bots.info": auth.bot_info,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.get_permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.join": conversations.join,
    "conversations.list": conversations.list_channels,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_dm,
    "conversations.replies": conversations.replies,
    "reactions.add": reactions.add,
    "reactions.get": reactions.get,
    "reactions.remove": reactions.remove,
    "team.info": auth.team_info,
    "usergroups.list": users.list_groups,
    "usergroups.users.list": users.group_members,
    "users.conversations": conversations.list_own,
    "users.info": users.info,
    "users.list": users.list_users,
    "views.open": views.open_modal,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}
