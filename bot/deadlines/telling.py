"""What the coach answers about deadlines: each shown with weekday, date and zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.deadlines.commands import EARLY
from bot.deadlines.deadline import Deadline, Kind, Repeats, Scope, Unit, Watched
from bot.deadlines.ladders import ladder_of
from bot.deadlines.naming import Coming
from bot.deadlines.zones import elsewhere
from bot.members.profile import Said
from bot.messages import Choice, Note
from bot.nudges.planning import next_stage
from bot.nudges.rungs import zone_of
from bot.nudges.steps import AFTER_REVIEW, because
from bot.when.saying import clocks_change, long_date, said_when
from bot.when.wall import wall_of

MOST_SHOWN = 15
"""Deadlines in one list; more are counted."""

LIST = "what's coming up"
"""Words that show the list."""

_EXAMPLES = (
    "“my review is on 3 March”",
    "“my license expires end of September every two years”",
    "“remind me next Friday at 9am to call HR”",
)
_HOW_TO_TELL = f"Tell me one, for example: {', '.join(_EXAMPLES[:2])} or {_EXAMPLES[2]}."
_UNITS = {Unit.DAYS: "day", Unit.WEEKS: "week", Unit.MONTHS: "month", Unit.YEARS: "year"}


def noted(watched: Watched, day: date, said: Said, title: str) -> Note:
    """A deadline as it is kept now, so that what was misread is seen at once."""
    deadline = watched.deadline
    repeats = [("Repeats", repeats_words(deadline.repeats))] if deadline.repeats else []
    named = f"[{deadline.id}]"
    change = [Choice("Change the day", f"change {named}"), Choice("Delete", f"delete {named}")]
    return Note(
        f"{title}: {deadline.title}",
        (
            ("When", _when(deadline, day, said)),
            ("Nudges", f"{ladder_words(deadline)}; {_next(watched, said)}"),
            *repeats,
        ),
        _clock(deadline, day, said),
        choices=tuple(change) if deadline.scope is Scope.MEMBER else (),
    )


def listed(shown: Sequence[Coming], put_away: int, said: Said) -> Note:
    """What is coming up, with its numbers; how many are done or declined is counted."""
    away = [f"Not shown, because they are done or not for you: {put_away}."] if put_away else []
    if not shown:
        return Note("Nothing is coming up", remarks=(_HOW_TO_TELL, *away))
    more = len(shown) - MOST_SHOWN
    rest = [f"And {more} more, further off."] if more > 0 else []
    return Note(
        "What's coming up",
        tuple(_row(number, each, said) for number, each in enumerate(shown[:MOST_SHOWN], 1)),
        (
            *rest,
            *away,
            *elsewhere(shown[:MOST_SHOWN], said),
            "Say “done 1”, “move 1 to April 5”, “snooze 1 until Monday” or “delete 1”.",
        ),
    )


def one(shown: Sequence[Coming], meant: Sequence[Coming], said: Said) -> Note:
    """Those of the list that were asked about, with their numbers there."""
    rows = tuple(_row(shown.index(each) + 1, each, said) for each in meant[:MOST_SHOWN])
    return Note("Coming up", rows)


def done(watched: Watched, following: date | None, said: Said) -> Note:
    """That a deadline is done, and what comes after it."""
    deadline = watched.deadline
    rows = (("Next", row_of(watched, following, said)),) if following else ()
    remarks = (AFTER_REVIEW,) if deadline.kind is Kind.REVIEW else ()
    if not rows and not remarks:
        remarks = ("I will not nudge you about it again.",)
    return Note(f"Done: {deadline.title}", rows, remarks)


def done_before(coming: Coming, said: Said) -> Note:
    """That the last occurrence was done already, and the next one is left as it is."""
    return Note(
        f"Done before: {coming.deadline.title}",
        (("Next", row_of(coming.watched, coming.day, said)),),
        choices=(Choice("That one is done too", f"done [{coming.deadline.id}]{EARLY}"),),
    )


def declined(deadline: Deadline) -> Note:
    """That no more is said of a deadline."""
    own = f" To remove it, say “delete [{deadline.id}]”." if deadline.scope is Scope.MEMBER else ""
    remark = f"I will not nudge you about it again.{own}"
    return Note(f"Not for you: {deadline.title}", remarks=(remark,))


def away_already(deadline: Deadline) -> Note:
    """That a deadline is done or declined, so that nothing more is done with it."""
    return unchanged(f"“{deadline.title}” is done or not for you already.")


def nothing_to_undo() -> Note:
    """That nothing is done or declined which could be taken back."""
    return unchanged(
        "Nothing of that is done or not for you. Press “Undo” under what I noted, moved or "
        "deleted, or tell me the deadline again."
    )


def settled() -> Note:
    """That a reply comes too late: what was asked about is no question any more."""
    return unchanged(
        f"Your deadlines have changed since I asked. Say “{LIST}”, then for example “done 1”."
    )


def torn(note: Note, reply: str) -> Note:
    """The question again, because a reply is the place of one answer and the day of another."""
    both = f"“{reply}” can be one of these by its place, or another by its day. Name the month too."
    return replace(note, remarks=(*note.remarks, both))


def deleted(deadline: Deadline) -> Note:
    """That a deadline is gone."""
    return Note(f"Deleted: {deadline.title}", remarks=("Nothing is left of it, nudges included.",))


def not_yours(deadline: Deadline) -> Note:
    """That what the hub set can be declined but not changed."""
    named = f"[{deadline.id}]"
    return Note(
        f"Not changed: {deadline.title}",
        remarks=(
            "Your education office set this one, so I cannot change or delete it. You can snooze "
            "it, or say that it is not for you.",
        ),
        choices=(
            Choice("Not for me", f"not for me {named}"),
            Choice("Snooze a week", f"snooze {named} for a week"),
        ),
    )


def unchanged(why: str) -> Note:
    """That nothing was done, and why."""
    return Note("Nothing was changed", remarks=(why,))


def one_by_one() -> Note:
    """That deadlines are deleted singly, and how everything is."""
    return unchanged(
        f"I delete one at a time: say “{LIST}”, then for example “delete 1”. To have me forget "
        "all that I hold about you, say “forget me”."
    )


def none_called(name: str) -> Note:
    """That no deadline has this name or number."""
    called = f"I know no deadline “{name}”." if name else "I know no deadline of yours."
    remark = f"{called} Say “{LIST}” to see what I know. {_HOW_TO_TELL}"
    return Note("Nothing was changed", remarks=(remark,))


def program_dates(title: str, kept: Sequence[Watched], known: int, said: Said) -> Note:
    """The dates of a program that are kept now; `known` counts those that were before."""
    rows = tuple((each.deadline.title, row_of(each, each.deadline.day, said)) for each in kept)
    if rows:
        before = [f"{known} more I knew already."] if known else []
        return Note(
            f"Noted: the dates of {title}",
            rows,
            (*before, f"Check them on the program's own page. Say “{LIST}” to see all of yours."),
        )
    if known:
        return unchanged(f"I knew every date of “{title}” that is still to come.")
    return unchanged(
        f"The catalog states no date of “{title}” that is still to come. When you know one, tell "
        "me, for example “registration closes on 5 May”."
    )


def row_of(watched: Watched, day: date, said: Said) -> str:
    """A deadline in one line: its day, and when the next nudge comes."""
    return f"{_when(watched.deadline, day, said)}; {_next(watched, said)}"


def repeats_words(repeats: Repeats) -> str:
    """How often: "every 2 years"."""
    unit = _UNITS[repeats.unit]
    return f"every {unit}" if repeats.every == 1 else f"every {repeats.every} {unit}s"


def ladder_words(deadline: Deadline) -> str:
    """When the nudges of a deadline come, in days: "60, 30 and 14 days before"."""
    ladder = ladder_of(deadline)
    before = [str(days) for days in ladder if days > 0]
    unit = "day" if before[-1:] == ["1"] else "days"
    parts = [f"{_and(before)} {unit} before"] if before else []
    if 0 in ladder:
        parts.append("at that time" if deadline.at else "on the day")
    if min(ladder) < 0:
        parts.append("the day after")
    return _and(parts)


def _and(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def _row(number: int, each: Coming, said: Said) -> tuple[str, str]:
    why = because(each.deadline)
    return f"{number}. {each.deadline.title}", f"{row_of(each.watched, each.day, said)}. {why}"


def _when(deadline: Deadline, day: date, said: Said) -> str:
    return said_when(day, deadline.at, zone_of(deadline, said.member), said.now)


def _clock(deadline: Deadline, day: date, said: Said) -> tuple[str, ...]:
    """What a change of clocks makes of its time, where it makes anything of it."""
    if deadline.at is None:
        return ()
    changed = clocks_change(day, deadline.at, zone_of(deadline, said.member))
    return (changed,) if changed else ()


def _next(watched: Watched, said: Said) -> str:
    """When the next nudge comes, on the member's wall; the zone only where the day is another's."""
    stage = next_stage(watched, said.member, said.now)
    if stage is None:
        return "no nudge is left to come"
    wall = wall_of(stage.at, said.member.zone)
    moment = f"{long_date(wall.day)}, {wall.at:%H:%M}"
    apart = watched.deadline.zone not in {"", wall.zone}
    return f"next nudge {moment}{f' ({wall.zone})' if apart else ''}"
