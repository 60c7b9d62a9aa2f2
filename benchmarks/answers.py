"""Answers to the judged questions from the starter hub: what is answered, from where, how
exactly, and when the coach abstains.

usage: python -m benchmarks.answers [--home FOLDER] [--show]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from adapters import wiring
from adapters.console.conversation import read_question
from adapters.settings import Settings
from benchmarks.measuring import QUESTIONS, Target, verdict
from bot.messages import Abstention, Answer, Citation, Message, Statement, kind_of
from knowledge import STARTER
from knowledge.index.embeddings import MiniLM
from knowledge.index.ingest import Ingest
from knowledge.index.library import HubLibrary


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its judgement, and what the coach said to it."""

    record: dict[str, Any]
    message: Message

    @property
    def answered(self) -> bool:
        """Whether an answer came back."""
        return isinstance(self.message, Answer)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What the answer states; nothing when there is none."""
        return self.message.statements if isinstance(self.message, Answer) else ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the answer cites; nothing when there is none."""
        return self.message.citations if isinstance(self.message, Answer) else ()

    @property
    def right(self) -> list[bool]:
        """For each citation, whether its document is judged right."""
        return [citation.id in self.record["articles"] for citation in self.citations]

    @property
    def passage_quoted(self) -> bool:
        """Whether a quote holds the words judged to answer the question."""
        wanted = _plain(self.record["passage"])
        return any(wanted in _plain(citation.quote) for citation in self.citations)


def main() -> int:
    """Ask every question of the starter hub, and hold what comes back against the judgements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="keep the starter hub's index here")
    parser.add_argument("--show", action="store_true", help="list the questions that went wrong")
    arguments = parser.parse_args()
    with TemporaryDirectory() as scratch:
        home = arguments.home or Path(scratch)
        Ingest(home, MiniLM()).run([STARTER])
        settings = Settings.from_env({"COACH_HOME": str(home)})
        judged = list(_ask(settings))
        inexact = list(_inexact(judged, wiring.library(settings)))
    if arguments.show:
        _show(judged)
    _report(judged)
    statements = sum(len(one.statements) for one in judged)
    print(f"\n{statements} statements, {len(inexact)} not exact", *inexact, sep="\n  ")
    return verdict([Target("statements and quotes that are not exact", len(inexact), 0)])


def _ask(settings: Settings) -> Iterator[Judged]:
    coach = wiring.passing_coach(settings)
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        message = coach.reply(read_question(record["text"], record["id"], ""))
        assert message is not None, "a question of the terminal is never a redelivery"
        yield Judged(record, message)


def _inexact(judged: Iterable[Judged], library: HubLibrary) -> Iterator[str]:
    """What breaks the promise: a statement that its quote does not hold, or a quote that the
    source does not hold between its two places."""
    for one in judged:
        nearest = one.message.nearest if isinstance(one.message, Abstention) else ()
        for citation in (*one.citations, *nearest):
            text = library.text(citation.id) or ""
            if text[citation.start : citation.end] != citation.quote:
                yield f"{one.record['id']}: quote {citation.number} is not in {citation.id}"
        quotes = {citation.number: citation.quote for citation in one.citations}
        for statement in one.statements:
            if not any(statement.text in quotes[number] for number in statement.citations):
                yield f"{one.record['id']}: {statement.text!r} is not in its quote"


def _report(judged: Sequence[Judged]) -> None:
    for split in ("dev", "held"):
        part = [one for one in judged if one.record["split"] == split]
        print(f"\n{split}")
        of_kind = {
            kind: [one for one in part if one.record["kind"] == kind]
            for kind in ("answerable", "near", "off")
        }
        asked = of_kind["answerable"]
        for name, hits in (
            ("answered", [one.answered for one in asked]),
            ("right document first", [one.right[:1] == [True] for one in asked]),
            ("right document among the quotes", [any(one.right) for one in asked]),
            ("right passage quoted", [one.passage_quoted for one in asked]),
        ):
            print(f"  answerable: {name:33} {_share(hits)}")
        for kind in ("near", "off"):
            share = _share([not one.answered for one in of_kind[kind]])
            print(f"  {kind + ':':11} {'not answered':33} {share}")


def _share(hits: Sequence[bool]) -> str:
    return f"{sum(hits):3} of {len(hits):3}  {sum(hits) / len(hits):4.0%}"


def _show(judged: Iterable[Judged]) -> None:
    for one in judged:
        if one.answered != (one.record["kind"] == "answerable"):
            record = one.record
            print(f"{record['split']} {record['kind']} {kind_of(one.message)}: {record['text']}")


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


if __name__ == "__main__":
    sys.exit(main())
