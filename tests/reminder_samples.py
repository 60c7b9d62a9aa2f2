"""Notes and nudges as the coach might say them; in one of each every word means to do harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.messages import Choice, Citation, Match, Message, Note, Nudge, Reminder, Statement
from tests.program_samples import CMO, ETHICS, FREE, HOSTILE_TITLE, MATCH

QUOTE = "Ask whom you report to for the form before you write a word of it."
CITATION = Citation(
    1,
    "article",
    "review-packet",
    "Preparing a yearly review",
    "Before you write",
    "https://hub.example.org/review?a=1&b=2",
    date(2026, 5, 29),
    QUOTE,
    0,
    len(QUOTE),
)


def choices(deadline: str) -> tuple[Choice, ...]:
    """The buttons of a reminder."""
    return (
        Choice("Done", f"done [{deadline}]"),
        Choice("Tomorrow", f"snooze [{deadline}] until tomorrow"),
        Choice("In a week", f"snooze [{deadline}] for a week"),
        Choice("Not for me", f"not for me [{deadline}]"),
    )


REVIEW = Reminder(
    title="Performance review",
    when="Wednesday 3 March 2027, in 30 days",
    because="You told me your review is on 3 March.",
    do="Write down one thing you do differently since your last course, and what came of it.",
    rows=(("Credits", "18 of 30 hours done"), ("Next goal", "CCRN by October (own statement)")),
    statements=(Statement(QUOTE, (1,)),),
    programs=(FREE, MATCH),
    choices=choices("k3f9a1"),
)
ALLOWANCE = Reminder(
    title="CME money: claim window",
    when="Friday 5 February 2027, in 2 days",
    because="Your organization set this for everyone.",
    do="Send the claim with the receipt and the certificate: $640 are left (assumed).",
    urgent=True,
    choices=choices("m8c2"),
)
LICENCE = Reminder(
    title="RN license renewal",
    when="Thursday 30 September 2027, in 90 days",
    because="You told me your license expires at the end of September.",
    do="You need 12 more hours; two programs fit.",
    programs=(FREE, MATCH),
    choices=choices("p4x7"),
)
HARMFUL = Reminder(
    title=HOSTILE_TITLE,
    when=HOSTILE_TITLE,
    because=HOSTILE_TITLE,
    do=HOSTILE_TITLE,
    rows=((HOSTILE_TITLE, HOSTILE_TITLE),),
    statements=(Statement(HOSTILE_TITLE, (1,)),),
    programs=(Match(replace(CMO, title=HOSTILE_TITLE), ()),),
    choices=(Choice(HOSTILE_TITLE, HOSTILE_TITLE),),
)

NUDGE = Nudge((REVIEW,), (CITATION,))
DIGEST = Nudge((ALLOWANCE, REVIEW, LICENCE), (CITATION,), again=True)
LONG_DIGEST = Nudge(
    tuple(
        replace(LICENCE, title=f"License {number}", choices=choices(f"p{number}"))
        for number in range(1, 21)
    )
)

NOTED = Note(
    title="Noted: performance review",
    rows=(
        ("When", "Wednesday 3 March 2027 (end of the day), America/New_York"),
        ("Nudges", "60, 30, 14 and 3 days before; the first on Saturday 2 January 2027, 09:00"),
        ("Repeats", "no"),
    ),
    remarks=("If anything is wrong, say “move it to 10 March” or “remind me a week before”.",),
    choices=(Choice("What's coming up", "what's coming up"), Choice("Delete", "delete [k3f9a1]")),
)
AGENDA = Note(
    title="Coming up: 4 things",
    rows=tuple(
        (
            f"{number}. {title}",
            f"{when}. Next nudge: {nudge}. You told me so. [{deadline}]",
        )
        for number, title, when, nudge, deadline in (
            (1, "Performance review", "Wednesday 3 March 2027", "Sat 2 Jan, 09:00", "k3f9a1"),
            (2, "CME money: claim window", "Tuesday 15 June 2027", "Wed 17 Mar, 09:00", "m8c2"),
            (3, "RN license renewal", "Thursday 30 September 2027", "Fri 2 Jul, 09:00", "p4x7"),
            (4, ETHICS.title, "Wednesday 30 June 2027", "Mon 31 May, 09:00", "q1z0"),
        )
    ),
    remarks=("2 more are done or not for you.",),
)
ASKING = Note(
    title="Which day is your review?",
    remarks=("“04/03” can be read in two ways. Nothing was noted yet.",),
    choices=(
        Choice("Thursday 4 March 2027", "my review is on 4 March 2027"),
        Choice("Saturday 3 April 2027", "my review is on 3 April 2027"),
    ),
    asks=True,
    question="my review is on 04/03",
)
LONG_NOTE = replace(
    AGENDA,
    title="Coming up: 200 things",
    rows=tuple((f"{number}. License", "Thursday 30 September 2027. " * 4) for number in range(200)),
)
HARMFUL_NOTE = Note(
    HOSTILE_TITLE,
    ((HOSTILE_TITLE, HOSTILE_TITLE),),
    (HOSTILE_TITLE,),
    (Choice(HOSTILE_TITLE, HOSTILE_TITLE),),
)

REMINDER_SAMPLES: dict[str, Message] = {
    "note": NOTED,
    "note-agenda": AGENDA,
    "note-asking": ASKING,
    "note-hostile": HARMFUL_NOTE,
    "note-long": LONG_NOTE,
    "nudge": NUDGE,
    "nudge-digest": DIGEST,
    "nudge-hostile": Nudge((HARMFUL,), (CITATION,)),
    "nudge-long": LONG_DIGEST,
}
