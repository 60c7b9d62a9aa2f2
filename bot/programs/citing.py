"""Citations of what is said about programs, roles and rules, numbered as they are first used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bot.answering.composing import cite
from bot.answering.quoting import Quote
from bot.messages import Citation, Statement
from knowledge.articles import Origin
from knowledge.passages import Hit
from knowledge.programs import Program
from knowledge.requirements import Requirement, rule_id, rule_text
from knowledge.sheet import sheet
from knowledge.topics import topics_in

_PAGE = re.compile(r"^(?P<publisher>.+), “(?P<title>.+)”$")


class Citer:
    """Gives each cited sentence its number, the same whenever it is cited again."""

    def __init__(self, first: int = 1) -> None:
        self._first = first
        self._numbers: dict[tuple[str, str], int] = {}
        self._citations: list[Citation] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Everything cited until now."""
        return tuple(self._citations)

    def state(self, text: str, program: Program, *fields: str) -> Statement:
        """A statement carried by those of the fields that the record states; by the sentence that
        names the program when it states none of them."""
        places = sheet(program).places
        stated = [field for field in dict.fromkeys(fields) if field in places] or ["title"]
        return Statement(text, tuple(self._record(program, field) for field in stated))

    def recite(self, program: Program, fields: Iterable[str]) -> Statement:
        """The record's own sentences of those fields that it states."""
        record = sheet(program)
        stated = [field for field in fields if field in record.places]
        text = " ".join(map(record.quote, stated))
        return Statement(text, tuple(self._record(program, field) for field in stated))

    def quote(self, words: str, hit: Hit) -> Statement:
        """Words of an article, said as they stand there."""
        start = hit.passage.start + hit.passage.text.index(words)
        sentence = next((s for s in hit.sentences if s.start <= start < s.end), hit.sentences[0])
        found = Quote(
            hit,
            start,
            start + len(words),
            words,
            sentence.link,
            sentence.origins,
            sentence.row,
            hit.score,
            sentence.stems,
        )
        return Statement(words, (self._number((hit.source.id, words), lambda n: cite(n, found)),))

    def rule(self, words: str, requirement: Requirement) -> Statement:
        """A sentence of a renewal rule, as its text has it."""
        number = self._number(
            (requirement.id, words), lambda n: _rule_citation(n, words, requirement)
        )
        return Statement(words, (number,))

    def _record(self, program: Program, field: str) -> int:
        return self._number((program.id, field), lambda n: _record_citation(n, program, field))

    def _number(self, key: tuple[str, str], make: Callable[[int], Citation]) -> int:
        if key not in self._numbers:
            self._numbers[key] = self._first + len(self._citations)
            self._citations.append(make(self._numbers[key]))
        return self._numbers[key]


def carriers(program: Program, topics: Iterable[str]) -> tuple[str, ...]:
    """The fields in which the record speaks of these topics, one for each."""
    named = {
        "topics": program.topics,
        "competencies": program.competencies,
        "title": (program.title,),
        "mandatory_topics": tuple(each.topic for each in program.mandatory_topics),
    }
    spoken = {field: {*said, *topics_in(" / ".join(said))} for field, said in named.items()}
    found = (next((f for f in spoken if topic in spoken[f]), "title") for topic in topics)
    return tuple(dict.fromkeys(found))


def _record_citation(number: int, program: Program, field: str) -> Citation:
    record = sheet(program)
    span = record.places[field]
    return Citation(
        number=number,
        kind="program",
        id=program.id,
        title=program.title,
        heading="",
        url=program.url,
        updated=program.verified_on,
        quote=record.quote(field),
        start=span.start,
        end=span.end,
        origins=(_origin_of(program),),
    )


def _origin_of(program: Program) -> Origin:
    """The page that the record's facts were read on."""
    page = _PAGE.match(program.source_of_record)
    return Origin(
        number=1,
        title=page["title"] if page else program.source_of_record or program.title,
        publisher=page["publisher"] if page else program.provider,
        url=program.url,
        dated=program.verified_on.isoformat() if program.verified_on else "",
        read=program.retrieved_on,
        stored=not program.live,
    )


def _rule_citation(number: int, words: str, requirement: Requirement) -> Citation:
    start = rule_text(requirement).index(words)
    return Citation(
        number=number,
        kind="rule",
        id=rule_id(requirement),
        title=f"Renewal rule: {requirement.people}",
        heading=requirement.rule,
        url=requirement.source.url,
        updated=None,
        quote=words,
        start=start,
        end=start + len(words),
        origins=(requirement.source,),
    )
