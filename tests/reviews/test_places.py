"""Every public command where it is hard to work: on a full disk, in a read-only home, without a terminal, into a
closed pipe. Clear words, the right exit status, and a database that verifies.

`make soak` runs every command in every place; otherwise a few stand for all.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import COMMANDS, Home, faults_of

FEW = ("list", "note {office} asked-the-town-hall")
# What neither writes nor needs room.
READS = ("--help", "--version", "extract new.txt --dry-run --json")
# So much is free on the disk that fills up, in bytes: at once, in the midst of the work.
ROOM = (0, 4096, 40_960, 163_840)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The desk from which every test has a copy."""
    return Home(tmp_path_factory.mktemp("furnished")).furnish()


@pytest.fixture
def home(furnished: Home, tmp_path: Path) -> Home:
    """A desk of the test's own."""
    return furnished.copied(tmp_path / "home")


@pytest.fixture
def disk(furnished: Home, tmp_path: Path) -> Iterator[Home]:
    """A desk on a disk of its own, 24 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root may mount a disk here")
    try:
        yield furnished.copied(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every command under --soak, else a few."""
    if "line" in metafunc.fixturenames:
        soak = metafunc.config.getoption("--soak", default=False)
        metafunc.parametrize("line", COMMANDS if soak else FEW)


def check(home: Home, done: subprocess.CompletedProcess[str], before: set[str]) -> None:
    """Clear words for a failure, no traceback, a whole database, and no history lost."""
    assert done.returncode in (0, 1), done.stderr
    assert faults_of(done.stderr) == []
    if done.returncode:
        # What `claims doctor` found is its result.
        assert done.stderr.strip() or "fault" in done.stdout
    assert home.faults() == []
    assert before <= home.history()


def fill(folder: Path, room: int) -> Path:
    """Leave so many bytes free on this disk."""
    free = os.statvfs(folder)
    path = folder / "filler"
    with path.open("wb") as stream:
        os.posix_fallocate(stream.fileno(), 0, max(1, free.f_bavail * free.f_frsize - room))
    return path


def test_a_full_disk(disk: Home, line: str) -> None:
    before = disk.history()
    for room in ROOM:
        filler = fill(disk.folder, room)
        done = disk.run(line)
        filler.unlink()
        check(disk, done, before)
        if done.returncode == 0:
            return


def test_a_full_disk_under_the_output(home: Home, line: str) -> None:
    before = home.history()
    with open("/dev/full", "w") as full:
        done = home.run(line, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    check(home, done, before)
    if line in ("list", "--help", "--version", "report last --format csv"):
        assert done.returncode == 1
        assert "No space left" in done.stderr


def test_a_read_only_home(disk: Home, line: str) -> None:
    before = disk.history()
    subprocess.run(["mount", "-o", "remount,ro", str(disk.folder)], check=True)
    try:
        done = disk.run(line)
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk.folder)], check=True)
    check(disk, done, before)
    assert disk.history() == before
    assert done.returncode == (0 if reads(line) else 1), done.stderr


def reads(line: str) -> bool:
    """Whether this command has nothing to write, so that it works in a read-only home."""
    return line in READS


def test_no_terminal_and_no_streams(home: Home, line: str) -> None:
    before = home.history()
    plain = home.run(line, start_new_session=True)
    check(home, plain, before)
    (home.work / "copy.db").unlink(missing_ok=True)
    before = home.history()
    closed = home.run(line, prefix=["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh"], start_new_session=True)
    check_quiet(home, closed, before)


def check_quiet(home: Home, done: subprocess.CompletedProcess[str], before: set[str]) -> None:
    """The same where nobody could hear a word."""
    assert (done.stdout, done.stderr) == ("", "")
    assert done.returncode in (0, 1)
    assert home.faults() == []
    assert before <= home.history()


def test_a_reader_that_has_enough(home: Home, line: str) -> None:
    before = home.history()
    reader, writer = os.pipe()
    os.close(reader)
    done = home.run(line, capture_output=False, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert done.returncode in (0, 1, -13), done.stderr
    assert faults_of(done.stderr) == []
    assert home.faults() == []
    assert before <= home.history()
