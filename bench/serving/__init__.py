"""Measure what an ack costs, and what it is worth: the bot beside bare Bolt, each a process, over real HTTP."""
