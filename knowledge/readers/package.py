"""Whether a file is a Word document that is safe to unpack."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from io import BytesIO

from knowledge.articles import UnreadableArticle

LARGEST_UNPACKED = 200_000_000
# An entry that is large once unpacked and was packed tighter than this was made to hurt. What is
# no XML (a drawing with a white ground, say) is packed tighter, and costs less to open.
LARGE_ENTRY, TIGHTEST = 10_000_000, 200
LARGEST_XML, LARGE_XML, TIGHTEST_XML = 30_000_000, 5_000_000, 50
# In one part. Parsed, an element takes some hundred bytes, and those with a limit of their own
# take time as well. A book of a thousand pages has 20,000 paragraphs; Word makes 4,000 styles.
MOST_ELEMENTS = 1_500_000
MOST = {b"p": 200_000, b"style": 20_000, b"Relationship": 200_000}

_OLD_WORD = b"\xd0\xcf\x11\xe0"
_COSTLY = re.compile(rb"<(?:[^\s<>/:]+:)?(p|style|Relationship)[\s/>]")
_OTHER_ENCODING = re.compile(
    rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?(8|16)|(us-)?ascii)", re.IGNORECASE
)
_FAR_MORE = "it unpacks to far more than a document holds"


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
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise UnreadableArticle(_FAR_MORE)
    for entry in entries:
        if entry.file_size > max(LARGE_ENTRY, TIGHTEST * entry.compress_size):
            raise UnreadableArticle(_FAR_MORE)
        named = entry.filename.endswith((".xml", ".rels"))
        if named or _starts_as_xml(package, entry):
            content = _xml(package, entry)
            _check_weight(content)
            if named:  # a drawing in SVG may declare more, and is not parsed
                _check_declarations(content)


def _starts_as_xml(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether it may be XML whatever its name is, of which a document may make any use."""
    with package.open(entry) as part:
        return part.read(64).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def _xml(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """What the entry unpacks to, without the zeros, so that UTF-16 hides nothing."""
    if entry.file_size > min(LARGEST_XML, max(LARGE_XML, TIGHTEST_XML * entry.compress_size)):
        raise UnreadableArticle(_FAR_MORE)
    return package.read(entry).replace(b"\0", b"")


def _check_weight(content: bytes) -> None:
    if content.count(b"<") - content.count(b"</") > MOST_ELEMENTS:
        raise UnreadableArticle(_FAR_MORE)
    counted = Counter(match.group(1) for match in _COSTLY.finditer(content))
    if any(count > MOST[name] for name, count in counted.items()):
        raise UnreadableArticle("too many paragraphs, styles or links; split the document")


def _check_declarations(content: bytes) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnreadableArticle("it defines XML entities, which no Word document needs")
    if _OTHER_ENCODING.search(content):
        raise UnreadableArticle("it is in another encoding than Word's, which is UTF-8")
