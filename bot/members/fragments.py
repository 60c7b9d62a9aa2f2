"""A few words in which somebody says who they are, with no verb: "clinical pharmacist portland
oregon bcps". Here more than the profession must be known, and what is not is left over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.members.pieces import Piece, without
from bot.programs.asked import GAP
from bot.programs.patterns import lazy, words
from bot.programs.reading import is_refinement
from bot.programs.requests import wants_programs

_MOST_WORDS, _MOST_BEFORE, _MOST_LEFT = 16, 2, 8
_BESIDES = frozenset({"states", "credentials", "shift"})
"""One of them makes a profession somebody's own."""

_LOOKS_FOR = words(
    r"courses?|class(?:es)?|webinars?|programs?|seminars?|workshops?|symposi\w+|conferences?|boot "
    r"?camps?|fellowships?|certificates?|certifications?|online|free|cheap\w*|best|top|"
    r"renew\w*|licen[cs]\w*|boards? of|training|numbers?|jobs|salary|exams?|send|requirements?|"
    r"rules?|scope|versus|vs|or|become|becoming|due|done|to|for|without|if|than"
)
_BETWEEN = lazy(rf"{GAP}+|\s*[,;.](?=\s|$)\s*|\s+(?:plus|and|but|with)\s+")
_SMALL = r"(?:i'?m|i|am|an?|the|my|at|in|on|of|is|certified|also|now|currently)"
_ENDS = lazy(rf"^(?:[\s,.;-]|{_SMALL}(?!\w))+|(?:[\s,.;-]|(?<!\w){_SMALL})+$")
_TOWN = lazy(rf"{GAP} *(?:in )?[a-z.]+(?: [a-z]+)?,? $")
"""What stands between what is known and a state."""


def is_fragment(said: str, pieces: Sequence[Piece]) -> bool:
    """Whether a message holds no more than who somebody is; `pieces` are what is understood."""
    first = next((each for each in pieces if "profession" in each.changes), None)
    if first is None or len(said.split()) > _MOST_WORDS or _LOOKS_FOR.search(said):
        return False
    besides = [each for each in pieces if each.start >= first.end and _BESIDES & set(each.changes)]
    several = said[first.start : first.end].endswith("s")
    begins = len(said[: first.start].split()) <= _MOST_BEFORE
    known = begins and bool(besides) and not several
    looks = known and (wants_programs(said) or is_refinement(said, date.min))
    return (
        known
        and not looks
        and sum(len(each.split()) for each in left_of(said, pieces)) <= (_MOST_LEFT)
    )


def left_of(said: str, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The stretches that nobody understood, without small words around them and without the town
    before a state."""
    towns = list(_towns(said, pieces))
    return tuple(filter(None, map(_bare, _BETWEEN.split(without(said, [*pieces, *towns])))))


def _towns(said: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    rest = without(said, list(pieces))
    for each in pieces:
        town = _TOWN.search(rest[: each.start]) if "states" in each.changes else None
        if town:
            yield Piece(*town.span())


def _bare(stretch: str) -> str:
    return _ENDS.sub("", stretch)
