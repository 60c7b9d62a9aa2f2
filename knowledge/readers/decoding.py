"""From bytes to text: UTF-8 where it is, what older word processors wrote where it is not."""

from __future__ import annotations

import codecs
import re

from knowledge.articles import UnreadableArticle

NOT_TEXT = "this is not text"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a page may declare. Python knows codecs that are no encodings of text, or that hide it.
_DECLARABLE = re.compile(r"(iso8859-\d+|cp\d+|koi8-[ru]|shift_jis|euc_\w+|gb\w+|big5)")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f]")


def decode(content: bytes, declared: str = "") -> tuple[str, str]:
    """The text with line ends as "\\n", and its encoding. Raises UnreadableArticle.

    `declared` is what the file says its encoding is; it counts only for what is not UTF-8,
    because pages that are UTF-8 and say otherwise are far more common than the reverse.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _text(content[len(mark) :], (encoding,))
    older = _declarable(declared)
    return _text(content, ("utf-8", *((older,) if older else ()), "cp1252"))


def _text(content: bytes, encodings: tuple[str, ...]) -> tuple[str, str]:
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text or len(_CONTROL.findall(text)) > max(4, len(text) / 100):
            break
        return text.replace("\r\n", "\n").replace("\r", "\n"), encoding
    raise UnreadableArticle(NOT_TEXT)


def _declarable(name: str) -> str:
    try:
        known = codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
    if known == "iso8859-1":
        return "cp1252"
    return known if _DECLARABLE.fullmatch(known) else ""
