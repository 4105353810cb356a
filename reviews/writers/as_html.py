"""The report as one self-contained HTML file: no outside request, inert whatever the article holds.

Each paragraph stands beside its claims, so that the page reads and prints without a script; the script
only filters, lights up, and brings claims to the height of their text. Several articles begin with an
overview; :func:`write_index` is that overview alone, for reports that lie beside it as files.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Any, BinaryIO

from claims.claim import KINDS, focus
from reviews.overview import NOBODY, Overview, Tally, checkers_of, overview, tallied
from reviews.report import Framing, Item, Report, Section
from reviews.review import FINDINGS, WORKFLOWS
from reviews.rules import described
from reviews.writers import wording
from reviews.writers.events import notes
from reviews.writers.paragraphs import rows

if TYPE_CHECKING:
    from jinja2 import Environment

ASSETS = "reviews.writers.html"
UNDECIDED = "none"
CONTRADICTED = "contradicted"


def write(report: Report, stream: BinaryIO) -> None:
    """One HTML5 file, UTF-8."""
    view = overview(
        ((section, f"#article-{place}") for place, section in enumerate(report.sections, start=1)),
        report.day,
    )
    kinds = [_by_kind(section) for section in report.sections]
    style = _style([*_tallies(view), *(tally for some in kinds for tally in some)])
    script = _asset("script.js")
    page = _environment().get_template("report.html.j2")
    stream.write(
        _encoded(
            page.render(
                report=report,
                view=view,
                kinds=kinds,
                rows=[rows(section) for section in report.sections],
                choices=_choices(report),
                style=style,
                style_hash=digest(style),
                script=script,
                script_hash=digest(script),
            )
        )
    )


def write_index(view: Overview, framing: Framing, stream: BinaryIO) -> None:
    """The overview as a page of its own; the addresses of its lines are relative to it."""
    style, script = _style(_tallies(view)), ""
    page = _environment().get_template("index.html.j2")
    stream.write(
        _encoded(
            page.render(
                view=view,
                version=version("claimdesk"),
                framing=framing,
                style=style,
                style_hash=digest(style),
                script=script,
            )
        )
    )


def digest(text: str) -> str:
    """The hash by which the Content-Security-Policy lets this inline text, and no other, work."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(ASSETS.rpartition(".")[0], "html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        spoken=wording.spoken, link=wording.link, moment=wording.moment, focus=focus, checkers=_checkers
    )
    environment.tests["idle"] = _idle
    environment.globals.update(
        state_words=wording.STATE_WORDS,
        signs=wording.STATE_SIGNS,
        fate_words=wording.FATE_WORDS,
        standing=wording.standing,
        detail=wording.detail,
        part_name=wording.part_name,
        changes=wording.changes,
        notes=notes,
        described=described,
        decided=_decided,
    )
    return environment


def _idle(item: Item) -> bool:
    """Whether nobody and nothing has said anything of a claim yet: its card is kept small."""
    entry, review = item.entry, item.entry.review
    touched = review.workflow != "open" or review.finding or review.earlier or review.assignee
    said = entry.candidates or entry.evidence or item.before or item.hints or any(notes(entry))
    return not touched and not said


def _inert(value: Any) -> Any:
    """What every expression of a template passes through before it is escaped."""
    from markupsafe import Markup

    return wording.seen(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _encoded(page: str) -> bytes:
    return page.encode("utf-8", "replace")


def _asset(name: str) -> str:
    return files("reviews.writers").joinpath("html", name).read_text(encoding="utf-8")


def _style(tallies: Iterable[Tally]) -> str:
    """The style sheet with the widths of the bars: the policy lets no element carry a style of its own."""
    shown = list(tallies)
    widest = max((tally.total for tally in shown), default=0)
    widths = {count for tally in shown for _, count in tally.by_state} | set(range(1, widest + 1))
    return _asset("style.css") + "".join(f".w{width}{{flex-grow:{width}}}" for width in sorted(widths))


def _tallies(view: Overview) -> list[Tally]:
    lines = [line.tally for line in view.lines]
    return [*lines, *view.by_kind, *view.by_finding, *view.by_checker, *view.by_age]


def _by_kind(section: Section) -> tuple[Tally, ...]:
    return tallied(section.items, lambda item: item.entry.claim.kind, KINDS)


def _checkers(item: Item) -> str:
    """The names by which a claim is filtered, a line each: a name holds no line break."""
    return "\n".join(checkers_of(item) or (NOBODY,))


def _decided(item: Item) -> str:
    """The finding by which a claim is filtered; before there is one, what a source says against it."""
    undecided = CONTRADICTED if item.state == "contradicted" else UNDECIDED
    return item.entry.review.finding or undecided


def _choices(report: Report) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The filters: name, label, and the values that occur with their words."""
    items = [item for section in report.sections for item in section.items]
    people = {name for item in items for name in checkers_of(item)}
    words = {UNDECIDED: "none yet", CONTRADICTED: "none yet, a source contradicts", NOBODY: NOBODY}
    found = (
        ("kind", "Kind", KINDS, {item.entry.claim.kind for item in items}),
        ("workflow", "State", WORKFLOWS, {item.entry.review.workflow for item in items}),
        ("finding", "Finding", (*FINDINGS, CONTRADICTED, UNDECIDED), {_decided(item) for item in items}),
        (
            "checker",
            "Checker",
            (*sorted(people), NOBODY),
            {n for i in items for n in checkers_of(i) or (NOBODY,)},
        ),
    )
    return [
        (name, label, [(value, words.get(value, wording.spoken(value))) for value in order if value in occur])
        for name, label, order, occur in found
    ]
