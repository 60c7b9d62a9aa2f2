"""A warm quoting answer against one embedding of the same question, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from adapters import wiring
from adapters.console.conversation import read_question
from adapters.settings import Settings
from benchmarks.measuring import Spread, Target, questions, timed
from bot.coach import Coach
from bot.messages import Abstention, Answer, Message
from knowledge.index.chroma import ChromaVectors
from knowledge.index.embeddings import MiniLM
from knowledge.index.vectors import ExactVectors, Vectors

PASSES = 3
"""Times through all questions; each question counts with its medians."""

P50, P95 = 5.0, 10.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Seconds of an answer and of the embedding next to it: on the clock, and of CPU."""

    answer: tuple[float, float]
    embedding: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question's measurements, and whether it was answered."""

    answered: bool
    pairs: tuple[Pair, ...]

    def seconds(self, part: int = 0) -> tuple[float, float]:
        """Medians of answer and embedding; `part` 0 is the clock, 1 the CPU."""
        return (
            median(pair.answer[part] for pair in self.pairs),
            median(pair.embedding[part] for pair in self.pairs),
        )

    def ratio(self, part: int = 0) -> float:
        """How many embeddings the answer takes."""
        answer, embedding = self.seconds(part)
        return answer / embedding


def measure_answers(home: Path) -> list[Target]:
    """Ask every question of a coach with either kind of vector search."""
    chroma = ChromaVectors(home)
    if not chroma.refresh():
        raise SystemExit("Chroma could not be brought in step with the index")
    kinds: tuple[tuple[str, Vectors], ...] = (("exact", ExactVectors()), ("Chroma", chroma))
    targets: list[Target] = []
    for name, vectors in kinds:
        asked = ask_all(home, vectors)
        show_answers(name, asked)
        ratios = Spread.of([one.ratio() for one in asked])
        targets += [
            Target(f"warm answer, {name} vectors, embeddings at the median", ratios.p50, P50),
            Target(f"warm answer, {name} vectors, embeddings at p95", ratios.p95, P95),
        ]
    return targets


def ask_all(home: Path, vectors: Vectors, passes: int = PASSES) -> list[Asked]:
    """Every question that is searched for, measured; refusals and greetings are left out."""
    embedder = MiniLM()
    coach = wiring.passing_coach(Settings.from_env({"COACH_HOME": str(home)}), vectors)
    said = {text: ask(coach, text) for text in questions()}
    searched = [text for text, message in said.items() if isinstance(message, Answer | Abstention)]
    pairs: dict[str, list[Pair]] = {text: [] for text in searched}
    for turn in range(passes):
        for place, text in enumerate(searched):
            pairs[text].append(_pair(coach, embedder, text, answer_first=(turn + place) % 2 == 0))
    return [Asked(isinstance(said[text], Answer), tuple(pairs[text])) for text in searched]


def _pair(coach: Coach, embedder: MiniLM, text: str, *, answer_first: bool) -> Pair:
    def answer() -> Message | None:
        return ask(coach, text)

    def embed() -> object:
        return embedder.embed(text)

    order: tuple[Callable[[], object], ...] = (answer, embed) if answer_first else (embed, answer)
    costs = [timed(work) for work in order]
    return Pair(*(costs if answer_first else reversed(costs)))


def ask(coach: Coach, text: str) -> Message | None:
    """The coach's message to a question that was never asked before."""
    return coach.reply(read_question(text, "benchmark", ""))


def show_answers(name: str, asked: list[Asked]) -> None:
    """Print the spreads of one kind of vector search."""
    answered = [one for one in asked if one.answered]
    print(f"\nWarm answer, {name} vectors: {len(asked)} questions, {len(answered)} answered")
    milliseconds = [[1000 * second for second in one.seconds()] for one in asked]
    answers, embeddings = (Spread.of(column) for column in zip(*milliseconds, strict=True))
    print(f"  answer       p50 {answers.p50:6.1f} ms  p95 {answers.p95:6.1f} ms")
    print(f"  embedding    p50 {embeddings.p50:6.1f} ms  p95 {embeddings.p95:6.1f} ms")
    for label, ratios in (
        ("ratio", [one.ratio() for one in asked]),
        ("  of CPU", [one.ratio(1) for one in asked]),
        ("  answered", [one.ratio() for one in answered]),
    ):
        if len(ratios) > 1:
            spread = Spread.of(ratios)
            print(f"  {label:12} p50 {spread.p50:6.2f}     p95 {spread.p95:6.2f}")
