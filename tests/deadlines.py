"""Deadlines for tests that care about one or two of their fields."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from bot.deadlines.deadline import HUB, Deadline, Kind, Repeats, Scope, Source, Unit, Watch

NOVEMBER = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
SEEN = Watch(since=NOVEMBER)

OWN = Deadline(
    tenant="mercy",
    id="k3f9a1",
    scope=Scope.MEMBER,
    owner="ana",
    kind=Kind.LICENCE,
    title="RN license",
    day=date(2027, 9, 30),
    at=time(17, 30),
    zone="America/Chicago",
    repeats=Repeats(2, Unit.YEARS),
    ladder=(60, 14, 0),
    told="my license expires end of September every two years",
    program="emory-cmo",
)
ALLOWANCE = Deadline(
    tenant=HUB,
    id="hub:allowance",
    scope=Scope.ORGANIZATION,
    owner="",
    kind=Kind.ALLOWANCE,
    title="CME money",
    day=date(2027, 6, 30),
    source=Source.HUB,
    do="Send the claim.",
    article="cme-money",
    policy="HR-12",
)
COMPETENCIES = Deadline(
    tenant=HUB,
    id="hub:competencies",
    scope=Scope.TEAM,
    owner="4 West",
    kind=Kind.CUSTOM,
    title="Competencies of 4 West",
    day=date(2027, 3, 1),
    source=Source.HUB,
)
