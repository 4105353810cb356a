"""Whether two titles mean one office: "Prime Minister" of "Pakistan", "prime minister of Pakistan"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from sources.names import key

MINISTER_OF = re.compile(r"minister (?:of|for) (?P<what>.+)")
# Heads of a place are called so too, and so are many others there.
SHARED = frozenset({"deputy", "member", "minister", "secretary"})
WHAT_MINISTER = re.compile(r"(?P<what>.+) minister")


def same_office(
    title: str, office_names: Iterable[str], places: Iterable[str], *, leads_place: bool = False
) -> bool:
    """Whether a title, with the names of its country or body, means this office.

    "Prime Minister" with places {"Pakistan"} means "prime minister of Pakistan". Without a place, any office
    of that title will do. ``leads_place`` says that the office is known to be the head of that very place:
    then the title need only be among its words ("chancellor" for "Federal Chancellor of Germany").
    """
    wanted = key(title)
    names = [key(name) for name in office_names]
    where = [key(place) for place in places]
    if not wanted:
        return False
    titles = forms(wanted)
    if not where:
        return any(name == form or name.startswith(f"{form} of ") for name in names for form in titles)
    if wanted in names and any(wanted.endswith(f" of {place}") for place in where):
        return True
    placed = {
        shape
        for form in titles
        for place in where
        for shape in (f"{form} of {place}", f"{form} for {place}", f"{place} {form}", f"{form} {place}")
    }
    if not placed.isdisjoint(names):
        return True
    return (
        leads_place
        and wanted not in SHARED
        and any(set(wanted.split()) <= set(name.split()) for name in names)
    )


def forms(title: str) -> frozenset[str]:
    """All forms of a title (a key of :mod:`sources.names`) that mean the same post, itself among them."""
    same = {title, *_groups().get(title, ())}
    for form in sorted(same):
        turned = MINISTER_OF.fullmatch(form) or WHAT_MINISTER.fullmatch(form)
        if turned and turned["what"] not in ("prime", "first", "deputy prime"):
            what = turned["what"]
            same |= {f"minister of {what}", f"minister for {what}", f"{what} minister"}
    return frozenset(same)


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    lines = files("sources").joinpath("data", "office_titles.tsv").read_text("utf-8").splitlines()
    groups: dict[str, frozenset[str]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            row = frozenset(map(key, line.split("\t")))
            for form in row:
                groups[form] = groups.get(form, frozenset()) | row
    return groups
