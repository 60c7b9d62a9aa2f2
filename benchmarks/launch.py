"""Runs one command and prints what it cost, as JSON: seconds of CPU and on the clock, peak MB.

It is small on purpose: a process counts the memory of the one it was forked from as its own
peak, so a large benchmark must not start what it measures.

usage: python -m benchmarks.launch COMMAND …
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from time import perf_counter


def main(command: list[str]) -> int:
    """Run the command unseen; its exit status is this one's."""
    began = perf_counter()
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(child.pid, 0)
    cost = {
        "cpu": usage.ru_utime + usage.ru_stime,
        "wall": perf_counter() - began,
        "peak": usage.ru_maxrss / 1024,
    }
    print(json.dumps(cost))
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
