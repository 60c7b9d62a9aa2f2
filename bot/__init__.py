"""The coach: what it says and decides, with no input, output or clock of its own."""
