"""What every keeper of receipts promises."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.ports import Receipts
from tests.turns import MARCH

CALLERS = 8


def test_the_first_to_claim_a_key_gets_it_and_nobody_after(receipts: Receipts) -> None:
    assert receipts.claim("mercy:C1:1.2", MARCH)
    assert not receipts.claim("mercy:C1:1.2", MARCH)
    assert receipts.claim("mercy:C1:1.3", MARCH)


def test_a_key_is_told_from_one_that_differs_in_one_character(receipts: Receipts) -> None:
    keys = ("a", "A", "a ", "ä", "a\0", "\ud83d", "\ud83e")
    assert [receipts.claim(key, MARCH) for key in keys] == [True] * len(keys)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=st.sets(st.text(st.characters(), max_size=20), min_size=1))
def test_of_many_callers_at_once_one_gets_each_key(receipts: Receipts, names: set[str]) -> None:
    fresh = uuid4().hex
    keys = [f"{fresh}:{name}" for name in sorted(names)]
    together = Barrier(CALLERS)

    def claims(caller: int) -> list[str]:
        together.wait()
        mine = keys[caller % len(keys) :] + keys[: caller % len(keys)]
        return [key for key in mine if receipts.claim(key, MARCH)]

    with ThreadPoolExecutor(CALLERS) as pool:
        got = Counter(key for won in pool.map(claims, range(CALLERS)) for key in won)
    assert got == dict.fromkeys(keys, 1)
