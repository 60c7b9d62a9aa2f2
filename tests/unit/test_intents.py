"""What counts as help, a greeting, thanks, nothing and too much, and what must stay a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intents import LONGEST_QUESTION, Intent, read_intent

HELP = (
    "help", "/help", "HELP!!!", "what can you do", "What can you do?", "hi what is this",
    "Hi, can you help me please? thanks", "hey coach, what can you do?", "how does this work?",
    "who are you", "What’s this", "ｈｅｌｐ", ":wave: help", "what can I ask you?", "menu",
)  # fmt: skip
GREETINGS = (
    "hi", "Hi!", "hello there", "good morning team", "Hey 👋", "hello :wave:", "howdy",
    "how are you?", "Good evening, coach", "hi all, morning", "bye",
)  # fmt: skip
THANKS = (
    "thanks", "Thank you so much!!", "thx", "ty", "great, thanks coach", "ok", "Perfect 🙏",
    "Thanks for your help", "hello and thanks", "got it, thank you very much",
)  # fmt: skip
NOTHING = (
    "", "   ", "\n\t ", "???", "...", "👍🏽", "👩‍⚕️👨🏿‍⚕️", ":slack_emoji:", ":+1::skin-tone-3:",
    "™️", "🇺🇸", "!?", "—", "\u200b\u2060", ":tada: :tada:", "_", "``` ```", "1️⃣ 2️⃣",
)  # fmt: skip
QUESTIONS = (
    "help me pay for a course", "hello, which CME helps me lead?", "thanks! and for nurses?",
    "Hi! How do I become a CNO?", "what is this course worth", "start a fellowship at 50?",
    "good CME for nurses", "why?", "and in Texas?", "MOC", "help with my CV", "5", "yes",
    "ok so how do I pay for it", "who are you accredited by", "что такое CME", "info on MOC points",
    "can you help me choose between two conferences?", "great, is it free?",
    "what can you do with a DNP", "how do I start a journal club",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        *((text, Intent.HELP) for text in HELP),
        *((text, Intent.GREETING) for text in GREETINGS),
        *((text, Intent.THANKS) for text in THANKS),
        *((text, Intent.NOTHING) for text in NOTHING),
        *((text, Intent.ASK) for text in QUESTIONS),
    ],
)
def test_the_intent_is_read(text: str, intent: Intent) -> None:
    assert read_intent(text) is intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("x" * LONGEST_QUESTION, Intent.ASK),
        ("x" * (LONGEST_QUESTION + 1), Intent.TOO_LONG),
        ("x " * 3000, Intent.TOO_LONG),
        ("x" + " " * 40_000, Intent.ASK),
        (" " * 40_000, Intent.NOTHING),
        ("help " * 10_000, Intent.TOO_LONG),
    ],
)
def test_length_is_counted_after_folding(text: str, intent: Intent) -> None:
    assert read_intent(text) is intent


@given(st.text())
def test_any_text_has_an_intent(text: str) -> None:
    assert isinstance(read_intent(text), Intent)


@given(
    st.sampled_from(HELP + GREETINGS + THANKS), st.sampled_from(["Hi, ", "Hello! ", "hey coach "])
)
def test_a_greeting_before_it_hides_nothing(text: str, greeting: str) -> None:
    assert read_intent(greeting + text) is read_intent(text)


@given(st.sampled_from(QUESTIONS), st.sampled_from(["Hi, ", "Thanks! ", "hello "]))
def test_pleasantries_do_not_swallow_a_question(question: str, before: str) -> None:
    assert read_intent(before + question) is Intent.ASK
