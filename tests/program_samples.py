"""Programs, and messages about them, as the coach might show them; one of them is hostile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.messages import (
    Answer,
    Briefing,
    Checked,
    Citation,
    Comparison,
    Match,
    Message,
    Programs,
    Section,
    Statement,
)
from knowledge.programs import Credit, Delivery, Fee, Format, Money, Program

HOSTILE_TITLE = (
    "<!channel> <@U0BOSS> <at>everyone</at> *Free* [course](https://evil.example) & `x`"
    "\x00\u202e :tada:"
)

CMO = Program(
    id="emory-cmo",
    title="Chief Medical Officer Program",
    provider="Emory Executive Education",
    format=Format.COURSE,
    delivery=Delivery.ONLINE,
    start=date(2027, 2, 11),
    end=date(2027, 11, 30),
    credits=(Credit("AMA PRA Category 1", "credit", max=Decimal(185)),),
    professions=("physician",),
    url="https://emory.example.edu/cmo?a=1&b=2",
    retrieved_on=date(2026, 11, 22),
)
ETHICS = Program(
    id="ethics-at-the-bedside",
    title="Ethics at the Bedside",
    provider="State Nurses Association",
    format=Format.ENDURING,
    delivery=Delivery.ONLINE,
    expires_on=date(2027, 6, 30),
    credits=(Credit("ANCC contact hours", "contact hour", amount=Decimal("1.5")),),
    professions=("nurse",),
    fee=Fee(Money(Decimal(0), "USD")),
    url="https://nurses.example.org/ethics",
    retrieved_on=date(2026, 11, 20),
    verified_on=date(2026, 11, 20),
)
HOSTILE = Program(id="hostile", title=HOSTILE_TITLE, provider="<b>A</b> *B*", url="javascript:x()")

MATCH = Match(
    CMO,
    (
        Statement("Serves your goal (leadership): finance, strategy and negotiation", (1,)),
        Statement("Accredited (ACCME)", (2,)),
        Statement("Includes a project in your own practice", (3,)),
    ),
    unstated=("whether it measures change", "commercial support"),
    cautions=("stale: this record has not been checked for a long time",),
)
FREE = Match(
    ETHICS,
    (
        Statement("Free", (4,)),
        Statement("Can be finished by 2027-03-15", (5,)),
        Statement("Open to nurses", (6,)),
        Statement("Online, so from anywhere", (6,)),
        Statement("Gives 1.5 ANCC contact hours", (6,)),
        Statement("Measures knowledge gained", (6,)),
    ),
)
HARMFUL = Match(HOSTILE, (Statement(HOSTILE_TITLE, (7,)),), (HOSTILE_TITLE,), (HOSTILE_TITLE,))

RECORDS = tuple(
    Citation(number, "program", program.id, program.title, "", program.url, None, "x", 0, 1)
    for number, program in enumerate((CMO, CMO, CMO, ETHICS, ETHICS, ETHICS, HOSTILE), 1)
)

PROGRAMS = Programs(
    question="free ethics credits online before 15 March for a nurse",
    understood=("free", "about ethics", "by 2027-03-15", "for nurses"),
    matches=(FREE,),
    perhaps=(MATCH,),
    doubts=("I took 15 March for 2027-03-15.",),
    citations=RECORDS,
)
MANY = replace(
    PROGRAMS,
    matches=tuple(
        replace(match, program=replace(match.program, id=f"program-{number}"))
        for number, match in enumerate((MATCH, FREE) * 4)
    ),
    perhaps=(),
    doubts=(),
    more=3,
)
NEAREST = Programs(
    "?",
    ("free", "in Guam"),
    (),
    nearest=(replace(MATCH, unstated=("fee",)), HARMFUL),
    citations=RECORDS,
)

COMPARISON = Comparison(
    question="",
    programs=(CMO, ETHICS, HOSTILE),
    rows=(
        ("Fee", ("not stated", "free", "not stated")),
        (
            "Credit",
            ("up to 185 AMA PRA Category 1 credits", "1.5 ANCC contact hours", "*x* <!here>"),
        ),
        ("When", ("from 2027-02-11 to 2027-11-30", "any time until 2027-06-30", "not stated")),
    ),
)

QUOTE = "Ask for a post with a budget before you ask for a title."
BRIEFING = Briefing(
    question="I am a hospitalist and want to be CMO",
    title="The way to chief medical officer",
    sections=(
        Section("Money", (Statement(QUOTE, (2,)),), (MATCH,)),
        Section("Being known: no continuing education teaches this", (Statement("Write.", (3,)),)),
        Section("Your step for the next 12 months", (), (FREE,)),
    ),
    citations=(
        Citation(1, "program", CMO.id, CMO.title, "", CMO.url, None, "It is open.", 0, 11),
        Citation(
            2,
            "article",
            "cmo",
            "Becoming a CMO",
            "Money",
            "https://hub.example.org/cmo",
            date(2026, 5, 29),
            QUOTE,
            0,
            len(QUOTE),
        ),
        Citation(3, "article", "cmo", "Becoming a CMO", "Fame", "", None, "Write.", 90, 96),
    ),
    understood=("goal: chief medical officer", "for physicians"),
    notes=("Steps are usual ones, not promises.",),
)
LONG_WAY = replace(
    BRIEFING,
    sections=(
        *(Section(f"Skill {n}", (Statement(QUOTE, (2,)),), MANY.matches[:2]) for n in range(8)),
        BRIEFING.sections[-1],
    ),
)

SAVED_LIST = Briefing(
    question="",
    title="Your saved programs",
    sections=(Section("2 on your list", programs=(FREE, MATCH), saved=True),),
    notes=("Say “remove 2 from my list”.",),
)

ANSWER_WITH_PROGRAMS = Answer(
    question="How do I become a CMO?",
    statements=(Statement(QUOTE, (2,)),),
    citations=BRIEFING.citations[1:2],
    checked=Checked(1, 1),
    programs=(MATCH, FREE, HARMFUL, MATCH),
)

PROGRAM_SAMPLES: dict[str, Message] = {
    "programs": PROGRAMS,
    "programs-many": MANY,
    "programs-nearest": NEAREST,
    "programs-none": Programs("?", ("free",), ()),
    "comparison": COMPARISON,
    "briefing": BRIEFING,
    "briefing-long": LONG_WAY,
    "briefing-saved": SAVED_LIST,
    "answer-programs": ANSWER_WITH_PROGRAMS,
}
