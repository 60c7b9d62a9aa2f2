"""Phrases that name a disease and wish to learn: "infection control for nurses, $30 tops"."""

from __future__ import annotations

import re

_LEARNERS = (
    r"(?:nurses?|rns?|lpns?|nps?|aprns?|physicians?|doctors?|docs?|pas?|physician assistants?|"
    r"pharmacists?|dentists?|social workers?|therapists?|dietitians?|clinicians?|residents?)"
)
# Nobody pays for a treatment "for nurses", or gets better at it, but in education: a phrase for
# learners with a price or a form and without a question, and the wish to get better at one's work.
WISH = re.compile(
    r"^(?!.*(?:\?|\b(?:patients?|my|i have|i am having|"
    r"dos(?:e|es|ing|age)|how|what|when|should|can|is|does|do)\b))"
    rf".*(?:\b(?:for|open to) (?:an? )?(?:\w+ )?{_LEARNERS}\b|^(?:\w+ ){{0,2}}{_LEARNERS},|,"
    rf" (?:\w+ )?{_LEARNERS},).*(?:\$ ?\d|(?<!\w)\d+ (?:dollars|bucks)\b|\bfree\b|\bonline\b|"
    r"\bself-paced\b|\bin person\b|\b(?:hours?|hrs?) (?:max|tops|or less|at most)\b)|"
    r"^(?!.*\b(?:this|my|our) patient\b).*\b(?:i|we)(?:'d| would)?(?: really)? (?:want|like|need|"
    r"hope) to (?:get|become|be|feel) (?:better|more (?:skilled|comfortable|confident)) "
    r"(?:at|in|with) \w+ing\b"
)
