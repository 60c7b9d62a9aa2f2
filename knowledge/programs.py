"""A program of continuing education as the catalog knows it.

The fields are those of the field's own formats (PARS, MEMS, Healthcare LOM). What a record does
not state is None, "" or, for a list that could be empty on purpose, None: shown as "not stated",
never as "no".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum


class Format(StrEnum):
    """How an activity is built: the formats that PARS lists."""

    COURSE = "live course"
    SERIES = "regularly scheduled series"
    ENDURING = "enduring material"
    JOURNAL = "journal-based"
    REVIEW = "manuscript review"
    TEST_WRITING = "test-item writing"
    COMMITTEE = "committee learning"
    IMPROVEMENT = "performance/quality improvement"
    SEARCHING = "internet searching and learning"
    TEACHING = "learning from teaching"
    OTHER = "other/blended"


class Delivery(StrEnum):
    """Whether a learner has to be there."""

    IN_PERSON = "in person"
    ONLINE = "online"
    BOTH = "both"


class Rung(StrEnum):
    """The ladder of educational outcomes, lowest first."""

    KNOWLEDGE = "knowledge"
    COMPETENCE = "competence"
    PERFORMANCE = "performance"
    PATIENT_OUTCOME = "patient outcome"

    @property
    def height(self) -> int:
        """1 for the lowest rung, 4 for the highest."""
        return list(Rung).index(self) + 1


PROFESSIONS = (
    "physician",
    "nurse",
    "practical nurse",
    "advanced practice nurse",
    "nurse anesthetist",
    "physician assistant",
    "pharmacist",
    "pharmacy technician",
    "therapist",
    "dentist",
    "psychologist",
    "social worker",
    "dietitian",
    "paramedic",
    "administrator",
)
ANY = "any"
"""Stands among a program's professions when it is open to all of them."""

SELF_PACED = frozenset({Format.ENDURING, Format.JOURNAL, Format.SEARCHING})
"""Formats that are begun on whatever day a learner likes."""

DROP_IN = SELF_PACED | {Format.SERIES}
"""Formats that one can still join after their first day."""

STALE_AFTER = timedelta(days=180)
"""Age of a record from which it is marked stale, where no setting says otherwise."""


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount, 0 or more, in a currency named by its ISO 4217 code."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Credit:
    """Credit of one type. `amount` is what everybody earns, `max` is the most that can be earned
    ("up to"); both in `unit`s, and either may stand alone."""

    type: str
    unit: str = ""
    amount: Decimal | None = None
    max: Decimal | None = None
    accreditor: str = ""
    uan: str = ""

    @property
    def most(self) -> Decimal | None:
        """The most that can be earned, in units; None when no number is stated."""
        return self.amount if self.max is None else self.max


@dataclass(frozen=True, slots=True)
class Moc:
    """Credit toward one certifying board's maintenance of certification."""

    board: str
    credit_type: str = ""
    points: Decimal | None = None
    practice_area: str = ""


@dataclass(frozen=True, slots=True)
class MandatoryTopic:
    """A topic that a jurisdiction (ISO 3166 code: "US", "US-FL") demands and the program is said
    to meet. It is verified when `verified_on` says when, and `verified_by` by whom; without a day
    it is what the page at `source` claims."""

    jurisdiction: str
    topic: str
    verified_on: date | None = None
    verified_by: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """The full price for somebody without membership; members' and early prices are told in
    `includes`. `cancel_by` is the last day to get it back."""

    price: Money
    includes: str = ""
    cancel_by: date | None = None

    @property
    def free(self) -> bool:
        """Whether nothing is to be paid by anybody."""
        return self.price.amount == 0


@dataclass(frozen=True, slots=True)
class CommercialSupport:
    """Whether companies paid for it, who, and how ("grant", "in kind")."""

    received: bool
    source: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Program:
    """A course or activity one can take, as its own page describes it.

    Days are local to `tz` (an IANA zone) where it is stated. `retrieved_on` is when the page was
    read; `verified_on`, never later, is the day the page vouches for: that of the reading where
    the page was live, or a date of its own. Without it the stored copy is of unknown age.
    `designed_to_change` and `changes_measured` are None when not stated and empty when stated to
    be nothing.
    """

    id: str
    title: str
    provider: str
    provider_accreditor: str = ""
    jointly_accredited: bool | None = None
    ipce: bool | None = None
    description: str = ""
    format: Format | None = None
    delivery: Delivery | None = None
    city: str = ""
    region: str = ""
    country: str = ""
    tz: str = ""
    start: date | None = None
    end: date | None = None
    registration_deadline: date | None = None
    application_deadline: date | None = None
    credit_claim_by: date | None = None
    expires_on: date | None = None
    credits: tuple[Credit, ...] = ()
    moc: tuple[Moc, ...] = ()
    professions: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    competencies: tuple[str, ...] = ()
    mandatory_topics: tuple[MandatoryTopic, ...] = ()
    fee: Fee | None = None
    hours_to_complete: Decimal | None = None
    travel: str = ""
    commercial_support: CommercialSupport | None = None
    designed_to_change: tuple[Rung, ...] | None = None
    changes_measured: tuple[Rung, ...] | None = None
    outcome_summary: str = ""
    outcome_source: str = ""
    team_based: bool | None = None
    practice_project: bool | None = None
    leadership_content: bool | None = None
    url: str = ""
    retrieved_on: date | None = None
    verified_on: date | None = None
    source_of_record: str = ""
    licence: str = ""

    @property
    def last_day(self) -> date | None:
        """The last day on which it can still be taken; None when none is stated."""
        ends = self.end if self.self_paced else self.end or self.start
        stated = (ends, self.expires_on, self.credit_claim_by)
        return min((day for day in stated if day), default=None)

    @property
    def closes_on(self) -> date | None:
        """The last day on which one can still get in: its deadline, or the day it begins where
        none is stated and it cannot be joined later."""
        deadlines = [day for day in (self.registration_deadline, self.application_deadline) if day]
        begins = self.start if self.format not in DROP_IN and not deadlines else None
        return min((day for day in (*deadlines, begins, self.last_day) if day), default=None)

    @property
    def self_paced(self) -> bool:
        """Whether it is begun and finished on days that the learner chooses; `start` is then the
        day from which it is offered."""
        return self.format in SELF_PACED

    def offered(self, today: date) -> bool:
        """Whether one can still get in today, as far as is stated."""
        return self.closes_on is None or today <= self.closes_on

    def stale(self, today: date, after: timedelta = STALE_AFTER) -> bool:
        """Whether the day that its page vouches for, or else that of its reading, is longer ago
        than `after`; never where neither is stated, and a day to come counts as not stated."""
        days = (self.verified_on, self.retrieved_on)
        stated = next((day for day in days if day and day <= today), None)
        return stated is not None and today - stated > after

    @property
    def live(self) -> bool:
        """Whether its page was read live: it then vouches for the day of the reading."""
        read, dated = self.retrieved_on, self.verified_on
        return dated is not None and (read is None or dated == read)


@dataclass(frozen=True, slots=True)
class Found:
    """A program that a search brought up. `relevance` is how well its words fit the request, 0 to
    1 within one search, and 1 throughout when the request has no words."""

    program: Program
    relevance: float
