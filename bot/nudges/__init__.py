"""Nudges: when each is due, what it says, and its way to the member."""
