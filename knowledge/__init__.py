"""What the coach knows: articles, their passages, and the index that finds them."""

from pathlib import Path

STARTER = (Path(__file__).parent / "starter").resolve()
"""The folder of the built-in starter hub."""
