"""A portfolio: what a member earned, changed and wants, and the review packet made of it."""
