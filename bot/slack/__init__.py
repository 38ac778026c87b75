"""The Slack front door: what arrives, and what is sent. Everything that knows Slack's payloads and methods."""
