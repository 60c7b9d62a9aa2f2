"""What a nudge says: when, why, what to do, what fits, and nothing that is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from bot.conversation import Address
from bot.deadlines.deadline import Deadline, Kind, Repeats, Scope, Source, Unit, Watch
from bot.members.profile import Member, Profile
from bot.messages import Nudge, Reminder
from bot.nudges.composing import MOST_PROGRAMS, Composer
from bot.nudges.delivery import Due, Parcel, Stage
from bot.portfolio.entry import Entry
from bot.portfolio.notes import Earned, Stated, Statement, earned_entry, stated_entry
from bot.portfolio.packet import OWN
from knowledge.errors import HubError
from knowledge.passages import Findings, Hit
from knowledge.programs import Fee, Money, Program
from tests.fakes import MemoryCatalog
from tests.findings import a_hit, some_findings
from tests.program_samples import CMO, ETHICS

ZONE = "America/Chicago"
HOME = Address("slack", "slack:T1", '{"user": "U1"}')
MEMBER = Member(
    "slack:T1", "U1", Profile(profession="nurse"), ZONE, HOME, datetime(2026, 1, 1, tzinfo=UTC)
)
REVIEW = Deadline(
    "slack:T1",
    "k3f9a1",
    Scope.MEMBER,
    "U1",
    Kind.REVIEW,
    "Performance review",
    date(2027, 3, 3),
    told="my review is on 3 March",
)
ADVICE = "Write the practice gap for your review in one line."


class Shelf:
    """A library that holds the same passages whatever is asked; or is broken."""

    def __init__(self, *hits: Hit, broken: bool = False) -> None:
        self._hits = hits
        self._broken = broken

    def search(self, query: str, limit: int) -> Findings:
        if self._broken:
            raise HubError("broken")
        return some_findings(query, self._hits[:limit])

    def passage(self, document: str, words: str) -> Hit | None:
        return None


class Asked(Shelf):
    """A library that answers every question with words of its own."""

    def search(self, query: str, limit: int) -> Findings:
        return some_findings(query, [a_hit(f"{ADVICE} {query.rstrip('?')}.", document=query)])


class OneBook:
    """A book with these entries in it, whoever asks."""

    def __init__(self, *entries: Entry) -> None:
        self._entries = entries

    def entries(self, tenant: str, member: str) -> tuple[Entry, ...]:
        return self._entries

    def write(self, entry: Entry) -> None:
        self._entries = (*self._entries, entry)

    def strike(self, tenant: str, member: str, id: str) -> bool:
        return False

    def forget(self, tenant: str, member: str) -> int:
        return 0


def a_due(deadline: Deadline = REVIEW, days: int = 60) -> Due:
    at = datetime.combine(deadline.day, time(15), UTC) - timedelta(days=days)
    return Due(deadline, Watch(None), Stage(deadline.day, days, at, f"{deadline.day}/{days}"))


def said(
    *dues: Due,
    member: Member = MEMBER,
    library: Shelf | None = None,
    book: OneBook | None = None,
    left: Money | None = None,
    finish: date | None = None,
    now: datetime | None = None,
) -> Nudge:
    shelf = library or Shelf(a_hit(ADVICE))
    composer = Composer(
        shelf, MemoryCatalog([CMO, ETHICS]), book or OneBook(), lambda *_: left, lambda *_: finish
    )
    moment = now or max(due.stage.at for due in dues)
    return composer.compose(Parcel("d1", "token", member, HOME, dues, moment))


def only(nudge: Nudge) -> Reminder:
    (reminder,) = nudge.reminders
    return reminder


def test_a_reminder_says_the_day_in_the_member_s_zone_and_why_it_comes() -> None:
    reminder = only(said(a_due()))

    assert reminder.when == "Wednesday 3 March 2027 (America/Chicago): in 60 days"
    assert reminder.because == "Because you told me: “my review is on 3 March”."
    assert reminder.do.startswith("Pick one program")


@pytest.mark.parametrize(
    ("source", "scope", "reason"),
    [
        (Source.CALENDAR, Scope.MEMBER, "calendar that you gave me"),
        (Source.PROGRAM, Scope.MEMBER, "dates of this program"),
        (Source.HUB, Scope.ORGANIZATION, "for your organization. Source: Policy 4."),
        (Source.HUB, Scope.TEAM, "for 4 West. Source: Policy 4."),
    ],
)
def test_every_source_gives_its_own_reason(source: Source, scope: Scope, reason: str) -> None:
    owner = "4 West" if scope is Scope.TEAM else ""
    deadline = replace(REVIEW, source=source, scope=scope, owner=owner, policy="Policy 4")

    assert reason in only(said(a_due(deadline))).because


def test_a_deadline_in_another_zone_says_what_the_member_s_clock_reads() -> None:
    deadline = replace(REVIEW, at=time(17), zone="America/New_York")

    assert only(said(a_due(deadline))).when == (
        "Wednesday 3 March 2027, 17:00 (America/New_York, 16:00 your time): in 60 days"
    )


def test_the_plan_before_a_review_grows_into_the_packet() -> None:
    moment = datetime(2027, 1, 5, tzinfo=UTC)
    book = OneBook(
        stated_entry("t", "U1", Stated("e1", Statement.GAP, "late sepsis bundles", moment)),
        earned_entry(
            "t",
            "U1",
            Earned("e2", Decimal(6), "contact hours", "Falls", "", date(2027, 1, 5)),
            moment,
        ),
    )
    rows = {days: dict(only(said(a_due(days=days), book=book)).rows) for days in (60, 30, 14, 3)}

    assert list(rows[60]) == ["Practice gap"]
    assert list(rows[30]) == ["Practice gap", "What changed in your practice"]
    assert rows[14] == rows[3]
    assert next(iter(rows[3])) == "Credits"
    assert list(rows[3])[-1] == "Next goal"
    assert rows[3]["Practice gap"] == f"late sepsis bundles ({OWN}, 2027-01-05)"
    assert rows[3]["Credits"] == f"6 contact hours, Falls, 2027-01-05 ({OWN})"
    assert "not written yet" in rows[3]["Result"]


def test_credit_for_a_program_of_the_catalog_is_cited_from_its_record() -> None:
    earned = Earned(
        "e2", Decimal("1.5"), "contact hours", ETHICS.title, ETHICS.id, date(2027, 1, 5)
    )
    entry = earned_entry("t", "U1", earned, datetime(2027, 1, 5, tzinfo=UTC))
    nudge = said(a_due(days=3), book=OneBook(entry))

    statement = only(nudge).statements[-1]
    cited = {c.number: c for c in nudge.citations}
    assert {cited[n].id for n in statement.citations} == {ETHICS.id}
    assert "cited below" in dict(only(nudge).rows)["Credits"]


def test_after_a_review_one_question_is_asked_and_the_next_date() -> None:
    reminder = only(said(a_due(days=-1)))

    assert reminder.do.startswith("How did it go?")
    assert reminder.choices[0].says == "my next performance review is on 2028-03-03"
    assert (reminder.programs, reminder.statements, reminder.rows) == ((), (), ())


def test_a_review_that_repeats_offers_no_next_date() -> None:
    yearly = replace(REVIEW, repeats=Repeats(1, Unit.YEARS))

    labels = [choice.label for choice in only(said(a_due(yearly, -1))).choices]
    assert "Same day next year" not in labels


def test_every_button_names_its_deadline() -> None:
    says = [choice.says for choice in only(said(a_due())).choices]

    assert says == [
        "done [k3f9a1]",
        "snooze [k3f9a1] until tomorrow",
        "snooze [k3f9a1] for a week",
        "not for me [k3f9a1]",
    ]


def test_only_programs_for_the_member_that_end_in_time_are_offered() -> None:
    nurse = only(said(a_due())).programs
    physician = replace(MEMBER, profile=Profile(profession="physician"))
    assert [match.program.id for match in nurse] == [ETHICS.id]
    assert only(said(a_due(), member=physician)).programs == ()


def test_what_the_money_left_does_not_pay_for_is_not_offered() -> None:
    dear = replace(ETHICS, id="dear", fee=Fee(Money(Decimal(300), "USD")))
    composer = Composer(
        Shelf(a_hit(ADVICE)),
        MemoryCatalog([dear]),
        OneBook(),
        lambda *_: Money(Decimal(100), "USD"),
        lambda *_: None,
    )
    due = a_due(replace(REVIEW, kind=Kind.ALLOWANCE))
    nudge = composer.compose(Parcel("d1", "token", MEMBER, HOME, (due,), due.stage.at))
    assert only(nudge).programs == ()


def test_what_the_allowance_pays_for_ends_by_its_last_safe_day() -> None:
    later = replace(ETHICS, id="later", start=date(2027, 2, 26), end=date(2027, 2, 27))
    early = replace(ETHICS, id="early", start=date(2027, 2, 20), end=date(2027, 2, 21))
    due = a_due(replace(REVIEW, kind=Kind.ALLOWANCE))

    def offered(finish: date | None, due: Due = due) -> list[str]:
        composer = Composer(
            Shelf(a_hit(ADVICE)),
            MemoryCatalog([later, early]),
            OneBook(),
            lambda *_: None,
            lambda *_: finish,
        )
        nudge = composer.compose(Parcel("d1", "token", MEMBER, HOME, (due,), due.stage.at))
        return sorted(match.program.id for match in only(nudge).programs)

    assert offered(None) == ["early", "later"]
    assert offered(date(2027, 2, 24)) == ["early"]
    assert offered(due.stage.at.date()) == []
    assert offered(date(2027, 2, 24), a_due()) == ["early", "later"]


def test_close_to_the_day_and_for_mere_dates_no_program_is_offered() -> None:
    assert only(said(a_due(days=3))).programs == ()
    assert only(said(a_due(replace(REVIEW, kind=Kind.REGISTRATION)))).programs == ()


def test_the_goal_chooses_among_programs_that_fit() -> None:
    leads = replace(ETHICS, id="leads", title="Leadership and Finance for Nurses")
    others = [replace(ETHICS, id=f"other{n}") for n in range(MOST_PROGRAMS)]
    composer = Composer(
        Shelf(a_hit(ADVICE)),
        MemoryCatalog([*others, leads]),
        OneBook(),
        lambda *_: None,
        lambda *_: None,
    )
    member = replace(MEMBER, profile=Profile(profession="nurse", destination="CNO"))
    due = a_due()
    nudge = composer.compose(Parcel("d1", "token", member, HOME, (due,), due.stage.at))
    assert only(nudge).programs[0].program.id == "leads"


def test_programs_on_the_practice_gap_come_first() -> None:
    sepsis = replace(ETHICS, id="sepsis", title="Sepsis bundles on the night shift")
    others = [replace(ETHICS, id=f"other{n}") for n in range(MOST_PROGRAMS)]
    gap = Stated("e1", Statement.GAP, "late sepsis bundles", datetime(2027, 1, 5, tzinfo=UTC))
    composer = Composer(
        Shelf(a_hit(ADVICE)),
        MemoryCatalog([*others, sepsis]),
        OneBook(stated_entry("t", "U1", gap)),
        lambda *_: None,
        lambda *_: None,
    )
    due = a_due()
    nudge = composer.compose(Parcel("d1", "token", MEMBER, HOME, (due,), due.stage.at))
    assert [match.program.id for match in only(nudge).programs] == ["sepsis"]


def test_the_passage_is_cited_and_comes_from_the_article_named_where_it_can() -> None:
    named = a_hit("Hand the review page in early.", document="own/review.md")
    nudge = said(
        a_due(replace(REVIEW, article="own/review.md")), library=Shelf(a_hit(ADVICE), named)
    )
    (statement,) = only(nudge).statements

    assert statement.text == "Hand the review page in early."
    assert [c.id for c in nudge.citations if c.number in statement.citations] == ["own/review.md"]


def test_a_broken_hub_takes_nothing_but_its_passage_away() -> None:
    reminder = only(said(a_due(), library=Shelf(broken=True)))

    assert reminder.statements == ()
    assert reminder.when
    assert reminder.do
    assert reminder.programs


def test_a_digest_begins_with_what_is_urgent_and_offers_programs_once() -> None:
    license_ = replace(
        REVIEW, id="lic", kind=Kind.LICENCE, title="RN license", day=date(2027, 1, 4)
    )
    now = datetime(2027, 1, 2, 15, tzinfo=UTC)
    other = replace(REVIEW, id="board", kind=Kind.BOARD, title="Board cycle", day=date(2027, 4, 2))
    nudge = said(a_due(), a_due(other, 90), a_due(license_, 3), now=now)

    assert [r.title for r in nudge.reminders] == ["RN license", "Performance review", "Board cycle"]
    assert [r.urgent for r in nudge.reminders] == [True, False, False]
    assert [bool(r.programs) for r in nudge.reminders] == [False, True, False]


def test_what_passed_unsaid_says_so() -> None:
    due = a_due(replace(REVIEW, kind=Kind.LICENCE, title="RN license"), 1)
    reminder = only(said(due, now=datetime(2027, 3, 5, 15, tzinfo=UTC)))

    assert "that was 2 days ago" in reminder.when
    assert reminder.do.startswith("This day passed while I could not reach you")


def test_the_education_office_s_words_on_what_to_do_win() -> None:
    assert only(said(a_due(replace(REVIEW, do="Bring form 7.")))).do == "Bring form 7."


def test_a_second_note_is_labelled() -> None:
    due = a_due()
    assert said(replace(due, stage=replace(due.stage, again=True))).again
    assert not said(due).again


def test_every_citation_is_used_and_every_number_has_its_entry() -> None:
    nudge = said(a_due(), a_due(replace(REVIEW, id="b", kind=Kind.BOARD), 30))
    used = {n for r in nudge.reminders for s in r.statements for n in s.citations}
    used |= {n for r in nudge.reminders for m in r.programs for s in m.why for n in s.citations}
    assert used == {citation.number for citation in nudge.citations}


def test_what_is_shown_of_a_digest_is_numbered_without_gaps() -> None:
    nudge = said(a_due(), a_due(replace(REVIEW, id="b", kind=Kind.BOARD), 30), library=Asked())
    shown = [n for r in nudge.reminders for s in r.statements for n in s.citations]

    assert nudge.reminders[0].programs
    assert shown == [1, 2]


def test_a_catalog_that_breaks_half_way_leaves_no_citation_behind() -> None:
    earned = [
        earned_entry(
            "t",
            "U1",
            Earned(f"e{id}", Decimal(1), "contact hours", id, id, date(2027, 1, 5)),
            datetime(2027, 1, 5, tzinfo=UTC),
        )
        for id in (ETHICS.id, CMO.id)
    ]

    class HalfBroken(MemoryCatalog):
        def program(self, id: str) -> Program | None:
            if id == CMO.id:
                raise HubError("broken")
            return super().program(id)

    composer = Composer(
        Shelf(broken=True),
        HalfBroken([CMO, ETHICS]),
        OneBook(*earned),
        lambda *_: None,
        lambda *_: None,
    )
    due = a_due(days=3)
    nudge = composer.compose(Parcel("d1", "token", MEMBER, HOME, (due,), due.stage.at))
    assert (only(nudge).statements, nudge.citations) == ((), ())
