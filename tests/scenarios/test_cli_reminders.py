"""`coach deadlines`, `coach remind` and `coach work`, as a person or a script runs them."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest

from adapters.checking import reminders
from adapters.console.courier import TerminalCourier
from adapters.couriers import SOON
from adapters.schedule import slots
from adapters.schedule.loop import MOST_WAITING, go_round
from adapters.settings import Settings
from adapters.store import Store, open_store
from adapters.wiring import store
from bot.conversation import Address
from bot.deadlines.deadline import Deadline, Kind, Scope, Watch
from bot.nudges.delivery import Job, NotSent, Refused, State
from tests.reminder_samples import NUDGE
from tests.terminal import Terminal

NOVEMBER = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
NIGHT, MORNING = "2027-02-01T03:00-05:00", "2027-02-01T09:30-05:00"
LONGEST = 60
NO_SLACK = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_SIGNING_SECRET": "s",
    "COACH_SLACK_API": "http://127.0.0.1:9/api/",
}
LOOKED = r", and looked for what is due last at \d{4}-\d\d-\d\d \d\d:\d\d UTC"
NONE = "0 waiting, 0 in doubt, 0 failed this week"
NOBODY_SENDS = "no process sends them now; `coach serve`, `coach work` or `coach remind` does"


@pytest.fixture
def reviewed(untouched: Terminal) -> Terminal:
    """A home whose one member, in New York, has a review on 3 March 2027."""
    _enrol(untouched)
    return untouched


@pytest.fixture
def ready(light: Terminal) -> Terminal:
    """The same with a hub."""
    _enrol(light)
    return light


@contextmanager
def opened_at(terminal: Terminal) -> Iterator[Store]:
    """The store of a home."""
    opened = open_store(terminal.home / "coach.sqlite")
    yield opened
    opened.close()


def enrol_in_slack(opened: Store, at: datetime) -> None:
    """Have a member of Slack's who asked to be reminded of something at a moment."""
    home = Address("slack", "slack:T1", '{"user": "U1"}')
    met = datetime(2026, 1, 1, tzinfo=UTC)
    opened.members.met("slack:T1", "U1", home, "America/New_York", met)
    call = Deadline(
        *("slack:T1", "k3f9a2", Scope.MEMBER, "U1", Kind.CUSTOM, "call HR", at.date()),
        at=at.time().replace(second=0, microsecond=0),
        zone="UTC",
    )
    opened.deadlines.keep(call, Watch(since=met))


def _enrol(terminal: Terminal) -> None:
    opened = open_store(terminal.home / "coach.sqlite")
    here = Address("terminal", "terminal", "{}")
    opened.members.met("terminal", "you", here, "America/New_York", NOVEMBER)
    review = Deadline(
        "terminal", "k3f9a1", Scope.MEMBER, "you", Kind.REVIEW, "zanzibar", date(2027, 3, 3)
    )
    opened.deadlines.keep(review, Watch(since=NOVEMBER))
    opened.close()


def test_deadlines_say_when_each_nudge_will_be_sent(reviewed: Terminal) -> None:
    document = reviewed.json("deadlines")

    (deadline,) = document.pop("deadlines")
    nudges = deadline.pop("nudges")
    assert document == {"member": "you", "zone": "America/New_York"}
    assert deadline == {
        "id": "k3f9a1",
        "kind": "review",
        "title": "zanzibar",
        "day": "2027-03-03",
        "at": None,
        "zone": "America/New_York",
        "repeats": None,
        "because": "Because you told me: “zanzibar”.",
    }
    assert {"at": "2027-02-01T09:00:00-05:00", "stage": 30, "sent": False} in nudges
    assert [nudge["stage"] for nudge in nudges] == [60, 30, 14, 3, -1]


def test_deadlines_are_readable(reviewed: Terminal) -> None:
    said = reviewed.run("deadlines").stdout

    assert said.startswith("zanzibar [k3f9a1]\n  Wednesday 3 March 2027 (America/New_York)\n")
    assert "  - nudge Monday 1 February 2027, 09:00\n" in said


