"""The coach: what is answered, what is kept, and what is never kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.wiring import StarterHandbook
from bot import wording
from bot.coach import RECENT, Coach
from bot.conversation import Address, Question, Visibility
from bot.messages import (
    Abstention,
    Answer,
    Briefing,
    Comparison,
    Done,
    Help,
    Message,
    Programs,
    Reason,
    Refusal,
)
from bot.programs.advising import Advisor
from bot.programs.shortlist import SavedProgram
from knowledge.passages import Findings, Hit
from knowledge.programs import Program
from tests.fakes import MemoryCatalog, MemoryShortlist, MemoryStore
from tests.findings import a_hit, some_findings
from tests.program_samples import CMO, ETHICS

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

    def passage(self, document: str, words: str) -> Hit | None:
        return None


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
def shortlist() -> MemoryShortlist:
    return MemoryShortlist()


@pytest.fixture
def coach(library: ShelfOfOne, store: MemoryStore, shortlist: MemoryShortlist) -> Coach:
    return a_coach(library, store, shortlist)


def a_coach(library: ShelfOfOne, store: MemoryStore, shortlist: MemoryShortlist) -> Coach:
    advisor = Advisor(library, MemoryCatalog([CMO, ETHICS]), StarterHandbook())
    return Coach(library, store, store, advisor, shortlist)


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
    assert [turn.asked for turn in coach.export("slack:T1", "bob").turns] == [
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
    coach = a_coach(ShelfOfOne(a_hit(ADVICE, cosine=0.05)), store, MemoryShortlist())

    assert isinstance(coach.reply(a_question("Who won the world cup?")), Abstention)


def test_the_coach_follows_a_thread_it_has_spoken_in(coach: Coach) -> None:
    assert not coach.follows("slack:T1", "t1")

    coach.reply(a_question("My patient John Smith, DOB 3/4/1961, has sepsis"))

    assert coach.follows("slack:T1", "t1")
    assert not coach.follows("slack:T2", "t1")


def test_export_shows_and_forget_removes_one_member(coach: Coach) -> None:
    coach.reply(a_question("How do I get a course paid for?", member="U1"))
    coach.reply(a_question("How do I get a course paid for?", "k2", member="U2"))

    assert [turn.asked for turn in coach.export("slack:T1", "U1").turns] == [
        "How do I get a course paid for?"
    ]
    assert coach.forget("slack:T1", "U1") == 1
    assert not coach.export("slack:T1", "U1")
    assert len(coach.export("slack:T1", "U2").turns) == 1


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


def test_a_request_for_programs_is_answered_from_the_catalog(
    coach: Coach, library: ShelfOfOne
) -> None:
    message = coach.reply(a_question("find free ethics courses online for nurses"))

    assert isinstance(message, Programs)
    assert [match.program.id for match in message.matches] == [ETHICS.id]
    assert library.asked == []


def test_a_correction_in_the_thread_changes_the_request(coach: Coach) -> None:
    coach.reply(a_question("find leadership programs for nurses"))

    changed = coach.reply(a_question("no, for physicians", "k2"))
    elsewhere = coach.reply(a_question("no, for physicians", "k3", thread="t2"))

    assert isinstance(changed, Programs)
    assert [match.program.id for match in (*changed.matches, *changed.perhaps)] == [CMO.id]
    assert "for physicians" in changed.understood
    assert "for nurses" not in changed.understood
    assert not isinstance(elsewhere, Programs)


def test_programs_that_fit_stand_under_an_answer_on_a_career(
    store: MemoryStore, shortlist: MemoryShortlist
) -> None:
    advice = "Physicians become chief medical officer after CME in finance."
    coach = a_coach(ShelfOfOne(a_hit(advice)), store, shortlist)

    said = coach.reply(a_question("Which CME would help a physician become a CMO?"))

    assert isinstance(said, Answer)
    assert [match.program.id for match in said.programs] == [CMO.id]
    numbers = {number for match in said.programs for why in match.why for number in why.citations}
    assert numbers == {citation.number for citation in said.records}
    assert numbers.isdisjoint(citation.number for citation in said.citations)


def test_a_program_is_saved_once_and_stays_with_the_member_s_data(
    coach: Coach, shortlist: MemoryShortlist
) -> None:
    first = coach.save_program("slack:T1", "U1", CMO.id, MOMENT)
    again = coach.save_program("slack:T1", "U1", CMO.id, MOMENT)

    assert first == Done(wording.saved(CMO.title))
    assert again == Done(wording.saved_before(CMO.title))
    (saved,) = coach.export("slack:T1", "U1").programs
    assert (saved.program, saved.saved_at) == (CMO.id, MOMENT)
    assert json.loads(saved.record)["provider"] == CMO.provider
    assert coach.forget("slack:T1", "U1") == 1
    assert shortlist.of_member("slack:T1", "U1") == ()


def test_what_the_catalog_no_longer_holds_cannot_be_saved(coach: Coach) -> None:
    assert coach.save_program("slack:T1", "U1", "gone", MOMENT) == Done(wording.PROGRAM_GONE)
    assert not coach.export("slack:T1", "U1")


def test_programs_are_compared_by_their_ids(coach: Coach) -> None:
    compared = coach.compare((CMO.id, ETHICS.id))

    assert isinstance(compared, Comparison)
    assert compared.programs == (CMO, ETHICS)
    assert coach.compare((CMO.id, "chief medical officer")) == Done(wording.PROGRAMS_GONE)
    assert coach.compare((CMO.id,)) == Done(wording.PROGRAMS_GONE)


def test_a_member_s_list_holds_what_has_left_the_catalog(
    library: ShelfOfOne, store: MemoryStore, shortlist: MemoryShortlist
) -> None:
    coach = a_coach(library, store, shortlist)
    assert coach.reply(a_question("my saved programs")) == Done(wording.EMPTY_LIST)
    coach.save_program("slack:T1", "U1", CMO.id, MOMENT)
    coach.save_program("slack:T1", "U1", ETHICS.id, MOMENT + timedelta(minutes=1))
    advisor = Advisor(library, MemoryCatalog([CMO]), StarterHandbook())
    later = Coach(library, store, store, advisor, shortlist)

    listed = later.reply(a_question("show my saved programs", "k2"))

    assert isinstance(listed, Briefing)
    (section,) = listed.sections
    assert [match.program for match in section.programs] == [ETHICS, CMO]
    assert wording.LEFT_CATALOG in section.programs[0].cautions
    assert wording.LEFT_CATALOG not in section.programs[1].cautions


def test_a_member_s_list_is_not_shown_in_a_channel(coach: Coach) -> None:
    coach.save_program("slack:T1", "U1", CMO.id, MOMENT)
    asked = replace(a_question("my saved programs"), visibility=Visibility.THREAD)

    assert coach.reply(asked) == Done(wording.LIST_IN_PRIVATE)


def test_a_member_who_only_saved_something_is_known(coach: Coach) -> None:
    coach.save_program("slack:T2", "U1", CMO.id, MOMENT)
    coach.reply(a_question("thanks"))

    assert coach.tenants("U1") == ("slack:T1", "slack:T2")


def test_a_program_is_taken_off_the_list_by_its_button(coach: Coach) -> None:
    coach.save_program("slack:T1", "U1", CMO.id, MOMENT)

    assert coach.remove_program("slack:T1", "U2", CMO.id) == Done(wording.NOT_ON_LIST)
    assert coach.remove_program("slack:T1", "U1", CMO.id) == Done(wording.removed(CMO.title))
    assert coach.remove_program("slack:T1", "U1", CMO.id) == Done(wording.NOT_ON_LIST)
    assert coach.export("slack:T1", "U1").programs == ()


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("remove 1 from my list", ETHICS),
        ("Please take number 2 off my list!", CMO),
        ("remove #2 from my saved programs, please", CMO),
        ("delete “Ethics at the Bedside” from my list", ETHICS),
        ("drop the chief medical officer program from my list", CMO),
        ("remove emory-cmo from my list, thanks", CMO),
        ("thanks, can you remove emory cmo from my list?", CMO),
        ("remove bedside from the list", ETHICS),
        ("remove 3 from my list", None),
        ("remove 0 from my list", None),
        ("remove basket weaving from my list", None),
    ],
)
def test_a_program_is_taken_off_the_list_in_words(
    coach: Coach, shortlist: MemoryShortlist, said: str, gone: Program | None
) -> None:
    coach.save_program("slack:T1", "U1", CMO.id, MOMENT)
    coach.save_program("slack:T1", "U1", ETHICS.id, MOMENT + timedelta(minutes=1))

    told = coach.reply(a_question(said))

    assert isinstance(told, Done)
    left = {saved.program for saved in shortlist.of_member("slack:T1", "U1")}
    assert left == {CMO.id, ETHICS.id} - ({gone.id} if gone else set())
    assert told.text == wording.removed(gone.title) if gone else "Nothing on" in told.text


def test_what_could_be_several_programs_is_not_guessed(
    library: ShelfOfOne, store: MemoryStore, shortlist: MemoryShortlist
) -> None:
    twins = [replace(CMO, id=f"cmo-{year}", title=f"CMO Program {year}") for year in (2027, 2028)]
    advisor = Advisor(library, MemoryCatalog(twins), StarterHandbook())
    coach = Coach(library, store, store, advisor, shortlist)
    for twin in twins:
        coach.save_program("slack:T1", "U1", twin.id, MOMENT)

    told = coach.reply(a_question("remove CMO program from my list"))

    assert isinstance(told, Done)
    assert "1. CMO Program 2027; 2. CMO Program 2028. Nothing was removed" in told.text
    assert len(shortlist.of_member("slack:T1", "U1")) == 2


def test_nobody_sees_in_a_channel_what_is_taken_off(coach: Coach) -> None:
    coach.save_program("slack:T1", "U1", CMO.id, MOMENT)
    asked = replace(a_question("remove 1 from my list"), visibility=Visibility.THREAD)

    assert coach.reply(asked) == Done(wording.LIST_IN_PRIVATE)
    assert coach.export("slack:T1", "U1").programs


def test_an_empty_list_has_nothing_to_remove(coach: Coach) -> None:
    assert coach.reply(a_question("remove 1 from my list")) == Done(wording.EMPTY_LIST)
    assert "Press" not in wording.EMPTY_LIST


@pytest.mark.parametrize("record", ["{", "[]", '{"id": "old", "rung": 9}', '{"start": "soon"}'])
def test_a_record_that_cannot_be_read_leaves_the_list_readable(
    library: ShelfOfOne, store: MemoryStore, shortlist: MemoryShortlist, record: str
) -> None:
    coach = a_coach(library, store, shortlist)
    coach.save_program("slack:T1", "U1", CMO.id, MOMENT)
    old = SavedProgram("slack:T1", "U1", "old", "Old", "https://old.example", record, MOMENT)
    shortlist.save(old)

    listed = coach.reply(a_question("my list"))

    assert isinstance(listed, Briefing)
    (section,) = listed.sections
    assert section.saved
    shown = {match.program.id: match.program for match in section.programs}
    assert shown[CMO.id] == CMO
    assert (shown["old"].title, shown["old"].url) == ("Old", "https://old.example")


@pytest.mark.parametrize("text", ["my saved programs please", "what's on my list", "my shortlist"])
def test_a_member_s_list_is_asked_for_politely_too(text: str, coach: Coach) -> None:
    assert coach.reply(a_question(text)) == Done(wording.EMPTY_LIST)


def test_a_number_or_a_letter_is_no_program_s_name(coach: Coach) -> None:
    assert isinstance(coach.reply(a_question("compare 1 and 2")), Abstention)


def test_a_role_says_for_whom_where_nothing_else_does(coach: Coach) -> None:
    said = coach.reply(a_question("find programs that get me to CMO"))

    assert isinstance(said, Programs)
    assert "for physicians" in said.understood
