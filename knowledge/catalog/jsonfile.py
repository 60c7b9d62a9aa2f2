"""JSON of records: numbers stay as they are written, and each record knows its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from knowledge.articles import UnreadableArticle
from knowledge.catalog.jsonld import is_linked, read_document
from knowledge.catalog.mapping import Naming
from knowledge.catalog.problems import shown
from knowledge.catalog.rows import BadRow, Row, UnreadableCatalog
from knowledge.catalog.table import made
from knowledge.catalog.textfile import encoding_of, lines_of
from knowledge.readers.decoding import decode

_LIST = "programs"
_SPACE = re.compile(r"[ \t\r\n]*")


class BadJson(Exception):
    """A text is not JSON that can be read. `line` counts from 1."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def read_json(path: Path, naming: Naming, file: str) -> Iterator[Row | BadRow]:
    """The records of a list below `programs`, of a bare list, or the only one; or those that a
    JSON-LD document describes. Raises UnreadableCatalog."""
    try:
        text, _ = decode(path.read_bytes())
        for line, value in _Walk(text).records():
            if is_linked(value):
                yield from read_document(value, naming.fields, line, text)
            else:
                yield _row(value, naming, line, file)
    except UnreadableArticle as error:
        raise UnreadableCatalog(error.reason) from error
    except BadJson as error:
        raise UnreadableCatalog(error.reason, error.line) from error


def read_jsonl(path: Path, naming: Naming, file: str) -> Iterator[Row | BadRow]:
    """The record on each line that is not blank, or why there is none. Raises UnreadableCatalog."""
    for number, line in enumerate(lines_of(path, encoding_of(path)), 1):
        if line.strip():
            yield from _line_rows(line, naming, number, file)


def _line_rows(line: str, naming: Naming, number: int, file: str) -> Iterator[Row | BadRow]:
    right = "one JSON object on the line"
    try:
        value = parse(line)
        if not is_linked(value):
            yield _row(value, naming, number, file)
            return
        yield from read_document(value, naming.fields, number)
    except (BadJson, UnreadableCatalog) as error:
        yield BadRow(file, number, "", shown(line.strip()), f"{right}: {error.reason}")


def _row(value: object, naming: Naming, line: int, file: str) -> Row | BadRow:
    if not isinstance(value, dict):
        return BadRow(file, line, "", shown(value), "a record made of fields: {…}")
    # A key that is a column's name of ours, but which the mapping calls otherwise, is not ours.
    columns = {key: naming.column(key) or key for key in value}
    taken = {key for key, column in columns.items() if key == column and key in naming.columns}
    flat = {column: value[key] for key, column in columns.items() if key not in taken}
    labels = {column: key for key, column in columns.items() if column != key}
    return made(flat, naming, line, labels)


def parse(text: str) -> object:
    """The value that is all there is in a text, its numbers as they are written. Raises BadJson."""
    walk = _Walk(text)
    value = walk.value()
    walk.end()
    return value


class _Walk:
    """Goes through a text value by value, so that a long list is never held as a whole."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line, self._counted = 1, 0
        self._decoder = json.JSONDecoder(
            parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_once
        )

    def records(self) -> Iterator[tuple[int, object]]:
        """Each record with its line."""
        opens = self._peek()
        if not opens:
            raise BadJson("it is empty", 1)
        if opens == "[":
            yield from self._items(linked=True)
        elif opens == "{":
            yield from self._listed()
        else:
            raise BadJson("it holds no list of programs", self._here())
        self.end()

    def value(self) -> object:
        """The value that begins here."""
        self._peek()
        try:
            value, self._at = self._decoder.raw_decode(self._text, self._at)
        except json.JSONDecodeError as error:
            raise BadJson(f"it is not valid JSON: {error.msg}", error.lineno) from error
        except _Twice as error:
            raise BadJson(
                f'"{shown(error.key)}" stands twice in one record', self._here()
            ) from error
        except RecursionError as error:
            raise BadJson("it is nested too deeply", self._here()) from error
        return value

    def end(self) -> None:
        """Raises BadJson if anything follows."""
        if self._peek():
            raise BadJson("it is not valid JSON: something follows its end", self._here())

    def _peek(self) -> str:
        """The next character that is not white space; "" at the end."""
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._text[self._at : self._at + 1]

    def _here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _pass(self, expected: str) -> str:
        """Passes one of the characters and returns it."""
        found = self._peek()
        if not found or found not in expected:
            reason = f"it is not valid JSON: {' or '.join(expected)} is missing"
            raise BadJson(reason, self._here())
        self._at += 1
        return found

    def _key(self, before: Mapping[str, object]) -> str:
        """The key that begins here, past its colon."""
        if self._peek() != '"':
            raise BadJson("it is not valid JSON: a key in quotation marks is missing", self._here())
        key = str(self.value())
        if key in before:
            raise BadJson(f'"{shown(key)}" stands twice in one record', self._here())
        self._pass(":")
        return key

    def _items(self, *, linked: bool = False) -> Iterator[tuple[int, object]]:
        """Each entry of the list that begins here; all of them at once if they are JSON-LD."""
        start = self._at
        self._pass("[")
        following = self._pass("]") if self._peek() == "]" else ","
        while following == ",":
            self._peek()
            line, value = self._here(), self.value()
            if linked and is_linked(value):
                self._at = start
                yield line, self.value()
                return
            linked = False
            yield line, value
            following = self._pass(",]")

    def _listed(self) -> Iterator[tuple[int, object]]:
        """The records below `programs`; the whole mapping when it has no such list."""
        line, alone, found = self._here(), dict[str, object](), False
        self._pass("{")
        following = self._pass("}") if self._peek() == "}" else ","
        while following == ",":
            key = self._key(alone)
            if key == _LIST and self._peek() == "[":
                found, alone[key] = True, []
                yield from self._items()
            else:
                alone[key] = self.value()
            following = self._pass(",}")
        if not found:
            yield line, alone


class _Twice(Exception):
    """A key of one mapping comes twice."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(next(key for key in keys if keys.count(key) > 1))
    return made
