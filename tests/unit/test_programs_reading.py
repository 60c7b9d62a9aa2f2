"""Requests for programs in words: what each phrase means, and what no text may do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.programs.reading import is_refinement, read_wanted
from bot.programs.wanted import Wanted, merged
from knowledge.facets import Facets
from knowledge.programs import Delivery, Format, Money

TODAY = date(2026, 11, 23)
ROWS = [
    json.loads(line)
    for line in Path("tests/golden/requests.jsonl").read_text(encoding="utf-8").splitlines()
]
ALWAYS = ("professions", "credit_types", "credits", "hours", "days", "fee", "starts", "ends")
"""What every row states: it is nothing where the row is silent."""


def told(wanted: Wanted) -> dict[str, object]:
    """What was read, in the words of the table."""
    f = wanted.facets
    return {
        "professions": sorted(f.professions),
        "specialties": sorted(f.specialties),
        "topics": sorted(f.topics),
        "credit_types": sorted(f.credit_types),
        "credits": f.credits_least,
        "hours": f.hours_most,
        "days": f.days_most,
        "moc": sorted(f.moc_boards),
        "formats": sorted(form.value for form in f.formats),
        "deliveries": sorted(each.value for each in f.deliveries),
        "region": f.region,
        "starts": f.starts_after.isoformat() if f.starts_after else "",
        "ends": f.ends_before.isoformat() if f.ends_before else "",
        "fee": f.fee_most,
        "team": f.team_based,
        "project": f.practice_project,
        "leadership": f.leadership_content,
        "measured": f.measured,
        "unsupported": f.unsupported,
        "mandatory": list(f.mandatory or ()),
        "destination": wanted.destination,
        "searched": wanted.text,
        "doubts": bool(wanted.doubts),
    }


def expected(row: Mapping[str, object]) -> dict[str, object]:
    """What a row says, with numbers as such."""
    nothing = told(Wanted())
    want = {name: nothing[name] for name in ALWAYS} | {k: v for k, v in row.items() if k != "text"}
    for name, value in want.items():
        if isinstance(value, list) and name != "mandatory":
            want[name] = sorted(value)
        elif name in {"credits", "hours"} and value:
            want[name] = Decimal(str(value))
        elif name == "fee":
            amount, _, currency = str(value or "").partition(" ")
            want[name] = Money(Decimal(amount), currency) if currency else None
    return want


def test_the_table_has_at_least_150_phrases() -> None:
    assert len({row["text"] for row in ROWS}) >= 150


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_a_phrase_is_read_as_the_table_says(row: dict[str, object]) -> None:
    read, want = told(read_wanted(str(row["text"]), TODAY)), expected(row)

    assert {name: read[name] for name in want} == want


@pytest.mark.parametrize(
    ("text", "said", "phrase"),
    [
        ("free for a nurse", "for nurses", "nurse"),
        ("free for a nurse", "free", "free"),
        ("online, before 15 March", "finishes by Sunday 14 March 2027", "before 15 March"),
        ("under 4 hours", "at most 4 hours", "under 4 hours"),
        ("about ethics", "about ethics", "ethics"),
        ("20 AMA credits", "AMA PRA Category 1 credit", "AMA"),
        ("not in person", "online", "not in person"),
        ("I want to be a CNO", "toward leadership", "be a CNO"),
    ],
)
def test_what_was_understood_is_said_back_with_the_members_words(
    text: str, said: str, phrase: str
) -> None:
    understood = read_wanted(text, TODAY).understood

    assert (said, phrase) in {(each.said, each.phrase) for each in understood}


def test_the_lower_of_two_limits_holds() -> None:
    facets = read_wanted("under 5 hours, best at most 3 hours", TODAY).facets

    assert facets.hours_most == Decimal(3)


def test_two_places_are_a_doubt() -> None:
    wanted = read_wanted("in Canada or Ireland", TODAY)

    assert (wanted.facets.region, len(wanted.doubts)) == ("", 1)


@pytest.mark.parametrize(
    ("before", "now", "facets"),
    [
        (
            "ethics webinars for nurses",
            "no, in person",
            Facets(
                professions=("nurse",),
                topics=("ethics",),
                formats=(Format.COURSE,),
                deliveries=(Delivery.IN_PERSON,),
            ),
        ),
        (
            "leadership for nurses under $500",
            "cheaper ones under $100",
            Facets(
                professions=("nurse",),
                topics=("leadership",),
                fee_most=Money(Decimal(100), "USD"),
            ),
        ),
        (
            "free ethics for nurses",
            "and for pharmacists?",
            Facets(
                professions=("pharmacist",),
                topics=("ethics",),
                fee_most=Money(Decimal(0), "USD"),
            ),
        ),
        (
            "free ethics for nurses",
            "what about finance instead",
            Facets(professions=("nurse",), topics=("finance",), fee_most=Money(Decimal(0), "USD")),
        ),
    ],
)
def test_a_correction_takes_the_place_of_its_like(before: str, now: str, facets: Facets) -> None:
    assert is_refinement(now, TODAY)
    assert merged(read_wanted(before, TODAY), read_wanted(now, TODAY)).facets == facets


def test_a_correction_keeps_what_is_searched_for() -> None:
    before = read_wanted("free sepsis simulation for nurses", TODAY)

    assert merged(before, read_wanted("no, in person", TODAY)).text == "sepsis simulation"
    assert merged(before, read_wanted("about finance", TODAY)).text == "finance"


@pytest.mark.parametrize(
    "text",
    [
        "only free ones",
        "not in person",
        "in Florida instead",
        "under 2 hours",
        "make it online",
        "before June please",
        "for physicians too",
        "something shorter",
    ],
)
def test_a_correction_is_known(text: str) -> None:
    assert is_refinement(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "thanks",
        "what is a contact hour?",
        "how many hours do pharmacists need?",
        "is it free?",
        "find me ethics courses for nurses",
        "How do I get a course paid for?",
        "who pays when I travel to a conference for my hospital",
    ],
)
def test_a_question_of_its_own_corrects_nothing(text: str) -> None:
    assert not is_refinement(text, TODAY)


PIECES = st.lists(
    st.one_of(
        st.sampled_from([word for row in ROWS for word in row["text"].split()]),
        st.text(max_size=8),
        st.integers(0, 10**7).map(str),
    ),
    max_size=30,
).map(" ".join)


@given(PIECES, st.dates())
def test_any_text_on_any_day_is_read(text: str, today: date) -> None:
    wanted = read_wanted(text, today)

    assert all(each.phrase in text for each in wanted.understood)
    assert all(each.said and each.phrase for each in wanted.understood)
    assert not wanted.facets.ends_before or wanted.facets.ends_before >= today
    assert wanted.facets.starts_after is None or wanted.facets.starts_after > today


@given(PIECES, PIECES)
def test_any_text_may_correct_any_other(before: str, now: str) -> None:
    is_refinement(now, TODAY)
    whole = merged(read_wanted(before, TODAY), read_wanted(now, TODAY))

    assert {each.facet for each in read_wanted(now, TODAY).understood} <= {
        each.facet for each in whole.understood
    }


LONG = 4000


@pytest.mark.parametrize(
    "word",
    [
        *("a", "1 ", "1,111", "my ", "no ", "the ", "$1 to ", "march ", "mar 1-", "half a "),
        *("nurse ", "registered staff ", "with my ", "want to be ", "before my a ", "before the "),
        *("not a ", "cat ", "1/1-", "my wife is ", "budget is only ", "have got ", "march or "),
        *("from a to ", "director of ", ", ", "- ", " ", "free ", "with nurses and ", "'s "),
    ],
)
def test_the_longest_message_is_read_without_going_back_and_forth(word: str) -> None:
    """A pattern that tries all ways of splitting it would not come to an end."""
    text = (word * LONG)[:LONG]

    assert read_wanted(text, TODAY) == read_wanted(text, TODAY)


def test_a_town_that_is_on_no_list_is_said_and_searched_for() -> None:
    wanted = read_wanted("quality course near Durham for a nurse", date(2026, 11, 23))

    assert wanted.facets.region == ""
    assert "Durham" in wanted.text
    assert any("“Durham”" in doubt for doubt in wanted.doubts)


def test_the_fourth_weekend_is_three_weeks_after_the_first() -> None:
    first, fourth = (
        read_wanted(f"a course in the {which} weekend of June", date(2026, 11, 23)).facets
        for which in ("first", "fourth")
    )

    assert first.ends_before is not None
    assert fourth.ends_before is not None
    assert (fourth.ends_before - first.ends_before).days == 21
