"""Numbers as people write them: "10", "1,500", "2.5", "twenty-two", "half a", "a couple of"."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.programs.patterns import lazy

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = (
    {word: Decimal(value) for value, word in enumerate(_ONES, 1)}
    | {word: Decimal(value * 10) for value, word in enumerate(_TENS, 2)}
    | {"half": Decimal("0.5"), "½": Decimal("0.5"), "a": Decimal(1), "an": Decimal(1)}
    | {"single": Decimal(1), "couple": Decimal(2), "few": Decimal(3), "dozen": Decimal(12)}
)
_SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000}
_SMALL = (
    rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[:9])}))?(?!\w)|(?:{'|'.join(_ONES)})(?!\w)"
)
SCALED = (
    rf"(?:(?:half\s+)?an?|(?:a\s+)?(?:couple|few)(?:\s+of)?|{_SMALL})\s+(?:{'|'.join(_SCALES)})(?!\w)"
    rf"(?:(?:\s+and)?\s+(?:{_SMALL}))?"
)
"""A number in words with "hundred", "thousand" or "grand"."""

WRITTEN = (
    rf"(?:{SCALED}|half(?:\s+of)?\s+an?|half|"
    rf"a\s+(?:couple|dozen|few|single)(?:\s+of)?|couple\s+of|few|single|{_SMALL}|an?)"
)
"""A number in words."""

DIGITS = r"\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,2})?|\d{1,7}(?:\.\d{1,4})?|\.\d{1,2}"
NUMBER = rf"(?:{DIGITS}|½|{WRITTEN}(?!\w))"
_ARTICLED = lazy(r"^(?:an?|single)\s+(?=couple|dozen|few|single)|\s+(?:an?|of|and)(?=\s|$)")


def number(text: str) -> Decimal:
    """The number that a text matching NUMBER stands for."""
    spoken = " ".join(text.lower().split())
    if spoken[0].isdigit() or spoken[0] == ".":
        return Decimal(spoken.replace(",", ""))
    total = Decimal(0)
    for word in re.split(r"[\s-]+", _ARTICLED.sub("", spoken)):
        total = total * _SCALES[word] if word in _SCALES else total + _VALUES[word]
    return total
