"""What every keeper of deadlines promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from adapters.store.deadlines import MOST
from bot.deadlines.deadline import Deadline, Scope, Watch, Watched
from bot.errors import StoreUnavailable, TooMuch
from bot.ports import Deadlines, Members
from bot.when.wall import Wall
from tests.deadlines import ALLOWANCE, COMPETENCIES, NOVEMBER, OWN, SEEN

PLAIN = replace(OWN, id="p", at=None, zone="", repeats=None, ladder=(), program="")
STANDING = Watch(
    since=NOVEMBER,
    done_through=date(2027, 9, 30),
    declined=True,
    snoozed=Wall(date(2027, 3, 3), time(2, 30), "America/New_York"),
    round=3,
)


@pytest.mark.parametrize("deadline", [OWN, PLAIN, replace(PLAIN, title="¡Ética! 👩🏽‍⚕️ \"'%s :x")])
@pytest.mark.parametrize("watch", [SEEN, STANDING, Watch(since=None)])
def test_every_field_comes_back(deadlines: Deadlines, deadline: Deadline, watch: Watch) -> None:
    deadlines.keep(deadline, watch)

    assert deadlines.of_member("mercy", "ana") == (Watched(deadline, watch),)


def test_the_deadlines_of_a_member_are_theirs_and_the_earliest_first(
    members: Members, deadlines: Deadlines
) -> None:
    members.met("mercy", "ana", None, "", NOVEMBER)
    deadlines.publish((ALLOWANCE, COMPETENCIES))
    early = replace(OWN, id="z", day=date(2027, 1, 1), at=time(8))
    whole = replace(early, id="a", at=None)
    others = replace(OWN, id="b", owner="bo"), replace(OWN, tenant="county")
    for deadline in (OWN, whole, early, *others):
        deadlines.keep(deadline, SEEN)

    mine = [each.deadline for each in deadlines.of_member("mercy", "ana")]
    assert mine == [early, whole, ALLOWANCE, OWN]
    assert deadlines.of_member("mercy", "cy") == ()


def test_a_deadline_takes_the_place_of_the_one_with_its_id(deadlines: Deadlines) -> None:
    moved = replace(OWN, day=date(2028, 1, 31), ladder=())
    deadlines.keep(OWN, SEEN)
    deadlines.keep(moved, STANDING)

    assert deadlines.of_member("mercy", "ana") == (Watched(moved, STANDING),)


def test_nobody_overwrites_another_s_deadline(deadlines: Deadlines) -> None:
    deadlines.keep(OWN, SEEN)

    with pytest.raises(StoreUnavailable):
        deadlines.keep(replace(OWN, owner="bo", title="Bo's"), SEEN)
    assert deadlines.of_member("mercy", "ana") == (Watched(OWN, SEEN),)
    assert deadlines.of_member("mercy", "bo") == ()


def test_how_a_member_stands_is_theirs_alone(members: Members, deadlines: Deadlines) -> None:
    deadlines.publish((ALLOWANCE,))
    for member in ("ana", "bo"):
        members.met("mercy", member, None, "", NOVEMBER)

    assert deadlines.mark("mercy", "ana", ALLOWANCE.id, STANDING)
    assert not deadlines.mark("mercy", "ana", "k3f9a1", STANDING)
    assert not deadlines.mark("county", "ana", ALLOWANCE.id, STANDING)
    assert deadlines.of_member("mercy", "ana") == (Watched(ALLOWANCE, STANDING),)
    assert deadlines.of_member("mercy", "bo") == (Watched(ALLOWANCE, Watch(since=None)),)


def test_only_one_s_own_can_be_removed(members: Members, deadlines: Deadlines) -> None:
    members.met("mercy", "ana", None, "", NOVEMBER)
    deadlines.publish((ALLOWANCE,))
    deadlines.keep(OWN, SEEN)

    assert not deadlines.drop("mercy", "ana", ALLOWANCE.id)
    assert not deadlines.drop("mercy", "bo", OWN.id)
    assert not deadlines.drop("county", "ana", OWN.id)
    assert deadlines.drop("mercy", "ana", OWN.id)
    assert not deadlines.drop("mercy", "ana", OWN.id)
    assert [each.deadline for each in deadlines.of_member("mercy", "ana")] == [ALLOWANCE]


def test_what_the_hub_sets_is_added_changed_and_taken_away(
    members: Members, deadlines: Deadlines
) -> None:
    for tenant in ("mercy", "county"):
        members.met(tenant, "ana", None, "", NOVEMBER)
    second = replace(ALLOWANCE, id="hub:b", day=date(2028, 1, 1))
    later = replace(ALLOWANCE, day=date(2027, 7, 31))

    assert deadlines.publish((ALLOWANCE, second)) == (2, 0, 0)
    deadlines.mark("mercy", "ana", ALLOWANCE.id, STANDING)
    assert deadlines.publish((ALLOWANCE, second)) == (0, 0, 0)
    assert deadlines.publish((later, replace(second, id="hub:c"))) == (1, 1, 1)
    [mine, new] = deadlines.of_member("mercy", "ana")
    assert mine == Watched(later, STANDING)
    assert new.deadline.id == "hub:c"
    assert len(deadlines.of_member("county", "ana")) == 2
    assert deadlines.publish(()) == (0, 0, 2)
    assert deadlines.of_member("mercy", "ana") == deadlines.of_member("county", "ana") == ()


def test_publishing_leaves_what_members_made(deadlines: Deadlines) -> None:
    deadlines.keep(OWN, STANDING)
    deadlines.publish((ALLOWANCE,))
    deadlines.publish(())

    assert deadlines.of_member("mercy", "ana") == (Watched(OWN, STANDING),)


def test_a_deadline_may_become_another_team_s(members: Members, deadlines: Deadlines) -> None:
    for member, team in (("ana", "4 west"), ("bo", "5 West"), ("cy", "")):
        known, _ = members.met("mercy", member, None, "", NOVEMBER)
        members.describe("mercy", member, replace(known.profile, team=team))

    def whose() -> list[str]:
        return [member for member in ("ana", "bo", "cy") if deadlines.of_member("mercy", member)]

    deadlines.publish((COMPETENCIES,))
    assert whose() == ["ana"]
    deadlines.publish((replace(COMPETENCIES, owner="5 WEST"),))
    assert whose() == ["bo"]
    deadlines.publish((replace(COMPETENCIES, scope=Scope.ORGANIZATION, owner=""),))
    assert whose() == ["ana", "bo", "cy"]
    deadlines.publish((COMPETENCIES,))
    assert whose() == ["ana"]
    deadlines.publish((replace(COMPETENCIES, owner=""),))
    assert whose() == []


def test_a_member_has_so_many_deadlines_and_no_more(deadlines: Deadlines) -> None:
    for n in range(MOST):
        deadlines.keep(replace(PLAIN, id=f"{n}"), SEEN)

    with pytest.raises(TooMuch, match="at most 200 deadlines") as raised:
        deadlines.keep(OWN, SEEN)
    assert (raised.value.what, raised.value.most) == ("deadlines", MOST)
    deadlines.keep(replace(PLAIN, id="7", title="Changed"), SEEN)
    deadlines.keep(replace(OWN, owner="bo"), SEEN)
    assert len(deadlines.of_member("mercy", "ana")) == MOST
    deadlines.drop("mercy", "ana", "7")
    deadlines.keep(replace(PLAIN, id="another"), SEEN)


def test_broken_characters_are_no_reason_to_fail(deadlines: Deadlines) -> None:
    broken = replace(PLAIN, title="half \ud83d", told="nul \0 in it")
    deadlines.keep(broken, SEEN)
    hub = replace(ALLOWANCE, title="half \ud83d")
    deadlines.publish((hub,))

    assert len(deadlines.of_member("mercy", "ana")) == 1
    assert deadlines.publish((hub,)) == (0, 0, 0)
