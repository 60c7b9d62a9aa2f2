"""Small working stand-ins for what the coach needs from outside, held to the same contracts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from threading import Lock
from zlib import crc32

import numpy as np

from bot.conversation import Turn
from bot.programs.shortlist import SavedProgram
from knowledge.facets import Facets, meets, verdicts
from knowledge.index.embeddings import Embedded, Vector, unit
from knowledge.programs import Found, Program
from knowledge.sheet import sheet
from knowledge.signs import worth

_TOKEN = re.compile(r"\w+|[^\w\s]")


class MemoryStore:
    """Receipts and turns for as long as the process lives: both ports in one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._claimed: set[str] = set()
        self._turns: list[Turn] = []

    def claim(self, key: str, at: datetime) -> bool:
        """True for the first caller to claim the key, False ever after."""
        with self._lock:
            first = key not in self._claimed
            self._claimed.add(key)
        return first

    def turns(self, tenant: str, thread: str, limit: int) -> tuple[Turn, ...]:
        """The last `limit` turns of a thread, oldest first."""
        said = [turn for turn in self._turns if (turn.tenant, turn.thread) == (tenant, thread)]
        return tuple(said[max(0, len(said) - limit) :])

    def keep(self, turn: Turn) -> None:
        """Add a turn to its thread."""
        self._turns.append(turn)

    def of_member(self, tenant: str, member: str) -> tuple[Turn, ...]:
        """Every turn of one member, oldest first."""
        return tuple(turn for turn in self._turns if (turn.tenant, turn.member) == (tenant, member))

    def tenants(self, member: str) -> tuple[str, ...]:
        """The tenants in which a member of this id has turns, in alphabetical order."""
        return tuple(sorted({turn.tenant for turn in self._turns if turn.member == member}))

    def forget(self, tenant: str, member: str) -> int:
        """Remove every turn of one member; return how many there were."""
        with self._lock:
            theirs = self.of_member(tenant, member)
            self._turns = [turn for turn in self._turns if turn not in theirs]
        return len(theirs)


class MemoryShortlist:
    """Saved programs for as long as the process lives."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._saved: dict[tuple[str, str, str], SavedProgram] = {}

    def save(self, saved: SavedProgram) -> bool:
        """Keep a program; True when the member had not saved it before, else nothing changes."""
        with self._lock:
            key = (saved.tenant, saved.member, saved.program)
            return self._saved.setdefault(key, saved) is saved

    def of_member(self, tenant: str, member: str) -> tuple[SavedProgram, ...]:
        """Everything that a member saved, oldest first."""
        with self._lock:
            return tuple(
                s for s in self._saved.values() if (s.tenant, s.member) == (tenant, member)
            )

    def remove(self, tenant: str, member: str, program: str) -> bool:
        """Take a program off the list; True when it was on it."""
        with self._lock:
            return self._saved.pop((tenant, member, program), None) is not None

    def tenants(self, member: str) -> tuple[str, ...]:
        """The tenants in which a member of this id saved programs, in alphabetical order."""
        with self._lock:
            return tuple(sorted({s.tenant for s in self._saved.values() if s.member == member}))

    def forget(self, tenant: str, member: str) -> int:
        """Remove everything that a member saved; return how many there were."""
        theirs = self.of_member(tenant, member)
        return [self.remove(tenant, member, saved.program) for saved in theirs].count(True)


class MemoryCatalog:
    """A list of programs, found by the words that they share with what is asked."""

    def __init__(self, programs: Iterable[Program] = ()) -> None:
        self._programs = {program.id: program for program in programs}

    def find(self, text: str, facets: Facets, today: date, limit: int) -> tuple[Found, ...]:
        """At most `limit` programs that are offered today and contradict no facet, those first
        that are known to meet all; with a text, half of the places are for the others."""
        possible = (
            Found(program, _share(text, sheet(program).article.text))
            for program in self._programs.values()
            if program.offered(today) and False not in verdicts(program, facets).values()
        )
        found = sorted(
            possible, key=lambda each: (-each.relevance, -worth(each.program), each.program.id)
        )
        sure = [each for each in found if meets(each.program, facets)]
        others = [each for each in found if not meets(each.program, facets)]
        kept = min(len(others), limit // 2) if text.strip() else 0
        first = sure[: limit - kept]
        return (*first, *others[: limit - len(first)])

    def count(self, facets: Facets, today: date) -> int:
        """How many programs are offered today and known to meet every facet."""
        held = self._programs.values()
        return sum(each.offered(today) and meets(each, facets) for each in held)

    def program(self, id: str) -> Program | None:
        """The program with this id, offered or not; None when there is none."""
        return self._programs.get(id)

    def named(self, name: str, limit: int) -> tuple[Program, ...]:
        """Programs whose title, provider and id hold most of a name, best first."""
        shares = {
            id: _share(name, f"{program.title} {program.provider} {id}")
            for id, program in self._programs.items()
        }
        best = sorted((id for id in shares if shares[id]), key=lambda id: (-shares[id], id))
        return tuple(self._programs[id] for id in best[:limit])


def _share(asked: str, held: str) -> float:
    """The share of the words asked for that a text holds; 1 when nothing is asked for."""
    wanted, words = (set(re.findall(r"\w+", text.casefold())) for text in (asked, held))
    return len(wanted & words) / len(wanted) if wanted else 1.0


class HashEmbedder:
    """Counts the words of a text in 64 boxes, so that texts that share words are near."""

    name = "hash/64"
    dimensions = 64

    def tokens(self, text: str) -> int:
        """How many words and marks the text has."""
        return len(_TOKEN.findall(text))

    def is_common(self, word: str) -> bool:
        """Whether a word is short."""
        return len(word) <= 5

    def embed(self, text: str, spans: Sequence[tuple[int, int]] = ()) -> Embedded:
        """One count for every token that begins in the text, or in a span of it."""
        tokens = [(match.start(), _box(match.group())) for match in _TOKEN.finditer(text)]
        whole = self._counted(box for _, box in tokens)
        rows = [self._counted(box for at, box in tokens if a <= at < b) for a, b in spans]
        return Embedded(whole, np.array(rows, dtype=np.float32).reshape(-1, self.dimensions))

    def _counted(self, boxes: Iterable[int]) -> Vector:
        counts = np.zeros(self.dimensions)
        counts[0] = 1  # as the markers of a real model: no text is without a vector
        for box in boxes:
            counts[box] += 1
        return unit(counts)


def _box(token: str) -> int:
    return crc32(token.lower().encode("utf-8", "replace")) % HashEmbedder.dimensions
