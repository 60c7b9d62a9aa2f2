"""The `coach` command as a person types it, in a folder and with a state of its own."""

from __future__ import annotations

import json
import os
import sys
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from adapters.cli import main
from adapters.settings import SETTINGS

Json = dict[str, Any]

FOREIGN = ("PORT", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "COLUMNS")


@dataclass(frozen=True, slots=True)
class Terminal:
    """Runs commands with `home` as COACH_HOME, in the folder around it, where `.env` is read."""

    home: Path

    def run(self, *words: str, stdin: str | bytes = "", **environment: str) -> Result:
        """What one command prints, and its exit status."""
        unset: dict[str, str | None] = dict.fromkeys(self._names())
        with chdir(self.home.parent):
            return CliRunner().invoke(
                main, words, stdin, unset | {"COACH_HOME": str(self.home)} | environment
            )

    def json(self, *words: str, stdin: str | bytes = "") -> Json:
        """The one JSON document that a command prints when all is well."""
        result = self.run(*words, "--json", stdin=stdin)
        assert result.exit_code == 0, result.output
        document: Json = json.loads(result.stdout)
        return document

    def environment(self, **changes: str) -> dict[str, str]:
        """The same environment, for a process of its own."""
        kept = {name: value for name, value in os.environ.items() if name not in self._names()}
        return kept | {"COACH_HOME": str(self.home)} | changes

    @property
    def command(self) -> tuple[str, ...]:
        """How a process of its own begins."""
        return (sys.executable, "-c", "from adapters.cli import main; main()")

    def kept(self) -> bytes:
        """Every byte of the state."""
        return b"".join(path.read_bytes() for path in self.home.rglob("*") if path.is_file())

    @staticmethod
    def _names() -> tuple[str, ...]:
        return (*FOREIGN, *(setting.name for setting in SETTINGS))
