"""The catalog at the terminal: finding, comparing, asking why not, role maps, renewal rules."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from bot import wording
from tests.terminal import Json, Terminal

CSV = """id,title,provider,professions,topics,delivery,format,fee_amount,fee_currency,credit_type,\
credit_amount,practice_project,retrieved_on
night-ethics,Ethics on Nights,Lakeside College,nurse,ethics,online,enduring material,0,USD,\
ANCC contact hours,2,,2026-11-20
day-ethics,Ethics by Day,Lakeside College,nurse,ethics,in person,live course,250,USD,\
ANCC contact hours,6,,2026-11-20
lead,Leading a Unit,Lakeside College,nurse; physician,leadership; finance,online,\
enduring material,,,,,yes,2020-01-01
"""


@pytest.fixture
def catalog(untouched: Terminal, tmp_path: Path) -> Terminal:
    """A home whose hub holds three programs and one article."""
    hub = tmp_path / "hub"
    (hub / "programs").mkdir(parents=True)
    (hub / "programs" / "ours.csv").write_text(CSV, "utf-8")
    (hub / "articles").mkdir()
    (hub / "articles" / "pay.md").write_text(
        "---\ntitle: Getting paid\n---\n\nAsk your manager in writing to pay for a course.\n",
        "utf-8",
    )
    done = untouched.run("ingest", str(hub))
    assert done.exit_code == 0, done.output
    assert "Catalog: 3 added" in done.stdout
    return untouched


def ids(listed: object) -> list[str]:
    """The ids of programs in JSON."""
    assert isinstance(listed, list)
    return [program["id"] for program in listed]


def test_a_request_in_words_brings_only_what_meets_it(catalog: Terminal) -> None:
    found = catalog.json("programs", "free ethics credits online under 4 hours for a nurse")

    assert ids(found["programs"]) == ["night-ethics"]
    assert found["kind"] == "answer"
    assert {"for nurses", "free", "online", "at most 4 hours"} <= set(found["understood"])
    assert all(program["id"] != "day-ethics" for program in found["perhaps"])


def test_each_reason_is_carried_by_words_of_the_record(catalog: Terminal) -> None:
    found = catalog.json("programs", "free ethics credits online for a nurse")

    by_number = {citation["number"]: citation for citation in found["citations"]}
    for program in found["programs"]:
        text = catalog.run("source", program["id"]).stdout
        assert len(program["why"]) == len(program["citations"])
        for numbers in program["citations"]:
            for number in numbers:
                cited = by_number[number]
                assert (cited["kind"], cited["id"]) == ("program", program["id"])
                assert text[cited["start"] : cited["end"]] == cited["quote"]
    assert all(set(s["citations"]) <= by_number.keys() for s in found["statements"])


def test_options_take_the_place_of_words(catalog: Terminal) -> None:
    found = catalog.json("programs", "ethics for physicians", "--profession", "RN")

    assert set(ids(found["programs"])) == {"night-ethics", "day-ethics"}
    assert "for physicians" not in found["understood"]
    cheap = catalog.json("programs", "ethics", "--max-fee", "100")
    assert ids(cheap["programs"]) == ["night-ethics"]


@pytest.mark.parametrize(
    ("option", "value", "right"),
    [
        ("--profession", "wizard", "physician"),
        ("--max-fee", "-3", "a number from 0"),
        ("--ends-before", "next year or so", "a day as 2027-03-15"),
        ("--format", "telepathy", "live course"),
        ("--goal", "astronaut", "leadership"),
    ],
)
def test_an_option_that_cannot_be_read_says_what_would_be_right(
    catalog: Terminal, option: str, value: str, right: str
) -> None:
    result = catalog.run("programs", "ethics", option, value)

    assert result.exit_code == 2
    assert right in result.stderr or right in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "words", [("--starts-after", "2027-05-01"), ("from 1 May 2027 on",)], ids=["option", "words"]
)
def test_a_first_day_after_the_last_one_is_refused(
    catalog: Terminal, words: tuple[str, ...]
) -> None:
    result = catalog.run("programs", *words, "--ends-before", "2027-03-01")

    assert result.exit_code == 2
    assert "begins on 2027-05-01 or later is finished by 2027-03-01" in result.output


def test_nothing_that_fits_is_said_so_with_what_comes_nearest(catalog: Terminal) -> None:
    found = catalog.json("programs", "in-person ethics under $100 for a nurse")

    assert (found["kind"], found["programs"]) == ("abstention", [])
    assert "day-ethics" in ids(found["nearest_programs"])
    said = catalog.run("programs", "in-person ethics under $100 for a nurse").stdout
    assert "$250" in said
    assert "What comes nearest" in said


def test_a_stale_record_says_so(catalog: Terminal) -> None:
    assert "stale" in catalog.run("programs", "leadership").stdout
    fresh = catalog.run("programs", "leadership", COACH_STALE_DAYS="3650").stdout
    assert "stale" not in fresh


def test_programs_are_compared_by_id_or_title(catalog: Terminal) -> None:
    table = catalog.json("compare", "night-ethics", "ethics by day")

    assert ids(table["programs"]) == ["night-ethics", "day-ethics"]
    rows = {row["label"]: row["cells"] for row in table["rows"]}
    assert rows["Fee"] == ["free", "$250"]
    assert all(len(cells) == 2 for cells in rows.values())
    assert "Ethics by Day" in catalog.run("compare", "night-ethics", "day-ethics").stdout


def test_a_name_that_no_program_has_is_told_with_those_like_it(catalog: Terminal) -> None:
    said = catalog.json("compare", "night-ethics", "underwater basket weaving")
    text = catalog.run("compare", "night-ethics", "underwater basket weaving").stdout

    assert said["kind"] == "abstention"
    assert "no program called “underwater basket weaving”" in text
    assert "coach programs" in " ".join(text.split())
    assert wording.NOTHING_NEAR not in text


@pytest.mark.parametrize("ids", [["night-ethics"], ["lead", "Lead", " lead"], list("abcde")])
def test_fewer_than_two_and_more_than_four_programs_are_not_compared(
    catalog: Terminal, ids: list[str]
) -> None:
    result = catalog.run("compare", *ids)

    assert result.exit_code == 2
    assert "2 to 4 different programs" in result.output + result.stderr


def test_two_names_of_one_program_ask_for_another(catalog: Terminal) -> None:
    said = catalog.json("compare", "night-ethics", "ethics on nights")

    assert "“Ethics on Nights”. Name another one to compare it with" in str(said["text"])
    assert said["nearest"] == []


def test_an_abstention_from_the_catalog_has_what_every_abstention_has(catalog: Terminal) -> None:
    said = catalog.json("programs", "in-person ethics under $100 for a nurse")

    assert said["kind"] == "abstention"
    assert said["text"] == wording.NO_PROGRAM
    assert "day-ethics" in {near["id"] for near in said["nearest"]}


def test_programs_side_by_side_have_what_every_program_has(catalog: Terminal) -> None:
    [first, second] = catalog.json("compare", "night-ethics", "day-ethics")["programs"]

    assert (first["id"], first["title"], first["url"], first["why"]) == (
        "night-ethics",
        "Ethics on Nights",
        None,
        [],
    )
    assert second["record"]["provider"] == "Lakeside College"


def test_why_not_names_each_constraint_that_is_missed(catalog: Terminal) -> None:
    said = catalog.json("why-not", "day-ethics", "free ethics online for a nurse")

    text = " ".join(statement["text"] for statement in said["statements"])
    assert "$250" in text
    assert "in person" in text


def test_a_program_s_record_can_be_read_as_it_is_cited(catalog: Terminal) -> None:
    text = catalog.run("source", "night-ethics").stdout

    assert "Ethics on Nights is free" in text
    assert catalog.run("source", "no-such-program").exit_code == 1


def test_a_row_that_cannot_be_taken_is_named_and_the_others_go_in(
    untouched: Terminal, tmp_path: Path
) -> None:
    folder = tmp_path / "hub" / "programs"
    folder.mkdir(parents=True)
    (folder / "ours.csv").write_text(CSV.replace("250,USD", "-250,USD"), "utf-8")

    done = untouched.run("ingest", str(tmp_path / "hub"))
    held = untouched.json("programs", "ethics")

    assert done.exit_code == 1
    assert "ours.csv, line 3, fee_amount is '-250'" in done.stdout
    assert ids(held["programs"]) == ["night-ethics"]
    report: Json = json.loads(untouched.run("ingest", str(tmp_path / "hub"), "--json").stdout)
    assert report["programs"]["bad"] == 1
    assert report["programs"]["unchanged"] == 2


def test_the_template_is_a_file_that_goes_in(untouched: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "hub" / "programs"
    folder.mkdir(parents=True)
    (folder / "ours.csv").write_text(
        untouched.run("programs", "--template", "csv").stdout, "utf-8", newline=""
    )

    done = untouched.run("ingest", str(tmp_path / "hub"))

    assert (done.exit_code, "Catalog: 1 added" in done.stdout) == (0, True), done.output


def test_a_role_map_names_skills_with_sources_and_programs(terminal: Terminal) -> None:
    way = terminal.json("role-map", "CMO")

    assert way["title"] == "The way to chief medical officer (CMO)"
    assert all(statement["citations"] for statement in way["statements"])
    assert "emory-chief-medical-officer-program" in ids(way["programs"])
    assert way["sections"][-1]["heading"] == "Your step for the next 12 months"
    text = terminal.run("source", "paths/path-to-chief-medical-officer.md").stdout
    cited = [c for c in way["citations"] if c["id"] == "paths/path-to-chief-medical-officer.md"]
    assert all(text[c["start"] : c["end"]] == c["quote"] for c in cited)


def test_renewal_rules_name_their_source_and_whom_to_ask(terminal: Terminal) -> None:
    rule = terminal.json("renewal", "physician", "Idaho")

    assert rule["statements"][0]["text"].startswith("Physicians (MD and DO) in Idaho need 40 hours")
    first = rule["citations"][0]
    assert (first["kind"], first["sources"][0]["date"]) == ("rule", "2025-10")
    text = terminal.run("source", first["id"]).stdout
    assert text[first["start"] : first["end"]] == first["quote"]
    assert "licensing board of Idaho" in " ".join(rule["notes"])


def test_a_rule_that_is_not_known_is_said_so(terminal: Terminal) -> None:
    assert terminal.json("renewal", "dietitian", "Idaho")["kind"] == "abstention"
    assert terminal.json("role-map", "lighthouse keeper")["kind"] == "abstention"


def test_asking_in_words_reaches_the_catalog_too(terminal: Terminal) -> None:
    listed = terminal.json("ask", "find free online courses on opioid prescribing")
    way = terminal.json("ask", "I am a hospitalist and want to be CMO")
    rule = terminal.json("ask", "What must a physician renew in Idaho?")
    advice = terminal.json("ask", "Which CME would help me become a chief medical officer?")

    assert listed["understood"]
    assert way["title"] == "The way to chief medical officer (CMO)"
    assert "40 hours" in rule["statements"][0]["text"]
    assert advice["kind"] == "answer"
    assert "emory-chief-medical-officer-program" in ids(advice["programs"])
    for said in (listed, way, rule, advice):
        numbers = {citation["number"] for citation in said["citations"]}
        assert all(statement["citations"] for statement in said["statements"])
        assert all(set(statement["citations"]) <= numbers for statement in said["statements"])


def test_a_home_of_before_the_catalog_gets_the_starter_s_programs(terminal: Terminal) -> None:
    for path in terminal.home.glob("catalog.sqlite*"):
        path.unlink()

    assert "emory" in json.dumps(terminal.json("programs", "chief medical officer"))


def test_a_starter_hub_that_was_installed_elsewhere_is_still_the_starter_hub(
    terminal: Terminal,
) -> None:
    elsewhere = json.dumps(["/opt/coach-1/lib/knowledge/starter"])
    with sqlite3.connect(terminal.home / "hub.sqlite") as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'folders'", (elsewhere,))
    for path in terminal.home.glob("catalog.sqlite*"):
        path.unlink()

    assert ids(terminal.json("programs", "chief medical officer")["programs"])


def test_an_ingest_that_ended_before_all_programs_were_in_is_finished(terminal: Terminal) -> None:
    with sqlite3.connect(terminal.home / "catalog.sqlite") as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM document")

    assert "emory" in json.dumps(terminal.json("programs", "chief medical officer"))


def test_a_hub_of_our_own_without_programs_is_said_to_have_none(
    untouched: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "hub" / "articles").mkdir(parents=True)
    (tmp_path / "hub" / "articles" / "pay.md").write_text("---\ntitle: Pay\n---\n\nAsk.\n", "utf-8")
    untouched.run("ingest", str(tmp_path / "hub"))

    said = untouched.run("programs", "leadership").stdout

    assert "The catalog holds no program yet" in said
    assert "Catalog: no program ingested yet" in untouched.run("check").stdout


def test_a_catalog_that_cannot_be_read_does_not_keep_the_articles_from_answering(
    terminal: Terminal,
) -> None:
    (terminal.home / "catalog.sqlite").write_bytes(b"no database" * 1000)

    assert terminal.json("ask", "Who pays for a course?")["kind"] == "answer"
    asked = terminal.run("programs", "leadership")
    assert (asked.exit_code, "catalog.sqlite is damaged" in asked.stderr) == (1, True)
    assert "!! Catalog: catalog.sqlite is damaged" in terminal.run("check").stdout


def test_a_hub_of_programs_only_answers_where_a_career_is_to_go(
    untouched: Terminal, tmp_path: Path
) -> None:
    folder = tmp_path / "hub" / "programs"
    folder.mkdir(parents=True)
    (folder / "ours.csv").write_text(CSV, "utf-8")
    untouched.run("ingest", str(tmp_path / "hub"))

    said = untouched.json("ask", "Which course would help a nurse become a CNO?")

    assert ids(said["programs"]) == ["lead"]
