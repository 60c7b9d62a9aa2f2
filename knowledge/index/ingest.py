"""Bringing the index in step with hub folders, document by document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from knowledge import STARTER
from knowledge.articles import Article, UnreadableArticle
from knowledge.index import articlefiles, shelf
from knowledge.index.embeddings import Embedder
from knowledge.index.hubfiles import alone, digest, named, printable
from knowledge.index.programfiles import listed
from knowledge.index.records import CATALOG
from knowledge.index.shelf import Record, Shelf
from knowledge.index.workshop import Work, Workshop, ids_on, ready
from knowledge.passages import Source
from knowledge.readers import checked_path, read_article

RULES = "2"
"""Grows when reading, splitting or what is embedded changes: then every document is made anew."""

_NAMED = 10
"""Files named in a note; the rest is counted."""

NO_ARTICLE = (
    "no article found: an article is a .md, .html, .pdf, .docx or .txt file below a folder named "
    "`articles`"
)
KEPT = (
    "no article was removed, because it is not known what came before from a folder without one: "
    "name folders that have some, or that hold programs and have no folder named `articles`"
)

Progress = Callable[[int, int], None]
"""Called with how many documents are done and how many there are to do."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that did not become a document, why, and on which line (0: none to blame).

    `kept` is true when an earlier version of the document stays in the index.
    """

    file: str
    reason: str
    line: int = 0
    kept: bool = False


@dataclass(slots=True)
class Summary:
    """What an ingest did, by document id; `passages` and `embedded` count what was written."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    passages: int = 0
    embedded: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """An article to index, with the name of its file and of the bytes and rules behind it."""

    article: Article
    file: str
    stamp: str
    general: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """What was on the shelf before: the stamp of every id, and the ids that a file's name had."""

    stamps: dict[str, str]
    files: dict[str, list[str]]

    def id_of(self, name: str, stamp: str) -> str:
        """The id of the document that this very file became; "" when it became none."""
        return next((i for i in self.files.get(name, ()) if self.stamps[i] == stamp), "")


