"""Whether the hub knows: what the question names must stand in the words that answer."""

from __future__ import annotations

import pytest

from bot.answering.composing import compose
from bot.answering.particulars import places_in, professions_in, trained_abroad
from bot.answering.shorthand import spelled_out
from bot.messages import Answer
from tests.findings import a_hit, some_findings

FLORIDA = "Florida asks nurses for 24 hours of education every 2 years."


def answered(
    question: str, text: str, *, unknown: tuple[str, ...] = (), **hit: float | str
) -> bool:
    whole = spelled_out(question)
    findings = some_findings(whole, [a_hit(text, **hit)], unknown=unknown)  # type: ignore[arg-type]
    return isinstance(compose(question, question, findings), Answer)


@pytest.mark.parametrize(
    "question",
    ["How many hours do nurses need in Florida?", "florida nurse hours", "FL RN education hours"],
)
def test_a_state_and_a_profession_that_the_hub_has(question: str) -> None:
    assert answered(question, FLORIDA)


@pytest.mark.parametrize(
    "question",
    [
        "How many hours do nurses need in Ohio?",
        "how many hours do pharmacists need in florida",
        "nurse hours in north dakota",
        "hours for nurses in the UK",
        "how many hours does a dental hygienist need",
    ],
)
def test_another_state_or_profession_is_not_answered(question: str) -> None:
    assert not answered(question, FLORIDA)


@pytest.mark.parametrize(
    ("question", "lacking", "fitting"),
    [
        (
            "How much does the capstone course cost?",
            "The capstone course lasts three and a half days.",
            "The capstone course fee is $500.",
        ),
        (
            "how many hours for the course",
            "The course covers hours of finance teaching.",
            "The course takes 12 hours of finance teaching.",
        ),
        (
            "what is the pass rate of the exam",
            "The exam has 150 questions, a recruiter says.",
            "Last year 71% passed the exam, at any rate.",
        ),
        (
            "what salary does a CMO earn",
            "Learners can earn 6 academic credits on the way to CMO.",
            "A CMO earned a median salary of $400,000 in the survey.",
        ),
        (
            "how much does a chief nursing officer make",
            "The median wage for home health aides was $35,940.",
            "The median wage for a chief nursing officer was $35,940.",
        ),
        (
            "what does the council charge to become a course provider",
            "The council's free search site lists every course provider.",
            "The council bills a course provider a yearly charge of $900.",
        ),
        (
            "how many course hospitals are there",
            "The course runs in a hospital with tenure for its sixth nurse.",
            "The course runs in 74 hospitals.",
        ),
        (
            "do nurses earn more with the course",
            "Nurses finish the course in more than a year.",
            "Nurses with the course are paid a little more.",
        ),
        (
            "which states accept the course",
            "The course is accepted by most states that were asked.",
            "The course is accepted in Ohio and in Texas.",
        ),
        (
            "how long is the course",
            "The course has 12 chapters and 3 exams for each learner.",
            "The course takes nine months for each learner.",
        ),
    ],
)
def test_a_figure_is_answered_only_by_words_that_hold_one(
    question: str, lacking: str, fitting: str
) -> None:
    assert not answered(question, lacking)
    assert answered(question, fitting)


def test_what_only_speaks_of_another_profession_is_not_an_answer() -> None:
    text = "Nurse practitioners log 100 credits every five years."

    assert answered("how many credits do nurse practitioners log", text)
    assert not answered("how many credits do PAs log", text)
    assert answered("how many credits do PAs log", "PAs and nurses log 100 credits in all.")


def test_a_city_stands_for_its_state() -> None:
    assert places_in("nurses in NYC") == places_in("nurses in New York") == {"New York"}


def test_a_name_in_capitals_must_stand_in_the_words_or_the_headings() -> None:
    other = "The ABP asks for 100 points. The ABIM asks for points every five years."

    assert answered("abim points", other)
    assert not answered("abim points", "The ABP asks for points. See ABIM.", heading="Pediatrics")


def test_a_name_that_the_hub_lacks_is_not_answered() -> None:
    text = "The program gives up to 185 credits to physicians."

    assert not answered("credits of the Stanford program", text, unknown=("stanford",))
    assert not answered("do they sponsor an h1b program", text, unknown=("h1b",))
    assert answered("credits of the program tonight", text, unknown=("tonight",))


def test_what_is_far_is_not_answered() -> None:
    assert not answered("hours of education for nurses", FLORIDA, cosine=0.1)


def test_an_unfamiliar_question_is_not_answered() -> None:
    findings = some_findings("nurse hours", [a_hit(FLORIDA)], familiar=0.5)

    assert not isinstance(compose("nurse hours", "nurse hours", findings), Answer)


def test_places_are_told_apart() -> None:
    assert places_in("in West Virginia") == {"West Virginia"}
    assert places_in("virginia and Washington, D.C.") >= {"Virginia"}
    assert "Washington" not in places_in("Washington, D.C.")
    assert places_in("I am a PA or an MD, hi") == frozenset()
    assert places_in("TX and CA") == {"Texas", "California"}
    assert places_in("the US Virgin Islands, or Guam") == {"Virgin Islands", "Guam"}


