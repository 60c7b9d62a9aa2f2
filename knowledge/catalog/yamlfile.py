"""YAML of records: values stay as they are written, and what a few lines could blow up is refused.

No title turns into a number and no "NO" into false; what a value means, its field decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import yaml

from knowledge.articles import UnreadableArticle
from knowledge.catalog.problems import shown
from knowledge.catalog.rows import BadRow, Row, UnreadableCatalog
from knowledge.readers.decoding import decode
from knowledge.readers.lines import fold

DEEPEST = 20
_LIST = "programs"
_HINTS = {
    "mapping values are not allowed in this context": "a value with a colon must be in quotes",
    "found character that cannot start any token": "indent with spaces, and quote what begins "
    "with @, ` or a tab",
    "could not find expected ':'": "write each line as `field: value`",
}


def read_yaml(path: Path, file: str) -> Iterator[Row | BadRow]:
    """The records of a file: a list below `programs:`, a bare list, or a single one."""
    for line, value in _records(_Events(path)):
        if isinstance(value, dict):
            yield Row(value, line)
        else:
            yield BadRow(file, line, "", shown(value), "a record made of lines `field: value`")


def read_mapping(path: Path) -> dict[str, object]:
    """The only mapping of a file. Raises UnreadableCatalog."""
    events = _Events(path)
    value = _value(events, events.next(), DEEPEST)
    events.end()
    if not isinstance(value, dict):
        raise UnreadableCatalog("it is not made of lines `name: value`", 1)
    return value


def read_lists(path: Path, names: Collection[str]) -> Iterator[tuple[str, int, object]]:
    """Each entry of the lists with these names, with its list and its line; whatever else the file
    holds beside them is passed over. Raises UnreadableCatalog."""
    events = _Events(path)
    root = events.next()
    if not isinstance(root, yaml.MappingStartEvent):
        raise UnreadableCatalog("it is not made of lines `name: value`", _line(root))
    read: dict[str, object] = {}
    while not isinstance(event := events.next(), yaml.MappingEndEvent):
        name = _key(event, read)
        value, read[name] = events.next(), ""
        if name in names and isinstance(value, yaml.SequenceStartEvent):
            yield from ((name, line, entry) for line, entry in _items(events))
        elif _value(events, value, DEEPEST) and name in names:
            raise UnreadableCatalog(f"`{name}` must be a list", _line(value))
    events.end()


class _Events:
    """The file's YAML bit by bit, so that its records are never all held at once."""

    def __init__(self, path: Path) -> None:
        try:
            text, _ = decode(path.read_bytes())
        except UnreadableArticle as error:
            raise UnreadableCatalog(error.reason) from error
        # libyaml is twenty times as fast; where PyYAML was built without it, its own parser reads.
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        self._events = yaml.parse(text, Loader=loader)
        self._text = text
        for kind in (yaml.StreamStartEvent, yaml.DocumentStartEvent):
            if not isinstance(self.next(), kind):
                raise UnreadableCatalog("it is empty")

    def next(self) -> yaml.Event:
        """The next event. Raises UnreadableCatalog where the file is broken."""
        try:
            return next(self._events)
        except yaml.reader.ReaderError as error:
            line = self._text[: error.position].count("\n") + 1
            raise UnreadableCatalog("it holds a control character", line) from error
        except yaml.MarkedYAMLError as error:
            problem = error.problem or "it cannot be understood"
            hint = f" ({_HINTS[problem]})" if problem in _HINTS else ""
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 0
            raise UnreadableCatalog(f"it is not valid YAML: {problem}{hint}", line) from error

    def end(self) -> None:
        """Raises UnreadableCatalog if anything follows the document."""
        self.next()
        following = self.next()
        if not isinstance(following, yaml.StreamEndEvent):
            raise UnreadableCatalog(
                "a second document begins; keep one in a file", _line(following)
            )


def _records(events: _Events) -> Iterator[tuple[int, object]]:
    """Each record with its line, as soon as it is read."""
    root = events.next()
    if isinstance(root, yaml.SequenceStartEvent):
        yield from _items(events)
    elif isinstance(root, yaml.MappingStartEvent):
        yield from _listed(events, root)
    else:
        raise UnreadableCatalog("it holds no list of programs", _line(root))
    events.end()


def _listed(events: _Events, root: yaml.Event) -> Iterator[tuple[int, object]]:
    """The records below `programs`; the mapping as a record when it has no such list."""
    alone: dict[str, object] = {}
    while not isinstance(event := events.next(), yaml.MappingEndEvent):
        key = _key(event, alone)
        value = events.next()
        if key == _LIST and isinstance(value, yaml.SequenceStartEvent):
            alone[key] = ""
            yield from _items(events)
        else:
            alone[key] = _value(events, value, DEEPEST)
    if alone.get(_LIST):
        raise UnreadableCatalog(f"`{_LIST}` must be a list", _line(root))
    if alone and _LIST not in alone:
        yield _line(root), alone


def _items(events: _Events) -> Iterator[tuple[int, object]]:
    while not isinstance(event := events.next(), yaml.SequenceEndEvent):
        yield _line(event), _value(events, event, DEEPEST)


def _value(events: _Events, event: yaml.Event, depth: int) -> object:
    """What begins with an event: a text, a list or a mapping."""
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    if isinstance(event, yaml.AliasEvent):
        reason = "it refers to another value (*name); write the value out"
        raise UnreadableCatalog(reason, _line(event))
    if depth == 0:
        raise UnreadableCatalog("it is nested too deeply", _line(event))
    if isinstance(event, yaml.SequenceStartEvent):
        listed: list[object] = []
        while not isinstance(inner := events.next(), yaml.SequenceEndEvent):
            listed.append(_value(events, inner, depth - 1))
        return listed
    mapped: dict[str, object] = {}
    while not isinstance(inner := events.next(), yaml.MappingEndEvent):
        key = _key(inner, mapped)
        mapped[key] = _value(events, events.next(), depth - 1)
    return mapped


def _key(event: yaml.Event, mapped: dict[str, object]) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        raise UnreadableCatalog("a field's name must be a text", _line(event))
    key = fold(str(event.value))
    if key in mapped:
        raise UnreadableCatalog(f'"{shown(key)}" stands twice', _line(event))
    return key


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
