"""Bringing the index in step with hub folders, document by document."""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from knowledge import STARTER
from knowledge.articles import Article, UnreadableArticle
from knowledge.errors import HubBusy, HubDamaged, HubMissing, HubUnavailable
from knowledge.index import shelf
from knowledge.index.embeddings import Embedded, Embedder
from knowledge.index.shelf import Entry, Record, Shelf
from knowledge.passages import PREFIX_TOKENS, Passage, Source, split
from knowledge.readers import SUFFIXES, checked_path, read_article

RULES = "2"
"""Grows when reading, splitting or what is embedded changes: then every document is made anew."""

IN_FLIGHT = 64
"""Passages handed to the embedder ahead of the document that is written next."""

_NAMED = 10
"""Files named in a note; the rest is counted."""

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

    def run(
        self,
        folders: Sequence[Path],
        *,
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> Summary:
        """Add, change and remove until the index holds just what the folders hold.

        A folder without an article is taken for a mistake (it may not be mounted), and so is a
        set without one that can be read: nothing is removed then, because no document knows its
        folder. With `dry_run` nothing is written. Raises HubBusy when another ingest is running,
        HubFull when the disk is full (what was done until then stays), HubUnavailable otherwise.
        """
        with self._alone(writes=not dry_run):
            summary = Summary()
            held = self._held(summary, dry_run=dry_run)
            files = _listed(folders, summary)
            doubtful = bool(summary.refused)
            documents = self._read(files, held, summary)
            if left_out := _left_out(folders):
                summary.notes.append(left_out)
            present = {document.article.id for document in documents}.union(summary.unchanged)
            kept = {id_ for r in summary.refused if r.kept for id_ in held.files[r.file]}
            if not present and not kept:
                summary.notes.append(
                    "no article found: an article is a .md, .html, .pdf, .docx or .txt file below "
                    "a folder named `articles`; nothing was removed"
                )
                return summary
            if doubtful:
                summary.notes.append(
                    "nothing was removed, because it is not known what came from a folder without "
                    "an article before: name folders that have some"
                )
            else:
                summary.removed = sorted(held.stamps.keys() - present - kept)
            if not dry_run:
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
                Document(a, a.id, self._stamp(_named(f"{a.title}\n{a.text}"))) for a in articles
            ]
            missing = [d for d in documents if held.stamps.get(d.article.id) != d.stamp]
            summary.added = [document.article.id for document in missing]
            summary.removed = sorted(held.stamps.keys() - {d.article.id for d in documents})
            self._remove(summary.removed, ())
            self._write(missing, summary, progress)
            return summary

    @contextmanager
    def _alone(self, *, writes: bool = True) -> Iterator[None]:
        try:
            if writes:
                self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(self._home / "ingest.lock", timeout=0) if writes else nullcontext():
                yield
        except Timeout as error:
            raise HubBusy(
                "another `coach ingest` is running on this index; nothing was changed here: "
                "wait until it has finished, then run this one again"
            ) from error
        except OSError as error:
            raise HubUnavailable(f"{error.filename or self._home}: {error.strerror}") from error
        finally:
            self._shelf.close()

    def _held(self, summary: Summary, *, dry_run: bool) -> Held:
        """What the shelf holds; a missing one is made, a damaged one is set aside first."""
        try:
            with self._shelf.reading() as connection:
                shelf.check(connection)
                shelf.expect_embedder(connection, self._embedder.name)
                return Held(*shelf.stamps(connection))
        except HubMissing:
            pass
        except HubDamaged as error:
            summary.notes.append(f"{error}; it is set aside and made anew")
            if not dry_run:
                self._shelf.set_aside()
        if not dry_run:
            self._shelf.create(self._embedder.name)
        return Held({}, {})

    def _read(
        self, files: Sequence[tuple[Path, Path]], held: Held, summary: Summary
    ) -> list[Document]:
        """The documents to write; what is unchanged or refused goes to the summary."""
        documents: list[Document] = []
        taken: dict[str, str] = {}
        for root, path in files:
            name = _printable(path.relative_to(root).as_posix())
            try:
                checked_path(path, root)  # before it is read in full, to be told from others
                stamp = self._stamp(f"{_digest(path)}/{name}")
                id_ = held.id_of(name, stamp)
                if not id_:
                    article = read_article(path, root)
                    id_ = article.id
                    summary.notes.extend(_remarked(name, article))
            except UnreadableArticle as error:
                kept = name in held.files
                summary.refused.append(Refused(name, error.reason, error.line, kept))
                continue
            if id_ in taken:
                reason = f"its id {id_!r} is taken by {taken[id_]}: give one of them another id"
                summary.refused.append(Refused(name, reason))
                continue
            taken[id_] = name
            if held.stamps.get(id_) == stamp:
                summary.unchanged.append(id_)
            else:
                (summary.changed if id_ in held.stamps else summary.added).append(id_)
                documents.append(Document(article, name, stamp, root.parent.resolve() == STARTER))
        return documents

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
        for done, (document, work) in enumerate(self._embedded(documents), 1):
            self._finish(document, work, summary)
            if progress:
                progress(done, len(documents))

    def _embedded(self, documents: Sequence[Document]) -> Iterator[tuple[Document, list[_Work]]]:
        """Each document in turn, while the embedder is already at work on some that follow."""
        waiting: deque[tuple[Document, list[_Work]]] = deque()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            try:
                for document in documents:
                    waiting.append((document, self._start(document.article, pool)))
                    while sum(len(work) for _, work in waiting) > IN_FLIGHT:
                        yield waiting.popleft()
                yield from waiting
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def _start(self, article: Article, pool: ThreadPoolExecutor) -> list[_Work]:
        passages = split(article, self._embedder.tokens)
        work = []
        with self._shelf.reading() as connection:
            for passage in passages:
                title, text, spans = _indexed(article.title, passage, self._embedder.tokens)
                digest = _named(f"{self._embedder.name}\n{spans}\n{text}")
                before = shelf.embedded_before(connection, digest, self._embedder.dimensions)
                future = None if before else pool.submit(self._embedder.embed, text, spans)
                work.append(_Work(passage, title, digest, before, future))
        return work

    def _finish(self, document: Document, work: list[_Work], summary: Summary) -> None:
        entries = [Entry(w.passage, w.title, w.digest, w.result()) for w in work]
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


