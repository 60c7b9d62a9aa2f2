"""The `coach` command: one subcommand for each thing a person or a script asks of the coach."""

from __future__ import annotations

import logging
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import IO, Any

import click
from dotenv import dotenv_values

from adapters import cli_programs, cli_reminders, wiring
from adapters.apology import apologise
from adapters.console.conversation import TENANT, answer_lines, read_question, reply
from adapters.console.lines import legible
from adapters.console.render import as_json, to_json, to_text
from adapters.console.screen import ensure_hub, width
from adapters.settings import Settings
from bot import wording
from bot.coach import Coach
from bot.errors import CoachError, SettingsInvalid
from bot.messages import Apology, Message
from knowledge import STARTER
from knowledge.errors import HubError

WORK_FAILED, WRONG_USE = 1, 2


class WorkFailed(click.ClickException):
    """What was asked could not be done, or only in part."""

    exit_code = WORK_FAILED


@contextmanager
def _translated() -> Iterator[None]:
    """Every error as one line on stderr and an exit status; never a traceback."""
    try:
        yield
    except SettingsInvalid as error:
        raise click.UsageError(str(error)) from error
    except (HubError, CoachError) as error:
        raise WorkFailed(str(error)) from error
    except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
        raise
    except Exception as error:
        apology = apologise(error, "command")
        said = f"{apology.text} {wording.reference(apology.reference)}"
        raise WorkFailed(said) from error


class Commands(click.Group):
    """The group whose every subcommand fails in plain words."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the subcommand."""
        with _translated():
            return super().invoke(ctx)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cme-career-coach")
@click.pass_context
def main(ctx: click.Context) -> None:
    """A career coach for healthcare professionals: cited answers about continuing education.

    \b
    Examples:
      coach ask "Which CME would help me become a chief medical officer?"
      coach chat
      coach ingest ./our-hub
      coach serve
    """
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for ours in ("adapters", "knowledge"):
        logging.getLogger(ours).setLevel(logging.INFO)
    ctx.obj = Settings.from_env(_environment())
    for problem in ctx.obj.unknown:
        click.echo(f"Note: {problem}.", err=True)


@main.command()
@click.argument("question", required=False)
@click.option("--member", default="", metavar="ID", help="Ask as this member; the turn is kept.")
@click.option(
    "--batch",
    type=click.File(encoding="utf-8-sig", errors="replace"),
    metavar="FILE",
    help="Questions as JSON lines; - is stdin.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def ask(
    settings: Settings, question: str | None, member: str, batch: IO[str] | None, *, as_json: bool
) -> None:
    """Ask one question and get one cited answer.

    \b
    Examples:
      coach ask "How do I get a course paid for?"
      coach ask --json "What is a contact hour?"
      echo '{"question": "What is MOC?", "thread": "a"}' | coach ask --batch -

    Without --member nothing is kept. In a batch, lines with the same "thread" are one
    conversation, and answers come out one on each line, in order.
    """
    if (question is None) == (batch is None):
        raise click.UsageError("give one QUESTION, or --batch FILE")
    if batch is not None and member:
        raise click.UsageError('in a batch each line names its own "member"')
    ensure_hub(settings)
    if batch is not None:
        _ask_batch(settings, batch)
    else:
        _ask_one(settings, question or "", member, as_json=as_json)


def _ask_one(settings: Settings, text: str, member: str, *, as_json: bool) -> None:
    from time import perf_counter  # noqa: PLC0415

    began = perf_counter()
    question = read_question(text, f"ask:{member}", member)
    if member:
        with wiring.coach(settings) as coach:
            message = reply(coach.reply, question)
    else:
        message = reply(wiring.passing_coach(settings).reply, question)
    if as_json:
        _print_json(to_json(message, text, round((perf_counter() - began) * 1000)))
    else:
        click.echo(to_text(message, width()))
    _exit_for(message)


def _ask_batch(settings: Settings, batch: IO[str]) -> None:
    passing = wiring.passing_coach(settings)
    failed = False
    with ExitStack() as opened:
        remembering = cache(lambda: opened.enter_context(wiring.coach(settings)))
        for answer in answer_lines(batch, lambda line: remembering() if line.kept else passing):
            click.echo(as_json(answer))
            failed = failed or answer["kind"] == "apology"
    if failed:
        sys.exit(WORK_FAILED)


