"""Whether a message asks something, so that nothing of it may be noted: for all parts of the
desk."""

from __future__ import annotations

from bot.programs.patterns import lazy

_BEFORE = r"(?:(?:and|so|but|please|pls|ok|okay|well|hi|hello|hey|coach|also|then|now)[\s,]+)*"
_ASKS = (
    r"(?:what|whats|what's|how|when|where|which|who|whom|whose|why|do(?! not\b|n't\b)|does|did|is|"
    r"are|was|were|am|can|could|should|shall|would|will|has|have (?:you|i)|find|show|compare|list|"
    r"recommend|suggest|explain|tell me (?:about|what|how|when|where|which|who|why|whether|if))\b"
)
_QUESTION = lazy(
    rf"[?]|^\s*{_BEFORE}{_ASKS}|[,.;!]\s+(?:(?:and|so|but)\s+)?(?:what|how|which|who|where|why|can|"
    r"could|should|do(?! not\b)|does|will|would|is (?:it|there|that)|are there|any)\b"
)


def is_question(text: str) -> bool:
    """Whether a message asks or looks for something, also behind a statement: "I spent $300 on
    ACLS, will it be reimbursed"."""
    return _QUESTION.search(text) is not None
