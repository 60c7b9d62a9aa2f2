"""The credit that a program must give: types by name or by a profession's habit, and boards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.programs.asked import Asked, Part, blanked
from bot.programs.patterns import lazy, words
from knowledge.credits import credit_mentions
from knowledge.facets import Facets

BOARDS = (
    "ABIM", "ABFM", "ABP", "ABS", "ABA", "ABEM", "ABPN", "ABOG", "ABR", "ABPath", "ABOHNS", "ABOS",
    "ABTS", "ABD", "ABAI", "ABMGG", "ABNS", "ABNM", "ABO", "ABPMR", "ABPS", "ABPM", "ABU", "ABCRS",
)  # fmt: skip
"""The boards that certify physicians, by the letters that records name them with."""

_NAMES = {
    "ABIM": r"(?:american )?board of internal medicine|internal medicine (?:moc|boards?)",
    "ABFM": r"(?:american )?board of family medicine|family medicine (?:moc|boards?)",
    "ABP": r"(?:american )?board of pediatrics|pediatrics? (?:moc|boards?)",
    "ABS": r"(?:american )?board of surgery|surg(?:ery|ical) (?:moc|boards?)",
    "ABA": (
        r"(?:american )?board of anesthesiology|anesthesi(?:a|ology) (?:moc|boards?)|moca(?: "
        r"2\.0)?"
    ),
    "ABEM": r"(?:american )?board of emergency medicine|emergency medicine (?:moc|boards?)",
    "ABPN": r"(?:american )?board of psychiatry and neurology|psychiatry (?:moc|boards?)",
    "ABOG": r"(?:american )?board of obstetrics and gynecology|ob-?gyn (?:moc|boards?)",
    "ABR": r"(?:american )?board of radiology|radiology (?:moc|boards?)",
    "ABPath": r"(?:american )?board of pathology|pathology (?:moc|boards?)",
}
_BOARD = {
    board: words(
        rf"(?:(?-i:{board})|{board.lower()}(?= (?:moc|points?|credits?))|"
        rf"{_NAMES.get(board, board)})(?:'s)?(?: (?:moc|mocs))?(?: (?:points?|credits?))?"
    )
    for board in BOARDS
}
_POINTS = lazy(r"\s(?:points?|credits?)$")
_MOC = words(
    r"(?:mocs?|maintenance of certification|continuing certification|(?:board "
    r")?(?:re)?certification"
    r"(?= points?| credits?)|board points?(?= |$))"
)
_AMA = r"(?:a\.?m\.?a\.?[\s-]*(?:p\.?r\.?a\.?)?|p\.?r\.?a\.?)"
_CAT = r"(?:cat(?:egor(?:y|ies)|s|\.)?[\s-]*#?)"
_FIRST, _SECOND = r"(?:1|one|i)(?:s|'s)?", r"(?:2|two|ii)(?:s|'s)?"
_CREDIT = r"(?: (?:cme|ce)(?!\w))?"
_CATEGORY = words(rf"(?:{_CAT}{_FIRST}|1st category){_CREDIT}(?![\s-]*[ab](?!\w))")
_CATEGORY_2 = words(rf"(?:{_CAT}{_SECOND}){_CREDIT}(?![\s-]*[ab](?!\w))")
_AMA_1 = words(
    rf"{_CAT}{_FIRST}[\s,/(]*(?:the )?{_AMA}\)?|{_AMA}[\s-]*{_CAT}?{_FIRST}(?![\s-]*[ab\d.])|"
    r"AMA(?:[- ]PRA)?(?! (?:journal|guidelines?|president|member\w*|code|manual|style|meeting))"
)
_AMA_2 = words(rf"{_CAT}{_SECOND}[\s,/(]*{_AMA}\)?|{_AMA}[\s-]*{_CAT}?{_SECOND}(?![\s-]*[ab\d.])")
_AAFP = words(r"(?:american academy of family physicians|aafp)(?:'s)?")
_ELECTIVE = words(r"(?:aafp[\s/-]*)?electives?")
_PRESCRIBED = words(r"(?:aafp[\s/-]*)?prescribed")
_CONTACT = words(r"(?:nursing |ce |cne )?contact[- ](?:hours?|hrs?)")
_NURSING_CE = words(r"nursing (?:ce|continuing ed(?:ucation)?)(?: credits?| hours?)?")
_CEU = words(r"ceus?")
_OSTEOPATHIC = words(
    rf"(?:(?:aoa|osteopathic|do)[\s-]*)?(?P<cat>{_CAT})?(?P<category>1|2|i{{1,2}}|one|two)"
    r"[\s-]?(?P<letter>[ab])(?:s|'s)?(?:[\s-]*(?:aoa|osteopathic))?"
)
_SECOND_LETTER = lazy(
    r"\s*(?:/|,|\+|&|and|or|and/or)\s*(?P<category>[12])?[\s-]?(?P<letter>[ab])(?!\w)"
)
_IS_OSTEOPATHIC = lazy(r"\b(?:aoa|osteopath\w*|(?-i:D\.?O\.?s?))(?!\w)")
_IS_CREDIT = lazy(r"[\s\0]*(?:credits?|cme|ce|hours?|hrs|points?)\b")
_NOT_CREDIT = lazy(
    r"(?:type|phase|stage|grade|class|step|level|part|group|genotype|schedule|to)\s*$"
)
_NURSING = ("ANCC contact hours", "nursing contact hours")
_HABITS = {
    "nurse": _NURSING,
    "practical nurse": _NURSING,
    "advanced practice nurse": (*_NURSING, "AANP contact hours"),
    "pharmacist": ("ACPE contact hours",),
    "pharmacy technician": ("ACPE contact hours",),
}
"""What each profession means by contact hours."""

_UNIT = lazy(r"[\s-]*(?:ce[\s-]*)?(?:contact[\s-]*hours?|credits?|hours?|units?|points?|ceus?)$")


def read(asked: Asked) -> Iterable[Part]:
    """Types of credit and certifying boards; "CME credit" alone asks for no type."""
    parts = list(_boards(asked.rest))
    parts += _named(asked, blanked(asked.rest, parts))
    named = frozenset(name for part in parts for name in part.facets.credit_types)
    parts += _by_habit(asked, blanked(asked.rest, parts), named)
    return parts


def _boards(text: str) -> Iterator[Part]:
    named = False
    for board, pattern in _BOARD.items():
        for match in pattern.finditer(text):
            named = True
            points = _POINTS.search(match.group())
            end = match.end() - (len(points.group()) if points else 0)
            yield Part(match.start(), end, Facets(moc_boards=(board,)), f"{board} MOC")
    for match in _MOC.finditer(text):
        if named:
            yield Part(*match.span())
        else:
            doubt = "You named no board, so I took the points of any; name yours to narrow it."
            yield Part(*match.span(), Facets(moc_boards=BOARDS), "MOC of any board", doubt=doubt)


def _named(asked: Asked, text: str) -> Iterator[Part]:
    """Types by their own names, first those that are written in ways of their own."""
    own = [*_medical(text), *_osteopathic(asked.plain, text), *_academy(text)]
    yield from own
    for start, end, name in credit_mentions(blanked(text, own)):
        mention = text[start:end]
        if _CEU.fullmatch(mention) or _CATEGORY.match(mention):
            continue
        unit = _UNIT.search(mention)
        stop = end - len(unit.group()) if unit and unit.start() else end
        yield _types(start, stop, _NURSING if name == "nursing contact hours" else (name,))


def _medical(text: str) -> Iterator[Part]:
    for pattern, name in ((_AMA_2, "AMA PRA Category 2"), (_AMA_1, "AMA PRA Category 1")):
        found = list(pattern.finditer(text))
        for match in found:
            yield _types(*match.span(), (name,))
        text = blanked(text, [Part(*match.span()) for match in found])


def _osteopathic(whole: str, text: str) -> Iterator[Part]:
    """The AOA's categories; without its name only where something else says that it is credit."""
    for match in _OSTEOPATHIC.finditer(text):
        named = match["cat"] or _IS_OSTEOPATHIC.search(whole)
        meant = named or _IS_CREDIT.match(text[match.end() :])
        if not meant or _NOT_CREDIT.search(text[: match.start()]):
            continue
        category = "1" if match["category"].lower() in {"1", "i", "one"} else "2"
        yield _types(*match.span(), (f"AOA {category}-{match['letter'].upper()}",))
        if more := _SECOND_LETTER.match(text[match.end() :]):
            name = f"AOA {more['category'] or category}-{more['letter'].upper()}"
            start, end = more.start("letter"), more.end("letter")
            yield _types(match.end() + start, match.end() + end, (name,))


