"""What every keeper of members promises."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.conversation import Address
from bot.members.profile import Member, Profile, Quiet, Shift
from bot.ports import Calendars, Deadlines, Members
from tests.deadlines import ALLOWANCE, COMPETENCIES, NOVEMBER, OWN, SEEN

HOME = Address("slack", "mercy", '{"user": "U1"}')
TOLD = Profile(
    profession="nurse",
    specialty="critical care",
    credentials=("RN", "CCRN"),
    destination="chief nursing officer",
    states=("TX", "NM"),
    site="St. Mary's",
    team=" 4  WEST ",
    review_month=3,
    shift=Shift.NIGHTS,
    zone="America/Denver",
    zone_told=True,
    hour=time(18),
    quiet=Quiet(time(0), time(17, 30)),
    days_off=(0, 4),
    urgent_anytime=True,
)


def watched(deadlines: Deadlines, member: str = "ana", tenant: str = "mercy") -> list[str]:
    return [each.deadline.id for each in deadlines.of_member(tenant, member)]


def test_a_member_is_met_once(members: Members) -> None:
    new = Member("mercy", "ana", Profile(), "America/Chicago", HOME, NOVEMBER)

    assert members.member("mercy", "ana") is None
    assert members.met("mercy", "ana", HOME, "America/Chicago", NOVEMBER) == (new, True)
    assert members.met("mercy", "ana", None, "", NOVEMBER + timedelta(1)) == (new, False)
    assert members.member("mercy", "ana") == new
    assert members.member("county", "ana") is None


def test_of_who_comes_at_once_by_many_ways_one_is_the_first(members: Members) -> None:
    def meet(n: int) -> bool:
        return members.met("mercy", "ana", HOME, "", NOVEMBER + timedelta(seconds=n))[1]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(meet, range(16))).count(True) == 1


def test_a_home_stays_until_another_is_given(members: Members) -> None:
    members.met("mercy", "ana", None, "", NOVEMBER)
    assert members.met("mercy", "ana", HOME, "", NOVEMBER)[0].home == HOME
    assert members.met("mercy", "ana", None, "", NOVEMBER)[0].home == HOME

    elsewhere = replace(HOME, surface="teams", locator="{}")
    assert members.met("mercy", "ana", elsewhere, "", NOVEMBER)[0].home == elsewhere


def test_a_zone_that_was_told_holds_and_the_platform_s_otherwise(members: Members) -> None:
    def zone(platform: str) -> str:
        return members.met("mercy", "ana", HOME, platform, NOVEMBER)[0].zone

    assert [zone(""), zone("America/Chicago"), zone("")] == ["", *["America/Chicago"] * 2]
    members.describe("mercy", "ana", Profile(zone="America/Denver", zone_told=True))
    assert [zone(""), zone("America/New_York")] == ["America/Denver"] * 2
    members.describe("mercy", "ana", Profile())
    assert zone("") == "America/New_York"


@pytest.mark.parametrize("profile", [TOLD, Profile(), Profile(quiet=Quiet(time(0), time(0)))])
def test_every_field_of_a_profile_comes_back(members: Members, profile: Profile) -> None:
    members.met("mercy", "ana", HOME, "", NOVEMBER)
    members.met("mercy", "bo", HOME, "", NOVEMBER)
    members.describe("mercy", "ana", profile)
    members.describe("mercy", "nobody", profile)

    known = members.member("mercy", "ana")
    assert known is not None
    assert known.profile == profile
    assert members.met("mercy", "bo", None, "", NOVEMBER)[0].profile == Profile()
    assert members.member("mercy", "nobody") is None


def test_the_moment_of_the_first_meeting_comes_back(members: Members) -> None:
    moment = datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=ZoneInfo("America/New_York"))
    met, _ = members.met("mercy", "ana", HOME, "", moment)

    assert met.met_at.astimezone(UTC) == moment.astimezone(UTC)


def test_broken_characters_are_no_reason_to_fail(members: Members) -> None:
    name = "half \ud83d"
    assert members.met("mercy", name, HOME, "", NOVEMBER)[1]
    members.describe("mercy", name, Profile(site="nul \0 in it", credentials=("R\ud83dN",)))

    assert not members.met("mercy", name, HOME, "", NOVEMBER)[1]
    assert members.forget("mercy", name) == 1


def test_new_members_have_what_the_organization_set(members: Members, deadlines: Deadlines) -> None:
    deadlines.publish((ALLOWANCE, COMPETENCIES))
    members.met("mercy", "ana", HOME, "", NOVEMBER)
    members.met("county", "ana", HOME, "", NOVEMBER)

    assert watched(deadlines) == ["hub:allowance"]
    assert watched(deadlines, tenant="county") == ["hub:allowance"]
    [mine] = deadlines.of_member("mercy", "ana")
    assert mine.deadline == ALLOWANCE
    assert mine.watch.since is None


def test_a_team_s_deadlines_come_and_go_with_the_team(
    members: Members, deadlines: Deadlines
) -> None:
    deadlines.publish((ALLOWANCE, COMPETENCIES))
    members.met("mercy", "ana", HOME, "", NOVEMBER)

    members.describe("mercy", "ana", TOLD)
    assert watched(deadlines) == ["hub:competencies", "hub:allowance"]
    deadlines.mark("mercy", "ana", "hub:competencies", replace(SEEN, declined=True))
    members.describe("mercy", "ana", replace(TOLD, profession="physician", team="4 west"))
    assert deadlines.of_member("mercy", "ana")[0].watch.declined
    members.describe("mercy", "ana", replace(TOLD, team="5 West"))
    assert watched(deadlines) == ["hub:allowance"]
    members.describe("mercy", "ana", replace(TOLD, team=""))
    assert watched(deadlines) == ["hub:allowance"]


def test_forgetting_one_member_leaves_the_others(members: Members, deadlines: Deadlines) -> None:
    deadlines.publish((ALLOWANCE,))
    for tenant, member in (("mercy", "ana"), ("mercy", "bo"), ("county", "ana")):
        members.met(tenant, member, HOME, "", NOVEMBER)
        id = f"{member} of {tenant}"
        deadlines.keep(replace(OWN, tenant=tenant, owner=member, id=id), SEEN)

    assert members.forget("mercy", "ana") == 2
    assert members.forget("mercy", "ana") == 0
    assert members.member("mercy", "ana") is None
    assert watched(deadlines) == []
    assert watched(deadlines, "bo") == ["hub:allowance", "bo of mercy"]
    assert watched(deadlines, tenant="county") == ["hub:allowance", "ana of county"]
    assert members.tenants("ana") == ("county",)
    assert members.met("mercy", "ana", HOME, "", NOVEMBER)[1]
    assert watched(deadlines) == ["hub:allowance"]


def test_where_somebody_is_known_is_known(members: Members) -> None:
    for tenant, member in (("mercy", "ana"), ("county", "ana"), ("a-third", "bo")):
        members.met(tenant, member, None, "", NOVEMBER)

    assert members.tenants("ana") == ("county", "mercy")
    assert members.tenants("cy") == ()


def test_a_calendar_is_one_member_s_until_it_is_revoked(
    members: Members, calendars: Calendars
) -> None:
    members.met("mercy", "ana", HOME, "", NOVEMBER)
    members.met("mercy", "bo", HOME, "", NOVEMBER)
    assert calendars.with_calendar("") is None

    calendars.set_calendar("mercy", "ana", "s3cret")
    calendars.set_calendar("mercy", "nobody", "another")
    assert calendars.with_calendar("s3cret") == members.member("mercy", "ana")
    assert calendars.with_calendar("another") is None
    calendars.set_calendar("mercy", "ana", "new")
    assert calendars.with_calendar("s3cret") is None
    calendars.set_calendar("mercy", "ana", "")
    assert calendars.with_calendar("new") is None
    assert calendars.with_calendar("") is None
