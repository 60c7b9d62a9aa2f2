"""Plain text: titles, paragraphs and encodings."""

from __future__ import annotations

from pathlib import Path

from tests.unit.reading import read, refusal, said


def test_paragraphs_stand_between_empty_lines(tmp_path: Path) -> None:
    article = read(tmp_path, "a.txt", "Claims\r\n\r\nSend it\r\n  in May.\r\n \r\nOr June.\r\n")

    assert article.title == "Claims"
    assert said(article) == [("paragraph", "Send it in May."), ("paragraph", "Or June.")]
    assert article.text == "Send it in May.\n\nOr June."


def test_a_first_line_within_a_paragraph_stays_in_it(tmp_path: Path) -> None:
    article = read(tmp_path, "a.txt", "Send it\nin May.\n\nOr June.")

    assert article.title == "Send it"
    assert said(article)[0] == ("paragraph", "Send it in May.")


def test_a_first_sentence_is_title_and_text(tmp_path: Path) -> None:
    article = read(tmp_path, "a.txt", "Claims close in May.\n\nThen it is too late.")

    assert article.title == "Claims close in May."
    assert article.text == "Claims close in May.\n\nThen it is too late."


def test_one_line_is_title_and_text(tmp_path: Path) -> None:
    article = read(tmp_path, "a.txt", "Send it in May.")

    assert (article.title, article.text) == ("Send it in May.", "Send it in May.")


def test_a_long_first_line_is_no_title(tmp_path: Path) -> None:
    assert read(tmp_path, "policy 2026.txt", "word " * 40).title == "policy 2026"


def test_older_encodings_are_read_and_noted(tmp_path: Path) -> None:
    article = read(tmp_path, "a.txt", "Café\n\nA résumé – “done”.".encode("cp1252"))

    assert article.title == "Café"
    assert article.text == "A résumé – “done”."
    assert article.details == {"encoding": "cp1252"}


def test_byte_order_marks_are_understood(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", "\ufeffCafé".encode()).text == "Café"
    assert read(tmp_path, "b.txt", "\ufeffCafé".encode("utf-16-le")).text == "Café"
    assert read(tmp_path, "c.txt", "\ufeffCafé".encode("utf-16-be")).text == "Café"


def test_utf8_needs_no_note(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", "Café").details == {}


def test_what_is_not_text_is_refused(tmp_path: Path) -> None:
    for content in (b"text\0text", bytes(range(1, 32)) * 9, b"\xff\xfea", b"\x81\x8d caf\xe9"):
        assert refusal(tmp_path, "a.txt", content).reason == "this is not text"


def test_blank_text_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a.txt", " \n\u200b\n").reason == "no text in it"


def test_no_date_is_made_up(tmp_path: Path) -> None:
    article = read(tmp_path, "a.txt", "Send it in May.")

    assert (article.published, article.updated) == (None, None)
