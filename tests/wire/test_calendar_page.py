"""The address of a calendar over HTTP: who reads it, who does not, and what passes on the way."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from adapters.calendar.serving import HEADERS, PATH, CalendarPage
from bot.deadlines.deadline import Watched
from bot.errors import StoreUnavailable
from tests.deadlines import NOVEMBER, OWN, SEEN
from tests.members import ANA
from tests.reminder_fakes import MemoryDeadlines, MemoryMembers

SECRET = "a-_Z" * 10 + "123"


class BrokenDeadlines(MemoryDeadlines):
    """Deadlines on a disk that is gone."""

    def of_member(self, tenant: str, member: str) -> tuple[Watched, ...]:
        """Nothing can be read."""
        raise StoreUnavailable("the disk is full")


@dataclass
class World:
    """A server, Ana's calendar on it, and a clock."""

    members: MemoryMembers = field(default_factory=MemoryMembers)
    now: datetime = NOVEMBER
    url: str = ""

    def __post_init__(self) -> None:
        self.members.met("mercy", "ana", ANA.home, "", NOVEMBER)
        self.members.set_calendar("mercy", "ana", SECRET)
        self.members.deadlines.keep(OWN, SEEN)


@asynccontextmanager
async def served(world: World) -> AsyncIterator[ClientSession]:
    """A client of the server."""
    page = CalendarPage(world.members, world.members.deadlines, "America/Denver", lambda: world.now)
    app = web.Application()
    app.router.add_get(PATH, page.get)
    async with TestServer(app) as server, ClientSession(server.make_url("")) as session:
        yield session


async def test_whoever_has_the_address_reads_the_calendar() -> None:
    async with served(World()) as session, session.get(f"/calendar/{SECRET}.ics") as answer:
        assert answer.status == 200
        assert (await answer.read()).startswith(b"BEGIN:VCALENDAR\r\n")
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


async def test_a_head_request_has_the_same_headers_and_no_body() -> None:
    async with served(World()) as session, session.head(f"/calendar/{SECRET}.ics") as answer:
        assert answer.status == 200
        assert await answer.read() == b""
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


async def test_what_did_not_change_is_not_sent_again() -> None:
    world = World()
    async with served(world) as session:
        async with session.get(f"/calendar/{SECRET}.ics") as answer:
            tag = answer.headers["ETag"]
        world.now += timedelta(hours=3)
        same = {"If-None-Match": tag}
        async with session.get(f"/calendar/{SECRET}.ics", headers=same) as answer:
            assert (answer.status, answer.headers["ETag"]) == (304, tag)
            assert await answer.read() == b""
        world.members.deadlines.drop("mercy", "ana", OWN.id)
        async with session.get(f"/calendar/{SECRET}.ics", headers=same) as answer:
            assert answer.status == 200
            assert answer.headers["ETag"] != tag


@pytest.mark.parametrize(
    "secret",
    [
        SECRET[:-1],
        SECRET[:-1] + "4",
        SECRET.swapcase(),
        "-" * 43,
        "x",
        "%00" * 43,
        "%27%20OR%201=1--",
        "%F0%9F%A9%BA" * 43,
        "x" * 5_000,
        "..%2f..%2fetc%2fpasswd",
    ],
)
async def test_any_other_secret_is_not_found_as_anything_else_is_not(secret: str) -> None:
    async with served(World()) as session:
        async with session.get("/nothing/here") as nowhere:
            expected = (nowhere.status, await nowhere.read(), set(nowhere.headers))
        async with session.get(f"/calendar/{secret}.ics") as answer:
            assert (answer.status, await answer.read(), set(answer.headers)) == expected
    assert expected[0] == 404


async def test_a_revoked_secret_is_nobodys_and_so_is_a_forgotten_members() -> None:
    world = World()
    async with served(world) as session:
        world.members.set_calendar("mercy", "ana", "")
        async with session.get(f"/calendar/{SECRET}.ics") as answer:
            assert answer.status == 404
        async with session.get("/calendar/.ics") as answer:
            assert answer.status == 404
        world.members.set_calendar("mercy", "ana", SECRET)
        world.members.forget("mercy", "ana")
        async with session.get(f"/calendar/{SECRET}.ics") as answer:
            assert answer.status == 404


async def test_a_store_that_cannot_be_read_is_to_be_asked_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    world = World()
    BrokenDeadlines(world.members)
    async with served(world) as session:
        with caplog.at_level(logging.INFO):
            async with session.get(f"/calendar/{SECRET}.ics") as answer:
                assert (answer.status, answer.headers["Retry-After"]) == (503, "300")
                assert b"disk" not in await answer.read()
    assert "the disk is full" in caplog.text
    assert SECRET not in "".join(
        record.getMessage() for record in caplog.records if record.name.startswith("adapters")
    )
