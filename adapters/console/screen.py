"""What every command needs of the terminal it runs in, and of the hub it answers from."""

from __future__ import annotations

import shutil

from adapters import wiring
from adapters.settings import Settings
from knowledge import STARTER
from knowledge.errors import HubBusy


def width() -> int:
    """Columns to write in."""
    return min(100, max(40, shutil.get_terminal_size().columns))


def ensure_hub(settings: Settings, *, refresh: bool = False) -> None:
    """Ingest the starter hub where none was ever ingested; with `refresh`, bring it up to date
    where it is all there is. A whole one answers while another process does that."""
    if wiring.needs_starter(settings, refresh=refresh):
        from adapters.console.ingesting import run_ingest  # noqa: PLC0415 - rarely needed

        try:
            run_ingest(settings, [STARTER])
        except HubBusy:
            if wiring.needs_starter(settings, refresh=False):
                raise
