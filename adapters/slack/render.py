"""Every message of the coach as Slack shows it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import assert_never

from adapters.cards import SHORT_CARDS
from adapters.slack.blocks import (
    BUDGET,
    Block,
    Span,
    label,
    line,
    note,
    paragraph,
    shortened,
    size,
    title,
    words,
)
from adapters.slack.citing import LINE_LIMIT, sources, stated, understood
from adapters.slack.fallback import HOW, in_plain_text
from adapters.slack.programs import briefing, comparison, programs, short_card
from adapters.slack.reminders import noted, nudged
from bot import wording
from bot.messages import (
    Abstention,
    Answer,
    Apology,
    Briefing,
    Comparison,
    Done,
    Help,
    Message,
    Note,
    Nudge,
    Programs,
    Refusal,
)

SHARE = "share"
"""The action of the "Share in channel" button."""

_PREVIEW_LIMIT = 240
_NEAREST_LIMIT = 5

SHARED = "Shared in the channel."
PERSONAL = (
    "This answer is made for your profile, so no button shares it. For one to share, ask me in the "
    "channel."
)
NOT_SHARED = "Not shared; nothing was posted. Press again, or ask again with /coach."
IN_DOUBT = (
    "I cannot tell whether this was shared. If it is not in the channel, ask again with /coach."
)
TAKEN_UP = (
    "This button was pressed before. If the answer is not in the channel by now, ask again with "
    "/coach."
)
CHANGED = "I looked again before sharing, and this is the answer now. Nothing was shared yet."


class Detail(IntEnum):
    """How much of an answer is shown; each step holds the one before."""

    NO_LINKS = 0
    SOURCE_LINKS = 1
    LINKS = 2
    QUOTATIONS = 3


@dataclass(frozen=True, slots=True)
class Payload:
    """A message as Slack takes it. `text` says all of it too: for notifications and screen
    readers, and for the case that Slack refuses the blocks."""

    text: str
    blocks: tuple[Block, ...]

    def with_note(self, words: str) -> Payload:
        """The same with a line of small print at its end."""
        return replace(self, blocks=(*self.blocks, note(words)))

    def with_share(self, value: str) -> Payload:
        """The same with a button that shares it."""
        return replace(self, blocks=(*self.blocks, _share_button(value)))


def render(message: Message) -> Payload:
    """The text and blocks of one message."""
    return Payload(in_plain_text(message), tuple(_blocks(message)))


def shared(answer: Answer, question: str, member: str) -> Payload:
    """An answer a member shares: who asked what, then what the coach said."""
    said = render(answer)
    opening = paragraph(
        [
            line(Span("", member=member), " asked the coach, and shares the answer:"),
            line(shortened(question, LINE_LIMIT), quoted=True),
        ]
    )
    return Payload(f"<@{member}>: {said.text}", (opening, *said.blocks))


def _blocks(message: Message) -> list[Block]:
    match message:
        case Answer():
            blocks = _with_programs(message)
        case Programs():
            blocks = programs(message)
        case Comparison():
            blocks = comparison(message)
        case Briefing():
            blocks = briefing(message)
        case Note():
            blocks = noted(message)
        case Nudge():
            blocks = nudged(message)
        case Abstention():
            blocks = _abstention(message)
        case Refusal():
            blocks = [words(wording.REFUSALS[message.reason])]
        case Help():
            blocks = _help(message)
        case Done():
            blocks = [words(message.text)]
        case Apology():
            blocks = [words(message.text), note(wording.reference(message.reference))]
        case _:
            assert_never(message)
    return blocks


def _with_programs(answer: Answer) -> list[Block]:
    """The answer, then as many cards as it leaves room for."""
    blocks = _fitting(answer)
    for count in range(min(SHORT_CARDS, len(answer.programs)), 0, -1):
        shown = enumerate(answer.programs[:count], 1)
        cards = [block for number, match in shown for block in short_card(match, number)]
        whole = [*blocks, title(wording.PROGRAMS_THAT_FIT), *cards]
        if size(whole) <= BUDGET:
            return whole
    return blocks


def _fitting(answer: Answer) -> list[Block]:
    """The answer in full; where that is too long, without quotations, then with fewer links,
    then with fewer statements."""
    for detail in sorted(Detail, reverse=True):
        blocks = _answer(answer, detail)
        if size(blocks) <= BUDGET:
            return blocks
    if len(answer.statements) == 1:
        return blocks
    kept = answer.statements[:-1]
    used = {number for statement in kept for number in statement.citations}
    citations = tuple(citation for citation in answer.citations if citation.number in used)
    return _fitting(replace(answer, statements=kept, citations=citations))


def _answer(answer: Answer, detail: Detail) -> list[Block]:
    linked = answer.citations if detail >= Detail.LINKS else ()
    urls = {citation.number: citation.url for citation in linked}
    quoted = _quotations(answer) if detail >= Detail.QUOTATIONS else {}
    links = detail >= Detail.SOURCE_LINKS
    return [
        *([note(understood(answer.understood))] if answer.understood else []),
        *(paragraph([stated(statement, urls)]) for statement in answer.statements),
        sources(wording.SOURCES, answer.citations, quoted, linked=links),
        note(wording.checked_line(answer)),
    ]


def _quotations(answer: Answer) -> dict[int, str]:
    """The quotations that say more than the statements, which may be quotations themselves."""
    said = [statement.text.rstrip(".") for statement in answer.statements]
    return {
        citation.number: citation.quote
        for citation in answer.citations
        if not any(words in citation.quote or citation.quote in words for words in said)
    }


def _abstention(message: Abstention) -> list[Block]:
    nearest = message.nearest[:_NEAREST_LIMIT]
    blocks = [note(understood(message.understood))] if message.understood else []
    blocks.append(words(wording.abstention(message)))
    if nearest:
        previews = {near.number: shortened(near.quote, _PREVIEW_LIMIT) for near in nearest}
        blocks.append(sources(wording.NEAREST, nearest, previews))
    return [*blocks, *map(words, wording.advice(message))]


def _help(message: Help) -> list[Block]:
    opening = [words(message.notice)] if message.notice else []
    examples = [line("For example:"), *(line(f"• {example}") for example in wording.EXAMPLES)]
    return [
        *opening,
        words(wording.HELP),
        paragraph(examples),
        words(HOW),
        note(wording.PRIVACY),
    ]


def _share_button(value: str) -> Block:
    button = {
        "type": "button",
        "action_id": SHARE,
        "text": label("Share in channel"),
        "value": value,
        "confirm": {
            "title": label("Share in channel?"),
            "text": label("Your question and this answer will be posted here under your name."),
            "confirm": label("Share"),
            "deny": label("Keep to myself"),
        },
    }
    return {"type": "actions", "elements": [button]}
