"""What outlives a call: behind the ports of the services."""
