"""Whether a file is a Word document that is safe to unpack."""

from __future__ import annotations

import zipfile
from io import BytesIO

from knowledge.articles import UnreadableArticle

LARGEST_UNPACKED = 200_000_000
# An entry that is large once unpacked and was packed tighter than this was made to hurt.
LARGE_ENTRY, TIGHTEST = 10_000_000, 200

_OLD_WORD = b"\xd0\xcf\x11\xe0"
_PROLOGUE = 64_000


def check_package(content: bytes) -> None:
    """Raises UnreadableArticle for what is no Word document, and for bombs of zip or XML."""
    if content.startswith(_OLD_WORD):
        reason = "an old or password-protected Word file; save it as .docx without a password"
        raise UnreadableArticle(reason)
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            _check_entries(package)
    except UnreadableArticle:
        raise
    except Exception as error:
        # zipfile and its decompressors have no common exception.
        raise UnreadableArticle("this is not a Word document") from error


def _check_entries(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    names = [entry.filename for entry in entries]
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise UnreadableArticle("this is a zip, but not a Word document")
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED or any(map(_is_bomb, entries)):
        raise UnreadableArticle("it unpacks to far more than a document holds")
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            with package.open(entry) as part:
                # Without the zeros, so that UTF-16 hides nothing.
                prologue = part.read(_PROLOGUE).replace(b"\0", b"")
            if b"<!DOCTYPE" in prologue or b"<!ENTITY" in prologue:
                raise UnreadableArticle("it defines XML entities, which no Word document needs")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > max(LARGE_ENTRY, TIGHTEST * entry.compress_size)
