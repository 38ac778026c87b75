"""The Web API's methods: one function each, and one literal dict that names them all."""

from collections.abc import Callable, Mapping

from bot.localslack.methods import auth, chat
from bot.localslack.methods.call import Call
from bot.localslack.wire import Payload

METHODS: Mapping[str, Callable[[Call], Payload]] = {
    "auth.test": auth.test,
    "chat.postMessage": chat.post_message,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.update": chat.update,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.get_permalink,
}
