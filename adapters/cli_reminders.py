"""The subcommands of `coach` that show deadlines and send reminders."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any

import click

from adapters import wiring
from adapters.console.conversation import TENANT
from adapters.console.lines import legible
from adapters.console.render import as_json
from adapters.console.screen import ensure_hub, width
from adapters.settings import Settings
from bot.conversation import Address
from bot.errors import SettingsInvalid

if TYPE_CHECKING:
    from adapters.store.store import Store
    from bot.members.profile import Member
    from bot.nudges.dispatch import Run
    from bot.nudges.ports import Courier

SOME_FAILED = 1
REMINDERS_OFF = (
    "COACH_REMINDERS is off, so that no reminder is sent; nothing is lost, and what is due goes "
    "out once it is on again"
)

as_json_option = click.option("--json", "json_", is_flag=True, help="Print one JSON document.")


class Moment(click.ParamType[datetime]):
    """A moment in ISO 8601 with an offset from UTC."""

    name = "moment"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The aware moment; a usage error says what would be right."""
        try:
            moment = datetime.fromisoformat(str(value))
            if moment.tzinfo:
                return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        return self.fail(
            f"{value!r} must be a moment with an offset, such as 2027-03-01T09:00-05:00", param, ctx
        )


@click.command()
@click.option(
    "--member",
    default="you",
    show_default=True,
    metavar="ID",
    help="Slack: the user id, U…. Teams: the Entra object id. Terminal: the name given there.",
)
@click.option(
    "--tenant",
    default=TENANT,
    show_default=True,
    metavar="ID",
    help="Slack: slack:T…, or slack:E… in Enterprise Grid. Teams: teams:<tenant id>.",
)
@click.option("--ics", is_flag=True, help="Print a calendar file for Outlook, Google or Apple.")
@click.option(
    "--import",
    "file",
    type=click.File("rb"),
    metavar="FILE",
    help="Take the deadlines of a calendar file (.ics); - is stdin.",
)
@as_json_option
@click.pass_obj
def deadlines(
    settings: Settings,
    member: str,
    tenant: str,
    file: IO[bytes] | None,
    *,
    ics: bool,
    json_: bool,
) -> None:
    """Show what is coming up for a member, and when each reminder will be sent.

    \b
    Examples:
      coach deadlines
      coach deadlines --member U024BE7LH --tenant slack:T012AB3C4 --json
      coach deadlines --ics > deadlines.ics
      coach deadlines --import calendar.ics

    A calendar file that is brought again changes what it brought before, and doubles nothing.
    """
    from adapters.console.deadlines import announced, as_document, as_lines  # noqa: PLC0415

    with wiring.store(settings) as store:
        whose = _member(settings, store, member, tenant)
        if file:
            click.echo("\n".join(_imported(store, whose, file)))
            return
        if ics:
            click.echo(_calendar(store, whose), nl=False)
            return
        found = announced(store.deadlines, whose, datetime.now(UTC))
    if json_:
        click.echo(as_json(as_document(whose, found), indent=2))
    else:
        click.echo("\n".join(as_lines(whose, found, width())).rstrip())


def _calendar(store: Store, whose: Member) -> bytes:
    from adapters.calendar.writing import calendar_of  # noqa: PLC0415 - icalendar costs time

    held = store.deadlines.of_member(whose.tenant, whose.id)
    return calendar_of(held, whose, datetime.now(UTC))


def _imported(store: Store, whose: Member, file: IO[bytes]) -> list[str]:
    """What became of a calendar file. Somebody at this terminal is met with it."""
    from adapters.calendar.importing import as_lines as told  # noqa: PLC0415 - icalendar costs time
    from adapters.calendar.importing import import_calendar  # noqa: PLC0415
    from adapters.calendar.lines import LARGEST  # noqa: PLC0415

    now, content = datetime.now(UTC), file.read(LARGEST + 1)
    if whose.home is None and whose.tenant == TENANT:
        store.members.met(whose.tenant, whose.id, Address(TENANT, TENANT, "{}"), "", now)
    elif whose.home is None:
        raise click.UsageError("the coach has not met this member: let them say hello first")
    return [legible(line) for line in told(import_calendar(content, whose, store.deadlines, now))]


