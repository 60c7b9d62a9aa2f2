"""What the "Share in channel" button carries: enough to give the same answer again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from bot.messages import Answer

VALUE_LIMIT = 2_000
"""Characters of a button's value (Slack's limit)."""


@dataclass(frozen=True, slots=True)
class Share:
    """A question whose answer may be shared once.

    Slack sends no content back with a press on an ephemeral message, so the question travels
    in the button and is asked again. `key` is the same for every press of one button and grows
    with each button made in place of another; `fingerprint` tells whether the coach still says
    what the member has read.
    """

    question: str
    key: str
    fingerprint: str

    @classmethod
    def of(cls, answer: Answer, key: str) -> Share:
        """The share of this answer to the question taken up under `key`."""
        return cls(answer.understood or answer.question, f"share:{key}", fingerprint(answer))

    @classmethod
    def from_value(cls, value: str) -> Share:
        """Read what `value` wrote."""
        question, key, mark = json.loads(value)
        return cls(question, key, mark)

    @property
    def value(self) -> str:
        """The button's value; empty when the question is too long for one."""
        written = json.dumps([self.question, self.key, self.fingerprint], ensure_ascii=False)
        return written if len(written) <= VALUE_LIMIT else ""


def fingerprint(answer: Answer) -> str:
    """Equal for answers that say the same from the same passages and offer the same programs."""
    said = [(statement.text, statement.citations) for statement in answer.statements]
    shown = [(citation.id, citation.start, citation.end) for citation in answer.citations]
    offered = [match.program.id for match in answer.programs]
    return hashlib.sha256(json.dumps([said, shown, offered]).encode()).hexdigest()[:16]
