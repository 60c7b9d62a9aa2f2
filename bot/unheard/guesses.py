"""What a message may have told, each as a whole sentence that a part of the desk understands.

A sentence is only offered where the part's own reader reads from it what is meant, so that no
choice leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.answering.vocabulary import STATES
from bot.deadlines import requests as agenda
from bot.deadlines.sentences import said_of
from bot.deadlines.wanted import Told
from bot.members import wishes, work
from bot.members.profile import Profile
from bot.members.reading import read_wish
from bot.messages import Choice
from bot.portfolio import requests as portfolio
from bot.programs.patterns import lazy, words
from bot.unheard.accounts import credit, days, money
from bot.unheard.figures import credits_in, days_in, sums_in
from bot.unheard.stretch import Stretch
from bot.unheard.telling import is_deed, is_kept, is_work, without_keeping
from bot.when.reading import When, long_date, read_when

MOST = 4
"""Choices that fit on a telephone."""

_NOBODY = Profile()
_APART = lazy(r"\s*(?:[;\n]|,(?! ?\d{3,4}\b)|(?<!\bdr)\.(?=\s|$)|\band\b|&|\+)\s*")
_I_AM = lazy(r"^(?:i am|i'm|im|i work)\b")
_AN = lazy(r"[aeio](?!ne|u)|(?:rn|np|lpn|lvn|md|slp|msn|rd)\b")
_DUE = words(r"due")
_OPENS = words(r"opens?|starts?")
_USE_BY = words(r"by|until|till|before|lose it|expires?|ends?|resets?")


def guesses(text: str, now: datetime) -> tuple[tuple[Choice, ...], ...]:
    """For each thing that a message tells the readings of it; at most four in all, () for none.
    `now` is aware and in the member's zone."""
    line = " ".join(text.split()).rstrip(" .!")
    if is_kept(line):
        return _few([tuple(_of_work(line))])
    things = [
        tuple(readings)
        for each in _stretches(line, now)
        for readings in (_of_stretch(each), _use_by(each))
    ]
    if not any(things) or _I_AM.match(line):
        things += [tuple(_of_member(line)), tuple(_of_shift(line))]
    if not any(things) and is_work(line):
        things.append(tuple(_of_work(line)))
    return _few(things)


def _few(things: list[tuple[Choice, ...]]) -> tuple[tuple[Choice, ...], ...]:
    """As many as there is room for, none twice."""
    left, seen, kept = MOST, set[str](), list[tuple[Choice, ...]]()
    for readings in things:
        fresh = tuple(choice for choice in readings if choice.says not in seen)[:left]
        left -= len(fresh)
        seen.update(choice.says for choice in fresh)
        kept += [fresh] if fresh else []
    return tuple(kept)


def _stretches(line: str, now: datetime) -> tuple[Stretch, ...]:
    """The stretches with a day or a figure of their own; the words between belong to the next."""
    held: list[str] = []
    loose = ""
    for piece in _APART.split(line):
        if held and Stretch(piece, now).lead and not sums_in(piece, now):
            held[-1] = f"{held[-1]} and {piece}"
        elif read_when(piece, now) or sums_in(piece, now) or credits_in(piece):
            held.append(f"{loose} {piece}".strip())
            loose = ""
        else:
            loose = f"{loose} {piece}".strip()
    if held and loose:
        held[-1] = f"{held[-1]} {loose}"
    return tuple(Stretch(each, now) for each in (held if len(held) > 1 else [line]))


def _of_stretch(told: Stretch) -> Iterator[Choice]:
    """What one stretch tells; a day beside credit or money is theirs."""
    sums, earned = sums_in(told.text, told.now), credits_in(told.text)
    if sums and told.when and _DUE.search(told.text) and not is_deed(told.text):
        yield from _on_days(told.thing(sums[0]), told)
    elif sums:
        yield from money(told, sums[0])
    elif earned:
        yield from credit(told, earned)
    elif taken := days_in(told.text):
        yield from days(told, taken)
    elif not is_work(told.text) and not is_deed(told.text):
        yield from _on_days(told.thing(), told)


def _use_by(told: Stretch) -> Iterator[Choice]:
    """The day by which money that is given must be used."""
    if sums_in(told.text, told.now) and _USE_BY.search(told.text) and not is_deed(told.text):
        yield from _on_days("CME money", told)


def _on_days(thing: str, told: Stretch) -> Iterator[Choice]:
    """Something on the day to come, or on each of the days that may be meant."""
    when = told.when
    if when is None or not thing:
        return
    for day in (when,) if isinstance(when, When) else when.options:
        for says in _sentences(thing, day, told):
            if _is_noted(says, day, told.now):
                yield Choice(f"{thing}: {_label(day)}", says)
                break


def _sentences(thing: str, when: When, told: Stretch) -> Iterator[str]:
    """The same in the words for a deadline and for a reminder, with the lead time if that can be
    understood."""
    day = said_of(when)
    head = thing.partition(" for ")[0]
    verb = "are" if head.endswith("s") and not head.lower().endswith(("ss", "ls")) else "is"
    for lead in (f", remind me {told.lead}", "") if told.lead else ("",):
        if not when.at and not _OPENS.search(told.text):
            yield f"my {thing} {verb} due on {day}{lead}"
        yield f"remind me on {day} of {thing}{lead}"
        yield f"remind me of {thing} on {day}{lead}"


def _is_noted(says: str, when: When, now: datetime) -> bool:
    """Whether the agenda reads this very day and time."""
    try:
        read = agenda.read_request(says, now)
    except ValueError:  # a ladder that is too long
        return False
    told = read.when if isinstance(read, Told) else None
    return isinstance(told, When) and (told.day, told.at) == (when.day, when.at)


def _label(when: When) -> str:
    return f"{long_date(when.day)}{f', {when.at:%H:%M}' if when.at else ''}"


def _of_member(line: str) -> Iterator[Choice]:
    """Who somebody is and where, in the sentence that is always understood."""
    named = next((each for each in work.who(line)[0] if "profession" in each.changes), None)
    if named is None:
        return
    codes = [code for each in work.states(line, _NOBODY) for code in each.changes["states"]]
    place = f" in {STATES[codes[0]]}" if codes else ""
    for words_said in (line[named.start : named.end], named.changes["profession"]):
        article = "an" if _AN.match(words_said) else "a"
        says = f"I am {article} {words_said}{place}"
        read = read_wish(says, _NOBODY)
        if isinstance(read, wishes.Told) and "profession" in read.changes:
            yield Choice(says, says)
            return


def _of_shift(line: str) -> Iterator[Choice]:
    """When somebody works."""
    for each in work.shift(line):
        says = f"I work {each.changes['shift']}"
        if isinstance(read_wish(says, _NOBODY), wishes.Told):
            yield Choice(says, says)


def _of_work(line: str) -> Iterator[Choice]:
    """Work that was done, for the review packet."""
    says = f"my result: {without_keeping(line)}"
    if isinstance(portfolio.read_request(says), portfolio.State):
        yield Choice("For my review packet", says)
