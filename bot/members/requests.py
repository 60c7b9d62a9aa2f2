"""What members ask of their profile: to see it, to know what is held, to have things forgotten."""

from __future__ import annotations

from bot.members.wishes import EVERYTHING, Asks, Dropped
from bot.programs.patterns import lazy, words

_DATA = r"(?:data|information|info|account|history|everything|all of it)"
_ASKED = {
    name: lazy(rf"^(?:{pattern})[\s?.!]*$")
    for name, pattern in {
        "surely": r"yes,? (?:please )?(?:forget me|(?:delete|erase) (?:it all|everything|my data))",
        "keep": r"no,? keep (?:everything|it(?: all)?|my data)",
        "forget": (
            rf"(?:i want you to |i'd like you to )?forget (?:all )?(?:about )?me(?: now)?|forget "
            rf"(?:everything|all)(?: (?:that )?(?:you (?:know|have|hold) )?(?:about|on) me| i "
            rf"(?:ever )?told you)?|(?:delete|erase|remove|wipe|destroy) (?:me|(?:all )?(?:of )?my "
            rf"(?:personal )?{_DATA}|everything(?: (?:that )?(?:you (?:know|have|hold|keep|store) "
            rf")?(?:about|on) me)?|all (?:that )?you (?:know|have) about me)"
        ),
        "known": (
            r"what (?:all )?(?:(?:do|have|did) )?(?:you|u|ya) (?:know|have|hold|keep|store|stored?|"
            r"kept|remembered|remember|saved?|got)(?: stored| saved| noted)? (?:about|abt|on|of) "
            r"me|"
            r"what (?:data|info\w*|information) (?:do|have) you (?:have|hold|keep|store|stored|"
            r"kept|got)(?: (?:about|on|of) me)|(?:show|list|export|download|give)(?: me)? (?:all "
            r")?my (?:data|information|info)|my data"
        ),
        "show": (
            r"(?:(?:show|see|view|edit|change|update|open|print|give)(?: me)? )?(?:my |the "
            r")?profile(?: page| settings)?|what have i told you(?: so far)?|(?:show |edit |change "
            r")?my settings|what(?:'s| is) in my profile|what(?:'s| is| are) my (?:time ?zone|"
            r"quiet hours|profession|specialty|credentials|shift|state|days? off|team|site|"
            r"destination)(?: set to| now)?"
        ),
        "away": (
            r"(?=.* (?:to|until|till|thru|through|don'?t|do not|no) )"
            r"(?:i(?:'m| am|m|'ll be| will be)? )?(?:going |off )?(?:away|on (?:vacation|pto|leave|"
            r"holidays?|maternity leave|paternity leave))(?: (?:from|until|till|thru|through|to|"
            r"next|this|the|and|back|week|weeks|month|for|a|two|three|\w{3,9} \d{1,2}(?:st|nd|rd|"
            r"th)?|\d[\d/.-]*|-|jan\w*|feb\w*|mar\w*|apr\w*|may|jun\w*|jul\w*|aug\w*|sep\w*|"
            r"oct\w*|nov\w*|dec\w*|\w+day)){1,10},?(?: (?:so |and |please |pls )*(?:do not|don'?t|"
            r"no) (?:bug|message|text|nudge|remind|ping|bother|disturb|contact|messages|nudges|"
            r"reminders)\b.{0,20})?"
        ),
        "stop": (
            r"stop|unsubscribe|stop (?:it|messaging me|(?:sending )?(?:me )?(?:any |all |these |"
            r"the )?(?:messages|reminders|nudges|notifications))|(?:turn|switch) off (?:all "
            r")?(?:my |the )?(?:reminders|nudges|messages|notifications)"
        ),
        "hours": (
            r"(?:i (?:get|am getting|receive) )?(?:my |the |your )?(?:reminders|nudges|"
            r"messages)(?: are)?(?: always)?(?: come| arrive| coming)?(?: to me)? (?:at (?:the |a "
            r")?(?:wrong|bad|odd) (?:times?|hours?)|too (?:early|late)|at night)|change (?:when|"
            r"the time) (?:i get )?(?:my |the )?(?:reminders|nudges)(?: come)?|when do (?:my "
            r")?(?:reminders|nudges) come"
        ),
    }.items()
}
_HINTS = (
    *("keep", "forget", "delete", "erase", "remove", "wipe", "destroy", "know", "about me"),
    *("profile", "data", "info", "my ", "reminders", "nudges", "told you", "stop", "unsub", "off"),
    *("away", "vacation", "pto", "leave", "holiday"),
)
"""One of these is in every such request."""

