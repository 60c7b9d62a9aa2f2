"""What a message says about the member or asks about their profile, by rule: no model.

Something is told only where the whole message is understood: one word that is not, and it is a
question that only mentions it ("I'm a nurse, how do I get a course paid for?"). What is left of a
few words that only say who somebody is, is said to be left.
"""

from __future__ import annotations

from typing import Any

from bot.asking import is_question
from bot.members import aims, moving, times, work
from bot.members.fragments import is_fragment, left_of
from bot.members.pieces import Piece, without
from bot.members.profile import Profile
from bot.members.requests import as_told, left_behind, read_forgetting, read_request
from bot.members.wishes import Dropped, Told, Unclear, Wish
from bot.programs.asked import plain
from bot.programs.patterns import lazy, words

_LONGEST = 60
_HELLO = lazy(
    r"^(?:(?:hi|hello|hey|coach|please|pls|ok(?:ay)?|so|well|actually|btw|by the way|fyi|just so "
    r"you know|for the record|(?:please )?(?:remember|note)(?: that)?|thanks|and|also|now|can you|"
    r"could you|would you|will you)\b[\s,:.!-]*)+"
)
_BYE = lazy(r"[\s,]*(?:please|pls|thanks|thank you|by the way|btw|coach)?[\s.!]*$")
_OTHER_MATTER = words(
    r"how|what|which|when|why|whose|whether|find|show|list|recommend|suggest|need|needs|courses?|"
    r"programs?|cme|ce|ceus?|credits?|learn|remind|deadlines?|expires?|expired|paid|pay|tired"
)
_SELF = words(
    r"i|i'?m|i'?ve|i'?d|my|me|we|quiet|urgent|messages?|reminders|nudges|time ?zone|(?:set|change) "
    r"my"
)
_OWN = frozenset(("profession", "specialty", "credentials", "states", "shift", "site"))
"""What is told of somebody."""

_PLACE = frozenset(("site", "team"))

_I = words(r"i|i'?m|i'?ve|i'?d|my (?:\w+ ){1,3}(?:is|are|changed)")
_YEARS = lazy(r"\b\d{1,2}\+? ?(?:years?|yrs?)\b")
_FILLERS = frozenset(
    "i i'm im i've i'd am a an the my me we is are was as at in on of for and also but with who "
    "work works working based live living here by now currently just have hold got been new grad "
    "graduate staff bedside full-time part-time full part time per diem travel float pool senior "
    "licensed license licence licensure state board certified certification degree credentials "
    "credential specialty profession job role practice practicing both from shift shifts unit "
    "floor department hospital clinic setting years year experience over to too well someday one "
    "day eventually future mostly mainly only usually always registered it so hi hello that "
    "12-hour straight service ward please thanks do our employed located right myself w yrs exp "
    "first-year second-year third-year attending changed switched back traveling travelling jobs "
    "moved sleep asleep".split()
)
_WORD = lazy(r"[\w'&/-]+")


def read_wish(text: str, profile: Profile) -> Wish | None:
    """What a message wants of the profile; None when it is none of the profile's business."""
    said = " ".join("".join(filter(str.isprintable, plain(text))).split())
    if len(said.split()) > _LONGEST:
        return None
    said = as_told(_BYE.sub("", _HELLO.sub("", said)))
    return (
        read_request(said)
        or moving.moved(said)
        or _told(said, profile)
        or _forgetting(said, profile)
    )


def _told(said: str, profile: Profile) -> Told | Unclear | None:
    """The facts of a message that states nothing else."""
    if is_question(said) or _OTHER_MATTER.search(said):
        return None
    pieces = _pieces(said, profile)
    if is_fragment(said, pieces):
        return Told(_together(pieces, profile), _doubts(pieces), left_of(said, pieces))
    if not (_I.search(said) or _is_own(said, {name for piece in pieces for name in piece.changes})):
        return None
    if not pieces or not _is_filler(without(said, pieces)):
        return None
    if asking := next((piece for piece in pieces if piece.ask), None):
        return Unclear(asking.ask, asking.choices, asking.lead)
    return Told(_together(pieces, profile), _doubts(pieces))


def _doubts(pieces: list[Piece]) -> tuple[str, ...]:
    return tuple(piece.doubt for piece in pieces if piece.doubt)


def _is_own(said: str, told: set[str]) -> bool:
    """Whether what is told without an "I" is one's own: the hours of nudges can be no other's, and
    nobody looks for a program by a list like "nurse, ICU, nights"."""
    if _OWN.intersection(told):
        return "," in said and "profession" in told and bool({"shift", "credentials"} & told)
    return _SELF.search(said) is not None


def _pieces(said: str, profile: Profile) -> list[Piece]:
    """Everything that is understood; what one reader has taken, the next ones do not see."""
    pieces: list[Piece] = []
    readers = (
        aims.goal,
        lambda rest: times.read(rest, profile),
        moving.zone,
        work.review_month,
        work.place_of_work,
        work.shift,
    )
    for reader in readers:
        pieces += reader(without(said, pieces))
    rest = without(said, pieces)
    people, others = work.who(rest)
    if others:
        return []
    letters = list(aims.credentials(rest))
    pieces += [*people, *letters, *work.ward(without(rest, people))]
    return [*pieces, *work.states(without(said, pieces), profile)]


def _is_filler(rest: str) -> bool:
    """Whether nothing is left that was not understood, but years of experience."""
    left = (
        match.group().casefold().strip("'-/&") for match in _WORD.finditer(_YEARS.sub(" ", rest))
    )
    return all(not word or word in _FILLERS for word in left)


def _together(pieces: list[Piece], profile: Profile) -> dict[str, Any]:
    """The changes of all pieces in one."""
    changes: dict[str, Any] = {}
    for piece in pieces:
        for name, value in piece.changes.items():
            before = changes.get(name)
            match name:
                case "credentials":
                    changes[name] = tuple(dict.fromkeys((*(before or profile.credentials), *value)))
                case "profession":
                    changes[name] = work.main_profession(before or value, value)
                case _:
                    changes[name] = value
    return changes


def _forgetting(said: str, profile: Profile) -> Dropped | None:
    """What is to be forgotten, by its name or as it was told."""
    found = read_forgetting(said)
    if isinstance(found, Dropped):
        return found
    left = left_behind(said)
    facts = _told(left or found, profile)
    if not isinstance(facts, Told):
        return None
    # Who leaves a hospital stays a nurse.
    gone = {k: v for k, v in facts.changes.items() if not left or k in _PLACE}
    return Dropped(gone) if gone else None
