"""The process around a command: its streams, Ctrl-C, and how it ends.

A reader that has enough (`claims list | head`) ends the process as SIGPIPE does, without a word; Ctrl-C ends it as
SIGINT does, after one line, so that shells and scripts see what they see of any other program.
"""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reviews.cli.desk import say

# Exit statuses as shells count them: 128 and the signal's number.
STOPPED = 128 + signal.SIGINT
UNREAD = 128 + signal.SIGPIPE
# What a person can do about a fault of the operating system.
MENDS = {
    errno.ENOSPC: "free some space and try again",
    errno.EDQUOT: "free some of your space and try again",
    errno.EROFS: "it is read-only: make it writable, or name another place",
    errno.EACCES: "make it readable and writable for you, or name another place",
    errno.EPERM: "make it readable and writable for you, or name another place",
    errno.ENOENT: "check the path",
    errno.ENOTDIR: "check the path",
    errno.EISDIR: "name a file, not a folder",
    errno.EMFILE: "raise the limit of open files (ulimit -n) and try again",
}


def run(work: Callable[[], object]) -> None:
    """Do the work, flush what it printed, and end the process with the right status."""
    _open_streams()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # While modules are imported nothing is at stake, and a traceback of an import helps nobody.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    status = _status(work)
    try:
        sys.stdout.flush()
    except OSError as error:
        status = status or (UNREAD if isinstance(error, BrokenPipeError) else _failed(words(error)))
        # What cannot be written is dropped, or the interpreter would complain of it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for number in (signal.SIGINT, signal.SIGPIPE):
        if status == 128 + number:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
    sys.exit(status)


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl-C raises KeyboardInterrupt in here, and out of here whatever the code that it fell into made of it."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_DFL:
        yield
        return
    stopped = False

    def stop(_number: int, _frame: object) -> None:
        nonlocal stopped
        stopped = True
        raise KeyboardInterrupt

    sys.unraisablehook = _unspoken
    try:
        signal.signal(signal.SIGINT, stop)
        yield
    except Exception:
        if stopped:
            raise KeyboardInterrupt from None
        raise
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Processes that are started in here never see Ctrl-C; this one sees it afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def words(error: OSError) -> str:
    """What failed, on what, and what to do."""
    what = error.filename or "input or output"
    mend = MENDS.get(error.errno or 0)
    return f"{what}: {error.strerror or error}" + (f"; {mend}" if mend else "")


def _status(work: Callable[[], object]) -> int:
    try:
        work()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BrokenPipeError:
        return UNREAD
    except OSError as error:
        return _failed(words(error))
    except MemoryError:
        return _failed("the memory does not suffice: split the input, or give fewer --workers")
    except Exception as error:
        if os.environ.get("CLAIMS_TRACEBACK"):
            raise
        cause = f"{type(error).__name__}: {error}"
        return _failed(
            f"a fault in claimdesk itself ({cause}): nothing half-done is stored; CLAIMS_TRACEBACK=1 shows where"
        )
    return 0


def _failed(message: str) -> int:
    say(message[:600])
    return 1


def _open_streams() -> None:
    """All three streams, UTF-8; one that was closed leads nowhere, so that no file takes its number."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            # Nobody closes it: it serves as long as the process lives.
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _unspoken(unraisable: object) -> None:
    """Ctrl-C in a callback that cannot raise it is no news to anybody."""
    if not isinstance(getattr(unraisable, "exc_value", None), KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)  # type: ignore[arg-type]
