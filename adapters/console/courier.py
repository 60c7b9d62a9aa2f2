"""Nudges at the terminal: whoever runs `coach remind` there reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from adapters.console.render import to_text
from adapters.couriers import SOON
from bot.conversation import Address
from bot.errors import DeliveryFailed
from bot.messages import Message
from bot.nudges.delivery import NotSent, Outcome, Sent


class TerminalCourier:
    """Shows nudges through `show`; what was shown cannot be looked for."""

    def __init__(self, show: Callable[[str], object], width: int) -> None:
        self._show = show
        self._width = width

    @property
    def can_look(self) -> bool:
        """A terminal keeps nothing."""
        return False

    def send(self, delivery: str, home: Address, message: Message) -> Outcome:
        """Show it; not sent where nobody reads any more, as behind a pipe that was closed."""
        del home
        try:
            self._show(to_text(message, self._width))
        except OSError as error:
            return NotSent(type(error).__name__, SOON)
        return Sent(delivery)

    def find(self, delivery: str, home: Address, since: datetime) -> str | None:
        """Raises DeliveryFailed: see `can_look`."""
        del delivery, home, since
        raise DeliveryFailed("terminal", "what it showed cannot be looked for")
