"""What can go wrong, one class for each way to react.

CoachError
├── StoreUnavailable     turns or receipts cannot be kept: apologise, and say what was not kept
├── DeliveryFailed       a surface refused a message: try again unless the member is gone
├── SurfaceUnreachable   a platform cannot be asked now: start without it, and try again
├── Unkept               what was asked cannot be kept as it was said: say the words of the error
├── TooMuch              a member's keeping is full: say so, and what to take away
└── SettingsInvalid      the coach cannot start like this: say every reason at once, exit 2
"""

from __future__ import annotations

from datetime import timedelta


class CoachError(Exception):
    """Root of every error the coach knows how to react to."""


class StoreUnavailable(CoachError):
    """What should survive a restart could not be read or kept (full disk, no database)."""


class DeliveryFailed(CoachError):
    """A surface refused a message. When the member is gone, do not try again; `after` is how long
    the surface asks to wait, if it does."""

    def __init__(
        self, surface: str, reason: str, *, gone: bool = False, after: timedelta | None = None
    ) -> None:
        super().__init__(f"{surface} refused the message: {reason}")
        self.gone = gone
        self.after = after


class SurfaceUnreachable(CoachError):
    """A platform gives no usable answer at the moment; nothing says that the settings are wrong."""

    def __init__(self, surface: str, reason: str) -> None:
        super().__init__(f"{surface} cannot be asked now: {reason}")


class Unkept(CoachError, ValueError):
    """What a member asked for cannot be kept as they said it; its text is for the member."""


class TooMuch(CoachError):
    """A member has `most` of something, named in the plural by `what`, and no more are kept."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"the coach keeps at most {most:,} {what} for one member")
        self.what = what
        self.most = most


class SettingsInvalid(CoachError):
    """The settings contradict each other or one that is needed is missing."""
