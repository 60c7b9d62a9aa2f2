"""What kind of thing runs out, read from the words it is named in."""

from __future__ import annotations

import re

from bot.deadlines.deadline import Kind
from bot.deadlines.ladders import kind_words
from bot.programs.patterns import lazy, words

_CREDITS = r"(?:cme |ce |ceu |cne |cpd |contact )?(?:credits?|hours|ceus?|certificates?)"
_KINDS = (
    (
        Kind.LICENCE,
        words(
            r"licen[cs]es?|licensure|dea|cds registration|controlled[- ]substances? "
            r"(?:registration|certificate)|(?:rn|lpn|np|pa|aprn) renewal|"
            r"(?:nursing|state|medical|board of \w+) registration"
        ),
    ),
    (
        Kind.CREDIT,
        words(rf"claim\w* (?:my |the |our |all )?{_CREDITS}|{_CREDITS} claims?"),
    ),
    (
        Kind.REGISTRATION,
        words(
            r"registration|register(?:ing)?|early[- ]bird|applications?|apply(?:ing)?|sign(?:ing)?"
            r"[- ]up|enrol(?:l|ling|lment|ment)?|call for (?:abstracts|papers)"
        ),
    ),
    (
        Kind.CLAIM,
        words(r"claim(?:s|ing)?|reimburse(?:d|ment)?|receipts?|expense reports?|expenses"),
    ),
    (
        Kind.ALLOWANCE,
        words(
            r"allowance|stipend|(?:cme|ce|cne|cpd|education(?:al)?|conference|tuition|training|"
            r"professional development) (?:money|funds?|funding|budget|dollars|benefits?|days)"
        ),
    ),
    (
        Kind.BOARD,
        words(
            r"boards(?! (?:meeting|of))|board (?:cert\w*|recert\w*|exam|renewal|cycle|maintenance)|"
            r"abim|abp|abfm|abem|mocs?|moc cycle|maintenance of certification|"
            r"certifications?|(?:re)?certify(?:ing)?|recertification|certs?|"
            r"acls|bls|pals|nrp|tncc|enpc|atls|ccrn|cen|cnor|ocn|pccn|nihss|cpr|bcps|nccpa|"
            r"cne (?:renewal|certif\w+)"
        ),
    ),
    (
        Kind.REVIEW,
        words(
            r"(?<!to )(?<!literature )(?<!chart )(?<!peer )(?<!case )(?<!systematic )(?<!board )"
            r"(?<!exam )(?<!manuscript )(?<!course )(?<!article )(?<!journal )(?<!peer-)"
            r"(?:review|appraisal|evaluation|eval)(?! (?:month|the|my|our|of|an?|course|article|"
            r"chapter|session|questions|book|class))"
        ),
    ),
)
_OWN_VERBS = (
    (Kind.CREDIT, lazy(r"claim(?:ing)?\b")),
    (Kind.CLAIM, lazy(r"(?:claim|submit|send(?: in)?|file|turn in|hand in|get reimbursed)\b")),
    (Kind.REGISTRATION, lazy(r"(?:register|sign[- ]up|apply|enroll?)\b")),
    (Kind.LICENCE, lazy(r"renew(?:ing)?\b")),
    (Kind.BOARD, lazy(r"(?:renew|recertify|finish|complete)\b")),
    (Kind.ALLOWANCE, lazy(r"(?:use(?: up)?|spend)\b")),
)
"""A task is of a kind only when it is what that kind asks for: to prepare for a review is not."""

_BARE = {
    Kind.REVIEW: ("review", "eval"),
    Kind.LICENCE: ("license", "licence", "licensure", "licence renewal"),
    Kind.BOARD: ("boards", "certification", "recertification", "recertify"),
    Kind.CLAIM: ("claim", "reimbursement"),
    Kind.ALLOWANCE: ("allowance",),
}
"""What says no more than the kind itself does."""

_PLAIN = frozenset(
    "my our the a an next annual yearly performance cme ce nursing rn np pa md do state medical "
    "license licence licensure dea renewal registration allowance stipend money fund funds budget "
    "claim reimbursement receipts board boards moc certification recertification review appraisal "
    "evaluation eval application credit credits deadline reminder exam contract acls bls pals nrp "
    "tncc enpc atls ccrn cen cnor ocn pccn nihss cpr bcps nccpa cne cycle card".split()
)
_WORD = re.compile(r"[\w'-]+")


def kind_named(name: str, *, task: bool = False) -> Kind:
    """The kind that a name tells, CUSTOM when it tells none. A `task` is something to do, and
    begins with its verb."""
    for kind, pattern in _KINDS:
        if pattern.search(name) and (not task or _is_own_verb(kind, name)):
            return kind
    return Kind.CUSTOM


def title_of(name: str, kind: Kind) -> str:
    """What a deadline is called: the member's words, or the kind's own where they say no more."""
    bare = re.sub(r"^(?:next|upcoming|coming)\s+", "", name, flags=re.IGNORECASE)
    return kind_words(kind) if bare.casefold() in _BARE.get(kind, ()) else bare


def is_plain_name(name: str) -> bool:
    """Whether a name holds words for kinds of deadlines alone: whoever says it means one."""
    said = [word.casefold() for word in _WORD.findall(name)]
    return kind_named(name) is not Kind.CUSTOM and _PLAIN.issuperset(said)


def _is_own_verb(kind: Kind, task: str) -> bool:
    return any(kind is each and verb.match(task) for each, verb in _OWN_VERBS)
