"""Shorthand of the ward and of chat, spelled out, because articles are written in full words."""

from __future__ import annotations

import re

from bot.answering.cities import cities_in
from bot.answering.particulars import places_in, trained_abroad
from bot.answering.vocabulary import Kind, mentions

_CAPITALS = {
    "DO": "DO osteopathic physician",
    "PA": "PA physician assistant",
    "PAs": "PAs physician assistants",
    "ED": "emergency department",
    "ER": "emergency department",
    "RT": "respiratory therapist",
    "PT": "physical therapist",
    "OT": "occupational therapist",
    "IM": "internal medicine",
    "FM": "family medicine",
    "PI": "PI performance improvement",
    "QI": "QI quality improvement",
}
"""Counts only in these capitals: in small letters most are other words."""

_BESIDE = {
    "adn": "associate degree in nursing",
    "aprn": "advanced practice registered nurse",
    "aprns": "advanced practice registered nurses",
    "bsn": "bachelor's degree in nursing",
    "ce": "continuing education",
    "ceu": "continuing education contact hours",
    "ceus": "continuing education contact hours",
    "ceo": "chief executive officer",
    "cfo": "chief financial officer",
    "cme": "continuing medical education",
    "cmo": "chief medical officer",
    "cne": "chief nurse executive",
    "cno": "chief nursing officer",
    "crna": "nurse anesthetist",
    "dnp": "doctor of nursing practice",
    "lpn": "licensed practical nurse",
    "md": "physician",
    "mds": "physicians",
    "moc": "continuing certification",
    "msn": "master's degree in nursing",
    "np": "nurse practitioner",
    "nps": "nurse practitioners",
    "refund": "reimbursement",
    "rn": "registered nurse",
    "rns": "registered nurses",
    "uti": "urinary tract infection",
}
"""Articles write these too, so the meaning is put beside them."""

_INSTEAD = {
    "abx": "antibiotics",
    "asap": "soon",
    "avg": "average",
    "boss": "manager",
    "burnt": "burned",
    "cali": "California",
    "cert": "certificate certification",
    "certs": "certificates",
    "creds": "credits",
    "dept": "department",
    "diff": "difference",
    "doc": "doctor",
    "docs": "doctors",
    "eval": "performance review",
    "evals": "performance reviews",
    "exec": "executive",
    "execs": "executives",
    "folks": "people",
    "grad": "graduate",
    "hospitalist": "hospital physician",
    "hrs": "hours",
    "info": "information",
    "internist": "internal medicine physician",
    "licence": "license",
    "mgr": "manager",
    "obgyn": "obstetrics and gynecology",
    "paediatric": "pediatric",
    "peds": "pediatric",
    "pharm": "pharmacy",
    "pharmd": "pharmacist",
    "ppl": "people",
    "programme": "program",
    "pto": "paid leave",
    "qapi": "quality improvement",
    "recert": "recertification",
    "resp": "respiratory",
    "rph": "pharmacist",
    "tech": "technician",
    "thru": "through",
    "writeup": "summary",
    "yr": "year",
    "yrs": "years",
}
"""Articles write the full words."""

_CHAT = frozenset(
    "actually allowd anyways arent barely bother btw cant couldnt didnt doesnt dont etc everyone "
    "gonna gotta guess hasnt havent hello hey hows im imo isnt ive kinda lets lol maybe nope okay "
    "pls plz really said says shd shld shouldnt someday sorta thats thx told tonight u ur wanna "
    "wasnt werent whats wheres whos wont wouldnt yeah youre".split()
)
"""Words of chat that say nothing about the topic; some are run together without apostrophe."""

_REFUSED = re.compile(
    r"\b(?:said|says|say|told (?:me|us)) no\b|\bturned? (?:(?:me|us|it|my \w+) )?down\b"
    r"|\bshot (?:(?:me|us|it|my \w+) )?down\b",
    re.IGNORECASE,
)
_START = re.compile(
    r"\bwhere (?:do|should|can|would) i (?:even )?(?:start|begin)\b"
    r"|\bhow (?:do|can) i get started\b",
    re.IGNORECASE,
)
_CATEGORY = re.compile(r"\bcat(?:egory)?\.? ?([12](?:-?[ab])?)\b", re.IGNORECASE)
_WORD = re.compile(r"[\w'’]+")
_LETTERS = 2

SHORT = frozenset(word.lower() for word in (*_CAPITALS, *_BESIDE, *_INSTEAD))
"""Every shorthand, in small letters."""


def spelled_out(question: str) -> str:
    """The question as it is searched for: shorthand in full words, without words of chat.

    A question that is nothing but chat stays as it is.
    """
    whole = question
    for mention in reversed(mentions(question)):
        if mention.kind is Kind.STATE and mention.end - mention.start == _LETTERS:
            whole = f"{whole[: mention.start]}{mention.term}{whole[mention.end :]}"
    named = places_in(whole)
    for city, state in reversed(cities_in(whole)):
        if state in named and state not in whole:
            whole = f"{whole[: city.end()]} {state}{whole[city.end() :]}"
    if trained_abroad(whole):
        whole = f"{whole} internationally educated"
    whole = _REFUSED.sub("refused, no", whole)
    whole = _START.sub(r"\g<0> first step", whole)
    whole = _CATEGORY.sub(r"Category \1", whole)
    shouted = question.isupper()
    spelled = _WORD.sub(lambda found: _meaning(found.group(), shouted=shouted), whole)
    return " ".join(spelled.split()) if re.search(r"\w", spelled) else question


def _meaning(word: str, *, shouted: bool) -> str:
    if not shouted and word in _CAPITALS:
        return _CAPITALS[word]
    small = word.lower()
    if small in _CHAT:
        return ""
    if small in _BESIDE:
        return f"{word} {_BESIDE[small]}"
    return _INSTEAD.get(small, word)
