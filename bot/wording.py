"""The coach's own words, the same on every surface. Plain text: renderers escape and lay it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.messages import Abstention, Answer, Citation, Programs, Reason
from knowledge.articles import Origin, is_day

NAME = "CME Career Coach"

EXAMPLES = (
    "Which CME would help me become a chief medical officer?",
    "Free ethics credits online for a nurse",
    "How do I get a course paid for?",
    "What should I finish before my yearly review?",
)

HELP = (
    "I answer questions about continuing education and careers in healthcare: credits, choosing "
    "a program, paying for it, reviews, licenses and leadership paths. I also find programs that "
    "fit you, compare them and say why one does not fit. Every statement I make is "
    "tied to the passage of the knowledge hub that carries it, and I say so when the hub does "
    "not know."
)

PRIVACY = (
    "What you ask stays between you and me, unless you ask in a channel. Please never describe "
    "a patient: I refuse such messages before they are kept or sent anywhere."
)

ABSTENTION = "The hub does not answer that, so I would rather not guess."
NEAREST = "What came closest, though it does not answer the question:"
NOTHING_NEAR = "Nothing in the hub comes close."
ASK_ELSEWHERE = (
    "Try other words, or ask your education office; they can add an article on it to the hub."
)

APOLOGY = (
    "Something went wrong on my side, so I have no answer for you. Please ask again in a few "
    "minutes; if it keeps happening, tell whoever runs me the reference below."
)

WELCOME = "You are welcome. Ask again whenever something comes up."
NO_WORDS = "I found no words in your message, so there was nothing to look up."
TOO_LONG = (
    "Your message is longer than I can read well (the limit is 4,000 characters), so I have not "
    "searched for it. Send me the one question in it, in a sentence or two."
)

PROGRAMS_THAT_FIT = "Programs that fit"
NO_PROGRAM = "The catalog holds no program that meets all of this."
EMPTY_CATALOG = (
    "The catalog holds no program yet. Whoever runs me can bring some in: `coach ingest` with the "
    "hub's folders."
)
NO_PROGRAM_FOR_SURE = "The catalog holds no program that is known to meet all of this."
PERHAPS = "These may fit; their records do not state all you asked for:"
NEAREST_PROGRAMS = "What comes nearest, and what it misses:"

SAVE = "Save"
REMOVE = "Remove"
COMPARE = "Compare"
SOURCE = "Source"
UNREADABLE_BUTTON = (
    "I cannot tell which program this button is for. Ask me again, and press the one under the "
    "new answer."
)
PRESS_IN_PRIVATE = (
    "I answer this button for one person only, which this version of Teams cannot do here. Update "
    "Teams, or ask me in a personal chat."
)

SOURCES = "Sources"
MOST_ORIGINS = 3
"""Origins of one place that are named; more are counted."""

MOST_MEANT = 8
"""Programs of a list that a name may mean and that are told."""

_SHORT_NAME = 90
UNDATED = "date not stated"

# Numbers checked against stored copies on 2026-11-22. 988, call or text, free, all hours, also for
# someone worried about another: US, health.wyo.gov and contactlistens.org; Canada,
# napaneebeaver.ca and cmhasaskatoon.ca. Domestic violence: ovc.ojp.gov. Physician Support Line, for
# US physicians, residents and students, 8 am to 1 am Eastern: physiciansupportline.com/faq and
# ohiopsychiatry.org.
REFUSALS = {
    Reason.CLINICAL: (
        "I coach careers, not care, so I leave clinical questions to clinical sources. For a "
        "decision about care, use your hospital's references, a pharmacist or the colleague on "
        "call; for your own health, your own clinician. I can help with education on the topic, "
        "for example “What makes a good CME program?”"
    ),
    Reason.PATIENT_DATA: (
        "Your message seems to describe a patient, so I have not kept it or sent it anywhere. "
        "Please ask again without names, ages, dates, numbers or anything else that could point to "
        "a person, for example “How do I turn a practice gap into a project?” If you posted it in "
        "a channel, please delete it there: I cannot do that for you."
    ),
    Reason.CRISIS: (
        "I am glad you said this. It sounds as though you, or someone near you, may be in real "
        "trouble, and that calls for a person now, more than for a program like me. In the US and "
        "Canada, call or text 988, day or night: it is free, and it is also there when you are "
        "worried about somebody else. If anyone is in danger right now, call 911 or your local "
        "emergency number and, if you can, do not stay alone or leave them alone. If someone hurts "
        "or threatens you at home, in the US call 1-800-799-7233 or text START to 88788. US "
        "physicians, residents and medical students can also call a psychiatrist colleague at the "
        "Physician Support Line, 1-888-409-0141 (free, not all night). I have not kept what you "
        "wrote, and nobody is told through me, so please reach out."
    ),
}


def understood(whole: str) -> str:
    """How a follow-up was read, shown so that it can be corrected."""
    return f"I read this as: {whole}"


def none_fits(message: Programs) -> str:
    """That no program is known to fit, or that there is none at all."""
    if message.perhaps:
        return NO_PROGRAM_FOR_SURE
    return NO_PROGRAM if message.nearest else EMPTY_CATALOG


def abstention(message: Abstention) -> str:
    """That the hub does not say, or what exactly it does not hold."""
    return message.said or ABSTENTION


def advice(message: Abstention) -> tuple[str, ...]:
    """What an abstention ends with; one that tells what is not held says itself what to do."""
    if message.said:
        return ()
    return (ASK_ELSEWHERE,) if message.nearest else (NOTHING_NEAR, ASK_ELSEWHERE)


def no_such_program(name: str) -> str:
    """That nothing in the catalog is called like this."""
    return (
        f"The catalog holds no program called “{_shortened(name)}”. Try other words of its title, "
        "or tell me what a program should be like (at a terminal: `coach programs`)."
    )


def not_to_compare(titles: Sequence[str]) -> str:
    """That so many programs cannot stand side by side: only one was named, or too many."""
    if len(titles) == 1:
        named = _shortened(titles[0])
        return f"You named one program, “{named}”. Name another one to compare it with."
    return f"You named {len(titles)} programs. I compare two to four: name those that matter most."


def no_such_role(name: str, known: Iterable[str]) -> str:
    """That the way to a role is not known, and to which it is."""
    return (
        f"I know no way to “{_shortened(name)}”. I know the way to: {', '.join(known)}. "
        "Name one of these, or ask for programs on what the role calls for."
    )


def no_such_rule(asked: str) -> str:
    """That no renewal rule is held for somebody somewhere, and whom to ask."""
    return (
        f"I hold no renewal rule for “{_shortened(asked)}”. Ask the licensing board there; if I "
        "may have misread you, name the profession and the state in other words."
    )


def more_programs(count: int) -> str:
    """How many programs that fit are not shown."""
    noun = "program fits" if count == 1 else "programs fit"
    return f"{count} more {noun}; ask for something narrower to see them."


def compare(compared: int, shown: int) -> str:
    """The words on the button that compares the first of the programs shown."""
    return COMPARE if compared == shown else f"{COMPARE} the first {compared}"


EMPTY_LIST = "Your list is empty. In Slack and Teams, “Save” under a program puts it there."
LIST_IN_PRIVATE = (
    "Your list is for your eyes only. Ask me for it in a direct message, and I will show it there."
)
SAVED_PROGRAMS = "Your saved programs"
HOW_TO_REMOVE = "To take a program off, say “remove 2 from my list”, or its title instead of 2."
NOT_ON_LIST = "This program is not on your list, so nothing was removed."
LEFT_CATALOG = "no longer in the catalog; this is how it was when you saved it"
PROGRAMS_GONE = (
    "The catalog does not hold all of these programs any longer, so there is nothing to compare. "
    "Ask for programs again to see what it holds now."
)
PROGRAM_GONE = (
    "The catalog does not hold this program any longer, so nothing was saved. Ask for programs "
    "again to see what it holds now."
)


def saved(title: str) -> str:
    """That a program is on the member's list now."""
    return f"Saved: {title}. It stays on your list even if it leaves the catalog."