def _member(settings: Settings, store: Store, id: str, tenant: str) -> Member:
    """The member, also one whom the coach has not met: they have no deadlines."""
    from bot.members.profile import Member, Profile  # noqa: PLC0415

    known = store.members.member(tenant, id)
    met = known or Member(tenant, id, Profile(), "", None, datetime.now(UTC))
    return replace(met, zone=met.zone or settings.zone)


@click.command()
@click.option(
    "--now",
    type=Moment(),
    metavar="MOMENT",
    help="Send what is due at this moment, such as 2027-03-01T09:00-05:00. Of one that is still "
    "to come only this terminal gets anything, for a trial.",
)
@as_json_option
@click.pass_obj
def remind(settings: Settings, now: datetime | None, *, json_: bool) -> None:
    """Send what is due, once, and say what was done.

    \b
    Examples:
      coach remind
      coach remind --now 2027-03-01T09:00-05:00 --json

    For cron, and for whoever uses the coach at this terminal: their reminders are shown here, with
    --json on stderr. Slack and Teams get theirs where they are configured. What has to wait goes
    out with the next run. Exit status 1 when a reminder can never be sent, or a platform refuses
    the coach's token.
    """
    from adapters.couriers import Observed  # noqa: PLC0415 - only who sends needs these
    from bot.nudges.delivery import State  # noqa: PLC0415

    if not settings.reminders:
        raise SettingsInvalid(REMINDERS_OFF)
    ensure_hub(settings)
    at = now or datetime.now(UTC)
    is_trial = at > datetime.now(UTC)
    ways = {name: Observed(way) for name, way in _ways(settings, is_trial, err=json_).items()}
    with wiring.store(settings) as store:
        dispatch = wiring.dispatch(settings, store, ways, (lambda: at) if now else None)
        run = dispatch.run_once()
        waiting = run.waiting if is_trial else store.tally(at).get(State.QUEUED, 0)
    run = replace(run, waiting=waiting)
    click.echo(as_json(_report(run, at), indent=2) if json_ else _summary(run))
    if run.failed or any(way.barred for way in ways.values()):
        sys.exit(SOME_FAILED)


def _ways(settings: Settings, is_trial: bool, *, err: bool) -> dict[str, Courier]:
    """The couriers of a run. What a trial brings counts as said, so that nobody elsewhere gets
    anything before its time, or would miss it then."""
    from adapters.console.courier import TerminalCourier  # noqa: PLC0415 - as is its union

    here = {TENANT: TerminalCourier(lambda text: click.echo(f"{text}\n", err=err), width())}
    if not is_trial:
        return {**wiring.couriers(settings), **here}
    if settings.slack_wanted or wiring.teams_settings(settings).configured:
        click.echo(
            "Note: this moment is still to come, so nothing is sent to Slack or Teams.", err=True
        )
    return {**here}


def _report(run: Run, now: datetime) -> dict[str, Any]:
    return {
        "now": now.isoformat(),
        "sent": [
            {
                "member": parcel.member.id,
                "deadline": due.deadline.id,
                "stage": due.stage.days,
                "surface": parcel.home.surface,
            }
            for parcel in run.sent
            for due in parcel.dues
        ],
        "failed": run.failed,
        "waiting": run.waiting,
        "in_doubt": run.in_doubt,
    }


def _summary(run: Run) -> str:
    sent = sum(len(parcel.dues) for parcel in run.sent)
    said = f"Reminders sent: {sent}, to members: {len(run.sent)}."
    rest = {"failed": run.failed, "still waiting": run.waiting, "in doubt": run.in_doubt}
    told = "".join(f" Messages {name}: {count}." for name, count in rest.items() if count)
    return said + told


@click.command()
@click.pass_obj
def work(settings: Settings) -> None:
    """Send reminders, and do nothing else, until it is stopped.

    \b
    Example:
      COACH_DATABASE_URL=postgresql://… SLACK_BOT_TOKEN=xoxb-… SLACK_APP_TOKEN=xapp-… coach work

    `coach serve` does this too; with COACH_REMINDERS=off neither does, nor `coach remind`. Workers
    share one PostgreSQL; on one machine without it, one of either is enough.
    """
    from adapters.schedule.loop import work as send  # noqa: PLC0415 - DBOS costs time at start

    if not settings.reminders:
        raise SettingsInvalid(REMINDERS_OFF)
    ensure_hub(settings, refresh=True)
    send(settings)


COMMANDS = (deadlines, remind, work)
