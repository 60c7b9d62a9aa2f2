"""What a hub set before, as it is found again in each database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from adapters.store import Store
from bot.allowance.policy import POLICY
from bot.deadlines.deadline import HUB
from bot.portfolio.entry import Entry
from tests.deadlines import ALLOWANCE, COMPETENCIES, NOVEMBER, OWN, SEEN


def test_what_the_hub_sets_is_found_again_as_it_was_and_nobodys_own(store: Store) -> None:
    store.deadlines.keep(OWN, SEEN)
    store.deadlines.publish((COMPETENCIES, ALLOWANCE))

    assert store.deadlines.published() == (ALLOWANCE, COMPETENCIES)
    store.deadlines.publish((replace(ALLOWANCE, title="Money"),))
    assert [each.title for each in store.deadlines.published()] == ["Money"]


def test_every_book_of_a_tenant_is_found_and_no_others(store: Store) -> None:
    later = NOVEMBER + timedelta(days=1)
    entries = [Entry(HUB, team, "hub-policy", POLICY, "{}", NOVEMBER) for team in ("", "4 west")]
    for entry in (*entries, Entry("mercy", "ana", "x", POLICY, "{}", later)):
        store.book.write(entry)

    assert store.book.of_tenant(HUB) == tuple(entries)
    assert store.book.of_tenant("nobody") == ()