def saved_before(title: str) -> str:
    """That pressing "Save" again changed nothing."""
    return f"{title} was on your list already; nothing changed."


def removed(title: str) -> str:
    """That a program is no longer on the member's list."""
    return f"Removed from your list: {title}."


def not_one_saved(name: str, meant: Sequence[tuple[int, str]]) -> str:
    """That a name means none of the programs on a list, or several, each with its number."""
    called = f"“{_shortened(name)}”"
    if not meant:
        return f"Nothing on your list goes by {called}. Say “my list” to see what is on it."
    numbered = "; ".join(f"{place}. {_shortened(title)}" for place, title in meant[:MOST_MEANT])
    more = f"; and {len(meant) - MOST_MEANT} more" if len(meant) > MOST_MEANT else ""
    return f"{called} could be {numbered}{more}. Nothing was removed; say the number."


def not_shown(count: int) -> str:
    """How many programs of a list are left out for want of room."""
    return (
        f"{count} more {'is' if count == 1 else 'are'} not shown: there is no room for them here."
    )


def reference(reference: str) -> str:
    """What to name when telling someone about a failure."""
    return f"Reference: {reference}"


def source_line(citation: Citation) -> str:
    """Title, heading and date of a source, in one line."""
    day = citation.updated.isoformat() if citation.updated else UNDATED
    place = f"{citation.title}, “{citation.heading}”" if citation.heading else citation.title
    return f"{place} ({day})"