def test_whom_the_coach_has_not_met_has_no_deadlines(untouched: Terminal) -> None:
    assert untouched.json("deadlines", "--member", "bo")["deadlines"] == []
    assert "Nothing is coming up" in untouched.run("deadlines").stdout


def test_a_reminder_is_sent_once_when_it_is_due(ready: Terminal) -> None:
    assert json.loads(ready.run("remind", "--now", NIGHT, "--json").stdout)["sent"] == []

    result = ready.run("remind", "--now", MORNING, "--json")
    assert json.loads(result.stdout) == {
        "now": "2027-02-01T14:30:00+00:00",
        "sent": [{"member": "you", "deadline": "k3f9a1", "stage": 30, "surface": "terminal"}],
        "failed": 0,
        "waiting": 0,
        "in_doubt": 0,
    }
    assert "zanzibar" in result.stderr
    assert json.loads(ready.run("remind", "--now", MORNING, "--json").stdout)["sent"] == []

    sent = [n for n in ready.json("deadlines")["deadlines"][0]["nudges"] if n["sent"]]
    assert [nudge["stage"] for nudge in sent] == [30]


def test_a_reminder_is_shown_at_the_terminal_it_is_run_at(ready: Terminal) -> None:
    said = ready.run("remind", "--now", MORNING).stdout

    assert said.startswith("zanzibar\n")
    assert "done [k3f9a1]" in said
    assert said.endswith("Reminders sent: 1, to members: 1.\n")


def test_a_moment_to_come_is_tried_at_this_terminal_only(ready: Terminal) -> None:
    with opened_at(ready) as opened:
        enrol_in_slack(opened, datetime(2027, 2, 1, 14, 0, tzinfo=UTC))

    result = ready.run("remind", "--now", MORNING, **NO_SLACK)

    assert result.exit_code == 0
    assert "still to come, so nothing is sent to Slack or Teams" in result.stderr
    assert "Reminders sent: 1, to members: 1.\n" in result.stdout
    with opened_at(ready) as opened:
        assert opened.tally(NOVEMBER) == {State.SENT: 1}


def test_what_has_to_wait_is_counted(ready: Terminal) -> None:
    """Nobody listens where Slack should be."""
    with opened_at(ready) as opened:
        enrol_in_slack(opened, datetime.now(UTC) - timedelta(minutes=1))

    result = ready.run("remind", "--json", **NO_SLACK)
    assert json.loads(result.stdout)["waiting"] == 1
    again = ready.run("remind", **NO_SLACK)
    assert again.stdout.endswith("to members: 0. Messages still waiting: 1.\n")
    assert (result.exit_code, again.exit_code) == (0, 0)


@pytest.mark.parametrize("command", ["remind", "work"])
def test_while_reminders_are_off_nobody_sends_them(ready: Terminal, command: str) -> None:
    result = ready.run(command, COACH_REMINDERS="off", COACH_TEAMS_UNAUTHENTICATED="1")

    assert result.exit_code == 2
    assert "COACH_REMINDERS is off, so that no reminder is sent; nothing is lost" in result.stderr


def test_whoever_stops_reading_gets_the_reminder_the_next_time() -> None:
    def closed(text: str) -> None:
        raise BrokenPipeError

    courier = TerminalCourier(closed, 80)
    told = courier.send("d1", Address("terminal", "terminal", "{}"), NUDGE)

    assert told == NotSent("BrokenPipeError", SOON)


@pytest.mark.parametrize("moment", ["2027-02-01", "2027-02-01T09:00", "tomorrow", "", "9" * 30])
def test_a_moment_without_an_offset_is_refused(untouched: Terminal, moment: str) -> None:
    result = untouched.run("remind", "--now", moment)

    assert result.exit_code == 2
    assert "must be a moment with an offset" in result.stderr


def test_work_needs_somebody_to_remind(light: Terminal) -> None:
    result = light.run("work")

    assert result.exit_code == 2
    assert "nobody to remind" in result.stderr


