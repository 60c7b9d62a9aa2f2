"""What a member typed, read back from Slack's markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.words import addresses_others, escaped, in_words, mentions, unescaped

BOT = "U0COACH"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("<@U0COACH> what counts?", "what counts?"),
        ("<@U0COACH|coach>: what counts?", "what counts?"),
        ("Hey <@U0COACH>, what counts?", "Hey what counts?"),
        ("what counts <@U0COACH>", "what counts"),
        ("<@U0COACH>", ""),
        ("does <@U0BOSS> need credits?", "does a colleague need credits?"),
        ("does <@U0BOSS|Dr. Ng> need credits?", "does a colleague need credits?"),
        ("posted in <#C0WARD|ward> and <#C0X>", "posted in #ward and a channel"),
        ("<!channel> what counts?", "what counts?"),
        ("<!subteam^S1|@nurses> what counts?", "a group what counts?"),
        ("due <!date^1795370400^{date}|29 May>", "due 29 May"),
        ("is <https://x.example/a?b=1&amp;c=2|this> good?", "is this good?"),
        ("is <https://x.example/a?b=1&amp;c=2> good?", "is https://x.example/a?b=1&c=2 good?"),
        ("write to <mailto:a@b.example|a@b.example>", "write to a@b.example"),
        ("fee &lt; $300 &amp; credits &gt; 10", "fee < $300 & credits > 10"),
        ("the entity &amp;lt; and &lt;@U0BOSS&gt;", "the entity &lt; and <@U0BOSS>"),
        ("first line\nsecond line", "first line\nsecond line"),
    ],
)
def test_markup_becomes_words(written: str, meant: str) -> None:
    assert in_words(written, BOT) == meant


@given(st.text())
def test_escaped_text_holds_no_markup_and_comes_back_whole(words: str) -> None:
    written = escaped(words)

    assert "<" not in written
    assert ">" not in written
    assert unescaped(written) == words


def test_a_mention_is_of_one_user_only() -> None:
    assert mentions("see <@U0COACH>", BOT)
    assert mentions("see <@U0COACH|coach>", BOT)
    assert not mentions("see <@U0COACH2>", BOT)


@pytest.mark.parametrize("written", ["<@U0BOSS> thanks", " <!here> look", "<!subteam^S1> hello"])
def test_talk_between_colleagues_is_recognised(written: str) -> None:
    assert addresses_others(written)


def test_a_colleague_named_in_passing_is_no_address() -> None:
    assert not addresses_others("and for <@U0BOSS>?")
