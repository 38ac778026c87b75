"""What an ack costs, and what it is worth: the bot beside bare Bolt, each in a process of its own over real HTTP."""
