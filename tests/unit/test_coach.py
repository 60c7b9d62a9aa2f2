"""The coach: what is answered, what is kept, and what is never kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot import wording
from bot.coach import RECENT, Coach
from bot.conversation import Address, Question, Visibility
from bot.messages import Abstention, Answer, Done, Help, Message, Reason, Refusal
from knowledge.passages import Findings, Hit
from tests.fakes import MemoryStore
from tests.findings import a_hit, some_findings

MOMENT = datetime(2026, 11, 22, 3, 15, tzinfo=UTC)
ADVICE = "Physicians and nurses get a course paid for by asking for paid time."


class ShelfOfOne:
    """A library with one passage; it notes what it was asked."""

    def __init__(self, *hits: Hit) -> None:
        self._hits = hits
        self.asked: list[str] = []

    def search(self, query: str, limit: int) -> Findings:
        self.asked.append(query)
        return some_findings(query, self._hits[:limit])


def a_question(
    text: str,
    key: str = "k1",
    thread: str = "t1",
    member: str = "U1",
    *,
    tenant: str = "slack:T1",
    asked_at: datetime = MOMENT,
) -> Question:
    address = Address("slack", tenant, "{}")
    return Question(key, text, member, thread, address, Visibility.MEMBER, asked_at)


@pytest.fixture
def library() -> ShelfOfOne:
    return ShelfOfOne(a_hit(ADVICE))


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def coach(library: ShelfOfOne, store: MemoryStore) -> Coach:
    return Coach(library, store, store)


def test_a_question_is_answered_with_its_source(coach: Coach) -> None:
    message = coach.reply(a_question("How do I get a course paid for?"))

    assert isinstance(message, Answer)
    assert [statement.text for statement in message.statements] == [ADVICE]


def test_a_redelivered_question_is_answered_once(coach: Coach, store: MemoryStore) -> None:
    assert coach.reply(a_question("How do I get a course paid for?")) is not None
    assert coach.reply(a_question("How do I get a course paid for?")) is None
    assert len(store.of_member("slack:T1", "U1")) == 1


def test_a_follow_up_leans_on_its_own_thread_only(coach: Coach, library: ShelfOfOne) -> None:
    coach.reply(a_question("How do physicians get a course paid for?"))

    followed = coach.reply(a_question("and for nurses?", "k2"))
    coach.reply(a_question("and for nurses?", "k3", thread="t2"))

    assert isinstance(followed, Answer)
    assert "nurses" in followed.understood
    assert "course paid for" in followed.understood
    assert "course paid for" in library.asked[1]
    assert library.asked[2] == "and for nurses?"


def test_a_follow_up_leans_on_what_was_said_within_half_a_day(
    coach: Coach, library: ShelfOfOne
) -> None:
    coach.reply(a_question("How do physicians get a course paid for?"))

    coach.reply(a_question("and for nurses?", "k2", asked_at=MOMENT + RECENT))
    late = MOMENT + 2 * RECENT + timedelta(seconds=1)
    coach.reply(a_question("and for pharmacists?", "k3", asked_at=late))

    assert "nurses get a course paid for" in library.asked[1]
    assert library.asked[2] == "and for pharmacists?"


def test_a_follow_up_on_another_s_question_keeps_none_of_their_words(
    coach: Coach, library: ShelfOfOne
) -> None:
    coach.reply(a_question("How do I get Alice Smithson a course paid for?", member="alice"))
    coach.reply(a_question("and for nurses?", "k2", member="bob"))
    assert "Smithson" in library.asked[1]

    assert "Smithson" not in repr(coach.export("slack:T1", "bob"))
    assert coach.forget("slack:T1", "alice") == 1
    coach.reply(a_question("and in Texas?", "k3", member="bob"))

    assert library.asked[2] == "and for nurses in Texas?"
    assert [turn.asked for turn in coach.export("slack:T1", "bob")] == [
        "and for nurses?",
        "and in Texas?",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("My patient John Smith, DOB 3/4/1961, MRN 88123, has sepsis", Reason.PATIENT_DATA),
        ("What dose of vancomycin in renal failure?", Reason.CLINICAL),
        ("I want to kill myself", Reason.CRISIS),
    ],
)
def test_what_is_refused_is_neither_searched_for_nor_kept(
    text: str, reason: Reason, coach: Coach, library: ShelfOfOne, store: MemoryStore
) -> None:
    assert coach.reply(a_question(text)) == Refusal(reason)

    assert library.asked == []
    (turn,) = store.of_member("slack:T1", "U1")
    assert (turn.asked, turn.kind) == ("", "refusal")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("help", Help()),
        ("hello", Help()),
        ("   ", Help(wording.NO_WORDS)),
        ("🎉🎉", Help(wording.NO_WORDS)),
        ("why CME? " * 5000, Help(wording.TOO_LONG)),
        ("thanks!", Done(wording.WELCOME)),
    ],
)
def test_what_is_no_question_is_not_searched_for(
    text: str, expected: Message, coach: Coach, library: ShelfOfOne
) -> None:
    assert coach.reply(a_question(text)) == expected
    assert library.asked == []


def test_what_the_hub_does_not_say_is_said_so(store: MemoryStore) -> None:
    coach = Coach(ShelfOfOne(a_hit(ADVICE, cosine=0.05)), store, store)

    assert isinstance(coach.reply(a_question("Who won the world cup?")), Abstention)


def test_the_coach_follows_a_thread_it_has_spoken_in(coach: Coach) -> None:
    assert not coach.follows("slack:T1", "t1")

    coach.reply(a_question("My patient John Smith, DOB 3/4/1961, has sepsis"))

    assert coach.follows("slack:T1", "t1")
    assert not coach.follows("slack:T2", "t1")


def test_export_shows_and_forget_removes_one_member(coach: Coach) -> None:
    coach.reply(a_question("How do I get a course paid for?", member="U1"))
    coach.reply(a_question("How do I get a course paid for?", "k2", member="U2"))

    assert [turn.asked for turn in coach.export("slack:T1", "U1")] == [
        "How do I get a course paid for?"
    ]
    assert coach.forget("slack:T1", "U1") == 1
    assert coach.export("slack:T1", "U1") == ()
    assert len(coach.export("slack:T1", "U2")) == 1


def test_a_thread_goes_on_when_one_who_asked_in_between_is_forgotten(
    coach: Coach, library: ShelfOfOne
) -> None:
    coach.reply(a_question("How do physicians get a course paid for?", member="alice"))
    coach.reply(a_question("and for nurses?", "k2", member="bob"))
    coach.forget("slack:T1", "bob")

    coach.reply(a_question("and in Texas?", "k3", member="alice"))

    assert library.asked[2] == "How do physicians get a course paid for, in Texas?"


def test_the_tenants_that_know_a_member_are_told(coach: Coach) -> None:
    coach.reply(a_question("How do I get a course paid for?", tenant="slack:T2"))
    coach.reply(a_question("How do I get a course paid for?", "k2"))

    assert coach.tenants("U1") == ("slack:T1", "slack:T2")
    assert coach.tenants("U2") == ()


def test_a_turn_keeps_the_moment_of_the_question(coach: Coach, store: MemoryStore) -> None:
    coach.reply(a_question("How do I get a course paid for?"))

    (turn,) = store.of_member("slack:T1", "U1")
    assert turn.at == MOMENT
    assert turn.at.utcoffset() == timedelta(0)
