"""Catalogs for tests: hub folders with programs, brought in step, and programs made at random."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from knowledge.facets import Facets
from knowledge.index.catalog import ProgramCatalog
from knowledge.index.catalog_ingest import IngestCatalog
from knowledge.index.embeddings import Embedder
from knowledge.index.records import CATALOG
from knowledge.index.shelf import Shelf
from knowledge.index.survey import CatalogSummary
from knowledge.programs import (
    CommercialSupport,
    Credit,
    Delivery,
    Fee,
    Format,
    MandatoryTopic,
    Moc,
    Money,
    Program,
    Rung,
)
from tests.hubs import HASH

TODAY = date(2026, 11, 23)


def record(id: str, **more: object) -> dict[str, object]:
    """The fields of a program."""
    return {"id": id, "title": f"Course {id}", "provider": "Lakeside University", **more}


def lines(*records: Mapping[str, object]) -> str:
    """Records as JSON lines."""
    return "".join(json.dumps(each) + "\n" for each in records)


def programs_hub(folder: Path, files: Mapping[str, str]) -> Path:
    """The hub folder, with these files below `programs/` added or overwritten."""
    for name, content in files.items():
        path = folder / "programs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def ingest_programs(
    home: Path, *folders: Path, embedder: Embedder = HASH, dry_run: bool = False
) -> CatalogSummary:
    """Bring the catalog of a home in step with hub folders."""
    return IngestCatalog(home, embedder).run(folders, dry_run=dry_run)


def catalog(home: Path, embedder: Embedder = HASH) -> ProgramCatalog:
    """The catalog of a home, opened as a process of its own would open it."""
    return ProgramCatalog(Shelf(home, CATALOG), embedder)


def offered(home: Path, text: str = "", facets: Facets | None = None) -> list[str]:
    """The ids of all programs that a request brings, best first."""
    found = catalog(home).find(text, facets or Facets(), TODAY, 1000)
    return [each.program.id for each in found]


def pictured_programs(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the catalog holds of each program, without the numbers that depend on its past."""
    with Shelf(home, CATALOG).reading() as connection:
        rows = connection.execute(
            "SELECT d.id, d.kind, d.title, d.general, d.text, d.file, d.stamp, g.fields, g.figures,"
            " g.marks, g.subject, g.twin, g.reading, g.line, w.title, w.provider, w.body,"
            " p.position, p.digest, p.vector, p.span_vectors, t.title, t.body FROM document d"
            " JOIN program g ON g.id = d.id JOIN program_text w ON w.rowid = g.number"
            " JOIN passage p ON p.document = d.id JOIN passage_text t ON t.rowid = p.number"
            " ORDER BY d.id, p.position"
        ).fetchall()
    picture: dict[str, list[tuple[object, ...]]] = {}
    for row in rows:
        picture.setdefault(str(row[0]), []).append(tuple(row[1:]))
    return picture


_days = st.dates(date(2026, 11, 1), date(2026, 12, 31))
_amounts = st.decimals(0, 60, places=1)
_money = st.builds(
    Money,
    st.sampled_from([Decimal(0), Decimal("99.5"), Decimal(800)]),
    st.sampled_from(["USD", "EUR"]),
)
_professions = ["nurse", "nurse anesthetist", "physician", "any", "Doula"]
_specialties = ["Oncology", "oncology", "surgery"]
_topics = ["ethics", "leadership", "finance", "Beekeeping"]
_types = ["AMA PRA Category 1", "ANCC contact hours", "nursing contact hours", "CME/CE", "CEU"]
_boards = ["ABIM", "ABP"]
_places = ["", "US", "US-GA", "US-FL", "DE", "DE-BE"]
_states = [*_places, "U"]
_flags = st.none() | st.booleans()


def _some(values: list[str]) -> SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


def programs() -> SearchStrategy[Program]:
    """Programs whose fields are often unstated and often alike."""
    rungs = st.none() | st.lists(st.sampled_from(list(Rung)), max_size=2).map(tuple)
    credit = st.builds(
        Credit,
        st.sampled_from(_types),
        unit=st.sampled_from(["credit", "CEU", "point", ""]),
        amount=st.none() | _amounts,
        max=st.none() | _amounts,
    )
    mapped = st.builds(
        MandatoryTopic,
        st.sampled_from(["US", "US-FL"]),
        st.sampled_from(_topics),
        verified_on=st.none() | _days,
    )
    return st.builds(
        Program,
        id=st.uuids().map(str),
        title=st.sampled_from(["Ethics at the bedside", "Leading change", "Budgets", "A course"]),
        provider=st.just("Lakeside University"),
        format=st.none() | st.sampled_from(list(Format)),
        delivery=st.none() | st.sampled_from(list(Delivery)),
        region=st.sampled_from(_places),
        country=st.sampled_from(["", "US", "DE"]),
        start=st.none() | _days,
        end=st.none() | _days,
        registration_deadline=st.none() | _days,
        expires_on=st.none() | _days,
        credits=st.lists(credit, max_size=2).map(tuple),
        moc=st.lists(st.builds(Moc, st.sampled_from(_boards)), max_size=1).map(tuple),
        professions=_some(_professions),
        specialties=_some(_specialties),
        topics=_some(_topics),
        mandatory_topics=st.lists(mapped, max_size=2).map(tuple),
        fee=st.none() | st.builds(Fee, _money, cancel_by=st.none() | _days),
        hours_to_complete=st.none() | _amounts,
        commercial_support=st.none() | st.builds(CommercialSupport, st.booleans()),
        designed_to_change=rungs,
        changes_measured=rungs,
        team_based=_flags,
        practice_project=_flags,
        leadership_content=_flags,
        competencies=_some(["lead change", "ethics"]),
        travel=st.sampled_from(["", "two days in Atlanta"]),
        credit_claim_by=st.none() | _days,
        verified_on=st.none() | _days,
    )


def wishes() -> SearchStrategy[Facets]:
    """Hard constraints, few at a time."""
    strategies: dict[str, SearchStrategy[object]] = {
        "professions": _some(_professions),
        "specialties": _some(_specialties),
        "topics": _some(_topics),
        "credit_types": _some(_types),
        "credits_least": _amounts,
        "hours_most": _amounts,
        "days_most": st.integers(0, 9),
        "moc_boards": _some(_boards),
        "formats": st.lists(st.sampled_from(list(Format)), max_size=3).map(tuple),
        "deliveries": st.lists(st.sampled_from(list(Delivery)), max_size=2).map(tuple),
        "region": st.sampled_from(_states),
        "starts_after": _days,
        "ends_before": _days,
        "fee_most": _money,
        "team_based": st.booleans(),
        "practice_project": st.booleans(),
        "leadership_content": st.booleans(),
        "measured": st.booleans(),
        "unsupported": st.booleans(),
        "mandatory": st.tuples(st.sampled_from(["US", "US-FL"]), st.sampled_from(["", *_topics])),
    }
    chosen = st.lists(st.sampled_from(sorted(strategies)), max_size=4, unique=True)
    return chosen.flatmap(
        lambda names: st.fixed_dictionaries({name: strategies[name] for name in names})
    ).map(lambda fields: Facets(**fields))  # type: ignore[arg-type]
