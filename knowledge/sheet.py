"""A program as plain text: what is indexed, what citations count in, what `coach source` prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from knowledge.articles import Article, Block, BlockKind, place
from knowledge.passages import Span
from knowledge.programs import Credit, Fee, Program
from knowledge.saying import (
    credit_words,
    days_words,
    form_words,
    held_words,
    hours_words,
    listed,
    mapping_words,
    moc_words,
    money_words,
    people,
    place_words,
    rung_words,
)

ABOUT, FACTS = "What it is about", "What its page states"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of a program's record. `places` is where the sentence of each stated field stands,
    by the field's name."""

    article: Article
    places: dict[str, Span]

    def quote(self, field: str) -> str:
        """The sentence of a field; the field must be stated."""
        span = self.places[field]
        return self.article.text[span.start : span.end]


@lru_cache(maxsize=1024)
def sheet(program: Program) -> Sheet:
    """The record in sentences that can each be read alone; unstated fields are left out."""
    about, facts = list(_about(program)), list(_facts(program))
    blocks = [Block(BlockKind.HEADING, ABOUT, 2), *(_block(text) for _, text in about)]
    if facts:
        blocks += [Block(BlockKind.HEADING, FACTS, 2), *(_block(text) for _, text in facts)]
    text, placed, links = place(blocks)
    bodies = [block for block in placed if block.kind is not BlockKind.HEADING]
    places = {
        field: Span(block.start, block.end)
        for (field, _), block in zip((*about, *facts), bodies, strict=True)
    }
    article = Article(
        id=program.id,
        title=program.title,
        text=text,
        blocks=placed,
        links=links,
        url=program.url,
        updated=program.verified_on,
    )
    return Sheet(article, places)


def _block(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, " ".join(text.split()))


def _about(p: Program) -> Iterator[tuple[str, str]]:
    yield "title", _ended(f"{p.title} is {form_words(p.format)} offered by {p.provider}")
    if p.description:
        yield "description", f"{p.title}: {p.description}"
    if p.topics:
        yield "topics", f"Topics of {p.title}: {listed(p.topics)}."
    if p.competencies:
        yield "competencies", f"Skills that {p.title} names: {listed(p.competencies)}."
    if p.professions:
        yield "professions", f"{p.title} is open to {people(p.professions)}."
    if p.specialties:
        yield "specialties", f"{p.title} is aimed at {listed(p.specialties)}."


def _facts(p: Program) -> Iterator[tuple[str, str]]:
    if p.credits:
        yield "credits", f"{p.title} gives {listed(map(_credit, p.credits))}."
    if p.moc:
        yield "moc", f"{p.title} counts toward certification: {'; '.join(map(moc_words, p.moc))}."
    if p.fee:
        yield "fee", f"{p.title} {_costs(p.fee)}."
    yield from _times(p)
    yield from _where(p)
    yield from _independence(p)
    yield from _effect(p)
    yield from _design(p)
    if p.mandatory_topics:
        said = "; ".join(map(mapping_words, p.mandatory_topics))
        yield "mandatory_topics", f"{p.title} is said to meet {said}."


def _times(p: Program) -> Iterator[tuple[str, str]]:
    if p.start or p.end:
        runs = "is offered" if p.self_paced else "runs"
        zone = f" ({p.tz})" if p.tz else ""
        yield "start", f"{p.title} {runs} {days_words(p.start, p.end)}{zone}."
    for field, said in (
        ("registration_deadline", "Registration for {} closes on {}."),
        ("application_deadline", "Applications for {} close on {}."),
        ("credit_claim_by", "Credit for {} must be claimed by {}."),
        ("expires_on", "{} gives credit until {}."),
    ):
        day: date | None = getattr(p, field)
        if day:
            yield field, said.format(p.title, day.isoformat())
    if p.hours_to_complete is not None:
        yield "hours_to_complete", f"{p.title} takes about {hours_words(p.hours_to_complete)}."


def _where(p: Program) -> Iterator[tuple[str, str]]:
    where = place_words(p)
    if p.delivery:
        yield "delivery", f"{p.title} is held {held_words(p)}."
    elif where:
        yield "delivery", f"{p.title} is held in {where}."
    if p.travel:
        yield "travel", _ended(f"Travel for {p.title}: {p.travel}")


def _independence(p: Program) -> Iterator[tuple[str, str]]:
    if p.provider_accreditor:
        yield (
            "provider_accreditor",
            _ended(f"The provider of {p.title} is accredited by {p.provider_accreditor}"),
        )
    if p.jointly_accredited is not None:
        joint = "has" if p.jointly_accredited else "does not have"
        yield (
            "jointly_accredited",
            f"The provider of {p.title} {joint} Joint Accreditation for interprofessional CE.",
        )
    if p.ipce is not None:
        yield (
            "ipce",
            f"{p.title} {'gives' if p.ipce else 'gives no'} interprofessional (IPCE) credit.",
        )
    if support := p.commercial_support:
        got = "received" if support.received else "received no"
        detail = ", ".join(part for part in (support.kind, support.source) if part)
        yield (
            "commercial_support",
            f"{p.title} {got} commercial support{f' ({detail})' if detail else ''}.",
        )


def _effect(p: Program) -> Iterator[tuple[str, str]]:
    if p.designed_to_change is not None:
        aims = listed(map(rung_words, p.designed_to_change)) or "none of the outcome levels"
        yield "designed_to_change", f"{p.title} is designed to change {aims}."
    if p.changes_measured is not None:
        changes = listed(map(rung_words, p.changes_measured))
        measured = f"changes in {changes}" if changes else "no change"
        yield "changes_measured", f"{p.title} measures {measured}."
    if p.outcome_summary:
        yield "outcome_summary", f"Reported results of {p.title}: {p.outcome_summary}"
    if p.outcome_source:
        yield "outcome_source", f"Where the results of {p.title} are reported: {p.outcome_source}"


def _design(p: Program) -> Iterator[tuple[str, str]]:
    for field, yes, no in (
        ("team_based", "brings several professions or a team together", "is not made for teams"),
        ("practice_project", "includes a project in one's own practice", "includes no project"),
        ("leadership_content", "teaches leadership or operations", "teaches no leadership"),
    ):
        stated: bool | None = getattr(p, field)
        if stated is not None:
            yield field, f"{p.title} {yes if stated else no}."


def _credit(credit: Credit) -> str:
    number = f"UAN {credit.uan}" if credit.uan else ""
    details = "; ".join(part for part in (credit.accreditor, number) if part)
    return f"{credit_words(credit)}{f' ({details})' if details else ''}"


def _costs(fee: Fee) -> str:
    cost = "is free" if fee.free else f"costs {money_words(fee.price)}"
    cancel = f"refundable until {fee.cancel_by.isoformat()}" if fee.cancel_by else ""
    details = "; ".join(part for part in (fee.includes.rstrip("."), cancel) if part)
    return f"{cost} ({details})" if details else cost


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."
