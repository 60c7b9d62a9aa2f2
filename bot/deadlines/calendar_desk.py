"""The part of the desk that gives members the private address of their calendar."""

from __future__ import annotations

from collections.abc import Callable

from bot.members.profile import Member, Said
from bot.messages import Choice, Done, Message, Note
from bot.ports import Calendars
from bot.programs.patterns import lazy

PATH = "/calendar"
"""Below the public address of the coach; the secret and ".ics" follow."""

NEW, OFF = "new calendar address", "turn off my calendar"

_LONGEST = 120
_CALENDAR = r"(?:calendar|ics|ical|webcal|outlook|google calendar|apple calendar)"
_LINK = rf"(?:{_CALENDAR} (?:address|link|url|feed|subscription)|{_CALENDAR})"
_NAMED = rf"(?:(?:my|the|a|that|this) )*(?:private )?{_LINK}"
_ADDRESS = rf"(?:(?:my|the|a) )?(?:private )?{_CALENDAR} (?:address|link|url|feed|subscription)"
_PLEASE = r"(?:please |can you |could you |would you )*"
_END = r"(?: please| again| now)?[\s.!?]*$"
_ALL = (
    r"(?:(?:all )?(?:of )?(?:my |the )?(?:deadlines|reminders|due dates|dates|agenda)|everything|"
    r"them all)"
)

_NEW = lazy(
    rf"^{_PLEASE}(?:(?:give me |make (?:me )?|i (?:want|need) )?(?:a |another )*new {_LINK}|"
    rf"(?:change|reset|renew|replace|rotate) {_ADDRESS}){_END}"
)
_OFF = lazy(
    rf"^{_PLEASE}(?:(?:turn|switch) off {_NAMED}|(?:turn|switch) {_NAMED} off|"
    rf"(?:remove|delete|revoke|cancel|disable|stop|end) {_ADDRESS}|"
    rf"stop sharing {_NAMED}){_END}"
)
_SHOW = lazy(
    rf"^{_PLEASE}(?:(?:what(?:'s| is)|where(?:'s| is)|show(?: me)?|give me|send me|get(?: me)?|"
    rf"i (?:want|need)|do i have|make(?: me)?|create) )?{_ADDRESS}{_END}"
)
_PUT = lazy(
    rf"^{_PLEASE}(?:how (?:do|can) i )?(?:put|add|send|export|sync|get|see|show|have|subscribe to) "
    rf"{_ALL} (?:in|into|to|on|with) (?:my |the )?{_CALENDAR}(?: calendar)?{_END}"
)

_PRIVATE = (
    "Whoever has this address sees the titles and dates of your deadlines, and nothing else. Keep "
    f"it to yourself. “{NEW}” makes the old one useless, “{OFF}” ends it."
)
_SLOW = (
    "Calendar programs ask for news every few hours, Google once a day or so. My own reminders "
    "still come on time."
)
_NOT_SET = (
    "Whoever runs me has not told me the address at which I am reached from outside (the setting "
    "COACH_PUBLIC_URL), so I can give you none for your calendar.",
    "They can give you your deadlines as a calendar file: `coach deadlines --ics`. Your reminders "
    "come as always.",
)


class CalendarDesk:
    """Takes what members say of their calendar's address. `public_url` is where the coach is
    reached, without a slash at its end, "" where nobody has set it; `new_secret` makes a text that
    can stand in an address and that nobody guesses."""

    def __init__(
        self, calendars: Calendars, public_url: str, new_secret: Callable[[], str]
    ) -> None:
        self._calendars = calendars
        self._public_url = public_url
        self._new_secret = new_secret

    def take(self, said: Said) -> Message | None:
        """The answer; None when the message is about something else. Raises StoreUnavailable."""
        text = " ".join(said.text.replace("’", "'").split())
        if len(text) > _LONGEST:
            return None
        if _OFF.match(text):
            return self._turned_off(said.member)
        if _NEW.match(text):
            return self._address(said.member, new=True)
        if _SHOW.match(text) or _PUT.match(text):
            return self._address(said.member, new=False)
        return None

    def _address(self, member: Member, *, new: bool) -> Message:
        if not self._public_url:
            return Note("No calendar address yet", remarks=_NOT_SET)
        secret = member.calendar
        if new or not secret:
            secret = self._new_secret()
            self._calendars.set_calendar(member.tenant, member.id, secret)
        replaced = ("The old address no longer works.",) if new and member.calendar else ()
        return _told(f"{self._public_url}{PATH}/{secret}.ics", replaced)

    def _turned_off(self, member: Member) -> Message:
        if not member.calendar:
            return Done("You have no calendar address, so there was nothing to turn off.")
        self._calendars.set_calendar(member.tenant, member.id, "")
        return Done(
            "Your calendar address no longer works. What your calendar has already read stays "
            "there until you remove it. Your deadlines and reminders stay as they are."
        )


def _told(address: str, replaced: tuple[str, ...]) -> Note:
    """The address, and how to subscribe to it."""
    rows = (
        ("Address", address),
        ("Outlook", "Calendar > Add calendar > Subscribe from web. Paste the address."),
        ("Google", "On a computer: Other calendars > + > From URL. Paste the address."),
        ("Apple", f"Open webcal://{address.partition('://')[2]}"),
    )
    choices = (Choice("New address", NEW), Choice("Turn off", OFF))
    return Note("Your calendar address", rows, (*replaced, _PRIVATE, _SLOW), choices)