_FIELDS = {
    name: words(pattern)
    for name, pattern in {
        "profession": r"profession|job|occupation|what i (?:am|do)",
        "specialty": r"specialty|speciality",
        "credentials": r"credentials?|degrees?|certifications?",
        "destination": r"destination|(?:career )?(?:goal|direction)|what i want to (?:be|become)",
        "states": r"states?(?: of licen[sc]\w+)?|licen[sc]e states?|where i(?:'m| am) licensed",
        "site": r"site|hospital|employer|workplace|where i work",
        "team": r"team|unit|ward|floor",
        "review_month": r"review month",
        "shift": r"shifts?|when i work|work(?:ing)? hours",
        "zone": r"(?:own )?(?:time ?zone|zone)",
        "quiet": r"quiet (?:hours|times?)",
        "hour": r"(?:reminder|nudge|message) (?:time|hour)|hour",
        "days_off": r"days? off",
    }.items()
}
_ALL = lazy(r"^(?:my |the )?(?:whole )?profile$")
_FORGET = lazy(
    r"^(?:forget|remove|delete|clear|erase|reset|unset|drop)(?: about)?(?: that| the fact that)? "
    r"(?P<rest>.+)$"
)
_PART = lazy(r"^(?P<name>.+?) from my (?:(?P<letters>credentials)|states?|licen[sc]es?)$")
_LEFT = lazy(r"^i(?:'ve| have)?(?: just)? left (?P<name>.+)$")
_SET = lazy(
    r"^(?:set|change|update|switch|make) my (?P<field>profession|specialty|shift|state|team|unit|"
    r"hospital|workplace|site|employer|goal|credentials|review month) to (?P<value>.+)$"
)
_SETTING = {
    "profession": "I am a",
    "shift": "I work",
    "state": "I work in",
    "team": "my team is called",
    "unit": "my team is called",
    "goal": "my goal is",
    "credentials": "my credentials are",
    "specialty": "my specialty is",
    "review month": "my review month is",
}
_SELF = lazy(r"^i(?:'m)? ")
_LONGER = lazy(
    r"^(?P<head>i(?:'m| am|m)?) (?:(?P<no>no longer)|not) (?P<rest>.+?)(?P<any> (?:any ?more|any "
    r"longer|now))?$"
)
_ANY_MORE = lazy(
    r"^(?P<head>i) (?:don'?t|do not|(?P<no>stopped)) (?P<rest>.+?)(?P<any> (?:any ?more|any "
    r"longer))?$"
)


def read_request(said: str) -> Asks | None:
    """What a message asks about the profile as a whole."""
    low = said.casefold()
    if not any(hint in low for hint in _HINTS):
        return None
    return next((Asks(what) for what, pattern in _ASKED.items() if pattern.match(said)), None)


def read_forgetting(said: str) -> Dropped | str:
    """The fields that are to be forgotten by their names; else what is taken back, as it would be
    told: "I work nights" of "I no longer work nights"; "" when nothing is."""
    if match := _FORGET.match(said):
        rest = match["rest"]
        if _ALL.match(rest):
            return Dropped(EVERYTHING)
        named = rest.removeprefix("my ").removeprefix("the ").removesuffix(" from my profile")
        found = [name for name, pattern in _FIELDS.items() if pattern.fullmatch(named)]
        if found:
            zone = ("zone_told",) if "zone" in found else ()
            return Dropped(dict.fromkeys((*found, *zone)))
        if part := _PART.match(rest):
            return f"{'I have my' if part['letters'] else 'I work in'} {part['name']}"
        return rest if _SELF.match(rest) else ""
    match = _LONGER.match(said) or _ANY_MORE.match(said)
    return f"{match['head']} {match['rest']}" if match and (match["any"] or match["no"]) else ""


def left_behind(said: str) -> str:
    """The place of work that somebody left, as it would be told: "I work at Mercy Hospital" of "I
    left Mercy Hospital"; "" of any other message."""
    left = _LEFT.match(said)
    return f"I work at {left['name']}" if left else ""


def as_told(said: str) -> str:
    """What is set to something, as it would be told: "I work nights" of "set my shift to nights";
    any other message as it is."""
    found = _SET.match(said)
    if not found:
        return said
    return f"{_SETTING.get(found['field'].casefold(), 'I work at')} {found['value']}"
