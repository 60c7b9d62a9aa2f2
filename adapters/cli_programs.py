"""The subcommands of `coach` that look at the program catalog."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from time import perf_counter

import click

from adapters import wiring
from adapters.console.options import Given, request_options, wanted_from
from adapters.console.render import as_json, to_json, to_text
from adapters.console.screen import ensure_hub, width
from adapters.settings import Settings
from bot import wording
from bot.messages import Abstention, Message
from bot.programs.advising import Advisor
from bot.programs.comparing import FEWEST, MOST

Ask = Callable[[Advisor], Message]

as_json_option = click.option("--json", "json_", is_flag=True, help="Print one JSON document.")


@click.command()
@click.argument("text", required=False, default="")
@request_options
@click.option(
    "--limit",
    type=click.IntRange(1, 50),
    default=5,
    show_default=True,
    help="Programs shown at the most.",
)
@click.option(
    "--template", type=click.Choice(["csv"]), help="Print our columns with an example row."
)
@as_json_option
@click.pass_obj
def programs(
    settings: Settings,
    /,
    text: str,
    limit: int,
    template: str | None,
    *,
    json_: bool,
    **given: str,
) -> None:
    """Find programs that fit, best first, with the reasons.

    \b
    Examples:
      coach programs "free ethics credits online before 15 March under 4 hours for a nurse"
      coach programs --goal CMO --profession physician --max-fee 3000
      coach programs --template csv > programs.csv

    What was understood is shown first. An option takes the place of what the words say. Topic,
    amount of credit, MOC board, online or in person, place and hours are said in words.
    """
    if template:
        from knowledge.catalog.export import template_csv  # noqa: PLC0415 - seldom asked for

        click.echo(template_csv(), nl=False)
        return
    today = _today()
    wanted = wanted_from(text, given, today)
    _show(settings, text, lambda advisor: advisor.find(text, wanted, today, limit), json_=json_)


@click.command("compare")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@as_json_option
@click.pass_obj
def compare(settings: Settings, ids: tuple[str, ...], *, json_: bool) -> None:
    """Show two to four programs side by side.

    \b
    Example:
      coach compare ihi-open-school emory-chief-medical-officer-program

    ID is a program's id, or words of its title.
    """
    if not FEWEST <= len({" ".join(id.casefold().split()) for id in ids}) <= MOST:
        raise click.UsageError(f"name {FEWEST} to {MOST} different programs to compare")
    _show(settings, " ".join(ids), lambda advisor: advisor.compare(" ".join(ids), ids), json_=json_)


@click.command("why-not")
@click.argument("id", metavar="ID")
@click.argument("text", required=False, default="")
@request_options
@as_json_option
@click.pass_obj
def why_not(settings: Settings, /, id: str, text: str, *, json_: bool, **given: str) -> None:
    """Say why a program is not offered for a request, or not first.

    \b
    Example:
      coach why-not emory-chief-medical-officer-program "free leadership course for a nurse"
    """
    today = _today()
    wanted = wanted_from(text, given, today)
    _show(settings, text, lambda advisor: advisor.why_not(text, id, wanted, today), json_=json_)


@click.command("role-map")
@click.argument("role", metavar="ROLE")
@click.option("--profession", default="", metavar="NAME", help="Where the way begins.")
@as_json_option
@click.pass_obj
def role_map(settings: Settings, role: str, profession: str, *, json_: bool) -> None:
    """Show the way to a role: skills, what says so, programs, and the next 12 months.

    \b
    Examples:
      coach role-map CMO
      coach role-map "director of pharmacy" --profession pharmacist
    """
    given: Given = {"profession": profession}
    professions = wanted_from("", given, _today()).facets.professions

    def ask(advisor: Advisor) -> Message:
        unknown = wording.no_such_role(role, advisor.known_roles())
        way = advisor.role_map(role, role, professions, _today())
        return way or Abstention(role, (), said=unknown)

    _show(settings, role, ask, json_=json_)


@click.command("renewal")
@click.argument("profession", metavar="PROFESSION")
@click.argument("place", metavar="PLACE")
@as_json_option
@click.pass_obj
def renewal(settings: Settings, profession: str, place: str, *, json_: bool) -> None:
    """Say what a licensing board asks of a profession at renewal, and whom to ask.

    \b
    Example:
      coach renewal physician Idaho
    """
    given: Given = {"profession": profession}
    professions = wanted_from("", given, _today()).facets.professions
    asked = f"{profession} in {place}"

    def ask(advisor: Advisor) -> Message:
        rules = advisor.renewal(asked, professions, place, _today())
        return rules or Abstention(asked, (), said=wording.no_such_rule(asked))

    _show(settings, asked, ask, json_=json_)


COMMANDS = (programs, compare, why_not, role_map, renewal)


def _today() -> date:
    """The day on this machine's calendar."""
    return date.today()  # noqa: DTZ011 - the day of whoever sits at this terminal


def _show(settings: Settings, asked: str, ask: Ask, *, json_: bool) -> None:
    began = perf_counter()
    ensure_hub(settings)
    message = ask(wiring.advisor(settings))
    if json_:
        elapsed = round((perf_counter() - began) * 1000)
        click.echo(as_json(to_json(message, asked, elapsed), indent=2))
    else:
        click.echo(to_text(message, width()))
