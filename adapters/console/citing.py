"""What is cited, as JSON."""

from __future__ import annotations

from typing import Any

from bot.messages import Citation
from knowledge.articles import Origin


def citation_json(citation: Citation) -> dict[str, Any]:
    """A citation for a program; what is not stated is null."""
    return {
        "number": citation.number,
        "kind": citation.kind,
        "id": citation.id,
        "title": citation.title,
        "heading": citation.heading,
        "url": citation.url or None,
        "updated": citation.updated.isoformat() if citation.updated else None,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "sources": [_origin(origin) for origin in citation.origins],
    }


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "title": origin.title,
        "publisher": origin.publisher or None,
        "url": origin.url or None,
        "date": origin.dated or None,
        "read": origin.read.isoformat() if origin.read else None,
        "copy": "stored" if origin.stored else None,
    }
