"""Writes docs/commands.md from the command line itself, and docs/schema/ from the classes it prints.

Run as `python docs/make_commands.py`; with --check nothing is written, and a stale file is an error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from make_schemas import schemas

from reviews.cli import application

HERE = Path(__file__).parent
HEAD = """# Commands

Generated from the command line by `python docs/make_commands.py`; every command says the same with `--help`.
Everywhere: `--db URL`, `--quiet`, `--version`; `--json` on commands that print a table (`schema/` says how it
looks); `--as NAME` on commands that write. Exit status: 0 done, 1 the request failed or a check found a
fault, 2 the command line was wrong.
"""
EVERYWHERE = frozenset({"--db", "--quiet", "--version", "--help", "-h"})


def pages() -> dict[Path, str]:
    """Every generated file with what it should hold."""
    found = {
        HERE / "commands.md": HEAD
        + "\n"
        + "\n".join(_command(typer.main.get_command(application()), "claims"))
    }
    return {**found, **{HERE / "schema" / name: text for name, text in schemas().items()}}


def _command(command: Any, name: str) -> Iterator[str]:
    """The section of one command, then those of the commands below it."""
    if name != "claims":
        yield f"## {name}\n"
        yield f"{_sentence(command)}\n"
        yield f"```\n{_usage(command, name)}\n```\n"
        options = [line for parameter in command.params for line in _option(parameter)]
        if options:
            yield "\n".join(["| option | |", "| --- | --- |", *options]) + "\n"
    for child, below in getattr(command, "commands", {}).items():
        yield from _command(below, f"{name} {child}")


def _sentence(command: Any) -> str:
    return " ".join((command.help or "").split())


def _usage(command: Any, name: str) -> str:
    arguments = [parameter.metavar for parameter in command.params if parameter.param_type_name == "argument"]
    below = ["COMMAND"] if getattr(command, "commands", None) else []
    return " ".join([name, *filter(None, arguments), "[OPTIONS]", *below])


def _option(parameter: Any) -> Iterator[str]:
    names = [*parameter.opts, *parameter.secondary_opts]
    if parameter.param_type_name == "option" and not EVERYWHERE.intersection(names):
        value = f" {parameter.metavar}" if parameter.metavar else ""
        help_text = " ".join((parameter.help or "").split()).replace("|", "\\|")
        yield f"| `{', '.join(names)}{value}` | {help_text} |".replace("|PATH`", "\\|PATH`")


def main() -> int:
    """Write the files, or with --check say which are stale."""
    stale = [
        path
        for path, text in pages().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(
                f"{path.relative_to(HERE.parent)} is stale: run python docs/make_commands.py", file=sys.stderr
            )
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(pages()[path], encoding="utf-8")
        print(f"wrote {path.relative_to(HERE.parent)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
