"""A member's spending of their allowance, as their book keeps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.allowance.policy import Policy
from bot.allowance.reckoning import Standing, cycle, standing
from bot.allowance.spending import SPENDING, Spending, spending_entry, spendings_of
from bot.allowance.spent import Spend
from bot.allowance.telling import outside, spent_words, sums
from bot.errors import TooMuch
from bot.members.profile import Member, Said
from bot.messages import Choice, Message, Note
from bot.ports import Book

LEFT = Choice("What is left", "how much CME money do I have left?")
_LISTED = "Your spending"
_NONE = "You have told me of no spending yet. Say for example “I spent $300 on ACLS”."
_MOST_SHOWN = 6
_JUST_NOW = timedelta(minutes=15)


class Ledger:
    """Notes, lists and reckons spending. Raises StoreUnavailable."""

    def __init__(self, book: Book, new_id: Callable[[], str]) -> None:
        self._book = book
        self._new_id = new_id

    def standing(self, member: Member, policy: Policy, today: date) -> Standing:
        """How the allowance stands on a day."""
        return standing(policy, self._spendings(member), today)

    def note(self, said: Said, spends: Sequence[Spend], policy: Policy) -> Message:
        """Keep all of them, or none. Raises TooMuch."""
        currency = policy.currency or "USD"
        kept = self._kept(said, spends)
        today = said.now.date()
        rows = (
            *(("Spent", spent_words(spending, currency)) for spending in kept),
            *sums(self.standing(said.member, policy, today), policy),
        )
        remarks = dict.fromkeys(
            remark for spending in kept for remark in outside(spending, policy, today)
        )
        return Note("Noted as spent", rows, tuple(remarks), (*_removals(kept), LEFT))

    def has_just_noted(self, said: Said) -> bool:
        """Whether the member told of spending in the last minutes, to which more belongs."""
        entries = self._book.entries(said.member.tenant, said.member.id)
        since = said.now - _JUST_NOW
        return any(each.kind == SPENDING and since <= each.at <= said.now for each in entries)

    def listed(self, member: Member, policy: Policy, today: date) -> Message:
        """What was spent, the latest first, each with its removal."""
        spendings = sorted(self._spendings(member), key=lambda each: each.day, reverse=True)
        if not spendings:
            return Note(_LISTED, remarks=(_NONE,))
        currency, shown = policy.currency or "USD", spendings[:_MOST_SHOWN]
        first, last = cycle(policy, today)
        rows = tuple(
            (
                f"{number}. {each.what or 'not told for what'}",
                spent_words(replace(each, what=""), currency)
                + ("" if first <= each.day <= last else " (another allowance year)"),
            )
            for number, each in enumerate(shown, 1)
        )
        more = len(spendings) - len(shown)
        remarks = (f"And {more} more, further back.",) if more else ()
        sums_now = tuple(sums(self.standing(member, policy, today), policy))
        return Note(_LISTED, (*rows, *sums_now), remarks, _removals(shown))

    def _kept(self, said: Said, spends: Sequence[Spend]) -> list[Spending]:
        tenant, member = said.member.tenant, said.member.id
        kept: list[Spending] = []
        try:
            for spend in spends:
                spending = Spending(self._new_id(), spend.amount, spend.days, spend.what, spend.day)
                self._book.write(spending_entry(tenant, member, spending, said.now))
                kept.append(spending)
        except TooMuch:
            for spending in kept:
                self._book.strike(tenant, member, spending.id)
            raise
        return kept

    def _spendings(self, member: Member) -> tuple[Spending, ...]:
        return spendings_of(self._book.entries(member.tenant, member.id))


def _removals(spendings: Sequence[Spending]) -> tuple[Choice, ...]:
    """A button for each; its label says which where there are several."""
    if len(spendings) == 1:
        return (Choice("Remove", f"remove spending [{spendings[0].id}]"),)
    return tuple(
        Choice(f"Remove {number}", f"remove spending [{each.id}]")
        for number, each in enumerate(spendings, 1)
    )