class Ingest:
    """One run over hub folders. A document is on the shelf whole or not at all, at any moment."""

    def __init__(self, home: Path, embedder: Embedder) -> None:
        self._home = home
        self._shelf = Shelf(home)
        self._embedder = embedder
        self._workshop = Workshop(self._shelf, embedder)
        self._programs = cache(lambda: ids_on(Shelf(home, CATALOG)))

    def run(
        self,
        folders: Sequence[Path],
        *,
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> Summary:
        """Add, change and remove until the index holds just what the folders hold.

        A folder without an article is taken for a mistake (it may not be mounted) unless it holds
        programs and has no folder for articles, and so is a set of which no article can be read:
        nothing is removed then, because no document knows its folder. With `dry_run` nothing is
        written. Raises HubBusy when another ingest is running, HubFull when the disk is full (what
        was done until then stays), HubUnavailable otherwise.
        """
        with self._alone(writes=not dry_run):
            summary = Summary()
            held = self._held(summary, dry_run=dry_run)
            files = _listed(folders, summary)
            doubtful = any(map(articlefiles.doubtful, folders))
            documents = self._read(files, held, summary)
            if left_out := articlefiles.left_out(folders):
                summary.notes.append(left_out)
            present = {document.article.id for document in documents}.union(summary.unchanged)
            kept = {id_ for r in summary.refused if r.kept for id_ in held.files[r.file]}
            unread = not present and not kept
            stays = doubtful or (unread and bool(summary.refused))
            if unread:
                summary.notes.append(f"{NO_ARTICLE}{'; no article was removed' if stays else ''}")
            elif stays:
                summary.notes.append(KEPT)
            if not stays:
                summary.removed = sorted(held.stamps.keys() - present - kept)
            if not (dry_run or (unread and summary.refused)):
                self._remove(summary.removed, folders)
                self._write(documents, summary, progress)
            return summary

    def fill(self, articles: Iterable[Article], progress: Progress | None = None) -> Summary:
        """Make the index hold just these articles, which come from no file (a judged set).

        Raises as `run`.
        """
        with self._alone():
            summary = Summary()
            held = self._held(summary, dry_run=False)
            documents = [
                Document(a, a.id, self._stamp(named(f"{a.title}\n{a.text}"))) for a in articles
            ]
            missing = [d for d in documents if held.stamps.get(d.article.id) != d.stamp]
            summary.added = [document.article.id for document in missing]
            summary.removed = sorted(held.stamps.keys() - {d.article.id for d in documents})
            self._remove(summary.removed, ())
            self._write(missing, summary, progress)
            return summary

    @contextmanager
    def _alone(self, *, writes: bool = True) -> Iterator[None]:
        with alone(self._home, writes=writes):
            try:
                yield
            finally:
                self._shelf.close()

    def _held(self, summary: Summary, *, dry_run: bool) -> Held:
        """What the shelf holds; a missing one is made, a damaged one is set aside first."""
        if not ready(self._shelf, self._embedder, summary.notes, writes=not dry_run):
            return Held({}, {})
        with self._shelf.reading() as connection:
            return Held(*shelf.stamps(connection))

    def _read(
        self, files: Sequence[tuple[Path, Path]], held: Held, summary: Summary
    ) -> list[Document]:
        """The documents to write; what is unchanged or refused goes to the summary."""
        documents: list[Document] = []
        taken: dict[str, tuple[Path, str]] = {}
        for root, path in files:
            name = printable(path.relative_to(root).as_posix())
            try:
                checked_path(path, root)  # before it is read in full, to be told from others
                stamp = self._stamp(f"{digest(path)}/{name}")
                id_ = held.id_of(name, stamp)
                if not id_:
                    article = read_article(path, root)
                    id_ = article.id
                    summary.notes.extend(_remarked(name, article))
            except UnreadableArticle as error:
                kept = name in held.files
                summary.refused.append(Refused(name, error.reason, error.line, kept))
                continue
            if reason := self._taken(id_, root, taken, held):
                summary.refused.append(Refused(name, reason))
                continue
            taken[id_] = (root, name)
            if held.stamps.get(id_) == stamp:
                summary.unchanged.append(id_)
            else:
                (summary.changed if id_ in held.stamps else summary.added).append(id_)
                documents.append(Document(article, name, stamp, root.parent.resolve() == STARTER))
        return documents

    def _taken(
        self, id_: str, root: Path, taken: Mapping[str, tuple[Path, str]], held: Held
    ) -> str:
        """Why no article may have this id; "" when it is free."""
        if id_ in taken:
            other, name = taken[id_]
            where = "" if other == root else f" in {printable(str(other.parent))}"
            return f"its id {id_!r} is taken by {name}{where}: give one of them another id"
        if id_ not in held.stamps and id_ in self._programs():
            return f"its id {id_!r} is that of a program: give one of them another id"
        return ""

    def _stamp(self, digest: str) -> str:
        return f"{digest}/{RULES}/{self._embedder.name}"

    def _remove(self, ids: Sequence[str], folders: Sequence[Path]) -> None:
        named = tuple(str(folder.resolve()) for folder in folders)
        if not ids and named == self._shelf.folders():
            return
        with self._shelf.writing() as connection:
            shelf.note(connection, "folders", json.dumps(named))
            for id_ in ids:
                shelf.drop(connection, id_)

    def _write(
        self, documents: Sequence[Document], summary: Summary, progress: Progress | None
    ) -> None:
        made = self._workshop.made(documents, lambda document: document.article)
        for done, (document, work) in enumerate(made, 1):
            self._finish(document, work, summary)
            if progress:
                progress(done, len(documents))

    def _finish(self, document: Document, work: list[Work], summary: Summary) -> None:
        entries = [w.entry() for w in work]
        article = document.article
        source = Source(
            article.id,
            "article",
            article.title,
            article.url,
            article.updated or article.published,
            document.general,
        )
        record = Record(
            source, article.text, article.links, article.origins, document.file, document.stamp
        )
        with self._shelf.writing() as connection:
            shelf.put(connection, record, entries)
        summary.passages += len(work)
        summary.embedded += sum(w.future is not None for w in work)


def _listed(folders: Sequence[Path], summary: Summary) -> list[tuple[Path, Path]]:
    """Every file that looks like an article, after the `articles` folder that it is below; a hub
    folder that holds neither articles nor programs is refused."""
    files: list[tuple[Path, Path]] = []
    for folder in folders:
        root = folder / "articles"
        found = [(root, path) for path in articlefiles.below(root)]
        if not found and not listed([folder]):
            reason = "no article is found in it; is it the right folder, and is it mounted?"
            summary.refused.append(Refused(printable(str(folder)), reason))
        files += found
    return files


def _remarked(name: str, article: Article) -> Iterator[str]:
    """One note of what an article's author will want to mend."""
    if article.remarks:
        more = len(article.remarks) - _NAMED
        tail = f"; and {more} more" if more > 0 else ""
        yield f"{name}: {'; '.join(article.remarks[:_NAMED])}{tail}"
