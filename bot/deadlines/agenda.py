"""The agenda: what members say about their deadlines, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.deadlines import telling
from bot.deadlines.acting import Acts
from bot.deadlines.clauses import Clause, Heard, read_all
from bot.deadlines.looking import Untouched
from bot.deadlines.replies import completed, declines, is_pick, is_torn, picked
from bot.deadlines.requests import read_request
from bot.deadlines.several import together
from bot.deadlines.wanted import Snooze
from bot.errors import TooMuch, Unkept
from bot.members.profile import Said
from bot.messages import Message, Note
from bot.ports import Catalog, Deadlines, Shortlist


class Agenda:
    """Notes, lists and changes the deadlines of members. Its method raises StoreUnavailable and
    TooMuch, and HubError where the dates of a program are asked for."""

    def __init__(
        self,
        deadlines: Deadlines,
        catalog: Catalog,
        shortlist: Shortlist,
        new_id: Callable[[], str],
    ) -> None:
        self._acts = Acts(deadlines, catalog, shortlist, new_id)
        self._looks = Acts(Untouched(deadlines), catalog, shortlist, lambda: "")

    def take(self, said: Said) -> Message | None:
        """The answer to a message about the member's deadlines; None for any other."""
        try:
            heard = read_all(said.text, said.now)
            if said.before and not _is_complete(heard):
                replied = self._replied(said)
                if replied is not None:
                    return replied
            return self._done(heard, said)
        except Unkept as refused:
            return telling.unchanged(str(refused))

    def _done(self, heard: Heard, said: Said) -> Message | None:
        """What comes of every request of a message; None when it holds none."""
        clauses = self._acts.pinned(heard.clauses, said) if heard.clauses else ()
        if len(clauses) == 1 and not heard.left:
            return self._acts.do(clauses[0], said)
        notes: list[Note] = []
        left = [heard.left] if heard.left else []
        for clause in clauses:
            note = self._one_of(clause, said, notes)
            if isinstance(note, Note):
                notes.append(note)
            else:
                left.append(clause.text)
        return together(notes, left) if notes else None

    def _one_of(self, clause: Clause, said: Said, notes: list[Note]) -> Message | None:
        """What comes of one request; None too when it cannot be kept, while others were."""
        try:
            return self._acts.do(clause, said)
        except (TooMuch, Unkept):
            if not notes:
                raise
            return None

    def _replied(self, said: Said) -> Message | None:
        """The answer to a reply to what the coach asked back; None when it is none. What was asked
        about is looked at anew, and carried out by what the reply makes of it alone."""
        request = read_request(said.before, said.now)
        if request is None:
            return None
        if declines(said.text):
            return telling.unchanged("What I had noted before stands.")
        asked = replace(said, text=said.before, before="")
        note = self._looks.do(Clause(said.before, request), asked)
        if not (isinstance(note, Note) and note.asks):
            return telling.settled() if is_pick(said.text) else None
        if is_torn(said.text, note.choices):
            return telling.torn(note, said.text)
        choice = picked(said.text, note.choices)
        whole = choice.says if choice else completed(said.before, request, said.text, said.now)
        return self.take(replace(asked, text=whole)) if whole else None


def _is_complete(heard: Heard) -> bool:
    """Whether a message is a request of its own; a mere time may be a reply."""
    return any(not isinstance(each.request, Snooze) for each in heard.clauses)
