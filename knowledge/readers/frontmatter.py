"""The lines between `---` and `---` at the top of a Markdown article, with where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import yaml

from knowledge.articles import UnreadableArticle
from knowledge.readers.lines import fold, web_address
from knowledge.readers.reading import UNSTATED, stated_date

LONGEST = 64_000
DEEPEST = 20
KNOWN = frozenset({"id", "title", "url", "published", "updated"})

# The file's second line is the front matter's first; YAML counts from 0.
_FIRST_LINE = 2
_HINTS = {
    "mapping values are not allowed here": "a value with a colon must stand in quotes",
    "found character '\\t' that cannot start any token": "indent with spaces, not tabs",
    "could not find expected ':'": "write each line as `key: value`",
}

Value = str | list["Value"] | dict[str, "Value"]


class _Mark(Protocol):
    """A place in the front matter; lines count from 0."""

    @property
    def line(self) -> int: ...


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What an article says of itself. Raises UnreadableArticle, naming key, value and line."""

    values: Mapping[str, Value]
    lines: Mapping[str, int]

    def text(self, key: str) -> str:
        """The value of a key that holds one line of text; "" when it is not stated."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise UnreadableArticle(f"{key} must be one line of text", self.lines[key])
        return "" if value in UNSTATED else value

    def title(self) -> str:
        """The title, which every Markdown article must have."""
        if title := self.text("title"):
            return title
        reason = "front matter has no title; add a line `title: …`"
        raise UnreadableArticle(reason, self.lines.get("title", 1))

    def url(self) -> str:
        """The web address, or ""."""
        stated = self.text("url")
        address = web_address(stated)
        if stated and not address:
            reason = f'url: "{stated[:80]}" is no web address; it must start with https://'
            raise UnreadableArticle(reason, self.lines["url"])
        return address

    def day(self, key: str) -> date | None:
        """The date of a key, or None when it is not stated."""
        stated = self.text(key)
        day = stated_date(stated)
        if stated and day is None:
            reason = f'{key}: "{stated[:80]}" is no date; write it as 2026-05-29'
            raise UnreadableArticle(reason, self.lines[key])
        return day

    def details(self) -> dict[str, object]:
        """Everything else, kept as it was written."""
        return {key: value for key, value in self.values.items() if key not in KNOWN}


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """The front matter and the body below it. Raises UnreadableArticle."""
    start = re.match(r"---[ \t]*\n", text)
    if start is None:
        reason = "front matter has no title; start the file with ---, `title: …` and ---"
        raise UnreadableArticle(reason, line=1)
    end = re.compile(r"^(---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, start.end())
    if end is None:
        raise UnreadableArticle("front matter is never closed with a line ---", line=1)
    written = text[start.end() : end.start()]
    if len(written) > LONGEST:
        raise UnreadableArticle(f"front matter is over {LONGEST // 1000} KB", line=1)
    return _parse(written), text[end.end() :]


def _parse(written: str) -> FrontMatter:
    try:
        _refuse_bombs(written)
        # BaseLoader keeps every value as it was written: no titles that turn into numbers or
        # dates, and nothing is built but text, lists and mappings.
        loader = yaml.BaseLoader(written)
        node = loader.get_single_node()
        values = loader.construct_document(node) if node else {}
    except yaml.reader.ReaderError as error:
        line = written[: error.position].count("\n") + _FIRST_LINE
        raise UnreadableArticle("front matter holds a control character", line) from error
    except yaml.MarkedYAMLError as error:
        raise _broken(error) from error
    if not isinstance(node, yaml.MappingNode):
        raise UnreadableArticle("front matter is not made of lines `key: value`", _FIRST_LINE)
    lines = {fold(key.value): _line(key.start_mark) for key, _ in node.value}
    return FrontMatter({fold(key): _clean(value) for key, value in values.items()}, lines)


def _refuse_bombs(written: str) -> None:
    """Raises UnreadableArticle for what a few lines could blow up: references and deep nests."""
    depth = 0
    for event in yaml.parse(written, Loader=yaml.BaseLoader):
        line = _line(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            reason = "front matter may not refer to another value (*name); write the value out"
            raise UnreadableArticle(reason, line)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise UnreadableArticle("front matter is nested too deeply", line)


def _broken(error: yaml.MarkedYAMLError) -> UnreadableArticle:
    problem = error.problem or "it cannot be understood"
    hint = f" ({_HINTS[problem]})" if problem in _HINTS else ""
    line = _line(error.problem_mark or error.context_mark)
    return UnreadableArticle(f"front matter is not valid YAML: {problem}{hint}", line)


def _line(mark: _Mark | None) -> int:
    return mark.line + _FIRST_LINE if mark else 1


def _clean(value: Value) -> Value:
    if isinstance(value, dict):
        return {fold(key): _clean(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    return fold(value)
