"""The way of a nudge: claim, compose, send, record; and what becomes of a send in doubt."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.errors import DeliveryFailed, StoreUnavailable
from bot.messages import Nudge
from bot.nudges.delivery import (
    REDISPATCH,
    Doubt,
    InDoubt,
    Job,
    NotSent,
    Outcome,
    Parcel,
    Refused,
    Sent,
)
from bot.nudges.ports import Courier, Couriers, Outbox

BATCH = 500
DOUBTS = 100
LOOKS = 10
"""Of one sweep, which platforms allow some 50 of in a minute."""
LOOKING = timedelta(seconds=10)
"""What is due waits no longer for looks, but for the last of them to end."""
STORE_PAUSE = timedelta(seconds=30)
LOOK_LATER = timedelta(seconds=30)
BACKLOG = timedelta(minutes=30)
"""While an engine has jobs left, one is lost only after so long."""
NOT_ALLOWED = timedelta(hours=1)
"""A platform that forbids looking for so long is taken for one that never allows it: else a doubt
would hold back everything else that the member waits for."""
NO_ANSWER = timedelta(days=3)
"""The same for one that gives no answer."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Run:
    """What one run did: the parcels that were sent, and how many deliveries failed for good, are
    to be tried again, or are in doubt."""

    sent: tuple[Parcel, ...]
    failed: int
    waiting: int
    in_doubt: int


class Dispatch:
    """Brings out what the outbox holds. Nothing it does raises but StoreUnavailable, after which
    everything can be asked again."""

    def __init__(
        self, outbox: Outbox, couriers: Couriers, compose: Callable[[Parcel], Nudge]
    ) -> None:
        self._outbox = outbox
        self._couriers = couriers
        self._compose = compose

    def sweep(self, room: int | None = None, *, backlog: bool = False) -> tuple[Job, ...]:
        """Look for what is in doubt, then open what is due; return what is to be delivered, at
        most `room`. With `backlog` the engine has jobs of earlier sweeps left."""
        self._look_around()
        lost_after = BACKLOG if backlog else REDISPATCH
        jobs: list[Job] = []
        while room is None or len(jobs) < room:
            limit = BATCH if room is None else min(BATCH, room - len(jobs))
            opened = self._outbox.open(limit, lost_after)
            jobs.extend(opened)
            if len(opened) < limit:
                break
        return tuple(jobs)

    def deliver(self, delivery: str) -> Outcome | None:
        """Claim a delivery and send it; None when there was nothing to do. Harmless to repeat."""
        done = self._brought(delivery)
        return done and done[1]

    def run_once(self) -> Run:
        """Sweep and deliver until nothing is left that can go out now."""
        done: list[tuple[Parcel, Outcome]] = []
        while jobs := self.sweep():
            found = (self._brought(job.delivery) for job in jobs)
            done.extend(each for each in found if each is not None)
        outcomes = [outcome for _, outcome in done]
        return Run(
            sent=tuple(parcel for parcel, outcome in done if isinstance(outcome, Sent)),
            failed=sum(isinstance(outcome, Refused) for outcome in outcomes),
            waiting=sum(isinstance(outcome, NotSent) for outcome in outcomes),
            in_doubt=sum(isinstance(outcome, InDoubt) for outcome in outcomes),
        )

    def _brought(self, delivery: str) -> tuple[Parcel, Outcome] | None:
        parcel = self._outbox.claim(delivery)
        if parcel is None:
            return None
        outcome = self._outcome(parcel)
        if isinstance(outcome, Refused) and not outcome.unreachable:
            _log.error("delivery %s: refused: %s", delivery, outcome.reason)
        if not self._outbox.settle(parcel, outcome):
            _log.warning("delivery %s: its claim was lost while it was sent", delivery)
        return parcel, outcome

    def _outcome(self, parcel: Parcel) -> Outcome:
        courier = self._couriers.get(parcel.home.surface)
        if courier is None:
            return NotSent("this process has no courier for its surface", REDISPATCH)
        try:
            nudge = self._compose(parcel)
        except StoreUnavailable:
            return NotSent("the store could not be read", STORE_PAUSE)
        except Exception as error:  # noqa: BLE001 - one broken message must not end the sweep
            # Its words may be a member's; the delivery's id is the reference to ask about.
            _log.error("delivery %s: no message: %s", parcel.delivery, type(error).__name__)
            return Refused("its message could not be made")
        if not self._outbox.holds(parcel):
            return NotSent("its claim is over, or its member is forgotten", REDISPATCH)
        return _sent(courier, parcel, nudge)

    def _look_around(self) -> None:
        """Look for what is in doubt, where nobody has failed to look just now."""
        doubts = self._outbox.doubtful(DOUBTS)
        until = self._outbox.now() + LOOKING if doubts else None
        failed: set[tuple[str, str]] = set()
        looks = 0
        for doubt in doubts:
            courier = self._couriers.get(doubt.home.surface)
            where = (doubt.home.surface, doubt.home.tenant)
            if courier is None or where in failed:
                continue
            if not courier.can_look:
                self._outbox.looked(doubt, None, can_look=False)
            elif looks < LOOKS and until is not None and self._outbox.now() <= until:
                looks += 1
                if not self._look(courier, doubt):
                    failed.add(where)

    def _look(self, courier: Courier, doubt: Doubt) -> bool:
        """Whether the platform gave an answer."""
        try:
            ref = courier.find(doubt.mark, doubt.home, doubt.since)
        except DeliveryFailed as failed:
            self._put_off(doubt, failed)
            return failed.gone
        except Exception as error:  # noqa: BLE001 - one broken look must not end the sweep
            self._put_off(doubt, DeliveryFailed(doubt.home.surface, type(error).__name__))
            return False
        self._outbox.looked(doubt, ref, can_look=True)
        return True

    def _put_off(self, doubt: Doubt, failed: DeliveryFailed) -> None:
        """Look again later, unless nobody could for too long."""
        _log.warning("delivery %s: cannot be looked for: %s", doubt.delivery, failed)
        longest = NOT_ALLOWED if failed.gone else NO_ANSWER
        if doubt.blind_since and self._outbox.now() > doubt.blind_since + longest:
            self._outbox.looked(doubt, None, can_look=False)
        else:
            after = failed.after or (None if failed.gone else LOOK_LATER)
            self._outbox.cannot_look(doubt, after)


def _sent(courier: Courier, parcel: Parcel, nudge: Nudge) -> Outcome:
    try:
        return courier.send(parcel.mark, parcel.home, nudge)
    except Exception as error:  # noqa: BLE001 - whatever it was, it may have been sent
        # A courier does not raise; should one do so, nobody knows what it did before.
        _log.error("delivery %s: courier failed: %s", parcel.delivery, type(error).__name__)
        return InDoubt(type(error).__name__)
