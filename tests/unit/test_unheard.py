"""What somebody tells is noted or asked back, never passed over; what they ask is left alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from adapters import wiring
from adapters.settings import Settings
from adapters.store import open_store
from adapters.wiring import StarterHandbook
from bot.allowance.purse import Purse
from bot.answering.scope import scope_of
from bot.conversation import Question, Visibility
from bot.deadlines.agenda import Agenda
from bot.intents import Intent, read_intent
from bot.members.about import About
from bot.members.belongings import Belongings
from bot.members.profile import Said
from bot.messages import Choice, Done, Message, Note
from bot.portfolio.desk import PortfolioDesk
from bot.programs.advising import Advisor
from bot.unheard.desk import SHORT, WAS_A_QUESTION, Unheard
from bot.unheard.lost import NOT_NOTED
from tests.fakes import MemoryCatalog, MemoryShortlist, MemoryStore
from tests.members import ANA
from tests.office import Shelf
from tests.reminder_fakes import MemoryBook, MemoryMembers

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("America/New_York"))
ASKED = (
    ("tests/scenarios/starter_questions.jsonl", "text"),
    ("tests/golden/followups.jsonl", "thread"),
    ("tests/golden/judged_requests.jsonl", "request"),
    ("tests/golden/requests.jsonl", "text"),
    ("tests/golden/phrases.jsonl", "text"),
    ("tests/golden/scope.jsonl", "text"),
    ("benchmarks/questions.jsonl", "text"),
)
"""Files of what people ask, and where in a row their words stand."""

SHARE = 0.005
"""Of what people ask may be taken for something told."""


def rows(file: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (ROOT / file).read_text("utf-8").splitlines()]


GOLDEN = rows("tests/golden/unheard.jsonl")


class Talk:
    """A member who talks with the real parts of the desk, over memory."""

    def __init__(self) -> None:
        members, catalog = MemoryMembers(), MemoryCatalog()
        members.met(ANA.tenant, ANA.id, ANA.home, ANA.zone, NOW)
        self.book, self.deadlines, ids = MemoryBook(), members.deadlines, count(1)
        saved = MemoryShortlist()
        held = Belongings(MemoryStore(), saved, members, self.deadlines, self.book)
        advisor = Advisor(Shelf(), catalog, StarterHandbook())

        def new_id() -> str:
            return f"n{next(ids)}"

        self.parts = (
            About(members, held),
            Purse(self.book, self.deadlines, advisor, new_id),
            Agenda(self.deadlines, catalog, saved, new_id),
            PortfolioDesk(self.book, catalog, new_id),
        )
        self.unheard = Unheard(self.parts)
        self._before = ""

    def taken(self, text: str) -> Message | None:
        """What a part before the last one answers."""
        answers = (part.take(Said(text, ANA, NOW, self._before)) for part in self.parts)
        return next((answer for answer in answers if answer), None)

    def say(self, text: str) -> Message | None:
        """The answer to a message, with the one before where that was asked about."""
        answer = self.taken(text) or self.unheard.take(Said(text, ANA, NOW, self._before))
        self._before = answer.question if isinstance(answer, Note) and answer.asks else ""
        return answer

    def asked(self, text: str) -> Note:
        """The note that asks what was told."""
        answer = self.say(text)
        assert isinstance(answer, Note), f"not taken: {text}"
        assert answer.title in {NOT_NOTED, SHORT}, answer
        return answer

    def titles(self) -> list[str]:
        """The titles of the deadlines that are kept."""
        held = self.deadlines.of_member(ANA.tenant, ANA.id)
        return [each.deadline.title for each in held]


def said_of(choices: tuple[Choice, ...]) -> list[str]:
    """The words behind the choices but the last, which is that it was a question."""
    assert choices[-1].label == WAS_A_QUESTION
    return [choice.says for choice in choices[:-1]]


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: row["text"])
def test_what_is_told_is_noted_or_asked_back_and_a_question_is_not(row: dict[str, Any]) -> None:
    answer = Talk().say(row["text"])

    if "says" not in row:
        assert answer is not None
    elif row["says"] is None:
        assert answer is None
    elif isinstance(answer, Note) and answer.title == NOT_NOTED:
        assert said_of(answer.choices) == row["says"]
    else:
        assert answer is not None  # a part understands it itself


@pytest.mark.parametrize(
    "says", sorted({says for row in GOLDEN for says in row.get("says") or ()}), ids=str
)
def test_every_sentence_that_is_offered_is_understood(says: str) -> None:
    answer = Talk().taken(says)

    assert answer is not None
    assert not (isinstance(answer, Note) and answer.asks), answer


def asked_by_people() -> Iterator[str]:
    """Whatever people ask, that is neither refused nor small talk."""
    for file, key in ASKED:
        for row in rows(file):
            said = row[key]
            for text in said if isinstance(said, list) else [said]:
                if not scope_of(text) and read_intent(text) is Intent.ASK:
                    yield text


def test_what_people_ask_is_hardly_ever_taken_for_something_told() -> None:
    asked = list(asked_by_people())
    alone = Unheard(())

    suspects = [text for text in asked if alone.take(Said(text, ANA, NOW))]
    wrong = [text for text in suspects if not Talk().taken(text)]

    assert len(asked) > 1500
    assert len(wrong) <= SHARE * len(asked), wrong


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "lol",
        "march",
        "nurse",
        "2027",
        "no, in person",
        "online instead",
        "under $200",
        "after january",
        "that was great",
        "talk to you friday",
        "see you tomorrow",
        "good morning to you all",
        "thanks so much",
        "i am tired today",
        "",
        "300 " * 200,
    ],
)
def test_small_talk_and_corrections_tell_nothing(text: str) -> None:
    assert Unheard(()).take(Said(text, ANA, NOW)) is None


def test_a_number_takes_the_choice_and_the_parts_note_it() -> None:
    talk = Talk()
    asked = talk.asked("flu shot 1/5/27")
    noted = talk.say("2")

    assert said_of(asked.choices) == [
        "my flu shot is due on 5 January 2027",
        "my flu shot is due on 1 May 2027",
    ]
    assert isinstance(noted, Note)
    assert talk.titles() == ["flu shot"]
    assert "1 May 2027" in noted.rows[0][1]


def test_a_yes_takes_the_only_reading() -> None:
    talk = Talk()
    talk.asked("uptodate 579")
    noted = talk.say("yes")

    assert isinstance(noted, Note)
    assert not noted.asks
    assert len(talk.book.entries(ANA.tenant, ANA.id)) == 1


def test_of_two_things_one_is_noted_and_the_other_stays_on_offer() -> None:
    talk = Talk()
    asked = talk.asked("hotel 220 and flight 300")
    noted = talk.say("the first")

    assert said_of(asked.choices) == ["I spent $220 on hotel", "I spent $300 on flight"]
    assert isinstance(noted, Note)
    assert noted.choices[0].says == "I spent $300 on flight"
    assert "The rest of what you told me is not noted yet." in noted.remarks


def test_both_are_noted_at_once() -> None:
    talk = Talk()
    talk.asked("hotel 220 and flight 300")
    noted = talk.say("both")

    assert isinstance(noted, Note)
    assert len(talk.book.entries(ANA.tenant, ANA.id)) == 2
    assert len(noted.rows) == 2


def test_money_and_the_day_it_must_be_used_by_are_two_things() -> None:
    talk = Talk()
    talk.asked("hosp gives me 640 for ce resets jan 1")
    talk.say("both")

    assert talk.titles() == ["CME money"]
    assert len(talk.book.entries(ANA.tenant, ANA.id)) == 1


def test_a_no_notes_nothing() -> None:
    talk = Talk()
    talk.asked("flu shot dec 1")

    assert isinstance(talk.say("no"), Done)
    assert talk.titles() == []


def test_a_question_can_still_be_asked() -> None:
    talk = Talk()
    asked = talk.asked("flu shot dec 1")
    answer = talk.say("it was a question")

    assert asked.choices[-1].says == "flu shot dec 1?"
    assert Talk().say(asked.choices[-1].says) is None
    assert isinstance(answer, Note)
    assert answer.choices == (Choice("Look it up", "flu shot dec 1?"),)


def test_another_message_is_no_reply() -> None:
    talk = Talk()
    talk.asked("flu shot dec 1")

    assert talk.say("how do I get a course paid for") is None


def test_what_cannot_be_guessed_is_still_said_not_to_be_noted() -> None:
    asked = Talk().asked("pay aapa dues yesterday")

    assert said_of(asked.choices) == []
    assert "I spent $300" in asked.remarks[0]


@pytest.mark.parametrize(
    "text", ["list", "list pls", "whats left", "how much left", "What’s left?"]
)
def test_words_too_short_to_be_understood_offer_whole_ones(text: str) -> None:
    answer = Talk().say(text)

    assert isinstance(answer, Note)
    if answer.asks:
        assert answer.title == SHORT
        assert len(answer.choices) == 2


def test_the_wired_desk_asks_in_private_and_takes_nothing_in_a_channel(tmp_path: Path) -> None:
    settings = Settings.from_env({"COACH_HOME": str(tmp_path)})
    store = open_store(tmp_path / "coach.sqlite")
    desk = wiring.desk(settings, store, wiring.advisor(settings))

    def ask(seen_by: Visibility) -> Message | None:
        assert ANA.home
        question = Question(
            str(seen_by), "flu shot dec 1", ANA.id, "D1", ANA.home, seen_by, NOW, ANA.home, ANA.zone
        )
        return desk.take(question, desk.receive(question), "")

    private, channel = ask(Visibility.MEMBER), ask(Visibility.THREAD)
    store.close()

    assert isinstance(private, Note)
    assert private.title == NOT_NOTED
    assert channel is None
