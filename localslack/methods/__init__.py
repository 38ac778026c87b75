"""The Web API's methods: one function each, and one literal dict that names them all."""

from collections.abc import Callable, Mapping

from localslack.methods import auth, chat, conversations, users, views
from localslack.methods.call import Call
from localslack.wire import Payload

METHODS: Mapping[str, Callable[[Call], Payload]] = {
    "apps.connections.open": auth.open_connection,
    "auth.test": auth.test,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.get_permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_dm,
    "conversations.replies": conversations.replies,
    "reactions.add": users.add_reaction,
    "usergroups.users.list": users.group_members,
    "users.info": users.info,
    "views.open": views.open_modal,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}