def test_check_says_what_waits_and_whom_nothing_reaches(reviewed: Terminal) -> None:
    settings = Settings.from_env({"COACH_HOME": str(reviewed.home)})
    with store(settings) as opened:
        outbox = opened.outbox(lambda: datetime.fromisoformat(MORNING))
        (job,) = outbox.open(9)
        assert findings(settings) == [
            f"ok {NOBODY_SENDS}; 1 waiting, 0 in doubt, 0 failed this week"
        ]

        parcel = outbox.claim(job.delivery)
        assert parcel
        outbox.settle(parcel, Refused("account_inactive", unreachable=True))
        assert opened.tally(NOVEMBER) == {State.FAILED: 1}
    assert findings(settings) == [
        f"ok {NOBODY_SENDS}; 0 waiting, 0 in doubt, 1 failed this week",
        "- 1 cannot be reached any more: you (terminal); whoever writes to the coach again can be, "
        "and `coach forget` removes those who left",
    ]


def test_check_says_when_those_who_send_have_stopped_looking(reviewed: Terminal) -> None:
    settings = Settings.from_env({"COACH_HOME": str(reviewed.home), "COACH_REMINDERS": "off"})
    with opened_at(reviewed) as opened, slots.taken(reviewed.home / "engine.sqlite"):
        (new, _) = findings(settings)
        opened.outbox(lambda: NOVEMBER - timedelta(days=1)).open(9)
        (stale, off) = findings(settings)

    assert new == f"ok 1 process sends them; {NONE}"
    looked = "and looked for what is due last at 2026-11-22 15:00 UTC"
    assert stale == f"!! 1 process sends them, {looked}; {NONE}"
    assert off == "- COACH_REMINDERS is off: none are sent from here"


def findings(settings: Settings) -> list[str]:
    """What `coach check` says about reminders."""
    return [f"{each.mark} {each.text}" for each in reminders(settings)]


def test_a_worker_sends_until_it_is_stopped_and_check_knows_of_it(light: Terminal) -> None:
    worker = subprocess.Popen(
        [*light.command, "work"],
        env=light.environment(COACH_TEAMS_UNAUTHENTICATED="1"),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stderr
    try:
        assert any("sending reminders" in line for line in worker.stderr)
        settings = Settings.from_env({"COACH_HOME": str(light.home)})
        told = findings(settings)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(LONGEST) == 0
    finally:
        worker.kill()
        worker.communicate()
    assert (light.home / "engine.sqlite").exists()
    assert re.fullmatch(rf"ok 1 process sends them({LOOKED})?; {NONE}", "\n".join(told))
    assert re.fullmatch(rf"ok {NOBODY_SENDS}{LOOKED}; {NONE}", "\n".join(findings(settings)))


class Crowd:
    """An engine in which so many jobs wait, and that only notes what it is handed."""

    def __init__(self, waiting: int) -> None:
        self.handed: list[Job] = []
        self._waiting = waiting

    def start(self, *, patient: bool = False) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Nothing to stop."""

    def enqueue(self, job: Job) -> None:
        """Note it."""
        self.handed.append(job)

    def every(self, seconds: float, chore: object) -> None:
        """Nothing is done again."""

    def waiting(self) -> int:
        """As it was told."""
        return self._waiting

    def health(self) -> str:
        """All is well."""
        return ""


class Due:
    """Three deliveries that are always to be run."""

    def sweep(self, room: int, *, backlog: bool) -> tuple[Job, ...]:
        """As many as there is room for."""
        assert backlog == (room < MOST_WAITING)
        return tuple(Job(f"d{number}", 1) for number in range(min(3, room)))


@pytest.mark.parametrize(("waiting", "handed"), [(0, 3), (MOST_WAITING - 2, 2), (MOST_WAITING, 0)])
def test_an_engine_with_work_enough_is_handed_no_more(waiting: int, handed: int) -> None:
    engine = Crowd(waiting)

    assert go_round(engine, Due()) == handed == len(engine.handed)
