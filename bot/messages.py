"""Everything the coach says: one closed union, rendered by each surface with a `match`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.articles import Origin


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words of one document that carry a statement.

    `quote` stands character for character in the document's plain text from `start` to `end`
    (Python string offsets). `url` already points at the passage where the address allows it;
    it is empty when the document has no address. `updated` is None when it is not stated.
    `origins` are the pages or papers that the document says it took these words' facts from.
    """

    number: int
    kind: str
    id: str
    title: str
    heading: str
    url: str
    updated: date | None
    quote: str
    start: int
    end: int
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or two of an answer, with the numbers of the citations that carry it."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """How many of the drafted statements their passages carry."""

    supported: int
    statements: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Two to five statements (one, when the hub holds no more), the most direct section first.

    `understood` is the question as it was read when that differs from what was written (a
    follow-up), else empty. `missing` are words of the question that the hub holds nowhere.
    `by_model` is true only when a chat model wrote it.
    """

    question: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    checked: Checked
    understood: str = ""
    missing: tuple[str, ...] = ()
    by_model: bool = False


@dataclass(frozen=True, slots=True)
class Abstention:
    """The hub does not say. `nearest` is what came closest, and carries no claim to answer."""

    question: str
    nearest: tuple[Citation, ...]
    understood: str = ""


class Reason(StrEnum):
    """Why a question is refused."""

    CLINICAL = "clinical"
    PATIENT_DATA = "patient_data"
    CRISIS = "crisis"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Not a question for a career coach. The member's words are neither kept nor repeated."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Help:
    """What the coach can do; `notice` says first why it is shown, when it was not asked for."""

    notice: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A command was carried out."""

    text: str


@dataclass(frozen=True, slots=True)
class Apology:
    """Something failed. `reference` stands in the log beside the cause; `text` says what was
    not lost and what to do next."""

    reference: str
    text: str


KINDS = {
    Answer: "answer",
    Abstention: "abstention",
    Refusal: "refusal",
    Help: "help",
    Done: "done",
    Apology: "apology",
}

Message = Answer | Abstention | Refusal | Help | Done | Apology


def kind_of(message: Message) -> str:
    """The message's name in JSON and in turns, as contracts.md lists them."""
    return KINDS[type(message)]
