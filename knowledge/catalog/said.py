"""What is said of one course or event: by itself, or by what it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape

from knowledge.catalog.graph import Graph, Node, term, types
from knowledge.readers.lines import fold

_TAG = re.compile(r"<[^<>]{1,500}>")
_NAMES = ("name", "headline", "legalName", "audienceType", "educationalRole")
_SPLIT = re.compile(r"[,;]|\band\b")


class Said:
    """The properties of a node, and where it has none, those of the nodes that speak for it."""

    def __init__(self, chain: Sequence[Node], graph: Graph) -> None:
        self.node = chain[0]
        self.above = chain[1:]
        self.graph = graph

    @property
    def kinds(self) -> frozenset[str]:
        """The types of the node and of those that speak for it."""
        return frozenset(kind for node in (self.node, *self.above) for kind in types(node))

    def of(self, name: str) -> tuple[object, ...]:
        """The values of a property, from the nearest node that has it."""
        found = (self.graph.of(node, name) for node in (self.node, *self.above))
        return next(filter(None, found), ())

    def nodes(self, name: str) -> tuple[Node, ...]:
        """Those values that are nodes."""
        found = (self.graph.nodes(node, name) for node in (self.node, *self.above))
        return next(filter(None, found), ())

    def first(self, *names: str) -> object:
        """The first value of the first of the properties that has one, as a text or number."""
        values = (value for name in names for value in self.texts(name))
        return next(values, None)

    def texts(self, name: str) -> list[object]:
        """The values as texts or numbers; a node gives its name."""
        named = [self.name_of(node) for node in self.nodes(name)]
        plain = [value for value in self.of(name) if not isinstance(value, Mapping)]
        known = [node.get("@id") for node in self.nodes(name)]
        return [clean(value) for value in (*named, *plain) if value not in ("", None, *known)]

    def listed(self, name: str) -> list[object]:
        """The texts with those of several parts ("Nurses, PAs and pharmacists") taken apart."""
        return [part for value in self.texts(name) for part in parts(value)]

    def name_of(self, node: Node) -> object:
        """What a node is called; "" when it has no name."""
        values = (value for name in _NAMES for value in self.graph.of(node, name))
        return next((value for value in values if isinstance(value, str | int | float)), "")

    def terms(self, *names: str) -> str:
        """The values of the properties as one text of bare terms in lower case."""
        values = (value for name in names for value in self.texts(name))
        return " ".join(term(value) for value in values if isinstance(value, str)).casefold()


def clean(value: object) -> object:
    """A text without the markup that pages leave in it; anything else as it is."""
    if not isinstance(value, str) or not ("<" in value or "&" in value):
        return value
    return unescape(_TAG.sub(" ", value))


def parts(value: object) -> Iterable[object]:
    """The parts of a text between commas, semicolons and "and"; anything else as it is."""
    if not isinstance(value, str):
        return (value,)
    return [part for found in _SPLIT.split(value) if (part := fold(found))]
