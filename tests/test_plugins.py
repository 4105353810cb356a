"""The example package, installed as anybody would, adds a source, a finder and a writer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "examples/plugins"
ARTICLE = """Rovers win at last

Lidby Rovers beat Port Union 3-1 on Saturday.

Mayor Ines Falk, who watched the match, said the ground would be rebuilt. Falk is mayor of Lidby.
"""
REGISTRY = "Ines Falk\tmayor\t2015-03-01\t2020-11-30\thttps://lidby.example/register/14\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the example package as pip installs it."""
    place = tmp_path_factory.mktemp("installed")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    subprocess.run([*pip, "--target", str(place), str(PACKAGE)], check=True)
    return place


def claims(installed: Path, folder: Path, *arguments: str) -> str:
    """What the command prints in `folder`, with the example package on the path."""
    environment = os.environ | {"PYTHONPATH": str(installed), "CLAIMS_DB": f"sqlite:///{folder}/desk.db"}
    line = [str(Path(sys.executable).with_name("claims")), *arguments]
    done = subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_all_three_work(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "rovers.txt").write_text(ARTICLE)
    (tmp_path / "registry.tsv").write_text(REGISTRY)
    (tmp_path / "claims.toml").write_text('[sources.registry]\nfile = "registry.tsv"\n')
    found = json.loads(
        claims(installed, tmp_path, "extract", "rovers.txt", "--published", "2021-05-08", "--json")
    )["claims"]
    assert "Lidby Rovers beat Port Union 3-1" in {claim["text"] for claim in found}
    looked_up = json.loads(
        claims(installed, tmp_path, "lookup", "last", "--source", "registry", "--offline", "--json")
    )
    assert {candidate["stance"] for candidate in looked_up} == {"contradicts"}
    assert "2015-03-01 to 2020-11-30; the claim is as of 2021" in looked_up[0]["reason"]
    claims(installed, tmp_path, "report", "last", "-o", "list.txt")
    lines = (tmp_path / "list.txt").read_text().splitlines()
    assert lines[0] == "Rovers win at last"
    assert len(lines) == len(found) + 1
    assert all(line.startswith("[ ] ") for line in lines[1:])
