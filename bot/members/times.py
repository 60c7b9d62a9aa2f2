"""When a member wants to hear from the coach, read from words: hours, quiet hours, days off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from bot.members.pieces import Piece
from bot.members.profile import Profile, Quiet
from bot.messages import Choice
from bot.nudges.hours import quiet_of
from bot.programs.patterns import lazy

_CLOCK = r"(?:\d{1,2}(?::\d\d)?(?: ?(?:[ap]\.?m\b\.?|[ap]\b|h\b|o'?clock\b))?|noon|midnight)"
_NEVER = r"(?:don'?t|do not|never|please no|no)"
_SENDS = r"(?:message|contact|nudge|ping|text|disturb|bother|write(?: to)?)"
_NOTES = r"(?:reminders?|nudges?|messages?|notes?)"
_NO_NOTES = rf"{_NEVER} (?:{_SENDS} me|send (?:me )?(?:any )?{_NOTES}|{_NOTES})"
_TO = r"(?:-|to|until|till|through|and)"
_QUIET = lazy(
    rf"(?:(?:(?:set|make|change|put) )?(?:my )?quiet (?:hours?|times?)(?: to| are| is| from| "
    rf"between|:)*|{_NO_NOTES}(?: from| between)|i(?:'m|m)? (?:sleep|asleep)(?: from| between)?) "
    rf"(?P<start>{_CLOCK}) ?{_TO} ?(?P<end>{_CLOCK})"
)
_NO_QUIET = lazy(
    r"(?:i (?:want|need|have) )?(?:no|turn off|switch off)(?: my)? quiet hours|quiet hours off"
)
_EDGE = lazy(
    rf"(?:{_NO_NOTES}|i(?:'m|m)? (?:sleep|asleep)) (?P<side>before|after|until|til|till|past) "
    rf"(?P<at>{_CLOCK})"
)
_HOUR = lazy(
    rf"(?<!n't )(?<!not )(?<!dont )(?<!never )(?<!no )"
    rf"(?:{_SENDS} me|send (?:me )?(?:my |the )?{_NOTES}|(?:i(?:'d| would)? (?:want|like|prefer) |"
    rf"(?<!\w))(?:my |the ){_NOTES}(?: should| to)?(?: come| arrive| be sent| be)?)(?: daily| "
    rf"every day| always)? (?:at|around|by|after|from) (?P<at>{_CLOCK})(?!\w)"
)
_DAY = (
    r"(?:every )?(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|"
    r"fri(?:day)?|sat(?:urday)?|sun(?:day)?|weekend)s?"
)
_DAYS = rf"(?P<days>{_DAY}\b(?:(?:,? and | or |, ?| ){_DAY}\b)*)"
_OFF = lazy(
    rf"(?:(?P<one>i(?:'m| am|m)(?: always)? off)(?: on)?|my (?:regular |usual )?days? off(?: are| "
    rf"is|:)|i (?:don'?t|do not|never) work(?: on)?|{_NO_NOTES} on) {_DAYS}"
)
_HAVE_OFF = lazy(rf"i (?:have|take|get) {_DAYS} off")
_WHAT = r"(?:ones?|things?|stuff|matters?|deadlines?|reminders?|nudges?|messages?)"
_ANY = r"(?:at )?(?:any ?time|any hour|night)|(?:in|during) (?:my )?quiet hours"
_WAKE = lazy(
    rf"(?P<no>{_NEVER} )?(?:(?:you (?:may|can)|feel free to|please|do) )?(?:wake|message|nudge|"
    rf"reach|contact|ping) me(?: up)?(?: (?:{_ANY}))? (?:only )?(?:for|if (?:it'?s|it is|something "
    rf"is))(?: the| anything| something| really)* urgent(?: {_WHAT})?"
)
_URGENT = lazy(
    rf"urgent {_WHAT} (?:(?P<no>(?:can|may|should) wait(?: (?:until|till|for) (?:the )?(?:morning|"
    rf"quiet hours(?: (?:to end|are over))?))?)|(?:may|can|should)(?: also)? (?:come|reach me|wake "
    rf"me|be sent)(?: (?:{_ANY}))?)"
)
_HINTS = (
    "quiet",
    "sleep",
    "message",
    "nudge",
    "off",
    "urgent",
    "contact",
    "ping",
    "reminder",
    "work",
    "me ",
)
_SHORT_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_QUIET_LEAD = "quiet hours"
_NOON, _DAY_LONG = 12, 24 * 60


def read(text: str, profile: Profile) -> list[Piece]:
    """What a message says of when to be reached; `profile` is what is known so far."""
    low = text.casefold()
    if not any(hint in low for hint in _HINTS):
        return []
    return [*_quiet(text, profile), *_urgent(text), *_days_off(text), *_hour(text)]


def at_words(at: time) -> str:
    """A time of day as a member reads it: "6 pm", "7:30 am", "noon"."""
    if at == time(12):
        return "noon"
    if at == time(0):
        return "midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{(at.hour - 1) % 12 + 1}{minutes} {'am' if at.hour < _NOON else 'pm'}"


def _quiet(text: str, profile: Profile) -> Iterator[Piece]:
    for match in _QUIET.finditer(text):
        yield _span(match)
    for match in _NO_QUIET.finditer(text):
        yield Piece(*match.span(), {"quiet": Quiet(time(0), time(0))})
    for match in _EDGE.finditer(text):
        before, usual = match["side"] in {"before", "until", "til", "till"}, quiet_of(profile)
        if at := _likely(match["at"], morning=before):
            quiet = Quiet(usual.start, at) if before else Quiet(at, usual.end)
            yield Piece(*match.span(), {"quiet": quiet})


def _span(match: re.Match[str]) -> Piece:
    """Quiet hours from one time to another; where both may be of either half of the day, asked."""
    pairs = [(a, b) for a in _times(match["start"]) for b in _times(match["end"])]
    if not pairs:
        return Piece(*match.span(), ask="I could not read these times.", lead=_QUIET_LEAD)
    least = min(_minutes(a, b) for a, b in pairs)
    best = [pair for pair in pairs if _minutes(*pair) == least]
    if len(best) == 1:
        return Piece(*match.span(), {"quiet": Quiet(*best[0])})
    choices = tuple(
        Choice(f"{at_words(a)} to {at_words(b)}", f"quiet hours {a:%H:%M} to {b:%H:%M}")
        for a, b in reversed(best)
    )
    return Piece(
        *match.span(), ask="Which hours should be quiet?", choices=choices, lead=_QUIET_LEAD
    )


def _hour(text: str) -> Iterator[Piece]:
    for match in _HOUR.finditer(text):
        at = _times(match["at"])
        if len(at) == 1:
            yield Piece(*match.span(), {"hour": at[0]})
        elif at:
            choices = tuple(Choice(at_words(each), f"message me at {each:%H:%M}") for each in at)
            yield Piece(
                *match.span(), ask="Morning or evening?", choices=choices, lead="message me at"
            )


def _days_off(text: str) -> Iterator[Piece]:
    for match in (*_OFF.finditer(text), *_HAVE_OFF.finditer(text)):
        named = re.findall(r"[a-z]+", match["days"].casefold())
        days = sorted({day for word in named for day in _weekdays(word)})
        if match.groupdict().get("one") and not ("every" in named or _all_plural(named)):
            every = " and ".join(f"{WEEKDAYS[day]}s" for day in days)
            ask = f"Are you off on {every} every week?"
            yield Piece(*match.span(), ask=ask, choices=(Choice("Yes", f"I'm off on {every}"),))
        else:
            yield Piece(*match.span(), {"days_off": tuple(days)})


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _weekdays(word: str) -> tuple[int, ...]:
    if word.startswith("weekend"):
        return (5, 6)
    return tuple(number for number, day in enumerate(_SHORT_DAYS) if word.startswith(day))


def _all_plural(named: list[str]) -> bool:
    days = [word for word in named if _weekdays(word)]
    return all(word.endswith("s") and word not in {"tues", "thurs"} for word in days)


def _urgent(text: str) -> Iterator[Piece]:
    for match in (*_WAKE.finditer(text), *_URGENT.finditer(text)):
        yield Piece(*match.span(), {"urgent_anytime": not match["no"]})


def _times(words: str) -> tuple[time, ...]:
    """The times of day that words may mean: none, one, or one in each half of the day."""
    plain = words.casefold().replace(".", "").replace(" ", "")
    if plain in {"noon", "midnight"}:
        return (time(12 if plain == "noon" else 0),)
    found = re.match(r"(\d{1,2})(?::(\d\d))?(.*)", plain)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if not found or hour >= 24 or minute >= 60:  # noqa: PLR2004 - hours and minutes of a clock
        return ()
    if found[3][:1] in {"a", "p"}:
        half = 0 if found[3][0] == "a" else _NOON
        return (time(hour % _NOON + half, minute),) if 1 <= hour <= _NOON else ()
    exact = hour > _NOON or hour == 0 or found[3] == "h" or found[1].startswith("0")
    if exact:
        return (time(hour, minute),)
    return time(hour % _NOON, minute), time(hour % _NOON + _NOON, minute)


def _likely(words: str, *, morning: bool) -> time | None:
    """The one time that words mean as an edge of the night: until morning, or from the evening."""
    at = _times(words)
    return (at[0] if morning else at[-1]) if at else None


def _minutes(start: time, end: time) -> int:
    """How long it is from one time to the next one of the other, at most a day."""
    return (end.hour * 60 + end.minute - start.hour * 60 - start.minute) % _DAY_LONG or _DAY_LONG
