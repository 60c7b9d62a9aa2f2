"""PDF: paragraphs from lines, and every kind of file that has no text to give."""

from __future__ import annotations

import logging
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from knowledge.articles import UnreadableArticle
from knowledge.readers.pdf import read_pdf
from tests.unit.reading import read, refusal, said


def pdf(*pages: list[str], title: str = "") -> bytes:
    """A small real PDF; each page is its lines from the top down."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = b"".join(b"(%s) Tj T* " % line.encode("cp1252") for line in lines)
        stream = b"BT /F1 12 Tf 14 TL 72 720 Td " + shown + b"ET"
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * number),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        ]
    objects.append(f"<< /Title ({title}) >>".encode())
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>" % (size, len(objects))
    start = len(out)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s\nstartxref\n%d\n%%%%EOF" % (
        size,
        table,
        trailer,
        start,
    )


POLICY = [
    "Allowance policy",
    "Your employer pays for continuing education up to a limit each year, and the",
    "limit starts again in January. Travel is included when the chief has agreed be-",
    "forehand. A well-known course needs no further reason, but every other well-",
    "known provider has to be named.",
    "Claims close in December.",
    "• Keep the receipt",
    "and the certificate.",
    "2. Send both to the office.",
]


def test_lines_become_paragraphs_again(tmp_path: Path) -> None:
    article = read(tmp_path, "policy.pdf", pdf(POLICY))

    assert article.title == "Allowance policy"
    assert said(article) == [
        (
            "paragraph",
            "Your employer pays for continuing education up to a limit each year, and the limit "
            "starts again in January. Travel is included when the chief has agreed beforehand. A "
            "well-known course needs no further reason, but every other well-known provider has "
            "to be named.",
        ),
        ("paragraph", "Claims close in December."),
        ("item", "Keep the receipt and the certificate."),
        ("item", "2. Send both to the office."),
    ]


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    one = ["Your employer pays for continuing education up to a limit each year, and the"]
    article = read(tmp_path, "policy.pdf", pdf(one, ["limit starts again in January."]))

    assert len(article.blocks) == 1
    assert "and the limit starts" in article.text


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    subjects = ("Money", "Leave", "Credit", "Travel")
    pages = [
        ["Example Health policy 7", f"{subject} is agreed with the chief.", f"Page {number} of 4"]
        for number, subject in enumerate(subjects, 1)
    ]

    article = read(tmp_path, "policy.pdf", pdf(*pages))

    assert article.text == " ".join(f"{subject} is agreed with the chief." for subject in subjects)


def test_a_table_of_contents_is_left_out_and_a_blank_to_fill_in_is_not(tmp_path: Path) -> None:
    lines = ["Claims . . . . . . . . . 2", "Claims close in May.", "Sign here ............"]

    assert read(tmp_path, "a.pdf", pdf(lines)).text == " ".join(lines[1:])


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("The allowance", "The allowance"),
        ("Microsoft Word - policy_v3.docx", "Claims close in May."),
        ("untitled", "Claims close in May."),
        ("", "Claims close in May."),
    ],
)
def test_the_title_is_the_documents_own(tmp_path: Path, stated: str, title: str) -> None:
    assert read(tmp_path, "a.pdf", pdf(["Claims close in May."], title=stated)).title == title


def test_no_date_is_made_up(tmp_path: Path) -> None:
    article = read(tmp_path, "a.pdf", pdf(["Claims close in May."]))

    assert (article.published, article.updated, article.url) == (None, None, "")


def test_a_scan_has_no_text(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a.pdf", pdf([])).reason == "no text in it (a scan?): run OCR first"


def test_a_password_is_needed(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a.pdf", locked("secret")).reason == "it is protected by a password"


def test_a_lock_without_a_password_is_opened(tmp_path: Path) -> None:
    assert read(tmp_path, "a.pdf", locked("")).text == "Claims close in May."


def locked(password: str) -> bytes:
    """A PDF that only the password opens, though its owner has another."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf(["Claims close in May."])))
    writer.encrypt(password, "owner", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    assert (
        refusal(tmp_path, "a.pdf", pdf(*[[]] * 2_001)).reason == "2,001 pages; the limit is 2,000"
    )


def test_a_file_that_takes_too_long_is_given_up_between_two_pages() -> None:
    content = pdf(["Ask early."], ["Keep the receipt."])

    assert read_pdf(content, clock=iter((0.0, 30.0, 60.0)).__next__).title == "Ask early."
    with pytest.raises(UnreadableArticle, match="longer than 60 seconds"):
        read_pdf(content, clock=iter((0.0, 30.0, 60.5)).__next__)


def test_damaged_files_are_refused_without_a_word_from_the_parser(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    whole = pdf(["Claims close in May."])
    for content in (b"not a PDF", whole[:200], b"%PDF-1.4\n", whole.replace(b"/Kids", b"/Kid_")):
        assert refusal(tmp_path, "a.pdf", content).reason

    assert caplog.text == ""
    assert capfd.readouterr() == ("", "")
