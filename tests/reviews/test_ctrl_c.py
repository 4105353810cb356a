"""Ctrl-C at random moments, as a terminal sends it: to the command and to every process that it started.

`make soak` does it 100 times; otherwise a few times.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
from desks import CLAIMS, OFFICE, Home, faults_of

LINES = (
    "extract press --workers 2",
    "extract new.txt",
    "update last second.txt",
    f"note {OFFICE} asked-the-town-hall",
    "report --all -o reports/",
    "db backup copy-{turn}.db",
    "list --json",
    "review last --plain",
)
# The first moments are Python's own: nothing of ours runs yet that could speak or be quiet.
STARTING = 0.1


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The desk from which every tenth turn has a copy."""
    return Home(tmp_path_factory.mktemp("furnished")).furnish()


def hear() -> None:
    """Let Ctrl-C through."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def broken_off(home: Home, line: str, seconds: float) -> subprocess.CompletedProcess[str]:
    """Run a command at the head of a group of processes, and interrupt the group so much later."""
    process = subprocess.Popen(
        [*CLAIMS, *home.words(line)],
        cwd=home.work,
        env=home.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # What a shell starts in the background ignores Ctrl-C, and so would all that it starts.
        preexec_fn=hear,
    )
    time.sleep(seconds)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    out, said = process.communicate(timeout=120)
    return subprocess.CompletedProcess(line, process.returncode, out, said)


def lasting(home: Home, line: str) -> float:
    """How long a command takes undisturbed, in seconds."""
    start = time.monotonic()
    home.run(line.replace("{turn}", "undisturbed"))
    return time.monotonic() - start


def alive(home: Home) -> list[str]:
    """Processes that still work in this home."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if entry.resolve() == home.work.resolve():
                found.append((entry.parent / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def test_ctrl_c_at_any_moment(furnished: Home, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    turns = 100 if request.config.getoption("--soak", default=False) else 3
    chance = random.Random(20261126)
    lasts = {line: lasting(furnished.copied(tmp_path / "undisturbed"), line) for line in LINES[:turns]}
    home = furnished
    statuses = dict[int, int]()
    for turn in range(turns):
        if turn % 10 == 0:
            home = furnished.copied(tmp_path / str(turn))
        line = LINES[turn % len(LINES)]
        before = home.history()
        done = broken_off(
            home, line.replace("{turn}", str(turn)), STARTING + chance.uniform(0, lasts[line] - STARTING)
        )
        told = (turn, line, done.returncode, done.stderr)
        assert done.returncode in (0, 1, -signal.SIGINT), told
        assert faults_of(done.stderr) == [], told
        assert home.faults() == [], told
        assert before <= home.history(), told
        assert alive(home) == [], told
        statuses[done.returncode] = statuses.get(done.returncode, 0) + 1
    assert statuses.get(-signal.SIGINT, 0) >= turns // 3, statuses
