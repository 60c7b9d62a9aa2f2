"""What holds of nudges whatever happens: moves of zone, edits, and clocks that are put on and
back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.deadlines.deadline import Deadline, Kind, Repeats, Unit, Watch, Watched
from bot.members.profile import Member, Profile, Quiet, Shift
from bot.nudges.delivery import Stage
from bot.nudges.hours import is_quiet
from bot.nudges.planning import due_stage, next_stage
from bot.nudges.rungs import end_of
from bot.when.wall import wall_of
from tests.deadlines import OWN
from tests.members import ANA

START = datetime(2026, 9, 20, tzinfo=UTC)
ZONES = (
    "America/New_York",
    "America/Los_Angeles",
    "Europe/London",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kathmandu",
)

profiles = st.builds(
    Profile,
    shift=st.none() | st.sampled_from(Shift),
    days_off=st.lists(st.integers(0, 6), max_size=4).map(tuple),
    quiet=st.none() | st.builds(Quiet, st.just(time(23)), st.just(time(5, 30))),
    urgent_anytime=st.booleans(),
)
deadlines = st.builds(
    lambda day, kind, ladder, repeats, zone: replace(
        OWN, day=day, kind=kind, ladder=ladder, repeats=repeats, zone=zone, at=None
    ),
    day=st.dates(date(2026, 9, 10), date(2026, 12, 20)),
    kind=st.sampled_from(Kind),
    ladder=st.lists(st.integers(-3, 40), min_size=1, max_size=5, unique=True).map(tuple),
    repeats=st.none() | st.builds(Repeats, st.integers(1, 20), st.sampled_from(Unit)),
    zone=st.sampled_from(("", *ZONES)),
)
changes = st.one_of(
    st.builds(lambda zone: ("zone", zone), st.sampled_from(ZONES)),
    st.builds(lambda profile: ("profile", profile), profiles),
    st.builds(lambda deadline: ("deadline", deadline), deadlines),
    st.builds(lambda hours: ("clock", hours), st.integers(-80, 80)),
    st.builds(lambda hours: ("wait", hours), st.integers(1, 400)),
)


@dataclass
class Life:
    """A member with a deadline, and everything that was said to them so far."""

    deadline: Deadline
    member: Member
    now: datetime = START
    watch: Watch = Watch(since=None)  # noqa: RUF009 - it is frozen
    said: list[tuple[Stage, datetime, Member]] = field(default_factory=list)

    @property
    def watched(self) -> Watched:
        """The deadline as it stands."""
        return Watched(self.deadline, self.watch, frozenset(stage.key for stage, *_ in self.said))

    def suffer(self, what: str, value: object) -> None:
        """Let one thing happen, and say everything that is due while time goes by."""
        match what, value:
            case "zone", str(zone):
                self.member = replace(self.member, zone=zone)
            case "profile", Profile() as profile:
                self.member = replace(self.member, profile=profile)
            case "deadline", Deadline() as deadline:
                self.deadline = deadline
            case "clock", int(hours):
                self.now += timedelta(hours=hours)
            case "wait", int(hours):
                self.pass_to(self.now + timedelta(hours=hours))
        self.say()

    def pass_to(self, end: datetime) -> None:
        """Say everything at the moment it was planned for."""
        while (stage := next_stage(self.watched, self.member, self.now)) and stage.at <= end:
            self.now = max(self.now, stage.at)
            self.say()
            left = next_stage(self.watched, self.member, self.now)
            assert left is None or left.at > self.now, "else a sweep would never come to an end"
        self.now = end

    def say(self) -> bool:
        """Say what is due now, if anything; and then nothing more is."""
        stage = due_stage(self.watched, self.member, self.now)
        if stage is None:
            return False
        self.said.append((stage, self.now, self.member))
        assert due_stage(self.watched, self.member, self.now) is None, "one thing at a time"
        return True


@settings(max_examples=150, deadline=None)
@given(deadline=deadlines, profile=profiles, events=st.lists(changes, max_size=12))
def test_every_stage_is_said_at_most_once_and_never_in_quiet_hours(
    deadline: Deadline, profile: Profile, events: list[tuple[str, object]]
) -> None:
    life = Life(deadline, replace(ANA, profile=profile))
    for what, value in events:
        life.suffer(what, value)
    keys = [stage.key for stage, *_ in life.said]
    assert len(keys) == len(set(keys))
    for _, moment, member in life.said:
        assert member.profile.urgent_anytime or not is_quiet(member, moment)


@settings(max_examples=100, deadline=None)
@given(deadline=deadlines, profile=profiles, zone=st.sampled_from(ZONES))
def test_undisturbed_every_rung_ends_in_a_nudge_or_in_a_tighter_one(
    deadline: Deadline, profile: Profile, zone: str
) -> None:
    once = replace(deadline, repeats=None, ladder=tuple({abs(days) for days in deadline.ladder}))
    life = Life(once, replace(ANA, profile=profile, zone=zone), now=START - timedelta(days=90))
    life.pass_to(START + timedelta(days=200))
    days = [stage.days for stage, *_ in life.said]
    assert days[-1] == min(once.ladder)
    assert all(earlier > later for earlier, later in pairwise(days))
    end = end_of(once, once.day, life.member)
    assert all(moment < end for _, moment, _ in life.said)


@settings(max_examples=100, deadline=None)
@given(
    deadline=deadlines,
    profile=profiles,
    zone=st.sampled_from(ZONES),
    hours=st.integers(0, 24 * 120),
)
def test_what_comes_next_is_not_due_before_its_moment(
    deadline: Deadline, profile: Profile, zone: str, hours: int
) -> None:
    member = replace(ANA, zone=zone)
    now = START + timedelta(hours=hours)
    member = replace(member, profile=replace(profile, days_off=()))
    watched = Watched(replace(deadline, repeats=None), Watch(since=None))
    stage = next_stage(watched, member, now)
    if stage is None or stage.at <= now:
        return
    between = now + (stage.at - now) / 2
    assert due_stage(watched, member, between) is None
    due = due_stage(watched, member, stage.at)
    assert due is not None
    assert due.key == stage.key


@settings(max_examples=100, deadline=None)
@given(zone=st.sampled_from(ZONES), day=st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_a_daily_one_comes_on_every_day_of_the_wall(zone: str, day: date) -> None:
    daily = replace(
        OWN, day=day, kind=Kind.CUSTOM, ladder=(0,), repeats=Repeats(1, Unit.DAYS), at=None, zone=""
    )
    start = datetime.combine(day, time(), UTC) - timedelta(days=2)
    life = Life(daily, replace(ANA, zone=zone), now=start)
    life.pass_to(start + timedelta(days=40))
    walls = [wall_of(moment, zone) for _, moment, _ in life.said]
    assert {wall.at for wall in walls} == {time(9)}
    assert all(one.day + timedelta(days=1) == other.day for one, other in pairwise(walls))
