"""The part of the desk that keeps a portfolio: statements, credits and the packet made of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.allowance.days import parted
from bot.members.profile import Member, Said
from bot.messages import Choice, Done, Message, Note
from bot.portfolio.notes import (
    Earned,
    Portfolio,
    Stated,
    earned_entry,
    portfolio_of,
    stated_entry,
)
from bot.portfolio.packet import OWN, label, packet
from bot.portfolio.requests import Earn, Honored, Show, State, Strike, clean, read_request
from bot.ports import Book, Catalog
from bot.when.saying import long_date
from knowledge.errors import HubError

_WORD = re.compile(r"\w+")
_KEPT = "Only you see it; it goes into your review packet. Say “my review packet” to see that."
_TITLE = "Your review packet, first form"
_HOW = (
    "Lines marked “own statement” are your words; nobody has checked them. Nothing here is sent "
    "to anyone: copy what you want to hand in."
)
_CEU = 10
"""Contact hours in one CEU, as ACPE and IACET count it."""
_CEUS = re.compile(r"(?:\w+ )*ceus?", re.IGNORECASE)
_NOT_THERE = "There is no such entry in your portfolio, so nothing was removed."


class PortfolioDesk:
    """Takes what members say of their portfolio. Raises StoreUnavailable."""

    def __init__(self, book: Book, catalog: Catalog, new_id: Callable[[], str]) -> None:
        self._book = book
        self._catalog = catalog
        self._new_id = new_id

    def take(self, said: Said) -> Message | None:
        """The answer; None when the message is about something else."""
        match read_request(said.text):
            case State(what, text):
                stated = Stated(self._new_id(), what, text, said.now)
                self._book.write(stated_entry(said.member.tenant, said.member.id, stated))
                return _noted(label(what), f"{text} ({OWN})", stated.id)
            case Earn() as earn:
                return self._earn(said, earn)
            case Honored(text):
                return _keep_it(text)
            case Show():
                return self._packet(said.member)
            case Strike(id):
                held = self.portfolio(said.member)
                own = id in {e.id for e in held.earned} | {s.id for s in held.stated}
                gone = own and self._book.strike(said.member.tenant, said.member.id, id)
                return Done("Removed from your portfolio." if gone else _NOT_THERE)
            case _:
                return None

    def portfolio(self, member: Member) -> Portfolio:
        """What a member's packet is made of."""
        return portfolio_of(self._book.entries(member.tenant, member.id))

    def _earn(self, said: Said, earn: Earn) -> Message:
        done, day = parted(earn.activity, said.now)
        done = clean(done)
        id, title = self._named(done)
        activity = title or done
        earned = Earned(
            self._new_id(), earn.amount, earn.unit, activity, id, day or said.now.date()
        )
        entry = earned_entry(said.member.tenant, said.member.id, earned, said.now)
        self._book.write(entry)
        told = f"{earn.amount:f} {earn.unit}, {activity or 'activity not named'}"
        hours = (
            f" (as contact hours: {(earn.amount * _CEU).normalize():f})"
            if _CEUS.fullmatch(earn.unit)
            else ""
        )
        return _noted("Credits", f"{told}, {long_date(earned.day)}{hours}", earned.id)

    def _named(self, activity: str) -> tuple[str, str]:
        """Id and title of the program that the words name, all of them; "" where none does."""
        words = set(_WORD.findall(activity.casefold())) - {"the", "a", "an", "program", "course"}
        try:
            found = self._catalog.named(activity, 1) if len(words) > 1 else ()
        except HubError:
            return "", ""
        for program in found:
            if words <= set(_WORD.findall(f"{program.title} {program.provider}".casefold())):
                return program.id, program.title
        return "", ""

    def _packet(self, member: Member) -> Note:
        return Note(_TITLE, packet(self.portfolio(member)), (_HOW,))


def _keep_it(text: str) -> Note:
    """What is asked of an award, which may be told by the way."""
    keep = Choice("Add it", f"add to my review: {text.rstrip('.! ')}")
    remark = "Shall I add it to your review packet? I have noted nothing yet."
    return Note("Not noted yet", remarks=(remark,), choices=(keep,))


def _noted(label: str, text: str, id: str) -> Note:
    removal = Choice("Remove", f"remove entry [{id}]")
    return Note("Noted for your portfolio", ((label, text),), (_KEPT,), (removal,))
