"""What a program must be about."""

from __future__ import annotations

from collections.abc import Iterable

from bot.programs.asked import Asked, Part
from knowledge.facets import Facets
from knowledge.topics import topic_mentions

_OF_ANOTHER = frozenset(("communication",))
"""Right behind another topic it says what of that one is meant: "palliative communication"."""


def read(asked: Asked) -> Iterable[Part]:
    """The topics that the rest of a request names; their words are searched for too."""
    end_before = -1
    for start, end, topic in topic_mentions(asked.rest):
        beside, end_before = start == end_before + 1, end
        if beside and topic in _OF_ANOTHER:
            continue
        facets = Facets(topics=(topic,))
        yield Part(start, end, facets, f"about {topic}", kept=(start, end))
