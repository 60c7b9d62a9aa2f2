"""The few lines of an iCalendar file that a deadline is made of: bounded, before it is parsed.

What is not read is never parsed: descriptions, people, attachments, and the file's own time zones,
whose rules a few lines could make endless.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.errors import CoachError
from knowledge.articles import UnreadableArticle
from knowledge.readers.decoding import decode

LARGEST = 2_000_000
"""Bytes of a file."""

MOST_EVENTS = 2_000
"""Events of a file that are looked at."""

LONGEST_LINE = 2_000
"""Characters of a line that is read."""

MOST_LINES = 500
"""Lines of an event; of one with more, only the title is read."""

_DEEPEST = 8
_WANTED = frozenset(
    "UID SUMMARY DTSTART RRULE RDATE SEQUENCE STATUS RECURRENCE-ID TRIGGER ACTION".split()
)
_READ_IN = {"VCALENDAR": frozenset({"METHOD"}), "VEVENT": _WANTED, "VALARM": _WANTED}
_FOLD = re.compile(r"\n[ \t]")
_NAME = re.compile(r"[A-Za-z0-9-]{1,40}")


class UnreadableCalendar(CoachError):
    """A file is no calendar that can be read. Its text is for whoever brought it."""


def events_in(content: bytes) -> Iterator[str]:
    """The first so many events of a file, each as its wanted lines, and METHOD before them where
    it is stated; then one empty text for each event beyond. Raises UnreadableCalendar."""
    if len(content) > LARGEST:
        raise UnreadableCalendar(f"the file is larger than {LARGEST // 1_000_000} MB")
    stack: list[str] = []
    event: list[str] = []
    method, count = "", 0
    for line in _unfolded(content):
        name, value = _named(line)
        if name == "BEGIN":
            stack.append(value)
            if len(stack) > _DEEPEST:
                raise UnreadableCalendar("the file is nested too deeply")
        elif not stack:
            raise UnreadableCalendar("the file is no calendar (.ics)")
        if stack == ["VCALENDAR"] and name == "METHOD":
            method = line
        if stack[1:2] == ["VEVENT"] and _is_wanted(name, stack) and len(line) <= LONGEST_LINE:
            event.append(line)
        if name == "END":
            if stack.pop() != value:
                raise UnreadableCalendar("the file is damaged: its parts do not fit together")
            if value == "VEVENT" and len(stack) == 1:
                count += 1
                yield _text(method, event) if count <= MOST_EVENTS else ""
                event = []
    if stack:
        raise UnreadableCalendar("the file is cut off; export it once more")


def _text(method: str, event: list[str]) -> str:
    """The lines of an event; of one with too many, nothing that makes a deadline."""
    if len(event) > MOST_LINES:
        titles = [line for line in event[:MOST_LINES] if line.upper().startswith("SUMMARY")]
        event = ["BEGIN:VEVENT", *titles[:1], "END:VEVENT"]
    return "\r\n".join([method, *event])


def _unfolded(content: bytes) -> Iterator[str]:
    try:
        text, _ = decode(content)
    except UnreadableArticle as error:
        raise UnreadableCalendar("the file is no text") from error
    lines = (line.strip() for line in _FOLD.sub("", text).split("\n"))
    first = next(filter(None, lines), "")
    if first.upper() != "BEGIN:VCALENDAR":
        raise UnreadableCalendar("the file is no calendar (.ics)")
    yield first
    yield from filter(None, lines)


def _named(line: str) -> tuple[str, str]:
    """The name of a line's property, and the value behind it where that is a component."""
    found = _NAME.match(line)
    name = found[0].upper() if found else ""
    value = line.partition(":")[2][:LONGEST_LINE] if name in {"BEGIN", "END"} else ""
    return name, value.strip().upper()


def _is_wanted(name: str, stack: list[str]) -> bool:
    """Whether a line is of an event or of an alarm right in it, and wanted there."""
    inside = stack[1:] in (["VEVENT"], ["VEVENT", "VALARM"])
    return inside and (name in {"BEGIN", "END"} or name in _READ_IN[stack[-1]])
