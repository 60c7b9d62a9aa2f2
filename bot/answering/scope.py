"""What the coach must not answer, told by rules before anything is kept, logged or sent.

No model and no look-up: the same text always gets the same verdict, on a machine with no keys.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from bot.answering.clinical import ALREADY_TAUGHT, CAREER, CLINICAL, EDUCATION, ORDERS
from bot.answering.clinical_words import bedside
from bot.answering.crisis import CRISIS, SPEAKER, TOPIC
from bot.answering.learning import WISH
from bot.answering.patient_data import CHART, PATIENT_DATA
from bot.answering.scope_rules import Needs, Rule
from bot.messages import Reason

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SENTENCE_END = re.compile(r"(?<=[.!?;]) ")
_CLOSE = re.compile(r"[.!?;]")
_STRETCH, _OVERLAP = 600, 120
_BESIDE, _NEAR = 40, 100
_CHART_MARKS = 2


def scope_of(text: str) -> Reason | None:
    """Why the text is refused; None for a question a career coach may take.

    A crisis outweighs patient data, and patient data a clinical question, because the first
    reason decides what the member is told.
    """
    plain = _folded(text)
    if any(_is_crisis(stretch) for stretch in _stretches(plain.replace("'", ""))):
        return Reason.CRISIS
    if any(_has_patient_data(stretch) for stretch in _stretches(plain)):
        return Reason.PATIENT_DATA
    sentences = dict.fromkeys(_SENTENCE_END.split(plain))
    if any(_is_clinical(stretch) for sentence in sentences for stretch in _stretches(sentence)):
        return Reason.CLINICAL
    return None


def _folded(text: str) -> str:
    """Lower case on one line; full-width letters and digits and curly quotes made plain."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()
    return " ".join(plain.replace("’", "'").replace("‘", "'").split())


def _stretches(text: str) -> Iterable[str]:
    """The text in overlapping pieces, each once: words this far apart say nothing together."""
    if len(text) <= _STRETCH:
        return (text,)
    starts = range(0, len(text) - _OVERLAP, _STRETCH - _OVERLAP)
    return dict.fromkeys(text[start : start + _STRETCH] for start in starts)


def _is_crisis(text: str) -> bool:
    return any(_is_said(text, match) for rule in CRISIS for match in _matches(rule, text))


def _is_said(text: str, match: re.Match[str]) -> bool:
    """Whether someone says it of a person; a course may only be about it."""
    before = _CLOSE.split(text[max(0, match.start() - _NEAR) : match.start()])[-1]
    after = _CLOSE.split(text[match.end() : match.end() + _NEAR])[0]
    spoken = before[-_BESIDE:] + match.group()
    return bool(SPEAKER.search(spoken) or not TOPIC.search(f"{before} {after}"))


def _has_patient_data(text: str) -> bool:
    marks = {match[1] or match[2] for match in CHART.finditer(text)}
    return len(marks) >= _CHART_MARKS or _breaks_one_of(PATIENT_DATA, text)


def _is_clinical(text: str) -> bool:
    if _breaks_one_of(ORDERS, text) and not EDUCATION.search(ALREADY_TAUGHT.sub(" ", text)):
        return True
    return not (CAREER.search(text) or WISH.search(text)) and _breaks_one_of(CLINICAL, text)


def _breaks_one_of(rules: tuple[Rule, ...], text: str) -> bool:
    return any(
        _has(rule.needs, _around(text, match, rule.reach))
        for rule in rules
        for match in _matches(rule, text)
    )


def _has(needs: Needs, text: str) -> bool:
    if needs is Needs.NOTHING:
        return True
    words = bedside(text)
    return {
        Needs.WORD: words.all > 0,
        Needs.TWO_WORDS: words.all > 1,
        Needs.DRUG: words.drugs > 0,
    }[needs]


def _matches(rule: Rule, text: str) -> Iterator[re.Match[str]]:
    """Where the rule's pattern stands and nothing beside it takes it back."""
    if not _is_hooked(rule, text):
        return
    for match in rule.pattern.finditer(text):
        if not (rule.unless and rule.unless.search(_around(text, match, _BESIDE))):
            yield match


def _is_hooked(rule: Rule, text: str) -> bool:
    for hook in rule.hooks:  # a plain loop: this runs most of all
        if hook in text:
            return True
    return not rule.hooks


def _around(text: str, match: re.Match[str], reach: int) -> str:
    return text[max(0, match.start() - reach) : match.end() + reach]
