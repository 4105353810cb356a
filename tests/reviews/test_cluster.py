"""A batch on a local Ray of two workers, one of which is killed in mid-run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from harbour import ON_SQLITE
from typer.testing import Result

from reviews.cli import parquet

ray = pytest.importorskip("ray", reason="Ray is an extra: claimdesk[ray]")
pytest.importorskip("psutil", reason="psutil comes with Ray")

Claims = Callable[..., Result]
ARTICLES = 8


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a Ray with two processors."""
    ray.init(address="local", num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    yield ray.get_runtime_context().gcs_address
    ray.shutdown()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Articles that fill several packs each, and one that cannot be read."""
    made = tmp_path / "wire"
    made.mkdir()
    sentence = "The port of Lidby handled 3.4 million tonnes of grain in 2019, said Mayor Ines Falk. "
    for number in range(ARTICLES):
        (made / f"{number:02}.txt").write_text(f"Berth {number} reopens.\n\n" + 300 * sentence)
    (made / "empty.txt").write_text("")
    return made


def kill_a_worker(run: subprocess.Popen[str]) -> None:
    """Kill one of Ray's workers that has the pipeline loaded, while the run goes on."""
    import psutil

    while run.poll() is None:
        busy = [
            p
            for p in psutil.process_iter(["cmdline"])
            if "ray::MapWorker" in " ".join(p.info["cmdline"] or [])
        ]
        if busy:
            time.sleep(1)
            os.kill(busy[0].pid, signal.SIGKILL)
            return
        time.sleep(0.1)
    raise AssertionError("the run ended before a worker could be killed")


@ON_SQLITE
def test_every_article_comes_out_once(claims: Claims, cluster: str, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "claims.parquet"
    line = [Path(sys.executable).with_name("claims"), "extract", folder, "--cluster", cluster, "--out", out]
    run = subprocess.Popen([*map(str, line)], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    kill_a_worker(run)
    stdout, stderr = run.communicate(timeout=300)
    assert (run.returncode, stdout) == (1, "")
    assert "empty.txt holds no text" in stderr
    assert f"{ARTICLES} articles in {out}" in stderr
    assert "Traceback" not in stderr
    rows = list(parquet.rows(out))
    assert [Path(row["input"]).name for row in rows] == [f"{number:02}.txt" for number in range(ARTICLES)]
    assert len({row["article"] for row in rows}) == ARTICLES
    assert all(len(json.loads(row["document"])["claims"]) == row["claims"] > 100 for row in rows)
    assert claims("import", str(out)).exit_code == 0
    assert len(json.loads(claims("list", "--articles", "--json").stdout)) == ARTICLES


@pytest.mark.parametrize("options", [("--cluster", "auto"), ("--out", "x.parquet")])
def test_cluster_and_out_go_together(claims: Claims, options: tuple[str, str]) -> None:
    assert claims("extract", "x.txt", *options).exit_code == 2
