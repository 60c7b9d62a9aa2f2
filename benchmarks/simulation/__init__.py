"""A year of nudges with a fake clock, a platform with faults, and an oracle that judges it."""
