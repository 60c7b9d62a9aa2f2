"""Deadlines: what is coming up, read from words and from the hub, and listed."""
