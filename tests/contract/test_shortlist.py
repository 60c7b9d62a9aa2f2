"""What every keeper of saved programs promises."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.ports import Shortlist
from bot.programs.shortlist import SavedProgram

SAVED = SavedProgram(
    tenant="mercy",
    member="ana",
    program="emory-cmo",
    title="Chief Medical Officer Program",
    url="https://example.org/cmo",
    record='{"id": "emory-cmo", "title": "Chief Medical Officer Program"}',
    saved_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
)


def test_a_program_is_saved_once_and_stays_as_it_was(shortlist: Shortlist) -> None:
    later = replace(SAVED, title="Renamed", record="{}", saved_at=SAVED.saved_at + timedelta(1))

    assert shortlist.save(SAVED)
    assert not shortlist.save(later)
    assert not shortlist.save(replace(SAVED))
    assert shortlist.of_member("mercy", "ana") == (SAVED,)


def test_a_list_is_one_member_s_and_oldest_first(shortlist: Shortlist) -> None:
    second = replace(SAVED, program="a-second", saved_at=SAVED.saved_at - timedelta(1))
    others = replace(SAVED, member="bo"), replace(SAVED, tenant="county")
    for saved in (SAVED, *others, second):
        assert shortlist.save(saved)

    assert shortlist.of_member("mercy", "ana") == (SAVED, second)
    assert shortlist.of_member("mercy", "cy") == ()


def test_every_field_comes_back(shortlist: Shortlist) -> None:
    moment = datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=ZoneInfo("America/New_York"))
    saved = replace(SAVED, title="¡Ética! 👩🏽‍⚕️ %s :x '\"", record="x " * 50_000, saved_at=moment)
    shortlist.save(saved)

    [kept] = shortlist.of_member("mercy", "ana")
    assert replace(kept, saved_at=moment) == saved
    assert kept.saved_at.astimezone(UTC) == moment.astimezone(UTC)


def test_broken_characters_are_no_reason_to_fail(shortlist: Shortlist) -> None:
    broken = replace(SAVED, program="half \ud83d", title="nul \0 in it")

    assert shortlist.save(broken)
    assert not shortlist.save(replace(broken))
    assert shortlist.remove("mercy", "ana", "half \ud83d")


def test_a_removed_program_can_be_saved_again(shortlist: Shortlist) -> None:
    shortlist.save(SAVED)

    assert not shortlist.remove("mercy", "bo", "emory-cmo")
    assert not shortlist.remove("mercy", "ana", "another")
    assert shortlist.remove("mercy", "ana", "emory-cmo")
    assert not shortlist.remove("mercy", "ana", "emory-cmo")
    assert shortlist.of_member("mercy", "ana") == ()
    assert shortlist.save(SAVED)


def test_forgetting_one_member_leaves_the_others(shortlist: Shortlist) -> None:
    others = replace(SAVED, member="bo"), replace(SAVED, tenant="county")
    for saved in (SAVED, *others, replace(SAVED, program="a-second")):
        shortlist.save(saved)

    assert shortlist.forget("mercy", "ana") == 2
    assert shortlist.forget("mercy", "ana") == 0
    assert shortlist.of_member("mercy", "ana") == ()
    assert shortlist.of_member("mercy", "bo") == others[:1]
    assert shortlist.of_member("county", "ana") == others[1:]


def test_a_button_pressed_many_times_at_once_saves_once(shortlist: Shortlist) -> None:
    presses = [replace(SAVED, saved_at=SAVED.saved_at + timedelta(seconds=n)) for n in range(16)]
    with ThreadPoolExecutor(8) as pool:
        new = list(pool.map(shortlist.save, presses))

    assert new.count(True) == 1
    assert len(shortlist.of_member("mercy", "ana")) == 1


def test_where_somebody_saved_something_is_known(shortlist: Shortlist) -> None:
    for saved in (SAVED, replace(SAVED, program="b"), replace(SAVED, tenant="county")):
        shortlist.save(saved)
    shortlist.save(replace(SAVED, tenant="a-third", member="bo"))

    assert shortlist.tenants("ana") == ("county", "mercy")
    shortlist.remove("county", "ana", "emory-cmo")
    assert shortlist.tenants("ana") == ("mercy",)
    assert shortlist.tenants("cy") == ()
