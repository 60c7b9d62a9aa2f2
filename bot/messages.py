"""Everything the coach says: one closed union, rendered by each surface with a `match`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.articles import Origin
from knowledge.programs import Program


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
class Match:
    """A program with what speaks for it: each reason is tied to the record by its citations.

    `unstated` names what was asked for, or is a sign of a good program, and the record does not
    state. `cautions` are what to know before relying on it (a stored copy, a stale record).
    """

    program: Program
    why: tuple[Statement, ...]
    unstated: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Two to five statements (one, when the hub holds no more), the most direct section first.

    `understood` is the question as it was read when that differs from what was written (a
    follow-up), else empty. `missing` are words of the question that the hub holds nowhere.
    `by_model` is true only when a chat model wrote it. `programs` fit what was asked about;
    `records` are the citations of their reasons. `personal` when the profile of whoever asked had
    a part in it, so that it would tell others of them.
    """

    question: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    checked: Checked
    understood: str = ""
    missing: tuple[str, ...] = ()
    by_model: bool = False
    programs: tuple[Match, ...] = ()
    records: tuple[Citation, ...] = ()
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Abstention:
    """The hub does not say. `nearest` is what came closest, and carries no claim to answer; `said`
    tells what exactly is not known, where that can be told."""

    question: str
    nearest: tuple[Citation, ...]
    understood: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Programs:
    """Programs that meet every constraint of a request, best first, with the reasons.

    `understood` is what was read from the request, each part alone, so that it can be corrected.
    `perhaps` contradict nothing, but do not state all that was asked for. `nearest`, when nothing
    fits, miss something; their reasons say what. `more` counts matches that are not shown.
    `doubts` say what was ambiguous and how it was read.
    """

    question: str
    understood: tuple[str, ...]
    matches: tuple[Match, ...]
    perhaps: tuple[Match, ...] = ()
    nearest: tuple[Match, ...] = ()
    citations: tuple[Citation, ...] = ()
    more: int = 0
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two to four programs side by side: a row for each thing to know, a cell for each program.

    `statements` say each program's main facts in its record's own sentences.
    """

    question: str
    programs: tuple[Program, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a briefing: cited statements, then programs. `saved` when these are the member's
    own list, of which they can be taken off, by their number too."""

    heading: str
    statements: tuple[Statement, ...] = ()
    programs: tuple[Match, ...] = ()
    saved: bool = False


@dataclass(frozen=True, slots=True)
class Briefing:
    """Sections on one subject: a role map, what a board asks for, why a program was not offered.

    `notes` are what to know about the whole; they claim nothing that needs a citation.
    """

    question: str
    title: str
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...] = ()
    understood: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: pressing it is saying these words to the coach, whatever the label reads."""

    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Note:
    """What the coach noted, holds or wants to know of a member: a title, rows of a label and
    what it says, remarks, and what can be said next. `asks` when it asks back instead of doing
    anything; `question` are then the words it asks about. `left` are the words of the message that
    this part of the desk did nothing with; the desk offers them to the others, so that none are
    left where it answers. For the member's eyes only, always."""

    title: str
    rows: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    asks: bool = False
    question: str = ""
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reminder:
    """One deadline in a nudge.

    `when` says the day in words, in the member's zone; `because` why this comes to them; `do`
    what to do next. `statements` are cited, `rows` hold the member's own plan or packet with a
    label each. `urgent` when money or a licence is lost within 72 hours.
    """

    title: str
    when: str
    because: str
    do: str
    urgent: bool = False
    rows: tuple[tuple[str, str], ...] = ()
    statements: tuple[Statement, ...] = ()
    programs: tuple[Match, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Nudge:
    """What the coach says unasked: one reminder, or several of one day as a digest. `again` when
    it may repeat an earlier note whose arrival is in doubt."""

    reminders: tuple[Reminder, ...]
    citations: tuple[Citation, ...] = ()
    again: bool = False


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
    Programs: "answer",
    Comparison: "answer",
    Briefing: "answer",
    Note: "done",
    Nudge: "done",
    Abstention: "abstention",
    Refusal: "refusal",
    Help: "help",
    Done: "done",
    Apology: "apology",
}

Message = (
    Answer
    | Programs
    | Comparison
    | Briefing
    | Note
    | Nudge
    | Abstention
    | Refusal
    | Help
    | Done
    | Apology
)


def kind_of(message: Message) -> str:
    """The message's name in JSON and in turns, as contracts.md lists them."""
    match message:
        case Programs(matches=(), perhaps=()):
            return KINDS[Abstention]
        case Briefing(sections=()):
            return KINDS[Abstention]
        case Note(asks=True):
            return KINDS[Help]
    return KINDS[type(message)]