@dataclass(frozen=True, slots=True)
class _Work:
    """A passage on its way: its vectors are known from before or being made."""

    passage: Passage
    title: str
    digest: str
    before: Embedded | None
    future: Future[Embedded] | None

    def result(self) -> Embedded:
        if self.future is not None:
            return self.future.result()
        assert self.before is not None
        return self.before


def _listed(folders: Sequence[Path], summary: Summary) -> list[tuple[Path, Path]]:
    """Every file that looks like an article, after the `articles` folder that it is below; a hub
    folder without one is refused."""
    files: list[tuple[Path, Path]] = []
    for folder in folders:
        root = folder / "articles"
        found = [(root, path) for path in _articles(root)]
        if not found:
            reason = "no article is found in it; is it the right folder, and is it mounted?"
            summary.refused.append(Refused(_printable(str(folder)), reason))
        files += found
    return files


def _articles(root: Path) -> Iterator[Path]:
    """The files below a hub's `articles` that look like articles, in the order of their names."""
    return (path for path in _files(root) if path.suffix.lower() in SUFFIXES)


def _files(root: Path) -> Iterator[Path]:
    """Every file below a folder but the hidden ones, in the order of their names.

    What begins with "~$" is the mark that Word leaves beside a document that is open.
    """
    for folder, folders, names in os.walk(root, onerror=_fail):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield Path(folder) / name


def _left_out(folders: Sequence[Path]) -> str:
    """A note that names the files whose kind is not read; empty when there are none."""
    roots = [folder / "articles" for folder in folders]
    strange = [p for root in roots for p in _files(root) if p.suffix.lower() not in SUFFIXES]
    if not strange:
        return ""
    names = ", ".join(_printable(path.name) for path in strange[:_NAMED])
    more = f" and {len(strange) - _NAMED} more" if len(strange) > _NAMED else ""
    return f"left out, because their kind is not read: {names}{more}"


def _remarked(name: str, article: Article) -> Iterator[str]:
    """One note of what an article's author will want to mend."""
    if article.remarks:
        more = len(article.remarks) - _NAMED
        tail = f"; and {more} more" if more > 0 else ""
        yield f"{name}: {'; '.join(article.remarks[:_NAMED])}{tail}"


def _fail(error: OSError) -> None:
    """Raises what keeps a folder from being listed: its articles are not to be taken for gone."""
    if not isinstance(error, FileNotFoundError):
        raise error


def _printable(name: str) -> str:
    """The name with what a terminal would obey, or no text can hold, written as its code."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in name)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "unreadable"


def _named(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _indexed(
    title: str, passage: Passage, measure: Callable[[str], int]
) -> tuple[str, str, list[tuple[int, int]]]:
    """Title with headings, the text that is embedded, and where its heading and its sentences
    stand in it.

    Title and heading path go before the body in both indexes: the largest single gain measured.
    """
    headings = [heading for heading in passage.headings if heading != title]
    while headings and measure(_joined(title, headings)) > PREFIX_TOKENS:
        headings.pop(0)
    prefix = _joined(title, headings)
    heading = (len(_joined(title, headings[:-1])) + 1 if headings else 0, len(prefix))
    shift = len(prefix) + 1 - passage.start
    body = passage.text.replace("\n", " ")
    spans = [(span.start + shift, span.end + shift) for span in passage.sentences]
    return prefix, f"{prefix} {body}", [heading, *spans]


def _joined(title: str, headings: Sequence[str]) -> str:
    return " ".join(part if part[-1] in ".?!:" else f"{part}." for part in (title, *headings))
