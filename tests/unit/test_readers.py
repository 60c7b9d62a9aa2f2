"""What holds for every format: ids, bounds, titles, and no surprise from any bytes."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.articles import Article, UnreadableArticle
from knowledge.readers import SUFFIXES, read_article
from knowledge.readers.lines import INVISIBLE, fold, link_target, web_address
from tests.unit.reading import read, refusal, said
from tests.unit.test_readers_docx import word_document
from tests.unit.test_readers_pdf import pdf

HEAD = "---\ntitle: Allowances\n---\n"


def test_the_path_below_the_folder_is_the_id(tmp_path: Path) -> None:
    article = read(tmp_path, "leave/allowances.md", f"{HEAD}Ask early.")

    assert article.id == "leave/allowances.md"


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    assert read(tmp_path, "NOTES.TXT", "Ask early.").id == "NOTES.TXT"


def test_an_id_has_no_control_or_invisible_characters(tmp_path: Path) -> None:
    for name in ("a\nb.txt", "a\u202eb.txt", "a\u200b.txt"):
        assert "control or invisible" in refusal(tmp_path, name, "Ask early.").reason


def test_an_id_is_bounded(tmp_path: Path) -> None:
    name = "/".join(["a" * 200] * 3) + ".txt"

    assert "longer than 500" in refusal(tmp_path, name, "Ask early.").reason


def test_a_file_name_that_is_not_unicode_is_refused(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as file:
        file.write(b"Ask early.")

    with pytest.raises(UnreadableArticle, match="control or invisible"):
        read_article(Path(os.fsdecode(path)), tmp_path)


def test_other_formats_are_named_with_those_that_are_read(tmp_path: Path) -> None:
    reason = refusal(tmp_path, "slides.pptx", b"").reason

    assert reason == '".pptx" files are not read; the hub reads .md, .html, .htm, .pdf, .docx, .txt'


def test_a_big_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        path = tmp_path / f"big{suffix}"
        path.touch()
        os.truncate(path, 100 * 1024 * 1024)

        with pytest.raises(UnreadableArticle) as refused:
            read_article(path, tmp_path)

        assert refused.value.reason == "104.9 MB; the limit is 50 MB"


def test_too_much_text_is_refused(tmp_path: Path) -> None:
    words = "word " * 1_000_001
    for name, content in {
        "long.txt": words,
        "long.md": HEAD + words,
        "long.html": f"<p>{words}",
    }.items():
        assert "more than 5,000,000 characters" in refusal(tmp_path, name, content).reason


def test_a_table_cannot_be_blown_up(tmp_path: Path) -> None:
    cell = "word " * 2_000
    rows = f"<tr><td rowspan=9999>{cell}</td><td>a</td></tr>" + "<tr><td>b</td></tr>" * 99
    table = f"<table>{rows * 6}</table>"

    assert "more than 5,000,000" in refusal(tmp_path, "bomb.html", table).reason


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("Not for the hub.")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "link.txt").symlink_to(outside)

    for path in (folder / "link.txt", folder / ".." / "secret.txt"):
        with pytest.raises(UnreadableArticle, match="leads out of the articles folder"):
            read_article(path, folder)


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Ask early.")
    (tmp_path / "two.txt").symlink_to(tmp_path / "one.txt")

    assert read_article(tmp_path / "two.txt", tmp_path).id == "two.txt"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")

    for name in ("pipe.txt", "folder.md", "gone.html", "circle.txt"):
        with pytest.raises(UnreadableArticle):
            read_article(tmp_path / name, tmp_path)


def test_an_empty_file_is_refused_in_every_format(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        assert refusal(tmp_path, f"empty{suffix}", b"").reason


def test_a_heading_that_says_the_title_again_is_left_out(tmp_path: Path) -> None:
    article = read(tmp_path, "a.md", f"{HEAD}# ALLOWANCES\n\nAsk early.\n\n# Allowances\n\nLate.")

    assert said(article) == [
        ("paragraph", "Ask early."),
        ("heading", "Allowances"),
        ("paragraph", "Late."),
    ]


def test_an_article_of_only_a_title_has_no_text(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a.md", f"{HEAD}# Allowances").reason == "no text in it"
    assert refusal(tmp_path, "a.html", "<title>A</title><h1>A</h1>").reason == "no text in it"


def test_parsers_are_loaded_only_when_needed() -> None:
    program = (
        "import sys, knowledge.readers;"
        "sys.exit(any(name in sys.modules for name in ('pypdf', 'docx', 'lxml', 'yaml')))"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_invisible_characters_are_removed() -> None:
    assert fold(
        " No\u200b\u202e re\u00adfund\U000e0041\ufe0f \x07\t\u2028after\u00a030\n days "
    ) == ("No refund after 30 days")


def test_only_addresses_a_member_may_follow_are_links() -> None:
    assert link_target(" https://example.org/a b?x=1#y ") == "https://example.org/a%20b?x=1#y"
    assert link_target("mailto:cme@example.org") == "mailto:cme@example.org"
    for address in (
        "javascript:alert(1)",
        "data:text/html,x",
        "/courses",
        "//example.org/x",
        "https://",
        "https://[broken/",
        "https://example.org:port/",
        'https://example.org/"><script>',
        "https://example.org/\u202efdp",
        "https://example.org/" + "a" * 2_000,
        "mailto:<x@example.org>",
        "file:///etc/passwd",
    ):
        assert link_target(address) == ""
    assert web_address("mailto:cme@example.org") == ""


def check(article: Article) -> None:
    """What passages, citations and renderers rely on."""
    assert article.text
    assert article.title == fold(article.title)
    assert article.id
    end = 0
    for block in article.blocks:
        words = article.text[block.start : block.end]
        assert words == fold(words) != ""
        assert article.text[end : block.start].strip("\n") == ""
        end = block.end
    assert end == len(article.text)
    spans = [(block.start, block.end) for block in article.blocks]
    for link in article.links:
        assert any(start <= link.start < link.end <= end for start, end in spans)
        assert link_target(link.url) == link.url
    assert not INVISIBLE.search(article.text)


def read_anything(suffix: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"any{suffix}"
        path.write_bytes(content)
        with contextlib.suppress(UnreadableArticle):
            check(read_article(path, Path(folder)))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SUFFIXES), st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(suffix: str, content: bytes) -> None:
    read_anything(suffix, content)


MARKUP = st.sampled_from(
    [
        *("# ", "- ", "  - ", "> ", "|a|b|\n|-|-|\n|c|", "```\n", "\n\n", "[x](https://e.org) "),
        *("![alt](u)", "<b>", "</b>", "<div hidden>", "</div>", "<!--", "-->", "&#0;", "&amp;"),
        *(
            "<table>",
            "<tr>",
            "<th colspan=3>",
            "<td rowspan=2>",
            "</table>",
            "<li>",
            "<ul>",
            "<dl>",
        ),
        *(
            "<dt>",
            "<dd>",
            "<p>",
            "<br>",
            "<h2>",
            "</h2>",
            "<pre>",
            "</pre>",
            "<a href=https://e.org>",
        ),
        *(
            "</a>",
            "<script>",
            "</script>",
            "<article>",
            "</article>",
            "</body>",
            "<frameset>",
            "***",
        ),
        *("text ", "\u200b", "\x0b", "\u2028", "Fee: $300 ", "é", "\ud7ff", "😀", ": def", "[^1]"),
    ]
)


@settings(max_examples=250, deadline=None)
@given(st.sampled_from([".md", ".html", ".txt"]), st.lists(st.one_of(MARKUP, st.text(max_size=5))))
def test_any_markup_is_read_or_refused(suffix: str, parts: list[str]) -> None:
    head = HEAD if suffix == ".md" else ""
    read_anything(suffix, (head + "".join(parts)).encode("utf-8", "replace"))


@settings(max_examples=100, deadline=None)
@given(st.text("abc:-[]{}&*!|>'\"#%@`,?~ \n\t\x07é0:", max_size=60))
def test_any_front_matter_is_read_or_refused(lines: str) -> None:
    read_anything(".md", f"---\ntitle: T\n{lines}\n---\nAsk early.".encode())


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([(".pdf", pdf(["Ask early."])), (".docx", word_document("Ask early."))]),
    st.floats(0, 1),
    st.binary(min_size=1, max_size=20),
)
def test_any_damage_is_read_or_refused(
    file: tuple[str, bytes], place: float, damage: bytes
) -> None:
    suffix, whole = file
    at = int(place * len(whole))
    read_anything(suffix, whole[:at] + damage + whole[at + len(damage) :])
