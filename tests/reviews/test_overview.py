"""The editor's view of the desk: totals over articles, and a folder of reports with an index."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from harbour import TEXT, extraction_of
from typer.testing import Result

from reviews import rules
from reviews.cli.folder import file_name
from reviews.overview import NOBODY, OLDER, Tally, age, overview
from reviews.report import build
from reviews.store import Store

Claims = Callable[..., Result]


@pytest.mark.parametrize(
    ("since", "group"),
    [
        ("2026-03-10T00:00:01Z", "today"),
        ("2026-03-09T23:59:59Z", "since yesterday"),
        ("2026-03-08T12:00:00Z", "2 to 3 days"),
        ("2026-03-03T12:00:00Z", "4 to 7 days"),
        ("2026-03-02T12:00:00Z", OLDER),
        ("2026-03-11T00:00:00Z", "today"),
    ],
)
def test_ages_go_by_days(since: str, group: str) -> None:
    assert age(since, "2026-03-10") == group


def test_totals_by_kind_finding_checker_and_age(stocked: Store) -> None:
    attendance, office, _ = (claim.id for claim in extraction_of().claims)
    stocked.act(office, lambda one, now: rules.decide(one, now, finding="incorrect", policy=rules.Policy()))
    stocked.act(attendance, lambda one, now: rules.assign(one, now, to="ruta"))
    section = build(stocked, [stocked.article_id("last")]).sections[0]
    view = overview([(section, "a.html"), (section, "b.html")], "2026-03-04")
    assert view.by_kind == (
        Tally("attendance", (("open", 2),)),
        Tally("office", (("incorrect", 2),)),
        Tally("statement", (("open", 2),)),
    )
    assert view.by_finding == (Tally("incorrect", (("incorrect", 2),)), Tally("none yet", (("open", 4),)))
    assert [(tally.label, tally.total) for tally in view.by_checker] == [("ana", 2), ("ruta", 2), (NOBODY, 2)]
    assert [(tally.label, tally.total) for tally in view.by_age] == [("since yesterday", 6)]
    assert view.by_state == (("incorrect", 2), ("open", 4))
    assert (view.waiting, view.lines[1].href, view.lines[1].oldest) == (6, "b.html", "2026-03-03")


@pytest.mark.parametrize(
    ("finding", "second", "signed", "waiting", "first"),
    [
        ("confirmed", False, False, 0, 0),
        ("confirmed", True, False, 3, 0),
        ("confirmed", True, True, 0, 0),
        ("incorrect", False, False, 3, 3),
        ("incorrect", True, True, 0, 0),
    ],
)
def test_a_claim_waits_until_it_is_settled_or_signed_off(
    stocked: Store, finding: str, second: bool, signed: bool, waiting: int, first: int
) -> None:
    policy = rules.Policy(second_review=second)
    editor = Store(stocked.engine, actor="ed", clock=stocked.clock)
    for claim in extraction_of().claims:
        stocked.act(claim.id, lambda one, now: rules.decide(one, now, finding=finding, policy=policy))
        if not signed:
            continue
        if finding != "confirmed":
            editor.act(
                claim.id,
                lambda one, now: rules.resolve(one, now, resolution="keep", actor="ed", policy=policy),
            )
        editor.act(claim.id, lambda one, now: rules.sign_off(one, now, actor="ed", policy=policy))
    section = build(stocked, [stocked.article_id("last")]).sections[0]
    view = overview([(section, "")], "2026-03-04")
    assert (view.waiting, len(section.first)) == (waiting, first)
    assert (bool(view.by_age), bool(view.lines[0].oldest)) == (waiting > 0, waiting > 0)


def test_a_folder_holds_a_report_an_article_and_an_index_that_links_each(
    claims: Claims, article_file: Path, tmp_path: Path
) -> None:
    claims("extract", str(article_file))
    other = article_file.with_name("other.txt")
    other.write_text(TEXT.replace("Harbour fees", "Háfen’s <b>fees</b>"), encoding="utf-8")
    claims("extract", str(other))
    out = tmp_path / "today"
    result = claims("report", "--all", "-o", f"{out}/")
    assert result.exit_code == 0
    assert "2 reports" in result.stderr
    index = (out / "index.html").read_text(encoding="utf-8")
    linked = {unquote(link) for link in re.findall(r'href="([^"#]+)"', index)}
    assert linked == {path.name for path in out.iterdir()} - {"index.html"}
    assert len(linked) == 2
    assert "<script" not in index
    assert "style=" not in index


def test_a_folder_may_hold_another_format(claims: Claims, article_file: Path, tmp_path: Path) -> None:
    claims("extract", str(article_file))
    (tmp_path / "there").mkdir()
    assert claims("report", "last", "-o", str(tmp_path / "there"), "--format", "md").exit_code == 0
    assert sorted(path.suffix for path in (tmp_path / "there").iterdir()) == [".html", ".md"]


@pytest.mark.parametrize("arguments", [("last", "--all"), ()])
def test_articles_or_the_whole_desk(claims: Claims, arguments: tuple[str, ...]) -> None:
    assert claims("report", *arguments, "--format", "html").exit_code == 2


def test_an_empty_desk_has_no_report(claims: Claims) -> None:
    result = claims("report", "--all", "--format", "html")
    assert result.exit_code == 1
    assert "claims extract" in result.stderr


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Café’s “Öl”: 5 % up", "cafes-ol-5-up-"),
        ("../../etc/passwd", "etc-passwd-"),
        ("数字", ""),
        (None, ""),
        ("word " * 40, "-".join(["word"] * 12) + "-"),
    ],
)
def test_names_of_files_are_plain(title: str | None, name: str) -> None:
    article = replace(extraction_of().article, title=title)
    assert file_name(article, "html") == f"{name}{article.id[:8]}.html"
