"""What the bot does, in verbs. Services state ports; storage and slack fill them."""
