"""Writes docs/licences.md: what claimdesk stands on, each with its licence, by the installed packages' own words.

``--check`` fails where a dependency is missing from the page; versions are not in it, so that it stays as it is.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE / "licences.md"
NAME = re.compile(r"[A-Za-z0-9_.-]+")
HEAD = """# What claimdesk stands on

Each package that `pip install claimdesk` asks for, and its extras', with the licence that the package itself declares.
Made by `python docs/make_licences.py`; `make test-lowest` tests the oldest version of each that is allowed.

| package | licence | for |
| --- | --- | --- |
"""


def declared() -> list[tuple[str, str]]:
    """The direct dependencies by name, each with the extra that asks for it, or "claimdesk"."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    groups = {"claimdesk": project["dependencies"], **project["optional-dependencies"]}
    found = [(NAME.match(line)[0], group) for group, lines in groups.items() for line in lines]  # type: ignore[index]
    return sorted(found, key=lambda one: (one[1] != "claimdesk", one[0].lower()))


def licence(name: str) -> str | None:
    """The licence as an installed package declares it; None where the package is not installed."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return None
    classified = [
        line.rsplit(" :: ", 1)[-1] for line in said.get_all("Classifier", []) if line.startswith("License ::")
    ]
    plain = (said.get("License") or "").strip().partition("\n")[0]
    return (
        said.get("License-Expression") or ", ".join(classified) or (plain if len(plain) < 60 else "") or None
    )


def main() -> int:
    """Write the page, or compare its packages with those that are declared."""
    names = declared()
    if "--check" in sys.argv:
        page = PAGE.read_text("utf-8")
        missing = [name for name, _ in names if f"| {name} |" not in page]
        if missing:
            print(
                f"docs/licences.md lacks {', '.join(missing)}: run python docs/make_licences.py",
                file=sys.stderr,
            )
        return int(bool(missing))
    rows = [(name, licence(name), group) for name, group in names]
    unknown = [name for name, said, _ in rows if said is None]
    if unknown:
        print(f"not installed, or without a licence: {', '.join(unknown)}", file=sys.stderr)
        return 1
    PAGE.write_text(HEAD + "".join(f"| {name} | {said} | {group} |\n" for name, said, group in rows), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
