"""Slack's request signature, version 0."""

import hashlib
import hmac


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """Return the value of `X-Slack-Signature` over the raw body.

    https://docs.slack.dev/authentication/verifying-requests-from-slack
    """
    signed = b"v0:%d:%b" % (timestamp, body)
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def signature_headers(secret: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the two headers that prove a request comes from Slack."""
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": sign(secret, timestamp, body)}