@main.command()
@click.option("--member", metavar="ID", help="Who is talking: goes on with their conversation.")
@click.pass_obj
def chat(settings: Settings, member: str | None) -> None:
    """Talk with the coach here, as in Slack or Teams.

    \b
    Examples:
      coach chat
      echo "How do I get a course paid for?" | coach chat

    An empty line or Ctrl-D ends the conversation. It is remembered: `coach export --member ID`
    shows what is held, `coach forget --member ID` removes it. Without --member the member is
    `you`, and each start is a conversation of its own.
    """
    from adapters.console.chat import converse  # noqa: PLC0415

    ensure_hub(settings, refresh=True)
    with wiring.coach(settings) as coach:
        thread = f"chat:{member}" if member else f"chat:{secrets.token_hex(8)}"
        answered = converse(coach, member or "you", thread, width())
    if not answered:
        sys.exit(WORK_FAILED)


@main.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--with-starter", is_flag=True, help="Keep the built-in starter hub beside them.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def ingest(
    settings: Settings,
    folders: tuple[Path, ...],
    *,
    with_starter: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring index and catalog in step with hub folders (default: the built-in starter hub).

    \b
    Examples:
      coach ingest
      coach ingest ./our-hub --dry-run
      coach ingest ./our-hub --with-starter

    A hub folder holds `articles/` with .md, .html, .pdf, .docx or .txt files and `programs/` with
    .yaml, .csv, .xlsx, .json, .jsonl or .xml files (docs/catalog.md), and may hold
    `deadlines.yaml` (docs/deadlines.md). What is unchanged costs nothing; what is no longer in the
    folders leaves. Exit status 1 when a file, a folder, a row or a deadline was refused.
    """
    from adapters.console.ingesting import (  # noqa: PLC0415
        as_lines,
        deadline_lines,
        publish_deadlines,
        published_json,
        run_ingest,
    )

    chosen = [*folders, STARTER] if with_starter or not folders else list(folders)
    done = run_ingest(settings, chosen, dry_run=dry_run)
    published = publish_deadlines(settings, chosen, done, dry_run=dry_run)
    if as_json:
        _print_json(
            {
                **asdict(done.articles),
                "programs": asdict(done.programs),
                **published_json(published),
                "dry_run": dry_run,
            }
        )
    else:
        click.echo("\n".join(as_lines(done, dry_run=dry_run)))
        for line in deadline_lines(published, dry_run=dry_run):
            click.echo(line)
    if not (done.whole and published.whole):
        sys.exit(WORK_FAILED)


@main.command("eval")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def evaluate(settings: Settings, folder: Path, *, as_json: bool) -> None:
    """Measure retrieval on a judged set, through the pipeline that answers.

    \b
    Example:
      coach eval ./judged-set --json

    FOLDER holds corpus.jsonl, queries.jsonl and qrels.tsv or qrels/test.tsv (BEIR layout). Its
    index is kept under COACH_HOME/eval, so that a second run only searches.
    """
    from adapters.console.evaluating import evaluate_folder  # noqa: PLC0415

    figures = evaluate_folder(settings, folder)
    if as_json:
        _print_json(figures)
    else:
        for name, value in figures.items():
            click.echo(f"{name:12} {value}")


@main.command()
@click.argument("id", metavar="ID")
@click.pass_obj
def source(settings: Settings, id: str) -> None:
    """Print the plain text that a citation's start and end count in.

    \b
    Example:
      coach source paying/getting-a-course-paid-for.md
      coach source emory-chief-medical-officer-program
    """
    ensure_hub(settings)
    text = wiring.source_text(settings, id)
    if text is None:
        raise WorkFailed(f"the hub holds no document with the id {id!r}")
    click.echo(text)


def _whose(command: Callable[..., None]) -> Callable[..., None]:
    """The two options that a member is found by."""
    member = click.option(
        "--member",
        required=True,
        metavar="ID",
        help="Slack: the user id, U…. Teams: the Entra object id. Terminal: the name given there.",
    )
    tenant = click.option(
        "--tenant",
        default=TENANT,
        show_default=True,
        metavar="ID",
        help="Slack: slack:T…, or slack:E… in Enterprise Grid. Teams: teams:<tenant id>.",
    )
    return member(tenant(command))


@main.command()
@_whose
@click.pass_obj
def export(settings: Settings, member: str, tenant: str) -> None:
    """Print everything held about one member, as JSON.

    \b
    Examples:
      coach export --member you
      coach export --member U024BE7LH --tenant slack:T012AB3C4
      coach export --member ENTRA-OBJECT-ID --tenant teams:TENANT-ID

    Exit status 1 when nothing is held here; the tenants where that id is known are named then.
    """
    from adapters.console.exporting import held_json  # noqa: PLC0415

    with wiring.coach(settings) as coach:
        held = coach.export(tenant, member)
        if not held:
            raise _nothing_held(coach, member, tenant)
    _print_json(held_json(member, tenant, held))


@main.command()
@_whose
@click.pass_obj
def forget(settings: Settings, member: str, tenant: str) -> None:
    """Remove everything held about one member, at once and for good.

    \b
    Examples:
      coach forget --member you
      coach forget --member U024BE7LH --tenant slack:T012AB3C4
      coach forget --member ENTRA-OBJECT-ID --tenant teams:TENANT-ID

    Exit status 1 when nothing is held here; the tenants where that id is known are named then.
    """
    with wiring.coach(settings) as coach:
        count = coach.forget(tenant, member)
        if not count:
            raise _nothing_held(coach, member, tenant)
    noun = "record" if count == 1 else "records"
    click.echo(f"Removed {count} {noun} of member {legible(member)}.")


def _nothing_held(coach: Coach, member: str, tenant: str) -> WorkFailed:
    """That the member is unknown here, and where that id is known: a tenant is easily mistaken."""
    known = ", ".join(legible(each) for each in coach.tenants(member)) or "no tenant"
    return WorkFailed(
        f"nothing is held about member {legible(member)} in tenant {legible(tenant)}; "
        f"that id is known in {known}"
    )


@main.command()
@click.argument("platform", type=click.Choice(["slack", "teams"]))
@click.option("--host", default="", metavar="NAME", help="Public host name of this server.")
@click.pass_obj
def manifest(settings: Settings, platform: str, host: str) -> None:
    """Write the app manifest: Slack as JSON, Teams as a zip, both on stdout.

    \b
    Examples:
      coach manifest slack
      coach manifest slack --host coach.example.org
      coach manifest teams --host coach.example.org > coach.zip

    Slack without --host is for Socket Mode; with it, for signed HTTP.
    """
    from adapters.console.manifests import manifest_bytes  # noqa: PLC0415

    if platform == "teams" and sys.stdout.isatty():
        raise click.UsageError("the Teams manifest is a zip: add `> coach.zip`")
    click.echo(manifest_bytes(settings, platform, host), nl=False)


@main.command()
@click.pass_obj
def check(settings: Settings) -> None:
    """Say what is configured, what is missing and where to get it.

    \b
    Example:
      coach check

    Exit status 1 if something that is configured does not work.
    """
    from adapters.checking import look_at_all  # noqa: PLC0415

    failed = False
    for finding in look_at_all(settings):
        click.echo(f"{finding.mark} {finding.subject}: {finding.text}")
        failed = failed or not finding.works
    if failed:
        sys.exit(WORK_FAILED)


@main.command()
@click.pass_obj
def serve(settings: Settings) -> None:
    """Run the coach in Slack and Teams, whichever is configured.

    \b
    Example:
      SLACK_BOT_TOKEN=xoxb-… SLACK_APP_TOKEN=xapp-… coach serve
    """
    from adapters.server import run  # noqa: PLC0415

    ensure_hub(settings, refresh=True)
    run(settings)


for _command in (*cli_programs.COMMANDS, *cli_reminders.COMMANDS):
    main.add_command(_command)


def _environment() -> dict[str, str]:
    """The environment over what `.env` in this folder says. Raises SettingsInvalid."""
    try:
        stated = dotenv_values(".env")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsInvalid(f".env cannot be read ({type(error).__name__})") from error
    return {name: value for name, value in stated.items() if value is not None} | os.environ


def _exit_for(message: Message) -> None:
    if isinstance(message, Apology):
        sys.exit(WORK_FAILED)


def _print_json(document: object) -> None:
    click.echo(as_json(document, indent=2))
