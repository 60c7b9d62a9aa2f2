"""A JSON-LD document as things with properties, their references followed.

Nothing is fetched: a context elsewhere stays unread, and the terms are those of schema.org, with or
without its address or the prefix "schema:" before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.catalog.rows import UnreadableCatalog

Node = Mapping[str, object]

DEEPEST = 60
"""How deep a document may be nested."""

_PREFIX = re.compile(r"^(?:https?://schema\.org/|schema:)")
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Za-z0-9]{1,8})*")
# What stands behind these belongs to the thing that names it: it is read with it, or not at all.
_PARTS = frozenset(
    (
        "about coursePrerequisites hasCourse hasCourseInstance hasPart isPartOf isRelatedTo "
        "isSimilarTo programPrerequisites subEvent superEvent workFeatured"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that a document describes in its own right, and the line of that document."""

    node: Node
    line: int


class Graph:
    """The things of some documents that may refer to each other. Raises UnreadableCatalog for a
    document that is nested too deeply."""

    def __init__(self, documents: Iterable[tuple[object, int]]) -> None:
        self.remarks: list[str] = []
        self._by_id: dict[str, Node] = {}
        found: list[Thing] = []
        for document, line in documents:
            for node, part in _nodes(_plain(document, line, 0)):
                self._know(node)
                if not part:
                    found.append(Thing(node, line))
        self.things = tuple(self._whole(found))

    def of(self, node: Node, name: str) -> tuple[object, ...]:
        """The values of a property: texts, numbers, yes-or-no, and nodes with what is said of
        them elsewhere."""
        return tuple(
            self._by_id.get(_id(value), value) if isinstance(value, Mapping) else value
            for value in _each(node.get(name))
        )

    def nodes(self, node: Node, name: str) -> tuple[Node, ...]:
        """Those values of a property that are nodes, or the address of one."""
        found = (
            self._by_id.get(value) if isinstance(value, str) else value
            for value in self.of(node, name)
        )
        return tuple(value for value in found if isinstance(value, Mapping))

    def _know(self, node: Node) -> None:
        """Keep what is said of a node with an id; of two values of a property, the first."""
        key = _id(node)
        if not key:
            return
        before = self._by_id.get(key, {})
        if any(before.get(name, value) != value for name, value in node.items()):
            self.remarks.append(f'two descriptions of "{key[:80]}" differ; the first counts')
        self._by_id[key] = {**node, **before}

    def _whole(self, found: Iterable[Thing]) -> Iterator[Thing]:
        """The things with all that is said of them, each once."""
        seen = set()
        for thing in found:
            key = _id(thing.node)
            if not key:
                yield thing
            elif key not in seen:
                seen.add(key)
                yield Thing(self._by_id[key], thing.line)


def _id(node: Node) -> str:
    return str(node.get("@id", ""))


def types(node: Node) -> tuple[str, ...]:
    """The names of a node's types, without the address of schema.org."""
    return tuple(term(kind) for kind in _each(node.get("@type")) if isinstance(kind, str))


def term(name: str) -> str:
    """A term of schema.org without its address or prefix."""
    return _PREFIX.sub("", name)


def _each(value: object) -> Sequence[object]:
    if isinstance(value, list):
        return value
    return () if value is None else (value,)


def _plain(value: object, line: int, depth: int) -> object:
    """A value with bare terms, and its texts without the wrappings of JSON-LD."""
    if depth > DEEPEST:
        raise UnreadableCatalog(f"it is nested more than {DEEPEST} deep", line)
    if isinstance(value, list):
        inner = [_plain(item, line, depth + 1) for item in _in_one_language(value)]
        return [one for item in inner for one in _each(item)]
    if not isinstance(value, dict):
        return value
    for wrapping in ("@value", "@list", "@set"):
        if wrapping in value:
            return _plain(value[wrapping], line, depth + 1)
    if _is_language_map(value):
        return _plain(value.get("en", next(iter(value.values()))), line, depth + 1)
    plain = {_key(key): _plain(inner, line, depth + 1) for key, inner in value.items()}
    if not isinstance(plain.get("@id", ""), str):
        del plain["@id"]  # it names nothing
    return plain


def _key(key: str) -> str:
    """A key as a bare term; schema.org's own context says "id" and "type" for the keywords."""
    return {"id": "@id", "type": "@type"}.get(key, term(key))


def _in_one_language(values: list[object]) -> list[object]:
    """Of texts that say the same in several languages, the English or else the first ones."""
    marked = [value.get("@language") for value in values if isinstance(value, dict)]
    languages = [language for language in marked if isinstance(language, str)]
    if len(languages) < len(values) or not languages:
        return values
    english = (language for language in languages if language.casefold().startswith("en"))
    chosen = next(english, languages[0])
    return [value for value, said in zip(values, languages, strict=True) if said == chosen]


def _is_language_map(value: Mapping[str, object]) -> bool:
    return bool(value) and all(
        _LANGUAGE.fullmatch(key) and isinstance(said, str | list) and key != "id"
        for key, said in value.items()
    )


def _nodes(document: object) -> Iterator[tuple[Node, bool]]:
    """Every node, in the document's order, and whether it is only a part of another."""
    waiting: list[tuple[object, bool]] = [(document, False)]
    while waiting:
        value, part = waiting.pop()
        if isinstance(value, list):
            waiting.extend((item, part) for item in reversed(value))
        elif isinstance(value, dict):
            yield value, part
            inner = [(item, part or key in _PARTS) for key, item in value.items()]
            waiting.extend(reversed(inner))
