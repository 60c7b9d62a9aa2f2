"""What the agenda asks back, and the short replies that it understands then."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deadlines.requests import read_request
from bot.deadlines.wanted import Told
from bot.when.reading import Unclear, When
from tests.unit.agenda_talk import NOW, Talk, says

MARCH, APRIL = date(2027, 3, 4), date(2027, 4, 3)


@pytest.fixture
def talk() -> Talk:
    """A member of whom nothing is known."""
    return Talk()


def test_each_day_it_may_be_is_offered_in_a_whole_sentence(talk: Talk) -> None:
    note = talk.told("hi, my license expires 03/04/2027 every two years, thanks")

    assert (note.title, note.asks) == ("Which day do you mean?", True)
    assert note.question == "hi, my license expires 03/04/2027 every two years, thanks"
    assert says(note) == {
        "Thursday 4 March 2027": "my license expires on 4 March 2027 every two years",
        "Saturday 3 April 2027": "my license expires on 3 April 2027 every two years",
    }
    assert talk.kept() == []


@pytest.mark.parametrize(
    ("reply", "day"),
    [
        ("the first", MARCH),
        ("1", MARCH),
        ("first one please", MARCH),
        ("the second one", APRIL),
        ("the last", APRIL),
        ("April", APRIL),
        ("4 March", MARCH),
        ("March 4", MARCH),
        ("March 4th", MARCH),
        ("the 3rd of April", APRIL),
        ("Saturday", APRIL),
        ("on 7 May 2027", date(2027, 5, 7)),
        ("I mean the first", MARCH),
        ("my review is on 3 April 2027", APRIL),
    ],
)
def test_a_short_reply_says_which(talk: Talk, reply: str, day: date) -> None:
    talk.told("my review is on 03/04")
    note = talk.told(reply)

    assert note.title == "Noted: performance review"
    assert [each.day for each in talk.kept()] == [day]


@pytest.mark.parametrize(
    "reply",
    [
        "how do I prepare for my review?",
        "what must I finish before 3 March?",
        "programs before 4 March",
        "I want to become a CNO by 4 March 2030",
        "why?",
        "17",
    ],
)
def test_what_is_no_reply_is_left_to_others(talk: Talk, reply: str) -> None:
    talk.told("my review is on 03/04")

    assert talk.say(reply) is None
    assert talk.kept() == []


def test_a_reply_that_is_not_clear_either_is_asked_back_again(talk: Talk) -> None:
    talk.told("my review is in the spring")
    note = talk.told("5/6")
    assert note.title == "Which day do you mean?"

    talk.told("the second")
    assert [each.day for each in talk.kept()] == [date(2027, 6, 5)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("my review is on 3 March 2020", "This day has passed"),
        ("my review is on 30 February", "There is no such day"),
        ("my license expires in 900 years", "This is too far off"),
        ("my review is in the spring", "Which day is it?"),
    ],
)
def test_why_a_day_is_asked_back_is_said(talk: Talk, text: str, title: str) -> None:
    note = talk.told(text)

    assert (note.title, note.asks) == (title, True)
    assert talk.kept() == []


def test_another_request_is_taken_instead_of_a_reply(talk: Talk) -> None:
    talk.told("my review is on 03/04")
    talk.told("remind me Thursday 9am to call HR")

    assert [each.title for each in talk.kept()] == ["call HR"]


def test_which_one_is_answered_by_number_or_name(talk: Talk) -> None:
    talk.told("my RN license expires 9/30/2027")
    talk.told("my DEA license expires 3/31/2028")
    talk.told("snooze my license until Monday")

    assert talk.told("DEA").title == "Snoozed: DEA license"


def test_a_day_for_one_of_several_is_asked_back_with_its_id(talk: Talk) -> None:
    talk.told("my review is on 3 March")
    note = talk.told("move my review to 03/04")

    assert list(says(note).values()) == ["move [d1] to 4 March 2027", "move [d1] to 3 April 2027"]
    talk.told("April")
    assert [each.day for each in talk.kept()] == [APRIL]


SENTENCES = st.sampled_from(
    [
        "my review is on {}",
        "my review is in {}",
        "my RN license expires {} every two years",
        "I have to claim my CME money by {}",
        "registration for the ANA conference closes on {}, remind me 7 days before",
        "remind me on {} to call HR",
        "remind me to call HR at {}",
        "{} is my review",
        "remind me of my performance review on {} please",
        "my CME allowance runs out {} every year, remind me 30 and 7 days before",
    ]
)
UNCLEAR = st.sampled_from(
    ["03/04", "05/06/2027", "30 February", "3 or 4 March", "March", "3 March 2020", "yesterday"]
)


@given(sentence=SENTENCES, day=UNCLEAR)
def test_a_sentence_on_a_button_is_read_as_the_day_it_shows(sentence: str, day: str) -> None:
    talk = Talk()
    text = sentence.format(day)
    told = read_request(text, NOW)
    if not (isinstance(told, Told) and isinstance(told.when, Unclear)):
        return
    note = talk.told(text)
    for option, words in zip(told.when.options, says(note).values(), strict=False):
        again = read_request(words, NOW)
        assert isinstance(again, Told), words
        assert isinstance(again.when, When), words
        assert (again.when.day, again.when.at) == (option.day, option.at), words
        kept = (again.kind, again.title, again.repeats, again.ladder)
        assert kept == (told.kind, told.title, told.repeats, told.ladder), words


PIECES = st.sampled_from(
    "remind me my review license snooze done delete move [d1] 2 until to on by 3 March 03/04 "
    "every two years week before after not for me is was expires tomorrow 9am the dates of list "
    "? , . \0 \u202e \u0663 99999999999999999999 what how".split(" ")
)


@given(said=st.lists(PIECES, max_size=40), before=st.lists(PIECES, max_size=12))
def test_no_words_make_it_fail(said: list[str], before: list[str]) -> None:
    talk = Talk()
    talk.told("my review is on 3 March")
    talk.say(" ".join(before))
    talk.say(" ".join(said))


@given(text=st.text(max_size=4000))
def test_any_text_is_answered_or_left(text: str) -> None:
    Talk().say(text)
