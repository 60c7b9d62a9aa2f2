"""The terminal: typed lines in, text or JSON out."""