def test_a_large_city_stands_for_its_state_but_not_in_a_hospitals_name() -> None:
    assert places_in("a job in honolulu or St. Louis") == {"Hawaii", "Missouri"}
    assert places_in("Houston Methodist and the Cleveland Clinic") == frozenset()
    assert spelled_out("hours in honolulu?") == "hours in honolulu Hawaii?"
    assert spelled_out("Boston, MA") == "Boston, Massachusetts"
    assert places_in("Manhattan, Kansas") == {"Kansas"}
    assert places_in("a physician in Cleveland, Tennessee") == {"Tennessee"}
    assert answered("How many hours do nurses need in Tampa?", FLORIDA)


def test_professions_are_told_apart() -> None:
    assert professions_in("RNs and pharmacists") == {"nurse", "pharmacist"}
    assert professions_in("a PA in Texas") == {"physician assistant"}
    assert professions_in("PAY for a grandpa") == frozenset()


def test_shorthand_is_spelled_out() -> None:
    assert spelled_out("hrs for an RN?") == "hours for an RN registered nurse?"
    assert spelled_out("do I pay?") == "do I pay?"
    assert spelled_out("a DO pays") == "a DO osteopathic physician pays"
    assert spelled_out("DO I NEED CME?") == "DO I NEED CME continuing medical education?"
    assert spelled_out("hours in MD") == "hours in Maryland"
    assert spelled_out("hey whats the rn pto") == "the rn registered nurse paid leave"
    assert spelled_out("hey") == "hey"
    assert spelled_out("where do I start?") == "where do I start first step?"
    assert spelled_out("my boss said no") == "my manager refused, no"
    assert spelled_out("they told me no, turned my request down") == (
        "they refused, no, refused, no"
    )
    assert spelled_out("30 cat 1 creds, cat.1-A or category 2?") == (
        "30 Category 1 credits, Category 1-A or Category 2?"
    )


def test_of_several_places_one_is_enough() -> None:
    assert answered("moving from Ohio to Florida, how many hours do nurses need", FLORIDA)
    assert not answered("moving from Ohio to Texas, how many hours do nurses need", FLORIDA)


def test_somebody_who_moves_is_told_the_rules_of_where_to_and_of_moving() -> None:
    asked = "PA moving from Ohio to Florida, which hours do I need"

    assert not answered(asked, "A PA in Ohio needs 30 hours of education.")
    assert answered(asked, "A PA in Florida needs 30 hours of education.")
    assert answered(asked, "A PA takes the hours of the last cycle along.", heading="Moving")


def test_words_that_bind_everybody_bind_a_profession() -> None:
    rule = "The act asks every registered practitioner for eight hours of training."

    assert answered("what training does the act ask of an NP", rule)
    assert not answered("what training does the act ask of an NP", rule.replace("every ", "a PA "))


def test_somebody_trained_abroad_is_answered_with_rules_here() -> None:
    rule = "An internationally educated nurse pays the exam fee of $200."

    assert answered("I trained as a nurse in the Philippines, what is the exam fee", rule)
    assert not answered("what is the exam fee for a nurse in the Philippines", rule)
    assert spelled_out("a nurse from India").endswith("internationally educated")


def test_a_name_is_known_by_how_it_is_written() -> None:
    text = "The Magnet program asks hospitals for a chief nurse. Each program has hospitals."

    assert not answered("how does the Harvard program choose hospitals", text)
    assert answered("magnet program hospitals", text)
    assert not answered("magnet program hospitals", "Each program asks hospitals. See Magnet now.")
    assert answered("what does the Program ask hospitals", text)


def test_of_several_abbreviations_one_is_enough() -> None:
    text = "The ABIM asks for points every five years."

    assert answered("abim or abp points", f"{text} Ask the ABP.")
    assert not answered("abp points", f"{text} See the ABP.")


def test_the_title_names_a_place_only_where_nothing_nearer_does() -> None:
    title = "Renewing in Ohio and elsewhere"
    nevada = "Nurses in Nevada need 30 hours of education."

    assert not answered("hours nurses need in Ohio", nevada, title=title)
    assert answered(
        "hours nurses need in Ohio", "All nurses need 30 hours of education.", title=title
    )


def test_a_do_is_an_osteopathic_physician() -> None:
    assert professions_in("DOs and MDs") == {"osteopathic physician", "physician"}
    assert professions_in("what do nurses do") == {"nurse"}
    assert answered("hours a DO needs in Ohio", "Physicians (MD and DO) in Ohio need 50 hours.")


def test_a_place_named_in_passing_does_not_hide_general_advice() -> None:
    advice = "A night nurse can have a course paid for by the foundation."

    assert answered("I work in Orlando on nights, how do I get a course paid for", advice)
    assert not answered("I work nights, which hours does my Ohio license need", advice)


def test_only_a_school_abroad_makes_somebody_trained_abroad() -> None:
    assert trained_abroad("I graduated from a school in Mexico and live in Ohio") == {"Mexico"}
    assert trained_abroad("hours of continuing education a nurse needs in Canada") == frozenset()
    assert trained_abroad("training in Guam") == frozenset()


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "what does a charge nurse need to become a nurse manager",
            "A charge nurse who wants to become a nurse manager learns to plan a budget.",
        ),
        ("how can I make more of a project", "A project with a measure makes more of a course."),
        (
            "does the allowance cover the registration fee",
            "An allowance covers the fees that the policy lists, registration too.",
        ),
        ("how many hours do nurses need in Ohio", "Ohio requires no hours of nurses, it says."),
        (
            "physician moving from New York to North Carolina, which hours",
            "Physicians in North Carolina need 60 hours of education.",
        ),
    ],
)
def test_what_only_sounds_like_a_figure_or_a_name_is_answered(question: str, text: str) -> None:
    assert answered(question, text)
