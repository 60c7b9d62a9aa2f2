"""Shorthand of the ward and of chat, spelled out, because articles are written in full words."""

from __future__ import annotations

import re

from bot.answering.vocabulary import Kind, mentions

_AS_WRITTEN = {
    "DO": "osteopathic physician",
    "PA": "physician assistant",
    "PAs": "physician assistants",
    "ED": "emergency department",
    "ER": "emergency department",
    "RT": "respiratory therapist",
    "PT": "physical therapist",
    "OT": "occupational therapist",
    "IM": "internal medicine",
    "FM": "family medicine",
    "PI": "performance improvement",
    "QI": "quality improvement",
}
"""Counts only in these capitals: in small letters most are other words."""

_ANY_CASE = {
    "adn": "associate degree in nursing",
    "aprn": "advanced practice registered nurse",
    "aprns": "advanced practice registered nurses",
    "asap": "soon",
    "boss": "manager",
    "cali": "California",
    "bsn": "bachelor's degree in nursing",
    "cert": "certificate certification",
    "certs": "certificates",
    "ceu": "continuing education contact hours",
    "ceus": "continuing education contact hours",
    "ce": "continuing education",
    "cme": "continuing medical education",
    "ceo": "chief executive officer",
    "cfo": "chief financial officer",
    "cmo": "chief medical officer",
    "cno": "chief nursing officer",
    "cne": "chief nurse executive",
    "crna": "nurse anesthetist",
    "diff": "difference",
    "dnp": "doctor of nursing practice",
    "exec": "executive",
    "execs": "executives",
    "hospitalist": "hospital physician",
    "hrs": "hours",
    "info": "information",
    "internist": "internal medicine physician",
    "licence": "license",
    "lpn": "licensed practical nurse",
    "md": "physician",
    "mds": "physicians",
    "mgr": "manager",
    "moc": "continuing certification",
    "msn": "master's degree in nursing",
    "nps": "nurse practitioners",
    "np": "nurse practitioner",
    "obgyn": "obstetrics and gynecology",
    "paediatric": "pediatric",
    "peds": "pediatric",
    "pharm": "pharmacy",
    "pharmd": "pharmacist",
    "pharmacol": "pharmacology",
    "ppl": "people",
    "programme": "program",
    "pto": "paid leave",
    "qapi": "quality improvement",
    "recert": "recertification",
    "refund": "refund reimbursement",
    "resume": "résumé CV",
    "rn": "registered nurse",
    "rns": "registered nurses",
    "rph": "pharmacist",
    "tech": "technician",
    "uti": "urinary tract infection",
    "yr": "year",
    "yrs": "years",
}

_WORD = re.compile(r"\w+")
_LETTERS = 2


MEANINGS = {**{word.lower(): meaning for word, meaning in _AS_WRITTEN.items()}, **_ANY_CASE}
"""Every shorthand in small letters."""

CHAT = frozenset(
    "allowd also anybody anyone anything anyways arent asap barely bother btw cant convo couldnt "
    "didnt doesnt dont etc everyone gonna gotta guess hasnt havent hello hey hows imo isnt ive "
    "kinda lets lol maybe nope okay pls plz really shd shld shouldnt someday someone something "
    "sorta stuff thanks thats thx tonight u ur versus vs wanna wasnt werent whats wheres whos wont "
    "wouldnt yeah youre".split()
)
"""Words of chat that say nothing about the topic."""


def spelled_out(question: str) -> str:
    """The question with each shorthand followed by what it stands for, to be searched for."""
    for mention in reversed(mentions(question)):
        if mention.kind is Kind.STATE and mention.end - mention.start == _LETTERS:
            question = f"{question[: mention.end]} {mention.term}{question[mention.end :]}"
    return _WORD.sub(_with_meaning, question)


def _with_meaning(found: re.Match[str]) -> str:
    word = found.group()
    meaning = _AS_WRITTEN.get(word) or _ANY_CASE.get(word.lower())
    return f"{word} {meaning}" if meaning else word
