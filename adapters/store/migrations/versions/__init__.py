"""One module for each step, in order: m0001, m0002 and so on."""