def places(citations: Iterable[Citation]) -> list[tuple[tuple[int, ...], Citation]]:
    """Each place that is cited, once, with all the numbers that lead there, in order."""
    found: dict[tuple[str, ...], tuple[tuple[int, ...], Citation]] = {}
    for citation in citations:
        key = (citation.id, source_line(citation), origins_line(citation), citation.url)
        numbers, first = found.get(key, ((), citation))
        found[key] = ((*numbers, citation.number), first)
    return list(found.values())


def marks(numbers: Iterable[int]) -> str:
    """Numbers of citations as they stand behind a statement and before a source."""
    return "".join(f"[{number}]" for number in numbers)


def origins_line(citation: Citation) -> str:
    """The pages or papers behind the words cited, with their own dates; "" when none is named."""
    if not citation.origins:
        return ""
    said = [_origin(origin) for origin in citation.origins[:MOST_ORIGINS]]
    more = len(citation.origins) - MOST_ORIGINS
    return f"From {'; '.join(said)}{f'; and {more} more' if more > 0 else ''}"


def _origin(origin: Origin) -> str:
    publisher = f"{_shortened(origin.publisher)}, " if origin.publisher else ""
    copy = "stored copy read" if origin.stored else "read"
    read = f"; {copy} {origin.read.isoformat()}" if origin.read else ""
    return f"{publisher}“{_shortened(origin.title)}” ({origin.dated or UNDATED}{read})"


def _shortened(name: str) -> str:
    return name if len(name) <= _SHORT_NAME else f"{name[: _SHORT_NAME - 1].rstrip()}…"


def checked_line(answer: Answer) -> str:
    """How many statements their passages carry, how old the sources are, what they lack."""
    checked = answer.checked
    noun = "statement" if checked.statements == 1 else "statements"
    ages = _ages(day for citation in answer.citations for day in _days(citation))
    how = "found in" if answer.by_model else "quoted word for word from"
    line = f"{checked.supported} of {checked.statements} {noun} {how} the hub, {ages}."
    if answer.missing:
        line += f" The hub does not mention {', '.join(f'“{word}”' for word in answer.missing)}."
    return line


def _days(citation: Citation) -> Iterable[str]:
    """When what is cited was written, as far as stated: the pages behind it where it names them."""
    if citation.origins:
        return [origin.dated for origin in citation.origins]
    return [citation.updated.isoformat() if citation.updated else ""]


def _ages(days: Iterable[str]) -> str:
    """The oldest and the newest day; one that is not stated is said to be so."""
    every = list(days)
    stated = sorted({day for day in every if is_day(day)})
    if not stated:
        return "whose sources state no date"
    span = stated[0] if len(stated) == 1 else f"{stated[0]} to {stated[-1]}"
    some = " (some state none)" if len(stated) < len(set(every)) else ""
    return f"whose sources are dated {span}{some}"
