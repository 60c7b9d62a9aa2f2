"""One message of every kind for Teams; the hub's words in some of them mean to do harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.messages import (
    Abstention,
    Answer,
    Apology,
    Checked,
    Citation,
    Done,
    Help,
    Message,
    Reason,
    Refusal,
    Statement,
)
from knowledge.articles import Origin
from tests.program_samples import PROGRAM_SAMPLES
from tests.reminder_samples import REMINDER_SAMPLES

HOSTILE = (
    "See [the rules](https://evil.example) and [2], <at>everyone</at>, "
    "**now** _please_ &lt;b&gt; `x` @everyone"
)
URL = "https://hub.example/pay_(2026)?a=1&b=2#:~:text=Ask%20what%20share,enrol"


def citation(
    number: int,
    quote: str = "Ask what share of the fee your budget covers before you enrol.",
    title: str = "Getting a course paid for",
    heading: str = "Where the money comes from",
    *,
    url: str = URL,
    updated: date | None = date(2026, 5, 29),
    origins: tuple[Origin, ...] = (),
) -> Citation:
    id_ = f"pay-{number}"
    return Citation(
        number, "article", id_, title, heading, url, updated, quote, 0, len(quote), origins
    )


def answer(*texts: str, by_model: bool = False, understood: str = "") -> Answer:
    """An answer with one source of its own for each statement."""
    numbers = range(1, len(texts) + 1)
    return Answer(
        question="How do I get a course paid for?",
        statements=tuple(Statement(text, (n,)) for n, text in zip(numbers, texts, strict=True)),
        citations=tuple(citation(n, text) for n, text in zip(numbers, texts, strict=True)),
        checked=Checked(len(texts), len(texts)),
        understood=understood,
        by_model=by_model,
    )


ANSWER = Answer(
    "How do I get a course paid for?",
    (
        Statement("Ask what share of the fee your budget covers before you enrol.", (1,)),
        Statement("Many employers grant two to five days of paid leave a year.", (2, 1)),
    ),
    (
        citation(1),
        citation(
            2, "Many employers grant two to five days of paid leave a year.", "CME for nurses"
        ),
    ),
    Checked(2, 2),
)

BOARD = Origin(3, HOSTILE, "State board", "https://board.example.org/ce", "2025-10")

SAMPLES: dict[str, Message] = {
    "answer": ANSWER,
    "answer-one-place": replace(
        ANSWER, citations=(citation(1), replace(citation(2), id="pay-1", quote="Ask early."))
    ),
    "answer-origins": replace(ANSWER, citations=(citation(1, origins=(BOARD,)), citation(2))),
    "answer-by-model": answer(
        "Ask first.", by_model=True, understood="How do nurses get a course paid for?"
    ),
    "answer-hostile": Answer(
        "q",
        (Statement(HOSTILE, (1,)),),
        (citation(1, HOSTILE, HOSTILE, HOSTILE, url="javascript:alert(1)", updated=None),),
        Checked(1, 1),
    ),
    "abstention": Abstention("q", (citation(1), citation(2, HOSTILE, url="")), "the whole q"),
    "abstention-nothing-near": Abstention("q", ()),
    "refusal": Refusal(Reason.CRISIS),
    "help": Help("There were no words in your message."),
    "done": Done("You are welcome."),
    "apology": Apology("1f2e3d4c", "Something went wrong."),
    **PROGRAM_SAMPLES,
    **REMINDER_SAMPLES,
}
