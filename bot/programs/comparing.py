"""Two to four programs side by side."""

from __future__ import annotations

from collections.abc import Callable

from bot.messages import Comparison
from bot.programs import words
from bot.programs.citing import Citer
from bot.programs.words import UNSTATED
from knowledge.programs import Program
from knowledge.saying import listed, moc_words, people, rung_words
from knowledge.signs import signs

FEWEST, MOST = 2, 4

_MAIN = ("title", "credits", "fee", "start", "delivery", "professions")


def compare(question: str, programs: tuple[Program, ...]) -> Comparison:
    """A row for each thing to know; rows that no program states are left out."""
    rows = ((label, tuple(tell(p) or UNSTATED for p in programs)) for label, tell in _ROWS)
    kept = tuple(row for row in rows if any(cell != UNSTATED for cell in row[1]))
    citer = Citer()
    said = tuple(citer.recite(program, _MAIN) for program in programs)
    return Comparison(question, programs, kept, said, citer.citations)


def _yes_or_no(stated: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[stated]


def _deadline(program: Program) -> str:
    stated = (
        ("registration", program.registration_deadline),
        ("application", program.application_deadline),
        ("claim credit by", program.credit_claim_by),
        ("gives credit until", program.expires_on),
    )
    return "; ".join(f"{name} {day.isoformat()}" for name, day in stated if day)


def _outcomes(program: Program) -> str:
    told = [s.said for s in signs(program) if s.field in {"changes_measured", "outcome_summary"}]
    if program.designed_to_change:
        told.append(f"Designed to change {listed(map(rung_words, program.designed_to_change))}")
    return "; ".join(told)


def _independence(program: Program) -> str:
    return _told(program, "provider_accreditor", "commercial_support")


def _together(program: Program) -> str:
    return _told(program, "team_based", "ipce", "jointly_accredited")


def _told(program: Program, *fields: str) -> str:
    """What the signs of these fields say, each once."""
    said = dict.fromkeys(sign.said for sign in signs(program) if sign.field in fields)
    return "; ".join(said)


_ROWS: tuple[tuple[str, Callable[[Program], str]], ...] = (
    ("Provider", lambda p: p.provider),
    ("Fee", lambda p: words.price(p) if p.fee else ""),
    ("Fee details", lambda p: p.fee.includes if p.fee else ""),
    ("Credit", lambda p: words.credit(p) if p.credits else ""),
    ("MOC", lambda p: listed(map(moc_words, p.moc))),
    ("Time", words.time_needed),
    ("When", lambda p: words.when(p) if p.last_day or p.self_paced else ""),
    ("Deadlines", _deadline),
    ("Form", lambda p: words.form(p) if p.format or p.delivery else ""),
    ("For", lambda p: people(p.professions)),
    ("Topics", lambda p: listed(p.topics)),
    ("Outcomes", _outcomes),
    ("Independence", _independence),
    ("Interprofessional", _together),
    ("Project in your practice", lambda p: _yes_or_no(p.practice_project)),
    ("Leadership content", lambda p: _yes_or_no(p.leadership_content)),
    ("Record", words.provenance),
)
