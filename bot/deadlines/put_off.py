"""What the coach answers to a snooze: when the nudge really comes, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.deadlines.deadline import Watched
from bot.deadlines.naming import Coming
from bot.deadlines.occurrences import first_from
from bot.deadlines.telling import ladder_words
from bot.members.profile import Said
from bot.messages import Choice, Note
from bot.nudges.hours import is_quiet
from bot.nudges.planning import next_stage, passed_over
from bot.when.saying import clocks_change, long_date, said_when
from bot.when.wall import Wall, wall_of


def snoozed(coming: Coming, until: Wall, said: Said) -> Note:
    """That a deadline, as it stood before, is put off: to when, and what that passes over."""
    watch = replace(coming.watched.watch, snoozed=until, round=coming.watched.watch.round + 1)
    title, id = coming.deadline.title, coming.deadline.id
    stage = next_stage(replace(coming.watched, watch=watch), said.member, said.now)
    if stage is None:
        comes = "no nudge is left to come"
    else:
        wall = wall_of(stage.at, said.member.zone)
        comes = said_when(wall.day, wall.at, wall.zone, said.now)
    return Note(
        f"Snoozed: {title}",
        (("Next nudge", comes),),
        tuple(_remarks(coming, until, said)),
        (Choice("Done", f"done [{id}]"),),
    )


def _remarks(coming: Coming, until: Wall, said: Said) -> Iterator[str]:
    if until.day > coming.day:
        yield f"That is after the day itself, {long_date(coming.day)}{_again(coming, until)}."
    if twisted := clocks_change(until.day, until.at, until.zone):
        yield twisted
    if is_quiet(said.member, until.moment()):
        yield f"{until.at:%H:%M} is in your quiet hours; I write when they end."
    if left_out := passed_over(coming.watched, said.member, said.now, until.moment()):
        yield f"Until then I leave out what would have come {_days(coming.watched, left_out)}."


def _again(coming: Coming, until: Wall) -> str:
    """That what repeats comes more than once before a snooze ends; "" where it does not."""
    following = first_from(coming.deadline, coming.day + timedelta(days=1), None)
    if following is None or following >= until.day:
        return ""
    return ", and what comes again before then is left out too"


def _days(watched: Watched, left_out: tuple[int, ...]) -> str:
    return ladder_words(replace(watched.deadline, ladder=left_out, at=None))
