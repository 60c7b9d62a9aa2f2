"""What every keeper of members' books promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.store.book import MOST
from bot.errors import TooMuch
from bot.portfolio.entry import Entry
from bot.ports import Book
from tests.deadlines import NOVEMBER

SPENT = Entry("mercy", "ana", "e1", "spending", '{"amount": "640.00", "for": "AACN"}', NOVEMBER)


def test_entries_come_back_oldest_first(book: Book) -> None:
    earlier = replace(SPENT, id="e0", at=NOVEMBER - timedelta(days=400))
    beside = replace(SPENT, id="a", kind="goal", fields='"¡Ética! 👩🏽‍⚕️"')
    for entry in (SPENT, beside, earlier):
        book.write(entry)

    assert book.entries("mercy", "ana") == (earlier, SPENT, beside)


def test_a_book_is_one_member_s(book: Book) -> None:
    others = replace(SPENT, member="bo"), replace(SPENT, tenant="county")
    for entry in (SPENT, *others):
        book.write(entry)

    assert book.entries("mercy", "ana") == (SPENT,)
    assert book.entries("mercy", "bo") == others[:1]
    assert book.entries("mercy", "cy") == ()


def test_an_entry_takes_the_place_of_the_one_with_its_id(book: Book) -> None:
    second = replace(SPENT, id="e2")
    changed = replace(SPENT, fields="{}", kind="policy")
    for entry in (SPENT, second, changed):
        book.write(entry)

    assert book.entries("mercy", "ana") == (changed, second)


def test_a_struck_entry_is_gone(book: Book) -> None:
    book.write(SPENT)

    assert not book.strike("mercy", "bo", "e1")
    assert not book.strike("county", "ana", "e1")
    assert book.strike("mercy", "ana", "e1")
    assert not book.strike("mercy", "ana", "e1")
    assert book.entries("mercy", "ana") == ()


def test_forgetting_one_book_leaves_the_others(book: Book) -> None:
    others = replace(SPENT, member="bo"), replace(SPENT, tenant="county")
    for entry in (SPENT, replace(SPENT, id="e2"), *others):
        book.write(entry)

    assert book.forget("mercy", "ana") == 2
    assert book.forget("mercy", "ana") == 0
    assert book.entries("mercy", "ana") == ()
    assert book.entries("mercy", "bo") == others[:1]
    assert book.entries("county", "ana") == others[1:]


def test_a_book_has_so_many_entries_and_no_more(book: Book) -> None:
    for n in range(MOST):
        book.write(replace(SPENT, id=f"{n}"))

    with pytest.raises(TooMuch, match="at most 2,000 entries"):
        book.write(SPENT)
    book.write(replace(SPENT, id="7", kind="goal"))
    book.write(replace(SPENT, member="bo"))
    assert len(book.entries("mercy", "ana")) == MOST


def test_broken_characters_are_no_reason_to_fail(book: Book) -> None:
    book.write(replace(SPENT, id="half \ud83d", fields="nul \0 in it"))

    assert book.strike("mercy", "ana", "half \ud83d")
