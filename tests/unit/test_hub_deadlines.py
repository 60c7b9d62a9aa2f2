"""deadlines.yaml: what becomes of good entries, bad ones and hostile ones."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from bot.allowance.policy import Basis, Policy
from bot.deadlines.deadline import HUB, Deadline, Kind, Repeats, Scope, Source, Unit
from knowledge.deadlines import LARGEST, MOST_ALLOWANCES, MOST_DEADLINES
from tests.hub_deadlines import deadlines_hub, entry, read, written

SECONDS = 20
"""Far more than reading a file takes; far less than blowing it up would."""


def right(folder: Path, **more: object) -> dict[str, str]:
    """What is said to be right, for each bad field of an entry."""
    return {bad.field: bad.right for bad in read(deadlines_hub(folder, entry(**more))).problems}


def test_every_field_of_an_entry_is_in_its_deadline(tmp_path: Path) -> None:
    found = read(
        deadlines_hub(
            tmp_path,
            entry(
                "rn.license-27",
                kind="licence",
                title="RN  licenses\u200b run out",
                at="9:30",
                zone="America/New_York",
                repeats="every 2 years",
                remind=[3, 60, 14, 60],
                do="Compare your hours.",
                article="known.md",
                policy="Board's page",
                **{"for": "4 West"},
            ),
        )
    )

    assert (found.problems, found.notes, found.whole) == ([], [], True)
    assert list(found.deadlines.values()) == [
        Deadline(
            tenant=HUB,
            id="hub:rn.license-27",
            scope=Scope.TEAM,
            owner="4 West",
            kind=Kind.LICENCE,
            title="RN licenses run out",
            day=date(2027, 3, 31),
            at=time(9, 30),
            zone="America/New_York",
            repeats=Repeats(2, Unit.YEARS),
            ladder=(60, 14, 3),
            source=Source.HUB,
            do="Compare your hours.",
            article="known.md",
            policy="Board's page",
        )
    ]


def test_examples_are_never_sent(tmp_path: Path) -> None:
    found = read(deadlines_hub(tmp_path, examples=[entry()]))

    assert (found.deadlines, found.problems, found.whole) == ({}, [], True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "two words"),
        ("id", "[x]"),
        ("id", "x" * 61),
        ("kind", "birthday"),
        ("for", ["a", "b"]),
        ("for", "x" * 81),
        ("title", "x" * 121),
        ("title", {"a": 1}),
        ("date", "2027-02-29"),
        ("date", "03/04/2027"),
        ("date", "2127-03-31"),
        ("date", "0001-01-01"),
        ("at", "24:00"),
        ("at", "5 pm"),
        ("at", "12:60"),
        ("zone", "Mars/Base"),
        ("zone", "../../etc/passwd"),
        ("zone", "America/New_York x"),
        ("repeats", "every 0 years"),
        ("repeats", "every 31 years"),
        ("repeats", "every 9999999999999999999999 years"),
        ("repeats", "sometimes"),
        ("remind", []),
        ("remind", [-1]),
        ("remind", [3651]),
        ("remind", ["soon"]),
        ("remind", list(range(10_000))),
        ("remind", ["9" * 5_000]),
        ("remind", {"days": 3}),
        ("do", "x" * 401),
        ("article", ["a"]),
        ("policy", {"page": 4}),
    ],
)
def test_a_value_that_cannot_be_is_the_only_one_named(
    tmp_path: Path, field: str, value: object
) -> None:
    assert list(right(tmp_path, **{field: value})) == [field]


def test_a_ladder_of_ten_thousand_stages_is_told_what_would_do(tmp_path: Path) -> None:
    assert right(tmp_path, remind=list(range(10_000)))["remind"].startswith(
        "1 to 12 whole numbers of days before, each from 0 to 3,650"
    )


@pytest.mark.parametrize("field", ["id", "kind", "for", "title", "date"])
def test_what_is_required_is_named_where_it_is_missing(tmp_path: Path, field: str) -> None:
    assert list(right(tmp_path, **{field: None})) == [field]


def test_a_bad_entry_is_named_with_its_place_and_the_good_ones_go_in(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "our-hub",
        "deadlines:\n"
        "- {id: good, kind: custom, for: organization, title: Good, date: 2027-03-31}\n"
        "- id: bad\n  kind: custom\n  for: organization\n  title: Bad\n  date: 2027-13-01\n",
    )

    found = read(folder)

    assert list(found.deadlines) == ["hub:good"]
    (bad,) = found.problems
    assert (bad.file, bad.line, bad.field, bad.value, bad.id) == (
        "our-hub/deadlines.yaml",
        3,
        "date",
        "2027-13-01",
        "hub:bad",
    )
    assert found.broken == {"hub:bad"}
    assert found.whole


def test_an_id_that_stands_twice_is_taken_once_also_from_several_folders(tmp_path: Path) -> None:
    one = deadlines_hub(tmp_path / "one", entry("a", title="First"), entry("a", title="Second"))
    two = deadlines_hub(tmp_path / "two", entry("a", title="Third"), entry("b"))

    found = read(one, two)

    assert [each.title for each in found.deadlines.values()] == ["First", "Reviews close"]
    assert [(bad.file, bad.field) for bad in found.problems] == [
        ("one/deadlines.yaml", "id"),
        ("two/deadlines.yaml", "id"),
    ]


@pytest.mark.parametrize(
    ("more", "remark"),
    [
        ({"date": "2028-02-29", "repeats": "yearly"}, "29 February: in a year without one"),
        ({"date": "2026-11-01"}, "2026-11-01 is past and repeats never"),
        ({"article": "gone.md"}, 'the hub holds no article "gone.md"'),
        ({"colour": "red"}, 'unknown field "colour" is ignored'),
        ({"remaind": "3"}, 'unknown field "remaind" is ignored; did you mean "remind"?'),
        (
            {"date": "2027-03-14", "at": "02:30", "zone": "America/New_York"},
            "02:30 does not come on 2027-03-14 in America/New_York; 03:30 is meant",
        ),
        (
            {"date": "2027-11-07", "at": "01:30", "zone": "America/New_York"},
            "01:30 comes twice on 2027-11-07 in America/New_York; the first is meant",
        ),
    ],
)
def test_what_may_not_be_meant_is_taken_and_remarked_on(
    tmp_path: Path, more: dict[str, object], remark: str
) -> None:
    found = read(deadlines_hub(tmp_path, entry(**more)))

    assert len(found.deadlines) == 1
    assert found.problems == []
    (note,) = found.notes
    assert remark in note
    assert "deadlines.yaml, line 2: " in note


def test_an_ordinary_time_on_the_day_of_a_change_is_not_remarked_on(tmp_path: Path) -> None:
    changed = entry(date="2027-03-14", at="09:00", zone="America/New_York")

    assert read(deadlines_hub(tmp_path, changed)).notes == []


def test_five_thousand_deadlines_are_too_many(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        "deadlines:\n"
        + "".join(
            f"- {{id: d{n}, kind: custom, for: organization, title: T, date: 2027-03-31}}\n"
            for n in range(5_000)
        ),
    )

    found = read(folder)

    assert len(found.deadlines) == MOST_DEADLINES
    assert [bad.right for bad in found.problems] == ["at most 500 entries in a file"]
    assert not found.whole


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, after in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB.encode() + b"deadlines: [*i]\n", "it refers to another value"),
        (b"deadlines: [" + b"[" * 400_000, "it is nested too deeply"),
        (b"x" * (LARGEST + 1), "it has 1,000,001 bytes"),
        (b"", "it is empty"),
        (b"\x00\x01\x02\xff", "this is not text"),
        (b"- id: a\n", "it is not made of lines `name: value`"),
        (b"deadlines: soon\n", "`deadlines` must be a list"),
        (b"deadlines: []\ndeadlines: []\n", '"deadlines" stands twice'),
        (b"deadlines:\n- id: a\n  id: b\n", '"id" stands twice'),
        (b"deadlines:\n- a: b: c\n", "a value with a colon must be in quotes"),
        (b"deadlines: []\n---\ndeadlines: []\n", "a second document begins"),
        (b"? {a: b}\n: c\n", "a field's name must be a text"),
        (b"deadlines: !!python/object/apply:os.system ['true']\n", ""),
    ],
)
def test_a_hostile_file_is_refused_at_once_and_nothing_is_removed(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    began = perf_counter()
    found = read(written(tmp_path, content))

    assert perf_counter() - began < SECONDS
    assert found.deadlines == {}
    assert reason in found.problems[0].right
    assert not found.whole


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "deadlines.yaml").mkdir()

    (bad,) = read(tmp_path).problems

    assert bad.right == "a file that can be read: it cannot be read: Is a directory"


def test_words_that_are_not_utf_8_are_read_as_an_office_wrote_them(tmp_path: Path) -> None:
    line = "deadlines:\n- {id: a, kind: custom, for: organization, title: Café, date: 2027-03-31}\n"

    (deadline,) = read(written(tmp_path, line.encode("cp1252"))).deadlines.values()

    assert deadline.title == "Café"


def test_an_empty_folder_takes_nothing_away(tmp_path: Path) -> None:
    found = read(tmp_path)

    assert not found.whole
    assert "the folder is empty, so no deadline was removed" in found.notes[0]


def test_every_field_of_an_allowance_is_in_its_policy(tmp_path: Path) -> None:
    allowance = {
        "for": " 4  West",
        "amount": "2500",
        "currency": "USD",
        "days": "4.5",
        "cycle_start": "07-01",
        "basis": "incurred",
        "claim_window_days": 60,
        "preapproval": "yes",
        "approval_days": 30,
        "leave_days": 45,
        "prorated": True,
        "fte": 0.8,
        "hired": "2020-01-15",
        "waiting_months": 6,
        "carries_over": "no",
        "eligible": ["fees", "travel"],
        "proof": "receipt; certificate",
        "approver": "the unit manager",
        "source": "Policy, section 3",
        "confirmed_by": "HR",
        "confirmed_on": "2026-11-02",
    }

    found = read(deadlines_hub(tmp_path, allowances=[allowance]))

    assert (found.problems, found.notes) == ([], [])
    assert found.policies == {
        "4 west": Policy(
            Decimal(2500),
            "USD",
            Decimal("4.5"),
            (7, 1),
            Basis.INCURRED,
            60,
            True,
            30,
            45,
            True,
            Decimal("0.8"),
            date(2020, 1, 15),
            6,
            False,
            ("fees", "travel"),
            ("receipt", "certificate"),
            "the unit manager",
            "Policy, section 3",
            "HR",
            date(2026, 11, 2),
        )
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("for", None),
        ("amount", "a lot"),
        ("amount", -1),
        ("currency", None),
        ("days", "five"),
        ("cycle_start", "02-29"),
        ("cycle_start", "13-01"),
        ("basis", "paid"),
        ("claim_window_days", 3651),
        ("preapproval", "maybe"),
        ("fte", 0),
        ("fte", 1.5),
        ("hired", "soon"),
        ("waiting_months", -1),
        ("eligible", [{"a": 1}]),
        ("source", "x" * 401),
    ],
)
def test_a_bad_field_of_an_allowance_is_named(tmp_path: Path, field: str, value: object) -> None:
    good: dict[str, object] = {"for": "organization", "amount": 2500, "currency": "USD"}
    fields = {name: each for name, each in {**good, field: value}.items() if each is not None}

    found = read(deadlines_hub(tmp_path, allowances=[fields]))

    assert [bad.field for bad in found.problems] == [field]
    assert found.policies == {}
    assert found.spoiled == (set() if field == "for" else {""})
    assert found.whole is (field != "for")


def test_one_allowance_for_each_is_taken_and_one_that_says_nothing_is_not(tmp_path: Path) -> None:
    days = [{"for": who, "days": n} for n, who in enumerate(["organization", "4 West", "4 west "])]

    found = read(deadlines_hub(tmp_path, allowances=[*days, {"for": "ICU"}]))

    assert {team: policy.days for team, policy in found.policies.items()} == {
        "": Decimal(0),
        "4 west": Decimal(1),
    }
    assert [bad.field for bad in found.problems] == ["for", "amount"]


def test_too_many_allowances_are_told(tmp_path: Path) -> None:
    allowances = [{"for": f"team {n}", "days": 1} for n in range(MOST_ALLOWANCES + 5)]

    found = read(deadlines_hub(tmp_path, allowances=allowances))

    assert len(found.policies) == MOST_ALLOWANCES
    assert [bad.field for bad in found.problems] == ["allowances"]


def _anything() -> SearchStrategy[object]:
    plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
    return st.recursive(
        plain,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
        max_leaves=8,
    )


FIELDS = ("id", "kind", "for", "title", "date", "at", "zone", "repeats", "remind", "do", "amount")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.dictionaries(st.sampled_from(FIELDS), _anything()))
def test_whatever_stands_in_an_entry_it_is_taken_or_named(
    tmp_path: Path, fields: dict[str, object]
) -> None:
    found = read(deadlines_hub(tmp_path, fields, entry("good"), allowances=[fields]))

    assert found.problems
    assert all(bad.right for bad in found.problems)
    assert "hub:good" in found.deadlines or not found.whole


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200))
def test_whatever_bytes_a_file_holds_it_is_read_or_named(tmp_path: Path, content: bytes) -> None:
    found = read(written(tmp_path, b"deadlines:\n" + content))

    assert found.deadlines == {}
