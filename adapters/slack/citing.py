"""Statements with the numbers of their sources, and the sources, as Slack shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adapters.slack.blocks import Block, Line, Span, line, paragraph, shortened
from bot import wording
from bot.messages import Citation, Statement

LINE_LIMIT = 300
_STATEMENT_LIMIT = 1_200
_ORIGINS_LIMIT = 800


def stated(statement: Statement, urls: Mapping[int, str], mark: str = "") -> Line:
    """A statement behind a mark, before its numbers; those with an address open it."""
    spans: list[Span | str] = [mark, shortened(statement.text, _STATEMENT_LIMIT)]
    for number in statement.citations:
        spans += [" ", Span(f"[{number}]", urls.get(number, ""))]
    return line(*spans)


def sources(
    title: str, citations: Sequence[Citation], quoted: Mapping[int, str], *, linked: bool = True
) -> Block:
    """A line for each source, a quotation under those that have one."""
    lines: list[Line] = [line(Span(title, bold=True))]
    for numbers, citation in wording.places(citations):
        url = citation.url if linked else ""
        behind = shortened(wording.origins_line(citation), _ORIGINS_LIMIT)
        leads_behind = any(origin.url == citation.url for origin in citation.origins)
        place = Span(_source_line(citation), "" if leads_behind else url)
        lines.append(line(f"{wording.marks(numbers)} ", place))
        if behind:
            lines.append(line(Span(behind, url if leads_behind else "")))
        lines += [line(quoted[number], quoted=True) for number in numbers if number in quoted]
    return paragraph(lines)


def understood(whole: str) -> str:
    """How a question was read, in a line that is not too long."""
    return wording.understood(shortened(whole, LINE_LIMIT))


def _source_line(citation: Citation) -> str:
    return shortened(wording.source_line(citation), LINE_LIMIT)
