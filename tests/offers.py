"""Programs for tests that care about one or two of their fields."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from knowledge.programs import Credit, Fee, MandatoryTopic, Money, Program

TODAY = date(2026, 11, 23)


def a_program(id: str = "change", **fields: Any) -> Program:  # noqa: ANN401 - any field's own type
    """A program that states nothing but its name, its topics, its reading, and these fields."""
    plain = Program(
        id=id,
        title="Leading Change",
        provider="Lakeside University",
        topics=("leadership",),
        url="https://lakeside.example.edu/change",
        retrieved_on=TODAY,
    )
    return replace(plain, **fields)


def usd(amount: str) -> Fee:
    """A price in dollars."""
    return Fee(Money(Decimal(amount), "USD"))


def credit(type: str, amount: str = "", *, most: str = "", unit: str = "credit") -> Credit:
    """Credit of a fixed amount, or up to one."""
    return Credit(type, unit, Decimal(amount) if amount else None, Decimal(most) if most else None)


def mapped(topic: str, jurisdiction: str = "US-FL") -> tuple[MandatoryTopic, ...]:
    """That the provider's page says it meets one requirement."""
    return (MandatoryTopic(jurisdiction, topic, verified_by="provider's page"),)