def _academy(text: str) -> Iterator[Part]:
    """The AAFP's two kinds: "Prescribed" unless only "elective" is said."""
    named = list(_AAFP.finditer(text))
    elective, prescribed = list(_ELECTIVE.finditer(text)), list(_PRESCRIBED.finditer(text))
    if not named:
        return
    for match in elective:
        yield _types(*match.span(), ("AAFP Elective",))
    for match in prescribed or ([] if elective else named):
        yield _types(*match.span(), ("AAFP Prescribed",))
    taken = [Part(*match.span()) for match in (*elective, *prescribed)]
    yield from (Part(*m.span()) for m in _AAFP.finditer(blanked(text, taken)) if taken)


def _by_habit(asked: Asked, text: str, named: frozenset[str]) -> Iterator[Part]:
    """What is meant depends on who asks, unless it is named: a PA's Category 1 is the AAPA's as
    well, a nurse's contact hours are nursing ones."""
    said = bool(named & {"AMA PRA Category 1", "AAPA Category 1"})
    for match in _CATEGORY.finditer(text):
        types = tuple(_category_1(asked.professions))
        yield Part(*match.span()) if said else _types(*match.span(), types)
    for match in _CATEGORY_2.finditer(text):
        yield _types(*match.span(), ("AMA PRA Category 2",))
    hours = [name for p in sorted(asked.professions) for name in _HABITS.get(p, ())]
    if not any("hours" in name for name in named):
        for match in _CONTACT.finditer(text) if hours else ():
            end = match.start() + len("contact")
            yield _types(match.start(), end, tuple(dict.fromkeys(hours)))
        for match in _NURSING_CE.finditer(asked.plain):
            yield _types(match.start(), match.start() + len("nursing"), _NURSING)
    for match in _CEU.finditer(text):
        doubt = f"I read “{match.group()}” as credit of any type."
        yield Part(match.start(), match.start(), doubt=doubt)


def _category_1(professions: frozenset[str]) -> Iterator[str]:
    yield "AMA PRA Category 1"
    if "physician assistant" in professions:
        yield "AAPA Category 1"


def _types(start: int, end: int, types: tuple[str, ...]) -> Part:
    said = " or ".join(name if "hours" in name else f"{name} credit" for name in types)
    return Part(start, end, Facets(credit_types=types), said)
