"""What can go wrong, one class for each way to react.

CoachError
├── StoreUnavailable     turns or receipts cannot be kept: apologise, and say what was not kept
├── DeliveryFailed       a surface refused a message: try again unless the member is gone
├── SurfaceUnreachable   a platform cannot be asked now: start without it, and try again
└── SettingsInvalid      the coach cannot start like this: say every reason at once, exit 2
"""

from __future__ import annotations


class CoachError(Exception):
    """Root of every error the coach knows how to react to."""


class StoreUnavailable(CoachError):
    """What should survive a restart could not be read or kept (full disk, no database)."""


class DeliveryFailed(CoachError):
    """A surface refused a message. When the member is gone, do not try again."""

    def __init__(self, surface: str, reason: str, *, gone: bool = False) -> None:
        super().__init__(f"{surface} refused the message: {reason}")
        self.gone = gone


class SurfaceUnreachable(CoachError):
    """A platform gives no usable answer at the moment; nothing says that the settings are wrong."""

    def __init__(self, surface: str, reason: str) -> None:
        super().__init__(f"{surface} cannot be asked now: {reason}")


class SettingsInvalid(CoachError):
    """The settings contradict each other or one that is needed is missing."""
