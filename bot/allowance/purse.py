"""The part of the desk that keeps a member's CME allowance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.allowance.asking import draft
from bot.allowance.clarifying import asked_back, completed
from bot.allowance.ledger import LEFT, Ledger
from bot.allowance.moving import Move, which
from bot.allowance.policy import POLICY, Policy, from_json, known, to_json, together
from bot.allowance.reckoning import Standing, cycle
from bot.allowance.requests import (
    Affordable,
    AskHr,
    More,
    Request,
    Rest,
    Spendings,
    Spent,
    Strike,
    Tell,
    read_request,
)
from bot.allowance.spending import spendings_of
from bot.allowance.telling import last_days, remarks, sums, told
from bot.allowance.withdrawing import Withdraw
from bot.allowance.year import AllowanceYear
from bot.deadlines.deadline import HUB
from bot.deadlines.replies import declines
from bot.errors import TooMuch
from bot.members.profile import Member, Said
from bot.messages import Choice, Done, Message, Note
from bot.portfolio.entry import Entry
from bot.ports import Book, Deadlines
from bot.programs.advising import IN_CHAT, Advisor
from bot.programs.wanted import Understood, Wanted
from bot.when.saying import long_date
from knowledge.errors import HubError
from knowledge.facets import Facets
from knowledge.programs import Money
from knowledge.saying import money_words, people

_OWN = "own-policy"
_TITLE = "Your CME allowance"
_ASK = Choice("Ask HR", "ask HR")
_FITS = Choice("What fits", "what can I still afford?")
_NO_SUCH = "There is no such spending in your book, so nothing was removed."
_NO_RULE = Note(
    "Nothing was changed",
    remarks=(
        "You have told me no such rule of your allowance. Say “my CME allowance” to see all.",
    ),
)
_WRONG = (
    "Wrong? Say it again as it should be; the later word counts. “Forget my allowance” takes "
    "every rule back."
)
_SPENDING_STAYS = (
    "What you spent is still noted; say “what did I spend” to see it and to remove any of it."
)


class Purse:
    """Takes what members say of their allowance. Raises StoreUnavailable, and TooMuch with
    nothing written."""

    def __init__(
        self, book: Book, deadlines: Deadlines, advisor: Advisor, new_id: Callable[[], str]
    ) -> None:
        self._book = book
        self._ledger = Ledger(book, new_id)
        self._year = AllowanceYear(deadlines, new_id)
        self._advisor = advisor

    def take(self, said: Said) -> Message | None:
        """The answer; None when the message is about something else."""
        request = read_request(said.text, said.now)
        if request is not None:
            return self._answer(said, request)
        return self._replied(said) if said.before else None

    def policy(self, member: Member) -> Policy:
        """What is known of a member's policy: the organization's, their team's, and over both
        what they told."""
        team = " ".join(member.profile.team.split()).casefold()
        books = [(HUB, ""), *([(HUB, team)] if team else []), (member.tenant, member.id)]
        return together(policy for book in books for policy in self._policies(*book))

    def money_left(self, member: Member, today: date) -> Money | None:
        """What may be spent on a day, not less than nothing, and nothing while a waiting time
        lasts; None where the policy names no amount."""
        policy = self.policy(member)
        now = self._ledger.standing(member, policy, today)
        return None if now.left is None else _usable(now, policy)

    def finish_by(self, member: Member, today: date) -> date | None:
        """The last safe day to finish a course that this year's allowance pays; None where
        nothing is known of the policy."""
        policy = self.policy(member)
        return self._ledger.standing(member, policy, today).finish if policy else None

    def _answer(  # noqa: PLR0911 - one for each request
        self, said: Said, request: Request
    ) -> Message | None:
        policy = self.policy(said.member)
        if asked := self._asked_back(said, request, policy):
            return asked
        match request:
            case Tell():
                return self._tell(said, request)
            case Spent(spends):
                return self._ledger.note(said, spends, _in_currency(policy, request))
            case More(spends):
                going_on = self._ledger.has_just_noted(said)
                return self._answer(said, Spent(spends)) if going_on else None
            case Withdraw(fields, denied):
                gone = self._withdraw(said, fields)
                return gone or (_NO_RULE if denied else None)
            case Rest():
                return self._left(said.member, policy, said.now.date()) if policy else None
            case Move():
                return self._move(said, request, policy)
            case Strike(id):
                whose = (said.member.tenant, said.member.id)
                spent = {spending.id for spending in spendings_of(self._book.entries(*whose))}
                struck = id in spent and self._book.strike(*whose, id)
                return Done("Removed from your spending." if struck else _NO_SUCH)
        return self._shown(said, request, policy)

    def _move(self, said: Said, move: Move, policy: Policy) -> Message | None:
        """The question what is to move; None where no rule says when the year ends, or where it
        says this day."""
        _, last = cycle(policy, said.now.date())
        ends = self._year.ends(said.member, last) if policy.cycle_start else None
        return which(move, ends, last) if ends and move.day != last else None

    def _shown(self, said: Said, request: Request, policy: Policy) -> Message:
        today = said.now.date()
        match request:
            case Spendings():
                return self._ledger.listed(said.member, policy, today)
            case AskHr():
                return _to_hr(policy)
            case Affordable():
                return self._affordable(said, policy)
        return self._left(said.member, policy, today)

    def _asked_back(self, said: Said, request: Request, policy: Policy) -> Note | None:
        now = self._ledger.standing(said.member, policy, said.now.date())
        return asked_back(request, policy, now, said.text)

    def _replied(self, said: Said) -> Message | None:
        """The answer to a reply to what was asked back; None when it is none."""
        request = read_request(said.before, said.now)
        if request is None:
            return None
        policy = self.policy(said.member)
        asked = self._asked_back(replace(said, text=said.before), request, policy)
        if asked is None:
            return None
        if declines(said.text):
            return Note("Nothing was noted", remarks=("What I had noted before stands.",))
        whole = completed(request, asked, said.text, policy)
        return self.take(replace(said, text=whole, before="")) if whole else None

    def _policies(self, tenant: str, member: str) -> Iterator[Policy]:
        for entry in self._book.entries(tenant, member):
            if entry.kind == POLICY:
                try:
                    yield from_json(entry.fields)
                except ValueError:  # written by a later version; it stays for that one
                    continue

    def _left(self, member: Member, policy: Policy, today: date) -> Note:
        now = self._ledger.standing(member, policy, today)
        rows = (*sums(now, policy), *last_days(now, today))
        return Note(_TITLE, rows, tuple(remarks(now, policy)), (_FITS, _ASK))

    def _affordable(self, said: Said, policy: Policy) -> Message:
        member, today = said.member, said.now.date()
        now = self._ledger.standing(member, policy, today)
        if now.left is None or now.waits_until:
            return self._left(member, policy, today)
        if now.finish < today:
            note = self._left(member, policy, today)
            late = (
                f"The last safe day to finish a course for this year was {long_date(now.finish)}, "
                "so I looked for none. The next year begins on "
                f"{long_date(date.fromordinal(now.last.toordinal() + 1))}."
            )
            return replace(note, remarks=(late, *note.remarks), choices=(_ASK,))
        wanted = _fitting(said, now, _usable(now, policy))
        try:
            return self._advisor.find(said.text, wanted, today, IN_CHAT)
        except HubError:
            return Note(_TITLE, remarks=("The catalog cannot be read now; nothing was lost.",))

    def _tell(self, said: Said, tell: Tell) -> Message:
        if not tell.policy:
            return Note("Not noted yet", remarks=tell.doubts)
        member = said.member
        before = self._own(member)
        self._keep(said, together((before, tell.policy)))
        year: list[str] = []
        if tell.policy.cycle_start:
            try:
                year = [self._year.watch(said, self.policy(member))]
            except TooMuch:
                self._keep(said, before)
                raise
        rows = tuple(told(self.policy(member)))
        return Note(
            "Noted of your CME allowance", rows, (*tell.doubts, *year, _WRONG), (LEFT, _ASK)
        )

    def _withdraw(self, said: Said, fields: tuple[str, ...]) -> Message | None:
        """Forget rules that the member told; None when they told none of these."""
        stated = known(self._own(said.member))
        gone = {name: value for name, value in stated.items() if name in fields}
        if not gone:
            return None
        rest = {name: value for name, value in stated.items() if name not in fields}
        self._keep(said, Policy(**rest))
        dropped = "cycle_start" in gone and self._year.drop(said.member)
        year = ["I will no longer remind you of the end of that year."] if dropped else []
        rows = tuple(told(Policy(**gone)))
        return Note("Forgotten of your CME allowance", rows, (*year, _SPENDING_STAYS), (LEFT,))

    def _own(self, member: Member) -> Policy:
        """What the member told of it."""
        return together(self._policies(member.tenant, member.id))

    def _keep(self, said: Said, policy: Policy) -> None:
        """Put what the member told in the place of what they told before."""
        member = said.member
        if policy:
            self._book.write(
                Entry(member.tenant, member.id, _OWN, POLICY, to_json(policy), said.now)
            )
        else:
            self._book.strike(member.tenant, member.id, _OWN)


def _usable(now: Standing, policy: Policy) -> Money:
    left = now.left if now.left and not now.waits_until else Decimal()
    return Money(max(left, Decimal()), policy.currency or "USD")


def _in_currency(policy: Policy, spent: Spent) -> Policy:
    """The policy in the currency of the spending, where it names none of its own."""
    named = next((each.currency for each in spent.spends if each.currency), "")
    return policy if policy.currency else replace(policy, currency=named)


def _fitting(said: Said, now: Standing, left: Money) -> Wanted:
    """Programs that fit the money, the days and the year."""
    profession = (said.member.profile.profession,) if said.member.profile.profession else ()
    most = f"at most {money_words(left)} (your allowance)" if left.amount else "free"
    understood = [
        Understood("fee_most", most, said.text),
        Understood("ends_before", f"finished by {now.finish.isoformat()}", said.text),
    ]
    days = None if now.days_left is None else max(0, int(now.days_left))
    if days is not None:
        noun = "day" if days == 1 else "days"
        fits = f"at most {days} paid {noun}" if days else "without a paid day, as none is left"
        understood.append(Understood("days_most", fits, said.text))
    if profession:
        understood.append(Understood("professions", f"for {people(profession)}", said.text))
    facets = Facets(professions=profession, fee_most=left, ends_before=now.finish, days_most=days)
    return Wanted(facets=facets, understood=tuple(understood))


def _to_hr(policy: Policy) -> Note:
    remarks = (
        "Copy it and send it yourself; I send nothing to anybody. When the answer comes, tell me "
        "what it says, and “HR confirmed it in writing”.",
    )
    rows = (("Subject", "Questions on my continuing education allowance"), ("Text", draft(policy)))
    return Note("A message to HR", rows, remarks)
