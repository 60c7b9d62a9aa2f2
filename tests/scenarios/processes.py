"""Commands of the coach as processes of their own."""

from __future__ import annotations

import asyncio
import re
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.terminal import Terminal

LONGEST = 60
DEVELOPMENT = {"COACH_TEAMS_UNAUTHENTICATED": "1", "COACH_PORT": "0"}


@dataclass
class Server:
    """A running command, and everything it has written to its log."""

    process: Process
    url: str = ""
    log: list[str] = field(default_factory=list)

    async def logged(self, words: str) -> str:
        """The next line of the log with these words."""
        assert self.process.stderr
        while line := (await self.process.stderr.readline()).decode():
            self.log.append(line)
            if words in line:
                return line
        raise AssertionError("".join(self.log))

    async def stopped(self, number: signal.Signals) -> int:
        """The exit status after a signal."""
        self.process.send_signal(number)
        return await self.ended()

    async def ended(self) -> int:
        """The exit status once it ends."""
        assert self.process.stderr
        self.log.append((await self.process.stderr.read()).decode())
        return await self.process.wait()


@asynccontextmanager
async def served(terminal: Terminal, **environment: str) -> AsyncIterator[Server]:
    """A server that listens."""
    async with started(terminal, "serve", **DEVELOPMENT | environment) as server:
        line = await server.logged("listening on")
        server.url = "http://127.0.0.1:" + re.findall(r"\d+", line)[-1]
        yield server


@asynccontextmanager
async def started(terminal: Terminal, *words: str, **environment: str) -> AsyncIterator[Server]:
    """A command that runs; it does not outlive the test."""
    async with asyncio.timeout(LONGEST):
        process = await asyncio.create_subprocess_exec(
            *terminal.command,
            *words,
            env=terminal.environment(**environment),
            stdout=DEVNULL,
            stderr=PIPE,
        )
        server = Server(process)
        try:
            yield server
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
