"""JSON-LD: the courses, programs and events of schema.org, in documents or inside a web page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from knowledge.articles import UnreadableArticle
from knowledge.catalog.foreign import put
from knowledge.catalog.graph import Graph, Node, types
from knowledge.catalog.rows import Row, UnreadableCatalog
from knowledge.catalog.said import Said
from knowledge.catalog.schemaorg import LABELS, fields_of, identity
from knowledge.readers.decoding import decode
from knowledge.readers.markup import parse_markup

_COURSE, _INSTANCE, _PROGRAM = "Course", "CourseInstance", "EducationalOccupationalProgram"
_EVENT = "EducationEvent"
_MARKS = ("@context", "@graph", "@type", "@id")
_LD_JSON = "application/ld+json"
_NAMED = re.compile(r'"(?:[^"\\]*[/:])?name"\s*:\s*("(?:[^"\\]|\\.)*")')
_MOST_REMARKS, _LONGEST_CHAIN = 10, 10
_NONE = f"it describes no {_COURSE}, {_INSTANCE}, {_PROGRAM} or {_EVENT} of schema.org"


def is_linked(document: object) -> bool:
    """Whether a JSON value is JSON-LD rather than records under our own field names."""
    first = document[0] if isinstance(document, list) and document else document
    return isinstance(first, dict) and any(mark in first for mark in _MARKS)


def read_document(
    document: object, defaults: Mapping[str, object], line: int = 1, text: str = ""
) -> Iterator[Row]:
    """The records that a document describes, one for each instance of a course. `defaults` are
    fields for what a record does not state itself; `text` is the document as written, in which
    its records' lines are looked for. Raises UnreadableCatalog when it describes none."""
    lines = _lines(text)
    for row in _rows(Graph([(document, line)]), defaults):
        yield Row(
            row.fields,
            lines.get(str(row.fields.get("title")), row.line),
            row.remarks,
            row.of_file,
            labels=row.labels,
        )


def read_page(content: bytes, defaults: Mapping[str, object]) -> Iterator[Row]:
    """The records in a web page's JSON-LD. Raises UnreadableCatalog when there are none, and at
    the end when a part of it could not be read."""
    documents, broken = [], []
    for source, line in _scripts(content):
        try:
            documents.append((json.loads(source), line))
        except (ValueError, RecursionError):
            broken.append(line)
    if documents or not broken:
        yield from _rows(Graph(documents), defaults)
    if broken:
        raise UnreadableCatalog("the JSON-LD that begins here is no valid JSON", broken[0])


def _scripts(content: bytes) -> Iterator[tuple[str, int]]:
    """Each piece of JSON-LD in a page, with its line."""
    try:
        root: Any = parse_markup(decode(content)[0])
    except UnreadableArticle as error:
        raise UnreadableCatalog(error.reason, error.line) from error
    for script in root.iter("script"):
        if script.get("type", "").partition(";")[0].strip().casefold() == _LD_JSON:
            yield script.text or "", script.sourceline or 0


def _lines(text: str) -> dict[str, int]:
    """The line on which each name first stands."""
    found: dict[str, int] = {}
    line, at = 1, 0
    for match in _NAMED.finditer(text):
        line, at = line + text.count("\n", at, match.start()), match.start()
        try:
            found.setdefault(json.loads(match[1]), line)
        except ValueError:
            continue
    return found


def _rows(graph: Graph, defaults: Mapping[str, object]) -> Iterator[Row]:
    taken = _named(graph)
    of_file = tuple(dict.fromkeys(graph.remarks))[:_MOST_REMARKS]
    none = True
    for thing in graph.things:
        for chain, odd in _records(graph, thing.node, taken):
            none = False
            said = Said(chain, graph)
            fields, remarks = fields_of(said)
            whole = {**defaults, **fields}
            put(whole, "id", identity(said, whole))
            yield Row(whole, thing.line, (*odd, *remarks), of_file, labels=LABELS)
            of_file = ()
    if none:
        raise UnreadableCatalog(_NONE)


def _named(graph: Graph) -> frozenset[object]:
    """The ids of the instances and events that something else names as its own."""
    return frozenset(
        one["@id"]
        for thing in graph.things
        for name in ("hasCourseInstance", "subEvent")
        for one in graph.nodes(thing.node, name)
        if "@id" in one
    )


Records = Iterable[tuple[tuple[Node, ...], tuple[str, ...]]]
"""Each record as the node itself and those that speak for what it does not say, nearest first,
with remarks on how they hang together."""


def _records(graph: Graph, node: Node, taken: frozenset[object]) -> Records:
    kinds = types(node)
    if _COURSE in kinds:
        instances = [one for one in graph.nodes(node, "hasCourseInstance") if len(one) > 1]
        return [((one, node), ()) for one in instances] or [((node,), ())]
    if _PROGRAM in kinds:
        return [((node,), ())]
    dated = any(kind.endswith("Event") or kind == _INSTANCE for kind in kinds)
    return _event(graph, node) if dated and node.get("@id") not in taken else []


def _event(graph: Graph, node: Node) -> Records:
    """An event and what it belongs to. One that belongs to a dated event is only a part of it,
    and one without a day that has dated events is only what they have in common."""
    chain, odd = _above(graph, node)
    below = [one for one in graph.nodes(node, "subEvent") if "startDate" in one]
    kinds = {kind for one in (*chain, *below) for kind in types(one)}
    if not kinds & {_EVENT, _COURSE, _INSTANCE} or any("startDate" in one for one in chain[1:]):
        return []
    if below and "startDate" not in node:
        return [((one, *chain), odd) for one in below]
    return [(chain, odd)]


def _above(graph: Graph, node: Node) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """A node and the events that it belongs to, nearest first."""
    chain = [node]
    while higher := graph.nodes(chain[-1], "superEvent"):
        if len(chain) == _LONGEST_CHAIN or higher[0] in chain:
            return tuple(chain), ("its superEvent leads in a loop and is not followed further",)
        chain.append(higher[0])
    return tuple(chain), ()
