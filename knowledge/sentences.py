"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

# It starts where a run of marks starts, so that a line of dots is read once, not once per dot.
_BREAK = re.compile(r"(?<![.!?…])[.!?…]+[)\]”’\"']*\s+(?=[\"“‘'(\[]*[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"'])"
    r"(?:Dr|Mr|Mrs|Ms|Prof|St|No|Nos|vs|etc|e\.g|i\.e|cf|al|approx|Inc|Ltd|Co|Corp|Jr|Sr|Fig|"
    r"Sec|Art|Ch|p|pp|r|tit|Vol|Dept|Univ|Admin|Cal|Fla|Tex|Stat|Rev|Reg|Regs|Gov|Bus|Pub|Sess|Ann|"
    r"Ala|Ariz|Ark|Colo|Conn|Del|Ga|Haw|Ill|Ind|Kan|Ky|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|"
    r"Pa|Tenn|Va|Vt|Wash|Wis|Wyo|Occ|Comp|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|[A-Z]|"
    r"(?:[A-Za-z]\.)+[A-Za-z])\.$"
)

_BRACKET = 200
"""Characters within which a bracket that was opened is expected to close."""


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of one line of text, white space around it left out.

    What stands in brackets is not divided: it ends in the sentence that opened them.
    """
    start = len(text) - len(text.lstrip())
    for mark in _BREAK.finditer(text):
        end = mark.start() + len(mark.group().rstrip())
        if _ABBREVIATION.search(text[max(start, end - 16) : end]) or _opens(text[start:end]):
            continue
        yield start, end
        start = mark.end()
    end = len(text.rstrip())
    if start < end:
        yield start, end


def _opens(text: str) -> bool:
    """Whether a bracket near the end of the text is still open."""
    near = text[-_BRACKET:]
    return near.rfind("(") > near.rfind(")")
