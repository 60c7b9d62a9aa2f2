"""What members want to become, and the letters behind their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.members.pieces import Piece
from bot.members.work import ME
from bot.programs.patterns import lazy, words
from bot.programs.reading import read_wanted
from bot.programs.wishes import SOME_DAY

_AIM = (
    r"(?:i(?:'d| would| really)* (?:want|wish|hope|plan|aim|aspire|like|love|intend)|i(?:'m| am|m) "
    r"(?:hoping|planning|aiming|aspiring)|(?<=and )(?:want|hope|would like)) (?:to )?(?:eventually "
    r"|one day |someday )?(?:become|be|get into|go into|move (?:up )?into|step into|grow into|work "
    r"as|advance to|be promoted to|transition (?:in)?to)"
)
_GOAL = lazy(
    rf"(?:{_AIM}|(?:i(?:'m| am|m) )aiming (?:for|at)|my (?:own )?(?:career |long[- ]term |"
    rf"professional )?(?:goal|dream|dream job|aim|ambition|destination|next step|next role) is(?: "
    rf"to (?:become|be|work as|move into|get into))?) (?:an? |the )?(?P<role>[\w'/&-]+(?: "
    rf"[\w'/&-]+){{0,5}}?)(?: (?:by|within|in) (?:the next )?\d+(?: years?)?)?(?= (?:someday|one "
    rf"day|eventually|in the future)\b|\s*[,;.!\0]|\s*$| (?:and|but) {ME})"
)
_CREDENTIALS = (
    "RN LPN LVN BSN MSN ADN DNP NP FNP FNP-C FNP-BC PMHNP APRN CRNA CNS CNM CCRN CEN CNOR CMSRN "
    "PCCN OCN RNC CPN CNE CNL NEA-BC NE-BC CNML CPHQ CIC CPPS FACHE MD DO PA-C PA PharmD RPh BCPS "
    "BCCCP BCOP CPhT RRT DPT OTR SLP RD RDN LCSW LMSW PsyD PhD EdD MBA MHA MPH MS MHI DDS DMD FACP "
    "FAAP FACEP"
).split()
_AS_WRITTEN = {name.replace("-", "").casefold(): name for name in _CREDENTIALS}
_CAPITALS_ONLY = frozenset({"DO", "PA", "MS", "CEN", "CIC", "OTR"})
_CREDENTIAL = words("|".join(sorted(_CREDENTIALS, key=len, reverse=True)) + "|pharm\\.?d|pac")


def goal(text: str) -> Iterator[Piece]:
    """Where a career is to go, in the member's words, if it is a direction that is known."""
    for match in _GOAL.finditer(text):
        role = match["role"].strip()
        if read_wanted(f"become a {role}", SOME_DAY).destination:
            yield Piece(*match.span(), {"destination": role})


def credentials(text: str) -> Iterator[Piece]:
    """Letters behind a name, as they are usually written."""
    for match in _CREDENTIAL.finditer(text):
        said = match.group()
        name = _AS_WRITTEN[re.sub(r"[-.]", "", said).casefold()]
        if name not in _CAPITALS_ONLY or said.isupper():
            yield Piece(*match.span(), {"credentials": (name,)})
