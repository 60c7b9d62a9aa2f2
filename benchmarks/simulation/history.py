"""What held for one member and one deadline at each moment, put together from the journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from benchmarks.simulation.journal import Away, Journal, Line, Stands, Told, Tried
from benchmarks.simulation.rules import Habits, on_wall
from bot.deadlines.deadline import Deadline, Watch
from bot.members.profile import Profile


@dataclass(frozen=True, slots=True)
class Held:
    """How one member stood to one deadline from `since` up to `until`, while nothing changed."""

    since: datetime
    until: datetime
    habits: Habits
    deadline: Deadline
    watch: Watch

    @property
    def put_off_to(self) -> datetime | None:
        """The moment to which the member put off the next nudge, told or not."""
        wall = self.watch.snoozed
        return None if wall is None else on_wall(wall.day, wall.at, wall.zone)


@dataclass(frozen=True, slots=True)
class Said:
    """One deadline in one try of a note, with what held then."""

    tried: Tried
    line: Line
    held: Held

    @property
    def at(self) -> datetime:
        """When it was tried."""
        return self.tried.at


@dataclass(slots=True)
class History:
    """One deadline of one member over the year."""

    member: int
    held: list[Held] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)


class Reader:
    """Reads a journal into histories. `aways` are known once it has been read."""

    def __init__(self, journal: Journal, end: datetime) -> None:
        self._end = end
        self.aways: list[Away] = []
        self._of: defaultdict[int, list[Told | Stands | Tried]] = defaultdict(list)
        for record in journal.read():
            if isinstance(record, Away):
                self.aways.append(record)
            else:
                self._of[record.member].append(record)

    def histories(self) -> Iterator[History]:
        """One for each deadline of each member."""
        for number, records in self._of.items():
            member = _Member(number)
            for record in records:
                member.take(record)
            yield from member.close(self._end)


class _Member:
    """One member's histories while their records are read, in their order."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._habits = Habits(Profile(), "UTC")
        self._found: dict[str, History] = {}
        self._open: dict[str, Stands] = {}
        self._tried: defaultdict[str, list[tuple[Tried, Line]]] = defaultdict(list)

    def take(self, record: Told | Stands | Tried) -> None:
        """Read one record more."""
        match record:
            case Told():
                self.close(record.at)
                self._habits = Habits(record.profile, record.zone)
                self._open = {id: replace(o, at=record.at) for id, o in self._open.items()}
            case Stands():
                id = record.deadline.id
                self._close(id, record.at)
                self._open[id] = record
            case Tried():
                for line in record.lines:
                    self._tried[line.deadline].append((record, line))

    def close(self, moment: datetime) -> Iterable[History]:
        """Let what holds now end at a moment; return what was found until then."""
        for id in self._open:
            self._close(id, moment)
        return self._found.values()

    def _close(self, id: str, moment: datetime) -> None:
        history = self._found.setdefault(id, History(self._number))
        if id not in self._open:
            return
        stands = self._open[id]
        held = Held(stands.at, moment, self._habits, stands.deadline, stands.watch)
        history.held.append(held)
        history.said += [Said(*each, held) for each in self._tried.pop(id, ())]
