"""From a message to an activity: the words with their [n], and a card with the sources.

The statements stand in the activity's text, because only there Teams turns [n] into a citation;
the card says what the text does not: where each number comes from and what was checked. Words
of the hub never stand in a card's Markdown, whose escapes differ between Teams' clients, but in
RichTextBlock, which has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from adapters.cards import SHORT_CARDS
from adapters.teams.citing import entities, source, source_rows, stated
from adapters.teams.elements import (
    Payload,
    activity,
    card,
    first_that_fits,
    heading,
    joined,
    rich,
    run,
    small,
    spoken,
)
from adapters.teams.escape import markdown, plain
from adapters.teams.programs import briefings, comparisons, programs, short_card
from adapters.teams.reminders import notes, nudges
from bot import wording
from bot.messages import (
    Abstention,
    Answer,
    Apology,
    Briefing,
    Citation,
    Comparison,
    Done,
    Help,
    Message,
    Note,
    Nudge,
    Programs,
    Refusal,
)


def render(message: Message) -> Payload:
    """The message as an activity's JSON, without the addresses that delivery adds."""
    match message:
        case Answer():
            payload = first_that_fits(_answers(message))
        case Programs():
            payload = first_that_fits(programs(message))
        case Comparison():
            payload = first_that_fits(comparisons(message))
        case Briefing():
            payload = first_that_fits(briefings(message))
        case Note():
            payload = first_that_fits(notes(message))
        case Nudge():
            payload = first_that_fits(nudges(message))
        case Abstention():
            payload = first_that_fits(_abstentions(message))
        case Refusal():
            payload = activity(wording.REFUSALS[message.reason])
        case Help():
            payload = _help(message)
        case Done():
            payload = activity(message.text)
        case Apology():
            payload = activity(message.text, wording.reference(message.reference))
        case _:
            assert_never(message)
    return payload


def pressed_reply(message: Message) -> tuple[str, str | Payload]:
    """What a press of a button is answered with, and of which kind it is: a card for a message
    that has one, else its words."""
    match message:
        case Done():
            words = message.text
        case Help():
            words = message.notice or wording.HELP
        case Apology():
            words = f"{message.text} {wording.reference(message.reference)}"
        case _:
            payload = render(message)
            for attachment in payload.get("attachments", ()):
                return attachment["contentType"], attachment["content"]
            words = payload["text"]
    return "application/vnd.microsoft.activity.message", plain(words)


def _answers(answer: Answer) -> Iterator[Payload]:
    """The answer, then with ever less of it: programs leave the card first, then sources, then
    statements."""
    for cards in range(min(SHORT_CARDS, len(answer.programs)), -1, -1):
        yield _answer(replace(answer, programs=answer.programs[:cards]), len(answer.citations))
    answer = replace(answer, understood="", programs=())
    for rows in range(len(answer.citations), -1, -1):
        yield _answer(answer, rows)
    for kept in range(len(answer.statements) - 1, 0, -1):
        statements = answer.statements[:kept]
        cited = {number for statement in statements for number in statement.citations}
        citations = tuple(citation for citation in answer.citations if citation.number in cited)
        yield _answer(replace(answer, statements=statements, citations=citations), 0)


def _answer(answer: Answer, rows: int) -> Payload:
    lead = (wording.understood(answer.understood),) if answer.understood else ()
    payload = activity(*lead)
    # In paragraphs, because inside a list Teams' Playground leaves [n] as it is.
    payload["text"] = joined(payload["text"], *(stated(s) for s in answer.statements))
    payload["speak"] = spoken(joined(*lead, *(plain(s.text) for s in answer.statements)))
    payload["entities"] = entities(answer.citations, by_model=answer.by_model)
    payload["attachments"] = [_card(answer, rows)]
    return payload


def _card(answer: Answer, rows: int) -> Payload:
    """Where each number comes from, what was checked, and programs."""
    body = source_rows(answer.citations, rows)
    body.append(small(wording.checked_line(answer), separator=True))
    if answer.programs:
        body += [heading(wording.PROGRAMS_THAT_FIT), *map(short_card, answer.programs)]
    shown = [citation for _, citation in wording.places(answer.citations)[:rows]]
    return card(body, _listed(wording.SOURCES, shown))


def _listed(title: str, places: Iterable[Citation]) -> str:
    lines = "; ".join(wording.source_line(place) for place in places)
    return f"{title.rstrip(':')}: {lines}"


def _abstentions(abstention: Abstention) -> Iterator[Payload]:
    """The abstention, then with ever fewer of the passages that came nearest."""
    yield _abstention(abstention)
    abstention = replace(abstention, understood="")
    for kept in range(len(abstention.nearest), -1, -1):
        yield _abstention(replace(abstention, nearest=abstention.nearest[:kept]))


def _abstention(abstention: Abstention) -> Payload:
    lead = (wording.understood(abstention.understood),) if abstention.understood else ()
    said = (*lead, wording.abstention(abstention), *wording.advice(abstention))
    payload = activity(*said)
    if abstention.nearest:
        body = [heading(wording.NEAREST), *(_nearest(place) for place in abstention.nearest)]
        payload["attachments"] = [card(body, _listed(wording.NEAREST, abstention.nearest))]
    return payload


def _nearest(citation: Citation) -> Payload:
    row = source(citation)
    row["columns"][0]["items"].append(
        rich(run(plain(citation.quote), isSubtle=True), spacing="None")
    )
    return row


def _help(message: Help) -> Payload:
    payload = activity(*((message.notice,) if message.notice else ()), wording.HELP)
    examples = "\n".join(f"- {markdown(example)}" for example in wording.EXAMPLES)
    payload["text"] = joined(payload["text"], examples, markdown(wording.PRIVACY))
    return payload
