"""From findings to an answer or an abstention."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest

from bot.answering.composing import at_passage, compose
from bot.messages import Abstention, Answer, Message
from bot.wording import checked_line
from knowledge.articles import Origin
from knowledge.passages import Hit
from tests.findings import a_hit, some_findings

ASKED = "How do I get a course paid for?"
ADVICE = (
    "Ask for paid time when money for a course is refused. "
    "Attach a small result from a free course to the next request."
)


def said(asked: str, *hits: Hit, unknown: tuple[str, ...] = (), familiar: float = 1.0) -> Message:
    return compose(asked, asked, some_findings(asked, hits, unknown=unknown, familiar=familiar))


def an_answer(asked: str, *hits: Hit) -> Answer:
    message = said(asked, *hits)
    assert isinstance(message, Answer)
    return message


def test_every_statement_is_cited_and_every_citation_is_used() -> None:
    answer = an_answer(ASKED, a_hit(ADVICE), a_hit("A course is paid by grants too.", start=400))

    used = [number for statement in answer.statements for number in statement.citations]
    assert used == [citation.number for citation in answer.citations]
    assert used == list(range(1, len(used) + 1))


def test_a_quote_stands_in_the_document_between_start_and_end() -> None:
    hit = a_hit(ADVICE, start=1000)

    for citation in an_answer(ASKED, hit).citations:
        assert hit.passage.text[citation.start - 1000 : citation.end - 1000] == citation.quote


def test_a_statement_leaves_the_source_in_brackets_to_the_citation() -> None:
    text = "First-line use of the course rose from 43% to 62% (ACCME, Outcomes, read 2026-11-22)."

    answer = an_answer("how much did course use rise", a_hit(text, link="https://accme.org/x"))

    assert answer.statements[0].text == "First-line use of the course rose from 43% to 62%"
    assert answer.citations[0].quote == text
    assert answer.citations[0].url == "https://accme.org/x"


def test_an_exception_in_brackets_stays_though_the_sentence_has_a_link() -> None:
    text = "Nurses need 30 course hours by the board's rule (15 in the first renewal only)."
    hit = a_hit(text, link="https://board.example/rule")
    linked = replace(hit.sentences[0], link_at=40)

    answer = an_answer("course hours for nurses", replace(hit, sentences=(linked,)))

    assert answer.statements[0].text == text


def test_a_day_read_marks_a_source_without_a_link() -> None:
    text = "First-line use of the course rose to 62% (Project data, read 2026-11-22)."

    answer = an_answer("how much did course use rise", a_hit(text))

    assert answer.statements[0].text == "First-line use of the course rose to 62%"


def test_a_sentence_with_an_open_bracket_is_not_said() -> None:
    assert isinstance(said(ASKED, a_hit("A course is paid for by rule (22 Tex.")), Abstention)


def test_what_many_words_bring_up_is_shown_as_near() -> None:
    message = said("paid-leave form?", a_hit("A paid leave form is asked first:", cosine=-1.0))

    assert isinstance(message, Abstention)
    assert len(message.nearest) == 1


def test_brackets_that_name_no_source_stay() -> None:
    text = "Ask about the paid course days you get (part-time staff often get fewer)."

    assert an_answer(ASKED, a_hit(text)).statements[0].text == text


def test_a_sentence_that_leans_on_the_one_before_takes_it_along() -> None:
    text = "A claim window closes the course account. It rarely opens again for a paid course."

    answer = an_answer(ASKED, a_hit(text))

    assert [s.text for s in answer.statements] == [text]


def test_a_sentence_that_leans_on_what_is_missing_is_not_said() -> None:
    message = said(ASKED, a_hit("It pays for a course once a year."))

    assert isinstance(message, Abstention)


def test_a_leaning_list_item_does_not_take_the_item_before() -> None:
    hit = a_hit("Courses are paid in May.\nThey close the paid course account in June.")

    assert [s.text for s in an_answer(ASKED, hit).statements] == ["Courses are paid in May."]


@pytest.mark.parametrize(
    "text",
    [
        "How is a course paid for by an employer?",
        "A course is paid for in these steps:",
        "I ask for [amount] and [number] paid course days.",
        "Paid course.",
        "Course paid for by: [title, provider, credit, date].",
        "A course is paid for by the options below in order.",
        "A course is paid for as follows.",
        'A note on a paid course can be short: "I ask for the virtual ticket.',
        "Suppose a course is paid for by the unit and costs $300.",
    ],
)
def test_questions_lead_ins_templates_and_scraps_are_not_statements(text: str) -> None:
    assert isinstance(said(ASKED, a_hit(text)), Abstention)


def test_a_list_of_sources_is_never_quoted() -> None:
    assert isinstance(said(ASKED, a_hit(ADVICE, heading="Sources")), Abstention)


def test_nothing_is_said_twice() -> None:
    again = "Ask for paid time when money for a course is refused again."

    answer = an_answer(ASKED, a_hit(ADVICE), a_hit(again, document="other.md"))

    assert len(answer.statements) == 2


def test_an_answer_has_at_most_five_statements() -> None:
    texts = ["A course is paid by " + " ".join(f"{c}{n}" for c in "abcdefg") for n in range(9)]
    hits = [a_hit(text, document=f"{n}.md") for n, text in enumerate(texts)]

    assert len(an_answer(ASKED, *hits).statements) == 5


def test_the_same_findings_give_the_same_answer() -> None:
    hits = [a_hit(ADVICE, document=f"{n}.md") for n in "cab"]

    assert an_answer(ASKED, *hits) == an_answer(ASKED, *hits)
    assert an_answer(ASKED, *hits).citations[0].id == "a.md"


def test_an_abstention_shows_the_nearest_passage_of_each_document() -> None:
    far = [a_hit(ADVICE, cosine=0.22, document=f"{n}.md") for n in range(5)]

    message = said(ASKED, *far, far[0])

    assert isinstance(message, Abstention)
    assert len(message.nearest) == 3
    assert len({citation.id for citation in message.nearest}) == 3


def test_what_is_not_near_at_all_is_not_shown() -> None:
    assert said("Who won?", a_hit(ADVICE, cosine=0.1)) == Abstention("Who won?", ())
    assert said(ASKED, a_hit(ADVICE, cosine=0.22, heading="Sources")) == Abstention(ASKED, ())


def test_an_empty_hub_abstains() -> None:
    assert said(ASKED) == Abstention(ASKED, ())


def test_words_that_the_hub_lacks_are_named() -> None:
    message = said("is a wharton course paid for", a_hit(ADVICE), unknown=("wharton",))

    assert isinstance(message, Answer)
    assert message.missing == ("wharton",)


def test_a_follow_up_shows_how_it_was_read() -> None:
    whole = "How do nurses get a course paid for?"

    message = compose("and for nurses?", whole, some_findings(whole, [a_hit(ADVICE)]))

    assert isinstance(message, Answer)
    assert (message.question, message.understood) == ("and for nurses?", whole)


def test_the_date_is_the_documents() -> None:
    assert an_answer(ASKED, a_hit(ADVICE, updated=None)).citations[0].updated is None
    assert an_answer(ASKED, a_hit(ADVICE)).citations[0].updated == date(2026, 5, 29)


BOARD = Origin(1, "Rules", "State board", "https://board.example/rules", "2025-10")
PAPER = Origin(2, "A paper", dated="2004")


def test_a_citation_names_the_origins_of_every_sentence_it_quotes() -> None:
    hit = a_hit("Grants close in May. They get a course paid for.")
    first, last = hit.sentences
    marked = (replace(first, origins=(BOARD,)), replace(last, origins=(PAPER, BOARD)))

    [citation] = an_answer(ASKED, replace(hit, sentences=marked)).citations

    assert citation.quote == hit.passage.text
    assert citation.origins == (BOARD, PAPER)


def test_the_age_of_an_answer_is_that_of_the_pages_behind_it() -> None:
    hit = a_hit("A course is paid for by grants.")
    sentence = replace(hit.sentences[0], origins=(BOARD, PAPER))
    undated = replace(sentence, origins=(BOARD, Origin(3, "No date")))

    assert ages(replace(hit, sentences=(sentence,))) == "whose sources are dated 2004 to 2025-10."
    assert (
        ages(replace(hit, sentences=(undated,)))
        == "whose sources are dated 2025-10 (some state none)."
    )
    assert ages(a_hit(ADVICE, updated=None)) == "whose sources state no date."


def ages(hit: Hit) -> str:
    """What the line below an answer says of how old its sources are."""
    return checked_line(an_answer(ASKED, hit)).partition("the hub, ")[2]


def test_a_link_opens_the_page_at_the_quote() -> None:
    url = at_passage(
        "https://x.org/a?b=1", "Ask first - then pay, and claim what 20% & more cost you."
    )

    assert url.startswith("https://x.org/a?b=1#:~:text=Ask%20first%20%2D%20then%20pay%2C,")
    assert unquote(url).endswith("20% & more cost you.")


def test_a_short_quote_is_one_fragment() -> None:
    assert at_passage("https://x.org/a", "Ask first.") == "https://x.org/a#:~:text=Ask%20first."


def test_an_address_with_a_place_keeps_it() -> None:
    assert at_passage("https://x.org/a#s2", "Ask.") == "https://x.org/a#s2:~:text=Ask."


def test_a_pdf_and_a_table_row_have_no_fragment() -> None:
    row = a_hit("Step: Ask for a paid course; When: January.", url="https://x.org/a", row=True)

    assert at_passage("https://x.org/a.pdf", "Ask.") == "https://x.org/a.pdf"
    assert an_answer(ASKED, row).citations[0].url == "https://x.org/a"


def test_of_a_table_two_rows_are_said_at_the_most() -> None:
    sources = (
        "wards with money left on the last day of their month",
        "foundation grants that close each autumn before Thanksgiving",
        "union claims handed in together until early June",
    )
    rows = [
        a_hit(f"Course paid for by: {source}", start=300 * n, row=True)
        for n, source in enumerate(sources)
    ]

    assert len(an_answer(ASKED, *rows).statements) == 2


def test_a_question_that_stands_in_a_section_says_what_the_section_answers() -> None:
    plain = a_hit("Ask for a course in May.", heading="Spring", document="a.md", cosine=0.5)
    asked = a_hit(
        "Who gives me money for class? Ask for a course in June.", heading="Money", document="b.md"
    )
    near, answer = asked.sentences
    asked = replace(
        asked,
        sentences=(replace(near, cosine=0.9), replace(answer, cosine=0.5)),
        heading_cosine=0.1,
    )
    plain = replace(plain, heading_cosine=0.5)

    assert an_answer(ASKED, plain, asked).statements[0].text == ("Ask for a course in June.")


def test_steps_of_one_section_keep_their_order_though_a_later_one_is_more_direct() -> None:
    first = a_hit(
        "How I have a course paid for by one grant: apply before autumn, when deadlines come.",
        heading="Steps",
    )
    last = a_hit(
        "How do I have a course paid for later: union members hand over claims with each receipt.",
        start=500,
        heading="Steps",
        cosine=0.7,
    )

    said = [s.text for s in an_answer(ASKED, last, first).statements]

    assert said == [first.passage.text, last.passage.text]
