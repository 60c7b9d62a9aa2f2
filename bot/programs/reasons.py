"""Each constraint of a request in words: how a program meets it, misses it, or does not say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.programs import timing, words
from bot.programs.citing import carriers
from knowledge.counting import audiences, credit_types, mapped
from knowledge.facets import Facets
from knowledge.programs import ANY, Delivery, Program
from knowledge.saying import (
    amount_words,
    code_words,
    credit_words,
    delivery_words,
    form_words,
    held_words,
    hours_words,
    listed,
    mapping_words,
    moc_words,
    people,
    place_words,
    rules_of,
    rung_words,
)
from knowledge.signs import UNSTATED, signs
from knowledge.topics import teaches

Say = Callable[[Program, Facets], str]
Cite = Callable[[Program, Facets], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Telling:
    """How one facet is told: how a program meets it ("" when saying so would tell nothing) or
    misses it, and in which fields of its record that stands. `unstated` is what a record that does
    not decide it leaves open."""

    fields: Cite
    meets: Say
    misses: Say
    unstated: Callable[[Program], str]


def _at(*fields: str) -> Cite:
    return lambda _program, _facets: fields


def _open(said: str) -> Callable[[Program], str]:
    return lambda _program: said


def _shared(stated: tuple[str, ...], asked: tuple[str, ...]) -> tuple[str, ...]:
    """What of a record's values was asked for, in the record's order."""
    wanted = {value.casefold() for value in asked}
    return tuple(value for value in stated if value.casefold() in wanted)


def _open_to(program: Program, facets: Facets) -> str:
    everybody = ANY in program.professions
    asked = audiences(facets.professions)
    return f"Open to {people((ANY,) if everybody else _shared(program.professions, asked))}"


def _taught(program: Program, facets: Facets) -> tuple[str, ...]:
    return tuple(topic for topic in facets.topics if teaches(program, topic))


def _credits(program: Program, facets: Facets) -> str:
    types = tuple(credit.type for credit in program.credits)
    asked = _shared(types, credit_types(facets.credit_types))
    fitting = [credit for credit in program.credits if not asked or credit.type in asked]
    return f"Gives {listed(map(credit_words, fitting))}"


def _time(program: Program, facets: Facets) -> str:
    del facets
    if program.hours_to_complete is not None:
        return f"Takes about {hours_words(program.hours_to_complete)}"
    return f"{_credits(program, Facets())}, about an hour each"


def _time_in(program: Program, facets: Facets) -> tuple[str, ...]:
    del facets
    return ("credits",) if program.hours_to_complete is None else ("hours_to_complete",)


def _too_long(program: Program, facets: Facets) -> str:
    most = facets.hours_most
    assert most is not None
    return f"{_time(program, facets)}; you asked for at most {hours_words(most)}"


def _held(program: Program, facets: Facets) -> str:
    del facets
    place = place_words(program)
    held = held_words(program) or (f"in {place}" if place else "")
    return f"Held {held}" if held else ""


def _place(program: Program, facets: Facets) -> str:
    online = program.delivery is Delivery.ONLINE
    return "Online, so from anywhere" if online else _held(program, facets)


def _price(program: Program, facets: Facets) -> str:
    del facets
    free = program.fee is not None and program.fee.free
    return "Free" if free else f"Costs {words.price(program)}"


def _too_dear(program: Program, facets: Facets) -> str:
    assert facets.fee_most is not None
    return f"Costs {words.price(program)}; you asked for {words.at_most(facets.fee_most)}"


def _too_little(program: Program, facets: Facets) -> str:
    assert facets.credits_least is not None
    least = amount_words(facets.credits_least)
    return f"{_credits(program, facets)}; you asked for at least {least}"


def _mapped(program: Program, facets: Facets) -> str:
    assert facets.mandatory is not None
    return f"Said to meet {listed(map(mapping_words, mapped(program, *facets.mandatory)))}"


def _unmapped(program: Program, facets: Facets) -> str:
    del program
    assert facets.mandatory is not None
    jurisdiction, topic = facets.mandatory
    asked = f"{rules_of(jurisdiction)} on {topic}" if topic else rules_of(jurisdiction)
    return f"Its record does not say that it meets {asked}"


def _boards(program: Program, facets: Facets) -> str:
    fitting = _shared(tuple(moc.board for moc in program.moc), facets.moc_boards)
    return f"Counts for {'; '.join(moc_words(m) for m in program.moc if m.board in fitting)}"


def _measuring(program: Program, facets: Facets) -> str:
    del facets
    if changes := listed(map(rung_words, program.changes_measured or ())):
        return f"Measures changes in {changes}"
    return "Reports results" if program.outcome_summary else "States that it measures no change"


def _measuring_in(program: Program, facets: Facets) -> tuple[str, ...]:
    del facets
    told_so = program.changes_measured or not program.outcome_summary
    return ("changes_measured",) if told_so else ("outcome_summary",)


def _support(program: Program, facets: Facets) -> str:
    del facets
    return next(sign.said for sign in signs(program) if sign.field == "commercial_support")


def _either(field: str, yes: str, no: str) -> tuple[Cite, Say, Say]:
    """A yes-or-no field says the same whether that was wanted or not."""

    def said(program: Program, facets: Facets) -> str:
        del facets
        return yes if getattr(program, field) else no

    return _at(field), said, said


def _which_way(program: Program) -> str:
    if program.delivery is None:
        return "whether it is online or in person"
    return "whether it can be taken wholly in one way"


TELLINGS: Mapping[str, Telling] = {
    "professions": Telling(
        _at("professions"),
        _open_to,
        lambda p, f: f"It is for {people(p.professions)}, not for {people(f.professions)}",
        _open("who may take it"),
    ),
    "specialties": Telling(
        _at("specialties"),
        lambda p, _: f"Aimed at {listed(p.specialties)}",
        lambda p, f: f"It is aimed at {listed(p.specialties)}, not at {listed(f.specialties)}",
        _open("for which specialty it is"),
    ),
    "topics": Telling(
        lambda p, f: carriers(p, _taught(p, f)) or ("topics",),
        lambda p, f: f"Teaches {listed(_taught(p, f))}",
        lambda _, f: f"Its record names nothing on {listed(f.topics)}",
        _open("its topics"),
    ),
    "credit_types": Telling(
        _at("credits"),
        _credits,
        lambda p, f: f"{_credits(p, f)}; you asked for {listed(f.credit_types)}",
        lambda p: "which type of credit it gives" if p.credits else "its credit",
    ),
    "credits_least": Telling(_at("credits"), _credits, _too_little, _open("how much credit")),
    "hours_most": Telling(_time_in, _time, _too_long, _open("how long it takes")),
    "days_most": Telling(
        timing.taken_in, timing.taken, timing.too_long, _open("how many days it takes")
    ),
    "moc_boards": Telling(
        _at("moc"),
        _boards,
        lambda p, f: (
            f"Counts for {listed(m.board for m in p.moc)}; you asked for {listed(f.moc_boards)}"
        ),
        _open("MOC points"),
    ),
    "formats": Telling(
        _at("title"),
        lambda p, _: str(p.format).capitalize(),
        lambda p, f: (
            f"It is {form_words(p.format)}; you asked for {listed(x.value for x in f.formats)}"
        ),
        _open("its format"),
    ),
    "deliveries": Telling(
        _at("delivery"),
        _held,
        lambda p, f: (
            f"{_held(p, f)}; you asked for {' or '.join(map(delivery_words, f.deliveries))}"
        ),
        _which_way,
    ),
    "region": Telling(
        _at("delivery"),
        _place,
        lambda p, f: f"{_held(p, f)}; you asked for {code_words(f.region)}",
        _open("where it is held"),
    ),
    "starts_after": Telling(
        timing.starting_in, timing.taken, timing.too_early, _open("when it starts")
    ),
    "ends_before": Telling(timing.taken_in, timing.taken, timing.too_late, _open("when it ends")),
    "fee_most": Telling(
        _at("fee"),
        _price,
        _too_dear,
        lambda p: "its fee in that currency" if p.fee else "its fee",
    ),
    "team_based": Telling(
        *_either("team_based", "Several professions or a team learn together", "Not for teams"),
        _open(UNSTATED["team_based"]),
    ),
    "practice_project": Telling(
        *_either("practice_project", "Includes a project in your own practice", "No project"),
        _open(UNSTATED["practice_project"]),
    ),
    "leadership_content": Telling(
        *_either("leadership_content", "Teaches leadership or operations", "Teaches no leadership"),
        _open("whether it teaches leadership"),
    ),
    "measured": Telling(_measuring_in, _measuring, _measuring, _open(UNSTATED["changes_measured"])),
    "unsupported": Telling(
        _at("commercial_support"), _support, _support, _open(UNSTATED["commercial_support"])
    ),
    "mandatory": Telling(
        _at("mandatory_topics"), _mapped, _unmapped, _open("required topics that it meets")
    ),
}
"""In the order in which reasons are told."""
