"""Statements with the numbers of their sources, and the sources, as Teams shows them."""

from __future__ import annotations

from collections.abc import Iterable

from adapters.teams.elements import Payload, column, heading, rich, run, small
from adapters.teams.escape import markdown, plain, shortened, web_address
from bot import wording
from bot.messages import Citation, Statement

# The limits of a citation entity, from Microsoft's page on AI-generated bot messages.
MOST_CITATIONS = 20
NAME_LIMIT = 80
ABSTRACT_LIMIT = 160


def stated(statement: Statement) -> str:
    """A statement before its numbers, for a message's text."""
    return f"{markdown(statement.text)} {wording.marks(statement.citations)}".rstrip()


def entities(citations: Iterable[Citation], *, by_model: bool = False) -> list[Payload]:
    """The root message entity: the citations, and the AI label when a model wrote the words."""
    entity: Payload = {
        "type": "https://schema.org/Message",
        "@type": "Message",
        "@context": "https://schema.org",
        "@id": "",
    }
    if by_model:
        entity["additionalType"] = ["AIGeneratedContent"]
    once = {citation.number: citation for citation in citations}
    if once:
        entity["citation"] = [_claim(once[number]) for number in sorted(once)[:MOST_CITATIONS]]
    return [entity] if len(entity) > 4 else []  # noqa: PLR2004


def _claim(citation: Citation) -> Payload:
    place = ", ".join(part for part in (citation.title, citation.heading) if part)
    name = shortened(place, NAME_LIMIT) or citation.id
    document = {
        "@type": "DigitalDocument",
        "name": name,
        "abstract": shortened(citation.quote, ABSTRACT_LIMIT) or name,
    }
    if url := web_address(citation.url):
        document["url"] = url
    return {"@type": "Claim", "position": citation.number, "appearance": document}


def source_rows(citations: Iterable[Citation], most: int) -> list[Payload]:
    """The sources under their heading, so many at most; the others are counted."""
    places = wording.places(citations)
    rows = [heading(wording.SOURCES), *(source(place, numbers) for numbers, place in places[:most])]
    if hidden := max(0, len(places) - most):
        rows.append(small(f"{hidden} more behind the numbers in the text"))
    return rows


def source(citation: Citation, numbers: Iterable[int] = ()) -> Payload:
    """A row of the card: the numbers as in the text, the place, and the way there."""
    title = plain(citation.title)
    rest = plain(wording.source_line(citation)).removeprefix(title)
    columns = [column("stretch", rich(run(title, weight="Bolder"), run(rest)))]
    if behind := wording.origins_line(citation):
        read = rich(run(plain(behind), size="Small", isSubtle=True), spacing="None")
        columns[0]["items"].append(read)
    if marks := wording.marks(numbers):
        columns.insert(0, column("auto", rich(run(marks, isSubtle=True))))
    if url := web_address(citation.url):
        columns.append(column("auto", {"type": "TextBlock", "text": f"[Open]({url})"}))
    return {"type": "ColumnSet", "spacing": "Small", "columns": columns}
