"""Many articles at once: in order, broken off and taken up again, with one that kills its process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from harbour import TEXT
from typer.testing import Result

Claims = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Nine articles."""
    made = tmp_path / "wire"
    made.mkdir()
    for number in range(9):
        (made / f"{number}.txt").write_text(f"{TEXT} Berth {number} stays free.\n")
    return made


@pytest.fixture
def worked_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a line for each text that the machine worked on."""
    log = tmp_path / "worked-on"
    monkeypatch.setenv("WORKED_ON", str(log))
    return log


def berths(result: Result) -> list[str]:
    """The numbers of the articles that came out."""
    texts = [json.loads(line)["article"]["text"] for line in result.stdout.splitlines()]
    return [text.split()[-3] for text in texts]


def test_the_order_is_that_of_the_inputs(claims: Claims, folder: Path) -> None:
    alone = claims("extract", str(folder), "--json", "--dry-run")
    together = claims("extract", str(folder), "--json", "--workers", "3")
    assert alone.stdout.count("\n") == 9
    assert together.stdout == alone.stdout


def test_what_is_stored_is_not_done_again(claims: Claims, folder: Path, worked_on: Path) -> None:
    first = claims("extract", str(folder / "3.txt"), str(folder / "5.txt"), "--json")
    assert first.exit_code == 0
    worked_on.unlink()
    result = claims("extract", str(folder), "--json", "--workers", "2")
    assert result.stdout.count("\n") == 9
    assert len(worked_on.read_text().splitlines()) == 7
    worked_on.unlink()
    assert claims("extract", str(folder), "--json", "--workers", "2").stdout == result.stdout
    assert not worked_on.exists()


def test_a_killed_process_costs_its_article_alone(claims: Claims, folder: Path) -> None:
    (folder / "4.txt").write_text(TEXT + " KILL.\n")
    result = claims("extract", str(folder), "--json", "--workers", "2")
    assert result.exit_code == 1
    assert berths(result) == list("01235678"), result.stderr
    assert "4.txt: the process that read it was killed" in result.stderr
    listed = claims("list", "--articles", "--json")
    assert listed.exit_code == 0, listed.stderr
    assert len(json.loads(listed.stdout)) == 8


def test_failures_are_kept_in_a_file(claims: Claims, folder: Path, tmp_path: Path) -> None:
    (folder / "2.txt").write_text("")
    (folder / "lines.jsonl").write_text("{}\n")
    kept = tmp_path / "failed.jsonl"
    result = claims("extract", str(folder), "--quiet", "--failures", str(kept))
    assert result.exit_code == 1
    lines = [json.loads(line) for line in kept.read_text().splitlines()]
    assert [Path(line["input"]).name for line in lines] == ["2.txt", "lines.jsonl:1"]
    assert all(line["error"] in result.stderr for line in lines)


def test_an_article_by_itself_leaves_no_file_of_failures(claims: Claims, tmp_path: Path) -> None:
    kept = tmp_path / "failed.jsonl"
    assert claims("extract", str(tmp_path / "nowhere.txt"), "--failures", str(kept)).exit_code == 1
    assert not kept.exists()


def test_a_file_of_failures_that_cannot_be_written_ends_no_batch(claims: Claims, folder: Path) -> None:
    (folder / "2.txt").write_text("")
    result = claims("extract", str(folder), "--failures", "/dev/null/failed.jsonl")
    assert "1 of 9 inputs failed, not kept" in result.stderr
    assert result.stdout


def test_a_parquet_file_of_articles(claims: Claims, tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="pyarrow is an extra: claimdesk[parquet]")
    from pyarrow import parquet

    path = tmp_path / "two.parquet"
    columns = {
        "text": [TEXT, None],
        "title": ["Fees", "no text"],
        "date": ["2026-03-02", None],
        "other": [1, 2],
    }
    parquet.write_table(arrow.table(columns), path)
    result = claims("extract", str(path), "--json")
    article = json.loads(result.stdout)["article"]
    assert (article["title"], article["published"]) == ("Fees", "2026-03-02")
    assert "two.parquet:2: its `text` is no string" in result.stderr


@pytest.mark.parametrize("command", ["extract", "import"])
def test_a_parquet_file_that_is_none(claims: Claims, tmp_path: Path, command: str) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is an extra: claimdesk[parquet]")
    path = tmp_path / "broken.parquet"
    path.write_text("PAR1 no more")
    result = claims(command, str(path))
    assert result.exit_code == 1
    assert "no Parquet file that can be read" in result.stderr
