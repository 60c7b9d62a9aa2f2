"""What remains when answering failed: a line in the log, and an apology that names it."""

from __future__ import annotations

import logging
import secrets
import traceback
from pathlib import Path

from bot import wording
from bot.messages import Apology

_log = logging.getLogger(__name__)


def apologise(error: BaseException, key: str) -> Apology:
    """Log what failed under a new reference, and return the apology that carries it.

    `key` is the question's. The log gets kinds of errors and places in the code, never an
    error's message: that may hold what a member wrote.
    """
    reference = secrets.token_hex(4)
    _log.error("%s: no answer to %s: %s", reference, key, _without_words(error))
    return Apology(reference, wording.APOLOGY)


def _without_words(error: BaseException | None) -> str:
    causes: list[str] = []
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        places = " > ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)
        causes.append(f"{type(error).__name__} at {places or 'an unknown place'}")
        error = error.__cause__ or error.__context__
    return ", because of ".join(causes)
