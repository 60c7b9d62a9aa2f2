"""What the coach asks back about deadlines, before anything is changed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.deadlines.deadline import Deadline
from bot.deadlines.naming import Coming
from bot.deadlines.several import NOTHING_YET
from bot.messages import Choice, Note
from bot.when.reading import Reason, Unclear, When, long_date

MOST_DAYS = 5
MOST_MEANT = 15

_UNCLEAR = {
    Reason.AMBIGUOUS: ("Which day do you mean?", "This can be read in more than one way."),
    Reason.PAST: ("This day has passed", "Did you mean another one? Then give me its date."),
    Reason.NO_SUCH_DAY: ("There is no such day", "Give me another date."),
    Reason.TOO_FAR: ("This is too far off", "I keep dates up to 30 years ahead. Give me another."),
    Reason.NO_DAY: ("Which day is it?", "Give me the day, for example “3 March” or “9/30/2027”."),
}


def which(meant: Sequence[Coming], says: Sequence[str], question: str) -> Note:
    """Which deadline is meant; each choice says it in words that fit that one only."""
    choices = (
        Choice(f"{each.deadline.title}, {long_date(each.day)}", words)
        for each, words in zip(meant[:MOST_MEANT], says, strict=False)
    )
    return Note(
        "Which one do you mean?" if len(meant) > 1 else "Do you mean this one?",
        remarks=(NOTHING_YET,),
        choices=tuple(choices),
        asks=True,
        question=question,
    )


def unclear(words: Unclear, says: Sequence[str], question: str) -> Note:
    """Why a day has to be asked back; `says` are the whole message anew for each day it may be."""
    title, remark = _UNCLEAR[words.reason]
    options = zip(words.options[:MOST_DAYS], says, strict=False)
    choices = (Choice(_day_label(when), whole) for when, whole in options)
    return Note(
        title,
        (("You said", words.phrase),),
        (remark,),
        tuple(choices),
        asks=True,
        question=question,
    )


def known_elsewhere(known: Coming, when: When, question: str, moves: str, adds: str) -> Note:
    """Whether a deadline of which another day is known has moved, or is one more."""
    return Note(
        f"You told me of one before: {known.deadline.title}",
        (("Known", long_date(known.day)), ("New", _day_label(when))),
        ("Has it moved, or are there two?", NOTHING_YET),
        (Choice("Move it", moves), Choice("Keep both", adds)),
        asks=True,
        question=question,
    )


def asked_day(title: str, question: str) -> Note:
    """On which day something is, where none was named."""
    return Note(
        f"When is it: {title}?",
        remarks=("Give me the day, for example “3 March” or “9/30/2027”.",),
        asks=True,
        question=question,
    )


def asked_until(deadline: Deadline, question: str) -> Note:
    """Until when a deadline is to be put off."""
    named = f"[{deadline.id}]"
    return Note(
        f"Until when shall I snooze it: {deadline.title}?",
        remarks=("Give me a day, a time or both, for example “Monday 9am”.",),
        choices=(
            Choice("Tomorrow", f"snooze {named} until tomorrow"),
            Choice("In a week", f"snooze {named} for a week"),
        ),
        asks=True,
        question=question,
    )


def _day_label(when: When) -> str:
    return f"{long_date(when.day)}, {when.at:%H:%M}" if when.at else long_date(when.day)
