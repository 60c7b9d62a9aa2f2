"""What a member wants of the coach with a message, before anything is looked up."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from bot.programs.removing import to_remove

LONGEST_QUESTION = 4000
"""Characters, counted after folding: compatibility forms made plain, white space made single."""


class Intent(StrEnum):
    """What to do with a message; whatever is not clearly something else is a question."""

    ASK = "ask"
    HELP = "help"
    GREETING = "greeting"
    THANKS = "thanks"
    SAVED = "saved"
    REMOVE = "remove"
    NOTHING = "nothing"
    TOO_LONG = "too_long"


def _phrases(lines: str) -> frozenset[tuple[str, ...]]:
    """Phrases separated by `|`, each as its words."""
    return frozenset(tuple(phrase.split()) for phrase in lines.split("|"))


_GREETINGS = _phrases(
    "hi|hii|hiya|hey|heya|hello|helo|hullo|yo|howdy|greetings|good morning|good afternoon|"
    "good evening|good day|morning|afternoon|evening|sup|whats up|how are you|how are you doing|"
    "how are you today|hows it going|how is it going|nice to meet you|bye|bye bye|goodbye|see you|"
    "see you later|good night|have a nice day|have a good day"
)
_THANKS = _phrases(
    "thanks|thank you|thankyou|thx|thnx|thanx|ty|tysm|tks|cheers|much appreciated|appreciate it|"
    "i appreciate it|i appreciate your help|thanks for your help|thank you for your help|"
    "thanks for the help|thank you for the help|thanks for that|thank you for that|that helps|"
    "that helped|this helps|that was helpful|very helpful|so helpful|this is helpful|"
    "ok|okay|k|great|perfect|cool|awesome|got it|nice|wonderful|excellent|super|brilliant|"
    "alright|sounds good|makes sense|good to know|you are great|youre great|great help|lovely"
)
_FILLERS = _phrases(
    "there|all|everyone|everybody|team|folks|coach|bot|cme coach|cme career coach|again|friend|"
    "so much|very much|a lot|a bunch|a million|lots|a ton|and|oh|wow|please|many|that|really"
)
_HELP = _phrases(
    "help|help me|help me out|i need help|i need some help|can you help|can you help me|"
    "could you help me|what can you do|what can you do for me|what do you do|what can i ask|"
    "what can i ask you|what can i ask here|what can you help with|what can you help me with|"
    "what can this bot do|what does this do|what does this bot do|what can this do|"
    "what do you know|what is this|whats this|what is this bot|what is this thing|what are you|"
    "what r u|who are you|who r u|who is this|how do you work|how does this work|"
    "how does this bot work|how do i use this|how do i use you|how do i use this bot|"
    "how do i start|how do i begin|how can you help|how can you help me|how can i use this|"
    "how to use|how to use this|how to use this bot|what kind of questions can i ask|"
    "what kind of questions can i ask you|what questions can i ask|what should i ask|"
    "show commands|commands|menu|instructions|usage|options|get started|getting started|start|"
    "info|about|about you|are you a bot|are you a human|are you human|are you a robot|"
    "are you real|are you ai|are you an ai|tell me about yourself|introduce yourself"
)
_SAVED = _phrases(
    "whats on my list|what is on my list|my shortlist|show my shortlist|"
    "my list|my saved programs|saved programs|my saved courses|saved courses|my programs|"
    "show my list|show me my list|show my saved programs|show me my saved programs|"
    "show my saved courses|what did i save|what have i saved|what programs did i save|"
    "which programs did i save|what programs have i saved|list my saved programs"
)
_LONGEST_PHRASE = max(len(phrase) for phrase in _GREETINGS | _THANKS | _FILLERS)

_SHORTCODE = re.compile(r":[a-z0-9_+'-]+:(?::skin-tone-[2-6]:)?", re.IGNORECASE)
_KEYCAP = re.compile(r"[0-9#*]\ufe0f?\u20e3")
_WORD = re.compile(r"\w+")


def read_intent(text: str) -> Intent:
    """The one thing the message wants; pleasantries around a question do not hide it."""
    if len(folded(text)) > LONGEST_QUESTION:
        return Intent.TOO_LONG
    words = _words(text)
    if not words:
        return Intent.NOTHING
    rest, said = _peeled(words)
    core = _peeled(rest[::-1], backwards=True)[0][::-1]
    if rest in _HELP or core in _HELP:
        return Intent.HELP
    if rest:
        return _of_the_list(core, text)
    if not said.isdisjoint(_THANKS):
        return Intent.THANKS
    return Intent.ASK if said.isdisjoint(_GREETINGS) else Intent.GREETING


def _of_the_list(words: tuple[str, ...], text: str) -> Intent:
    """Whether the member's own list is asked for or changed; else the message is a question."""
    if words in _SAVED:
        return Intent.SAVED
    return Intent.REMOVE if to_remove(text) else Intent.ASK


def folded(text: str) -> str:
    """The text with compatibility forms (full width, ligatures) made plain and single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _words(text: str) -> tuple[str, ...]:
    """The words in small letters, without apostrophes, emoji and their codes in Slack."""
    spelled = _KEYCAP.sub(" ", _SHORTCODE.sub(" ", text))
    plain = "".join(" " if unicodedata.category(c) == "So" or c == "ℹ" else c for c in spelled)
    lower = folded(plain).lower().replace("'", "").replace("’", "").replace("_", " ")
    return tuple(_WORD.findall(lower))


def _peeled(
    words: tuple[str, ...], *, backwards: bool = False
) -> tuple[tuple[str, ...], set[tuple[str, ...]]]:
    """The words without the pleasantries they begin with, and those pleasantries."""
    said: set[tuple[str, ...]] = set()
    while found := _pleasantry(words, backwards=backwards):
        said.add(found)
        words = words[len(found) :]
    return words, said


def _pleasantry(words: tuple[str, ...], *, backwards: bool) -> tuple[str, ...]:
    for length in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        head = words[:length][::-1] if backwards else words[:length]
        if head in _GREETINGS or head in _THANKS or head in _FILLERS:
            return head
    return ()
