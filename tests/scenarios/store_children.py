"""What child processes do to a store; light to import, for each child starts anew."""

from __future__ import annotations

from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

from adapters.store import open_store
from tests.turns import MARCH, a_turn


def claim_all(address: str, keys: list[str], together: Barrier, report: Connection) -> None:
    """Open the store at the same moment as the others and report the keys it got."""
    together.wait()
    store = open_store(address)
    report.send([key for key in keys if store.receipts.claim(key, MARCH)])
    store.close()


def keep_until_killed(address: str, first: int, report: Connection) -> None:
    """Keep one turn after another and report the number of each that was kept."""
    store = open_store(address)
    number = first
    while True:
        store.notebook.keep(a_turn(f"question {number}"))
        report.send(number)
        number += 1
