"""What every keeper of turns promises."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from bot.ports import Notebook
from tests.turns import a_turn


def test_a_thread_gives_its_last_turns_oldest_first(notebook: Notebook) -> None:
    said = [a_turn(f"question {n}") for n in range(5)]
    for turn in said:
        notebook.keep(turn)

    assert notebook.turns("mercy", "T1", limit=3) == tuple(said[2:])
    assert notebook.turns("mercy", "T1", limit=9) == tuple(said)
    assert notebook.turns("mercy", "T1", limit=0) == ()


def test_turns_stay_in_the_order_they_were_kept_whatever_clocks_say(notebook: Notebook) -> None:
    first = a_turn("first")
    second = a_turn("second", at=first.at - timedelta(minutes=1))
    notebook.keep(first)
    notebook.keep(second)

    assert notebook.turns("mercy", "T1", limit=2) == (first, second)


def test_a_thread_is_one_tenant_s(notebook: Notebook) -> None:
    here, there = a_turn(tenant="mercy"), a_turn(tenant="county")
    notebook.keep(here)
    notebook.keep(there)

    assert notebook.turns("mercy", "T1", limit=9) == (here,)
    assert notebook.of_member("county", "ana") == (there,)
    assert notebook.turns("mercy", "T2", limit=9) == ()


def test_every_field_of_a_turn_comes_back(notebook: Notebook) -> None:
    turn = replace(
        a_turn("¿y para enfermería? 👩🏽‍⚕️ 'quoted' \"twice\" %s :x \\ \n" + "long " * 10_000),
        kind="abstention",
    )
    notebook.keep(turn)

    assert notebook.turns("mercy", "T1", limit=1) == (turn,)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 4, 9, 30, 15, 123456, tzinfo=ZoneInfo("America/New_York")),
        datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=ZoneInfo("America/New_York")),
        datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC),
    ],
)
def test_a_moment_comes_back_as_the_same_moment(notebook: Notebook, moment: datetime) -> None:
    notebook.keep(a_turn(at=moment))

    [turn] = notebook.turns("mercy", "T1", limit=1)
    assert turn.at.tzinfo is not None
    assert turn.at.astimezone(UTC) == moment.astimezone(UTC)


def test_broken_characters_do_not_keep_a_turn_from_being_kept(notebook: Notebook) -> None:
    notebook.keep(a_turn("half an emoji \ud83d and a nul \0 in it"))

    [turn] = notebook.of_member("mercy", "ana")
    assert turn.asked.startswith("half an emoji ")
    assert turn.asked.endswith(" in it")


def test_a_member_s_turns_are_those_of_all_threads(notebook: Notebook) -> None:
    hers = [a_turn("one"), a_turn("two", thread="T2")]
    for turn in (hers[0], a_turn("not hers", member="bo"), hers[1]):
        notebook.keep(turn)

    assert notebook.of_member("mercy", "ana") == tuple(hers)
    assert notebook.of_member("mercy", "cy") == ()


def test_the_tenants_of_a_member_are_those_with_a_turn_of_that_id(notebook: Notebook) -> None:
    for tenant in ("mercy", "county", "mercy", "Zion"):
        notebook.keep(a_turn(tenant=tenant))
    notebook.keep(a_turn(tenant="elsewhere", member="bo"))
    notebook.forget("Zion", "ana")

    assert notebook.tenants("ana") == ("county", "mercy")
    assert notebook.tenants("cy") == ()


def test_forgetting_one_member_leaves_the_others_of_the_thread(notebook: Notebook) -> None:
    other = a_turn("and for nurses?", member="bo")
    elsewhere = a_turn(tenant="county")
    for turn in (a_turn("one"), other, a_turn("two"), a_turn("three", thread="T2"), elsewhere):
        notebook.keep(turn)

    assert notebook.forget("mercy", "ana") == 3
    assert notebook.forget("mercy", "ana") == 0
    assert notebook.of_member("mercy", "ana") == ()
    assert notebook.turns("mercy", "T1", limit=9) == (other,)
    assert notebook.of_member("county", "ana") == (elsewhere,)


def test_turns_kept_by_many_threads_at_once_are_all_there(notebook: Notebook) -> None:
    said = [a_turn(f"question {n}", thread=f"T{n % 4}") for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(notebook.keep, said))

    kept = notebook.of_member("mercy", "ana")
    assert sorted(turn.asked for turn in kept) == sorted(turn.asked for turn in said)
